"""Lines about systemic treatment, written by hand: what is among it, what is let in, windows, settings, and what each way holds.

ASKED stands for any question that is left to a human; None: the line must not be read.
"""

from __future__ import annotations

from tests.unit.reading.treatment_lines import (
    ANY_SETTING,
    ASKED,
    CHEMO,
    HORMONES,
    STUDY_DRUG,
    Plain,
    either,
    every,
    given,
    had,
    lines,
    no,
    since,
    takes,
    within,
)

TAXANE: Plain = {"classes": ["taxane"]}
ANTHRACYCLINE: Plain = {"classes": ["anthracycline"]}
TRASTUZUMAB: Plain = {"drugs": ["trastuzumab"]}
CDK46: Plain = {"classes": ["CDK4/6 inhibitor"]}
ADC: Plain = {"classes": ["antibody-drug conjugate"]}
PI3K: Plain = {"classes": ["PI3K inhibitor"]}
AKT: Plain = {"classes": ["AKT inhibitor"]}
MTOR: Plain = {"classes": ["mTOR inhibitor"]}
ANY_DRUG: Plain = {"roles": ["anticancer"]}

INCLUSION: list[tuple[str, Plain | None]] = [
    # what is to be given was not given
    ("Paclitaxel to be started within 2 weeks", None),
    ("Subcutaneous pembrolizumab to be given after surgery", None),
    # two ends without a word between them may be two ways
    (
        "Progression on a taxane for metastatic disease, relapsed on an adjuvant anthracycline",
        every(either(given(TAXANE), given(ANTHRACYCLINE)), ASKED),
    ),
    # what it has to include is asked for
    (
        "Prior chemotherapy including an anthracycline and a taxane",
        every(given(CHEMO), given(ANTHRACYCLINE), given(TAXANE)),
    ),
    ("Has received prior systemic therapy including a CDK4/6 inhibitor", every(given(ANY_DRUG), given(CDK46))),
    (
        "At least 2 prior endocrine therapies, including a CDK4/6 inhibitor in the metastatic setting",
        every(lines(2, settings=["metastatic"], containing=HORMONES), given(CDK46, settings=["metastatic"])),
    ),
    (
        "At least two chemotherapy regimens, including an anthracycline and a taxane",
        every(lines(2, settings=ANY_SETTING, containing=CHEMO), given(ANTHRACYCLINE), given(TAXANE)),
    ),
    ("Progressed on chemotherapy including a taxane", every(given(CHEMO, ended_by=["progression"]), given(TAXANE))),
    # with "or" the list may only illustrate
    (
        "Prior chemotherapy including a taxane or an anthracycline",
        every(given(CHEMO), either(given(TAXANE), given(ANTHRACYCLINE), ASKED)),
    ),
    # ... and where it is denied, or let in, it is meant with all that belongs to it
    ("No prior hormonal therapy, including tamoxifen", no(given(HORMONES))),
    ("At least 3 weeks since chemotherapy including taxanes", since(CHEMO, 21)),
    ("Prior chemotherapy (including taxanes) is allowed", None),
    # what stands beside an upper bound is let in as well
    (
        "Prior adjuvant therapy, and up to 2 lines of prior chemotherapy for metastatic disease are allowed",
        no(lines(3, settings=["metastatic"], containing=CHEMO)),
    ),
    (
        "Prior radiotherapy and up to 2 lines of prior chemotherapy are allowed",
        no(lines(3, settings=ANY_SETTING, containing=CHEMO)),
    ),
    # settings joined by "or"
    (
        "Must have received an anthracycline (doxorubicin or epirubicin) and/or a taxane (paclitaxel) as adjuvant or for advanced disease",
        either(
            given(ANTHRACYCLINE, settings=["adjuvant", "metastatic"]),
            given(TAXANE, settings=["adjuvant", "metastatic"]),
        ),
    ),
    # lines in brackets, and a standard of care
    (
        "Failed 1 line of therapy (endocrine or chemotherapy) for metastatic disease",
        lines(
            1,
            settings=["metastatic"],
            containing={"classes": ["endocrine therapy", "chemotherapy"]},
            ended_by=["progression"],
        ),
    ),
    (
        "Has cancer progression after at least one line of standard of care systemic treatment",
        lines(1, settings=ANY_SETTING, ended_by=["progression"]),
    ),
    (
        "No more than 2 prior regimens for metastatic disease (not including endocrine therapy)",
        no(lines(3, settings=["metastatic"], containing={"roles": ["anticancer"], "excluding": ["endocrine therapy"]})),
    ),
    ("Prior chemotherapy with an anthracycline, a taxane, or both", given({"classes": ["anthracycline", "taxane"]})),
    # since treatment of which the words do not say what it was
    (
        "At least 60 days since prior treatment for invasive breast cancer",
        every(since(ANY_DRUG, 60), no(had("radiotherapy", within_days=60)), no(ASKED)),
    ),
    ("No concurrent oral or transdermal hormonal therapy", no(every(takes(HORMONES), ASKED))),
    # each way of it names a drug that was given
    ("Must have zorblaxed or progressed on trastuzumab or a taxane in zorblax doses", None),
    (
        "Must have progressed on trastuzumab in a zorblax dose or relapsed within a zorblax of taxanes",
        every(either(given(TRASTUZUMAB), given(TAXANE)), ASKED),
    ),
    ("Must have progressed on trastuzumab in a zorblax dose or have no zorblax", None),
    ("Patients with zorblax tumors must have progressed on a taxane or zorblax taxanes", None),
    ("Sufficient life expectancy to be treated with chemotherapy or prior zorblax taxanes", None),
    (
        "Relapsed while receiving adjuvant tamoxifen or, progressive disease while receiving a taxane",
        every(either(given({"drugs": ["tamoxifen"]}), given(TAXANE)), ASKED),
    ),
    # a count without its sign may be the most that is let in; what does not count is let in
    ("4 prior lines of endocrine therapy", None),
    (
        "Any number of prior regimens of chemotherapy are allowed in the adjuvant setting, and do not count towards prior therapy",
        None,
    ),
    ("No anticancer therapy within 4 half-lives or 28 days", since(ANY_DRUG, 28, half_lives=4, whichever="longer")),
    # of those with metastatic disease, and of nobody else
    (
        "Patients with metastatic disease may have received no more than 1 prior chemotherapy regimen",
        either(no({"metastatic": {}}), no(lines(2, settings=ANY_SETTING, containing=CHEMO))),
    ),
    # what is let in elsewhere is no exception to a limit for metastatic disease
    (
        "No prior taxane in the metastatic setting. Adjuvant taxanes are permitted if over in a zorblax way",
        every(
            no(given(TAXANE, settings=["metastatic"])),
            {"when": {"condition": given(TAXANE, settings=["adjuvant"]), "then": ASKED}},
        ),
    ),
    (
        "No prior chemotherapy for metastatic disease. Prior adjuvant tamoxifen allowed",
        no(given(CHEMO, settings=["metastatic"])),
    ),
    (
        "Radiotherapy to a limited area is allowed; however, subjects must have completed it and recovered from toxicity",
        None,
    ),
    ("Patients must be previously untreated with chemotherapy or zorblax taxanes", None),
    # it speaks of nobody but of those treated
    (
        "Patients may have received prior taxanes. These must have been stopped in a zorblax way",
        either(no(given(TAXANE)), ASKED),
    ),
    (
        "Prior hormonal therapy will be allowed, but a disease-free interval in a zorblax way must be demonstrated",
        either(no(given(HORMONES)), ASKED),
    ),
    ("Prior taxanes are allowed in zorblax doses", None),
    ("Prior taxanes are allowed, but patients must have zorblax of the blood", None),
    ("Prohibited drugs should be discontinued 7 days prior to the first dose of capecitabine", None),
    ("Concurrent use of taxanes or zorblaxine must be stable for a zorblax", None),
    ("No options for curative chemotherapy, but palliative chemotherapy allowed under certain zorblax", None),
    ("If zorblax progression is observed within a zorblax of the last dose of chemotherapy", None),
    ("Participants who have received 2 to 4 lines of zorblax taxanes must have progressed on a taxane", None),
    ("Deemed eligible to receive taxanes, but only in zorblax doses", None),
]

EXCLUSION: list[tuple[str, Plain | None]] = [
    # a CDK inhibitor need not be one of CDK4/6, and an antiandrogen is known by the drugs of its class
    ("Prior treatment with a CDK inhibitor", given({"classes": ["CDK4/6 inhibitor", "CDK inhibitor"]})),
    ("Prior cyclin-dependent kinase 4/6 inhibitor", given(CDK46)),
    (
        "Prior treatment with an anti-androgen (bicalutamide or abiraterone)",
        given({"classes": ["androgen receptor antagonist", "antiandrogen"], "drugs": ["abiraterone"]}),
    ),
    (
        "Prior androgen receptor signaling inhibitor",
        given({"classes": ["androgen receptor antagonist", "CYP17 inhibitor", "androgen receptor pathway inhibitor"]}),
    ),
    # names that no list holds, by their ending; an everyday word is none
    (
        "Prior treatment with tildrakizumab or guselkumab",
        either(given({"drugs": ["tildrakizumab"]}), given({"drugs": ["guselkumab"]})),
    ),
    ("Has received lenalidomide previously", given({"drugs": ["lenalidomide"]})),
    ("Prior treatment with an MMAE-based ADC", given({"classes": ["MMAE conjugate"]})),
    (
        "Prior therapy with an anti-PD-1, anti-PD-L1, anti-PD-L2 agent or co-inhibitory T-cell receptor therapy",
        either(
            given({"classes": ["PD-1 inhibitor"]}),
            given({"classes": ["PD-L1 inhibitor"]}),
            given({"classes": ["PD-L2 inhibitor"]}),
            given({"classes": ["T-cell costimulation agent"]}),
        ),
    ),
    ("Use of an investigational study medication within 30 days of enrolment", within(STUDY_DRUG, 30)),
    # ... medicines taken beside it are asked of now
    ("Use of tenapitant or sorgliptin", either(takes({"drugs": ["tenapitant"]}), takes({"drugs": ["sorgliptin"]}))),
    ("Trastuzumab within 28 days of the first scheduled day of dosing", within(TRASTUZUMAB, 28)),
    ("Chemotherapy to be given during the study", None),
    ("Prior chemotherapy including taxanes", given(CHEMO)),
    # the setting behind a list reaches all of it, and "use of" beside "prior" is at some time
    (
        "Prior chemotherapy or use of an antibody-drug conjugate in the metastatic setting",
        either(given(CHEMO, settings=["metastatic"]), given(ADC, settings=["metastatic"])),
    ),
    ("Use of an antibody-drug conjugate", takes(ADC)),
    # systemic treatment of another illness, and treatment that may have been an operation
    ("Current systemic treatment with all other therapies of zorblax effect on psoriasis", None),
    (
        "Prior therapy for breast cancer or any other cancer, such as zorblax, hormonal therapy or immunotherapy",
        either(given(ANY_DRUG), had("radiotherapy"), ASKED, ASKED),
    ),
    ("Prior therapy for breast cancer or any other cancer, such as chemotherapy or immunotherapy", given(ANY_DRUG)),
    ("Any prior treatment for their breast cancer", either(given(ANY_DRUG), had("radiotherapy"), ASKED)),
    # another way behind a dose
    (
        "Cumulative doxorubicin per zorblax above 360 mg or any prior anthracycline for another illness",
        either(every(given({"drugs": ["doxorubicin"]}), ASKED), every(given(ANTHRACYCLINE), ASKED)),
    ),
    (
        "Treatment with an investigational product within 4 half-lives for each individual product or 28 days",
        within(STUDY_DRUG, 28, half_lives=4, whichever="longer"),
    ),
    ("Previously untreated with chemotherapy of any zorblax", None),
    # a demand among what keeps out, with words beside it
    (
        "Prior cancer treatment must be completed at least 30 days prior to being registered for zorblax",
        every(within(ANY_DRUG, 30), ASKED),
    ),
    # a cohort of which more are kept out
    (
        "Prior treatment with a taxane. For the second cohort: In addition, any prior zorblax treatment",
        either(given(TAXANE), ASKED),
    ),
    # an exception in the bracket is not lost
    ("Concurrent anticancer therapy (chemotherapy, hormones, but except trastuzumab)", every(given(ANY_DRUG), ASKED)),
    ("Previous therapy with Akt, PI3K, and/or mTOR inhibitors", either(given(AKT), given(PI3K), given(MTOR))),
    ("Any prior treatment with, AKT, PI3K or mTOR inhibitors", either(given(AKT), given(PI3K), given(MTOR))),
    (
        "Any hormonal treatment (oral, injectable, implant) within 2 months",
        within({"classes": ["hormonal contraceptive"]}, 60),
    ),
    (
        "Prior chemotherapy in the metastatic setting regardless of the duration of treatment",
        given(CHEMO, settings=["metastatic"]),
    ),
    # other studies
    ("Participation in an investigational anti-cancer study within 3 weeks", within(STUDY_DRUG, 21)),
    (
        "Participated in a prior investigational study within 21 days of treatment or within 5 half-lives of the investigational product, whichever is longer",
        within(STUDY_DRUG, 21, half_lives=5, whichever="longer"),
    ),
    (
        "Treatment with a drug that has not received regulatory approval for any indication within 14 or 21 days of randomization for a nonmyelosuppressive or myelosuppressive agent, respectively",
        either(within(STUDY_DRUG, 14), every(within(STUDY_DRUG, 21), ASKED)),
    ),
    ("Receiving or planning to receive any anticancer therapy", either(takes(ANY_DRUG), ASKED)),
    # a sentence behind that excepts or goes on keeps nobody out
    (
        "Chronic use of corticosteroids, or of warfarin in any dose. Use of these drugs must be stopped in time",
        every(either(given({"classes": ["corticosteroid"]}), given({"drugs": ["warfarin"]})), ASKED),
    ),
]
