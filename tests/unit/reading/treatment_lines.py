"""Lines about treatment, written by hand in the ways of registries, with what they say in plain form.

ASKED stands for any question that is left to a human; None: the line must not be read.
"""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]
ASKED: Plain = {"ask_human": {"question": "?", "because": "?"}}
RECOVERED: Plain = {"finding": {"name": "recovered from earlier treatment"}}
CHEMO: Plain = {"classes": ["chemotherapy"]}
HORMONES: Plain = {"classes": ["endocrine therapy"]}
STUDY_DRUG: Plain = {"classes": ["investigational drug"]}


def given(drugs: Plain, **more: Any) -> Plain:
    return {"exposed": {"to": drugs, **more}}


def takes(drugs: Plain) -> Plain:
    return {"takes": {"drugs": drugs}}


def since(drugs: Plain, days: int, **more: Any) -> Plain:
    return {"washout": {"drugs": drugs, "days": days, **more}}


def within(drugs: Plain, days: int, **more: Any) -> Plain:
    return {"not": since(drugs, days, **more)}


def had(event: str, **more: Any) -> Plain:
    return {"had": {"event": event, **more}}


def lines(at_least: int, **more: Any) -> Plain:
    return {"lines": {"at_least": at_least, **more}}


def every(*parts: Plain) -> Plain:
    return {"all_of": list(parts)}


def either(*parts: Plain) -> Plain:
    return {"any_of": list(parts)}


def no(part: Plain) -> Plain:
    return {"not": part}


ANY_SETTING = ["neoadjuvant", "adjuvant", "metastatic"]

INCLUSION: list[tuple[str, Plain | None]] = [
    # since: each of a list, however it is joined
    ("At least 3 weeks since chemotherapy, radiotherapy or major surgery", every(since(CHEMO, 21), no(had("radiotherapy", within_days=21)), no(had("major surgery", within_days=21)))),
    ("At least 12 weeks since taxanes and/or anthracyclines", every(since({"classes": ["taxane"]}, 84), since({"classes": ["anthracycline"]}, 84))),
    ("At least 2 weeks since minor surgery", no(every(had("procedure", within_days=14), ASKED))),
    ("At least 5 days from last chemotherapy and 20 days from local radiotherapy", every(since(CHEMO, 5), no(every(had("radiotherapy", within_days=20), ASKED)))),
    ("Two weeks must have elapsed since the last monoclonal antibody", since({"classes": ["monoclonal antibody"]}, 14)),
    ("At least 4 weeks since the end of prior chemotherapy, excluding trastuzumab", since({**CHEMO, "excluding": ["trastuzumab"]}, 28)),
    ("Off steroids for at least 10 days", since({"classes": ["corticosteroid"]}, 10)),
    ("Last chemotherapy at least 60 days prior", since(CHEMO, 60)),
    ("Time between surgery and randomization must be less than 80 days", had("procedure", within_days=80)),
    # counts of lines
    ("At least one but not more than four prior lines of chemotherapy for metastatic disease", every(lines(1, containing=CHEMO), no(lines(5, containing=CHEMO)))),
    ("0, 1 or 2 prior chemotherapy regimens in the metastatic setting", no(lines(3, containing=CHEMO))),
    ("Must have failed two lines of systemic therapy", lines(2, settings=ANY_SETTING, ended_by=["progression"])),
    ("Disease progression after at least 2 regimens of chemotherapy in the metastatic setting", lines(2, containing=CHEMO, ended_by=["progression"])),
    ("No more than 1 prior chemotherapy regimen for metastatic disease allowed", no(lines(2, containing=CHEMO))),
    # all of a list, and either of two
    ("Prior treatment with capecitabine, a taxane, and eribulin", every(given({"drugs": ["capecitabine"]}), given({"classes": ["taxane"]}), given({"drugs": ["eribulin"]}))),
    # however "or" and "and" part it, one of the three was given
    ("Prior treatment with capecitabine or a taxane and eribulin", every(either(given({"drugs": ["capecitabine"]}), given({"classes": ["taxane"]}), given({"drugs": ["eribulin"]})), ASKED)),
    ("Prior therapy must have included an anthracycline and a taxane", every(given({"classes": ["anthracycline"]}), given({"classes": ["taxane"]}))),
    ("Chemotherapy naive in the metastatic setting", no(given(CHEMO, settings=["metastatic"]))),
    ("No prior therapy for metastatic breast cancer is allowed", no(either(given({"roles": ["anticancer"]}, settings=["metastatic"]), ASKED))),
    ("No prior chemotherapy for locally recurrent or metastatic disease", no(either(given(CHEMO, settings=["metastatic"]), every(given(CHEMO), ASKED)))),
    ("A minimum of 6 weeks of trastuzumab", given({"drugs": ["trastuzumab"]}, at_least_days=42)),
    # progression and relapse
    ("Progressive disease while receiving an aromatase inhibitor", given({"classes": ["aromatase inhibitor"]}, ended_by=["progression"])),
    ("Documented disease progression on or after the most recent therapy", given({"roles": ["anticancer"]}, ended_by=["progression"], latest_line=True)),
    ("Relapse within 12 months after completion of adjuvant chemotherapy", {"relapse": {"after": CHEMO, "at_most_months": 12, "settings": ["adjuvant"]}}),
    # recovery
    ("Recovered from prior surgery", RECOVERED),
    ("At least 3 weeks since major surgery and recovered", every(no(had("major surgery", within_days=21)), RECOVERED)),
    ("All acute toxic effects (excluding alopecia) of prior therapy must have resolved to grade ≤ 1", no({"condition": {"groups": ["toxicity of earlier treatment"], "status": "now", "except_groups": ["alopecia"], "at_least_grade": 2}})),
    ("Recovered from prior therapy, except alopecia", either(RECOVERED, ASKED)),
    # what she may be fit for is nothing that was done
    ("Metastatic breast cancer not deemed amenable to curative surgery or curative radiation therapy", every({"metastatic": {}}, {"breast_cancer": {}}, no({"finding": {"name": "candidate for curative treatment"}}))),
    # an operation that ends fertility has to have been, and long enough ago
    ("Documentation of bilateral oophorectomy at least 1 month before first dose", every(had("procedure", kinds=["oophorectomy"]), no(had("procedure", kinds=["oophorectomy"], within_days=30)))),
    # a window alone, among what is asked for: its heading was lost
    ("Hormonal therapy within 1 week", None),
    ("Must have received chemotherapy within 12 weeks", within(CHEMO, 84)),
    ("Relapsed or progressed on prior treatment with an aromatase inhibitor", given({"classes": ["aromatase inhibitor"]}, ended_by=["progression"])),
    ("Off dexamethasone for 4 weeks before the first dose of study drug", since({"drugs": ["dexamethasone"]}, 28)),
    # what is over, and what goes on
    ("Must have discontinued hormone replacement therapy prior to study entry", no(takes({"classes": ["hormone replacement therapy"]}))),
    ("Concurrent endocrine therapy is not allowed", no(takes(HORMONES))),
    ("Doxorubicin total dose <= 300 mg/m2", no(every(given({"drugs": ["doxorubicin"]}), ASKED))),
]  # fmt: skip

EXCLUSION: list[tuple[str, Plain | None]] = [
    # drugs that no list holds, under their own names
    ("Prior treatment with QRS4711", given({"drugs": ["qrs4711"]})),
    ("Prior treatment with QRS-4711", given({"drugs": ["qrs-4711"]})),
    ("Prior treatment with zandotinib", given({"drugs": ["zandotinib"]})),
    ("Previously received KIF18A inhibitor", given({"classes": ["kif18a inhibitor"]})),
    ("Prior exposure to CHK1 or WEE1 inhibitors", either(given({"classes": ["chk1 inhibitor"]}), given({"classes": ["wee1 inhibitor"]}))),
    ("Prior treatment with an ErbB2 inhibitor", given({"classes": ["anti-HER2"]})),
    ("Prior treatment with HER-2 targeted agents", given({"classes": ["anti-HER2"]})),
    ("Prior therapy with a topoisomerase 1 inhibitor-based antibody drug conjugate", given({"payloads": ["topoisomerase-1 inhibitor"]})),
    ("Hepatotoxic drugs", takes({"classes": ["hepatotoxic drug"]})),
    # the first dose in many words
    ("Chemotherapy within 14 days of starting trial therapy", within(CHEMO, 14)),
    ("Chemotherapy within 14 days prior to the first dose of QRS-4711", within(CHEMO, 14)),
    ("Participation in an investigational drug study within 28 days", within(STUDY_DRUG, 28)),
    ("Receipt of any investigational agent within 30 days prior to study entry", within(STUDY_DRUG, 30)),
    ("Chemotherapy within at least 2 weeks prior to study day 1", within(CHEMO, 14)),
    ("Trastuzumab  21 days before first study treatment", within({"drugs": ["trastuzumab"]}, 21)),
    # days and half-lives: "first" of the first dose is not "whichever comes first"
    ("Investigational drug within 30 days or 5 half-lives, whichever is longer, before the first dose of study drug", within(STUDY_DRUG, 30, half_lives="5")),
    ("Investigational drug within 30 days or 5 half-lives, whichever is shorter, before the first dose of study drug", within(STUDY_DRUG, 30, half_lives="5", whichever="shorter")),
    # a window behind a list, exceptions in words
    ("Major surgery (excluding placement of a port) or radiotherapy within 28 days", either(every(had("major surgery", within_days=28), no(ASKED)), had("radiotherapy", within_days=28))),
    ("Major surgery or trauma within 4 weeks", either(had("major surgery", within_days=28), {"condition": {"groups": ["traumatic injury"], "within_days": 28}})),
    ("Current or recent (within 10 days) use of aspirin (> 325 mg/day) or clopidogrel", either(every(within({"drugs": ["aspirin"]}, 10), ASKED), within({"drugs": ["clopidogrel"]}, 10))),
    ("Prior surgical procedures such as a breast reduction", every(had("procedure"), ASKED)),
    ("Radiotherapy encompassing > 30% of marrow", every(had("radiotherapy"), ASKED)),
    ("Any anticancer therapy within 21 days, including chemotherapy or radiotherapy", either(within({"roles": ["anticancer"]}, 21), within(CHEMO, 21), had("radiotherapy", within_days=21))),
    ("Cancer therapy (surgery, chemotherapy, radiotherapy) within 28 days", either(within({"roles": ["anticancer"]}, 28), had("procedure", within_days=28), had("radiotherapy", within_days=28))),
    ("Prior exposure to more than 360 mg/m2 of doxorubicin or liposomal doxorubicin", either(every(given({"drugs": ["doxorubicin"]}), ASKED), every(given({"drugs": ["liposomal doxorubicin"]}), ASKED))),
    ("Prior PI3K, AKT or mTOR inhibitors", either(given({"classes": ["PI3K inhibitor"]}), given({"classes": ["AKT inhibitor"]}), given({"classes": ["mTOR inhibitor"]}))),
    # now, ever, together, planned
    ("Are currently receiving or have previously received chemotherapy for metastatic breast cancer", given(CHEMO, settings=["metastatic"])),
    ("Requires chronic concomitant treatment of a strong CYP3A4 inducer", every(takes({"classes": ["strong CYP3A inducer"]}), ASKED)),
    ("Concomitant administration of CDK4/6 inhibitors with an aromatase inhibitor", every(takes({"classes": ["CDK4/6 inhibitor"]}), takes({"classes": ["aromatase inhibitor"]}), ASKED)),
    ("Current or anticipated use of other investigational agents", either(takes(STUDY_DRUG), ASKED)),
    ("Known strong inducers or inhibitors of CYP3A4", either(takes({"classes": ["strong CYP3A inducer"]}), takes({"classes": ["strong CYP3A inhibitor"]}))),
    ("Receiving ≥ 10 mg daily prednisone (or equivalent)", every(takes({"classes": ["corticosteroid"]}), ASKED)),
    # counts
    ("Prior treatment with more than one chemotherapy regimen for metastatic disease", lines(2, containing=CHEMO)),
    ("More than one previous chemotherapy and/or more than one hormonotherapy for advanced disease", either(lines(2, containing=CHEMO), lines(2, containing=HORMONES))),
    ("Has received at least one line, but not more than three lines, of systemic therapy for metastatic disease", every(lines(1), no(lines(4)))),
    ("Receipt of more than 6 months of an aromatase inhibitor", given({"classes": ["aromatase inhibitor"]}, at_least_days=181)),
    # transplants: whose, and of what
    ("Prior autologous or allogeneic stem cell transplant", either({"condition": {"groups": ["autologous stem cell transplant"]}}, {"condition": {"groups": ["allogeneic stem cell transplant"]}})),
    ("Prior allogeneic stem cell or solid organ transplantation", either({"condition": {"groups": ["allogeneic stem cell transplant"]}}, {"condition": {"groups": ["allogeneic organ transplant"]}})),
    # recovery
    ("Major surgery within 4 weeks or who have not recovered from side effects of such therapy", either(had("major surgery", within_days=28), no(RECOVERED))),
    ("Major surgery within 4 weeks, without complete recovery", every(had("major surgery", within_days=28), no(RECOVERED))),
    # an adjective or a need before a shared noun means all of the list
    ("Bacterial, viral or fungal infection requiring systemic therapy", either(*({"condition": {"groups": [f"{kind} infection"], "status": "now", "qualities": ["requiring systemic therapy"]}} for kind in ("bacterial", "viral", "fungal")))),
    ("HIV positive and currently receiving antiretroviral therapy", {"condition": {"groups": ["HIV"], "qualities": ["and currently receiving antiretroviral therapy"]}}),
    # requirements among what keeps out are not turned into what they are not
    ("All prior chemotherapy or surgery must be discontinued at least 4 weeks before randomization", None),
]  # fmt: skip
