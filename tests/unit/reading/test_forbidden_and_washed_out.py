"""What is forbidden for a time, washed out, allowed on a condition, and what stands beside it for a human."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        # How long it must be over stands in a sentence of its own.
        ("Use of strong CYP3A inducers listed in Section 4.2 and Appendix 3. The required washout period before study entry is 3 weeks.", "not last dose of strong CYP3A inducer at least 21 days ago"),
        ("Current use of warfarin (as listed in Table 2 and Appendix C). These agents must be discontinued for 7 days prior to the first dose.", "not last dose of warfarin at least 7 days ago"),
        ("Prior therapy with taxanes. Epirubicin is allowed (≥ 3 week washout period required).", "treated with taxane or not last dose of epirubicin at least 21 days ago"),
        # What somebody may come to need, or takes part in, is a way of its own.
        ("Treatment with systemic corticosteroids within 2 weeks before randomization, or anticipated need for steroids during the study", "(not last dose of corticosteroid at least 14 days ago and for a human: Is it so: systemic? (the words leave it to a human)) or for a human: Is it so: anticipated need for steroid during study? (the words leave it to a human)"),
        ("Pulmonary embolism or any disease burden that makes the patient ineligible for endocrine therapy", "pulmonary embolism, ever or for a human: Is it so: any disease burden that make patient ineligible for endocrine therapy? (the words leave it to a human)"),
        # Inhibitors in other words, and what should be avoided.
        ("Drugs with a strong inhibitory or inductive effect on CYP3A4 isozymes should be avoided", "takes strong CYP3A inhibitor now or takes strong CYP3A inducer now"),
        ("Use of CYP2D6 inhibitors within 2 weeks before the first dose of IMP", "not last dose of CYP2D6 inhibitor at least 14 days ago"),
        # A name that no list holds, by its place; and treatment that had to be stopped.
        ("Prior exposure to glimmerin", "treated with glimmerin"),
        ("Previously treated with zolaxine or trastuzumab", "treated with zolaxine or treated with trastuzumab"),
        ("Prior therapy with nivolumab or pembrolizumab, and was discontinued due to a severe reaction", "(treated with nivolumab or treated with pembrolizumab) and for a human: Is it so: prior therapy with nivolumab or pembrolizumab, and was discontinued due to severe reaction? (the words leave it to a human)"),
        # A list of exceptions that is announced; both of one person; what is planned.
        ("Use of warfarin within 7 days, with the following exceptions: low doses for a catheter; one glimmering dose", "not last dose of warfarin at least 7 days ago and not for a human: Is it so: low dose for catheter ; one glimmering dose? (the words leave it to a human)"),
        ("Has a germline BRCA mutation and has received olaparib or talazoparib", "BRCA1 or BRCA2 variant (germline) and (treated with olaparib or treated with talazoparib)"),
        ("Patients taking warfarin and unable to switch to glimmerin", "takes warfarin now and for a human: Is it so: unable to switch to glimmerin? (the words leave it to a human)"),
        ("Patients who have diabetes requiring insulin are not eligible for this study", "diabetes, requiring insulin, ever"),
        ("Patients with no measurable disease will be excluded", "not measurable disease"),
        ("Hormone receptor negative and not received chemotherapy", "ER negative and PR negative and not treated with chemotherapy"),
        ("Current or planned methotrexate for any glimmering reason", "(takes methotrexate now and for a human: Is it so: for any glimmering reason? (the words leave it to a human)) or for a human: Is it so: planned methotrexate for any glimmering reason? (the words leave it to a human)"),
        # How much of a steroid; where it is "on treatment".
        ("Autoimmune disease requiring immunosuppressive therapy (daily prednisone equivalent doses > 10 mg/day) excluding vitiligo", "autoimmune disease, requiring immunosuppressive therapy, ever and for a human: Is it so: daily prednisone equivalent dose > 10 mg / day? (the words leave it to a human) and not for a human: Is it so: vitiligo? (the words leave it to a human)"),
        ("Sorivudine or its chemically related analogs within 4 weeks before randomization", "not last dose of sorivudine at least 28 days ago or not last dose of sorivudine analog at least 28 days ago"),
        ("Current treatment with sorivudine or its chemically related analogs, such as brivudine", "takes sorivudine now or takes sorivudine analog now or takes brivudine now"),
        ("Live vaccine within 30 days of randomization. Note: patients, if enrolled, should not receive live vaccines whilst on study treatment", "live vaccine, within 30 days"),
        ("Use of warfarin must be discontinued 7 days prior to the first dose", "not last dose of warfarin at least 7 days ago"),
        ("Peripheral neuropathy at baseline (within 14 days prior to cycle 1 day 1)", "peripheral neuropathy now and for a human: Is it so: within 14 day prior to c1d1? (the words leave it to a human)"),
        # What cannot be stopped, of each of a list; what is said of one group; a bracket that tells to stop.
        ("Use of interferon or ribavirin that cannot be discontinued", "(takes interferon now and for a human: Is it so: that cannot be discontinued? (the words leave it to a human)) or (takes ribavirin now and for a human: Is it so: that cannot be discontinued? (the words leave it to a human))"),
        ("Prior treatment with a PI3K inhibitor (group 2) or an mTOR inhibitor (group 3)", "(treated with PI3K inhibitor and for a human: Is it so: group 2? (the words leave it to a human)) or (treated with mTOR inhibitor and for a human: Is it so: group 3? (the words leave it to a human))"),
        ("Current use of folk remedies or natural herbal products should be discontinued 5 days prior to the first dose", "not last dose of alternative medicine at least 5 days ago or not last dose of herbal medicine at least 5 days ago"),
        ("Vaccination within 4 weeks of the first dose and while on trial is prohibited except for inactivated vaccines", "vaccine, within 28 days and not for a human: Is it so: inactivated vaccine? (the words leave it to a human)"),
        # Who is told what, and why: nobody is kept out by it.
        ("Patients taking strong CYP3A4 inhibitors are ineligible. Because the lists of these agents are constantly changing, it is important to regularly consult a reference.", "takes strong CYP3A inhibitor now"),
        ("Patients receiving CYP2C8 inducers are ineligible. As part of enrollment, the patient will be counseled on the risk of interactions.", "takes CYP2C8 inducer now"),
        ("Chronic corticosteroids except as outlined below: eye drops, glimmering sprays", "takes corticosteroid now and for a human: Is it so: chronic? (the words leave it to a human) and not for a human: Is it so: eye drop , glimmering spray? (the words leave it to a human)"),
        ("Chinese patent medicine with anti-tumor indications within 2 weeks before randomization", "not last dose of traditional Chinese medicine at least 14 days ago"),
        ("Prior aurora kinase inhibitor, or a known hypersensitivity to it", "treated with aurora kinase inhibitor or for a human: Is it so: known hypersensitivity to it? (the words leave it to a human)"),
        # How it is used where it is let in is said of what stands before.
        ("Current use of ketoconazole; topical use is allowed", "takes ketoconazole now and not for a human: Is it so: topical use is allowed? (the words leave it to a human)"),
        ("Systemic therapy with antibiotics", "takes antibiotic now and for a human: Is it so: systemic? (the words leave it to a human)"),
        # Which vaccines are none of the live ones lets in nobody; whatever inhibits is meant, and not every herb.
        ("Live vaccine within 30 days of randomization. Note: flu vaccines for injection are inactivated and are allowed; those by the nose are live vaccines and are not allowed.", "live vaccine, within 30 days"),
        ("Medications, herbal supplements, and/or fruits (e.g. grapefruit) and their juices that are strong inhibitors of CYP3A4", "takes strong CYP3A inhibitor now"),
        # The number of the next item.
        ("Use of strong CYP3A4 inhibitors within 14 days prior to initiation of study treatment 17.", "not last dose of strong CYP3A inhibitor at least 14 days ago"),
    ],
)  # fmt: skip
def test_what_keeps_out(line: str, reading: str) -> None:
    assert said(line, "exclusion") == reading


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("Prior trastuzumab is allowed if delivered at least 4 weeks prior to enrollment", "last dose of trastuzumab at least 28 days ago"),
        ("Prior endocrine therapy is permitted in any arm if > 3 months prior", "last dose of endocrine therapy at least 90 days ago"),
        ("Must have completed prior chemotherapy at least 3 weeks before registration and have recovered from toxicities to grade 1 or less", "last dose of chemotherapy at least 21 days ago and not toxicity of earlier treatment of grade 2 or more now"),
        ("Patients must have a washout of at least 28 days from any prior biologic therapy", "last dose of biologic therapy at least 28 days ago"),
        ("No concurrent sex hormone therapy", "not takes sex hormone, hormonal contraceptive or hormone replacement therapy now"),
        ("Participants may have received up to 8 weeks of endocrine therapy", "not treated with endocrine therapy for at least 57 days"),
        ("Prior endocrine therapy is allowed; patients previously treated with fulvestrant are not eligible", "not treated with fulvestrant"),
        ("No more than 2 prior lines of chemotherapy for metastatic disease; patients may have but are not required to have prior fulvestrant", "not at least 3 lines of therapy in the metastatic setting with chemotherapy"),
        ("Received a CDK4/6 inhibitor for metastatic disease with any duration of therapy permitted", "treated with CDK4/6 inhibitor in the metastatic setting"),
        ("Patients may have multicentric breast cancer if the largest tumor glimmers", "if multicentric or multifocal disease, then for a human: Is it so: largest tumor glimmer? (the words leave it to a human)"),
        ("Only in the metastatic setting, will patients previously treated with eribulin be excluded from this trial", "not treated with eribulin in the metastatic setting"),
    ],
)  # fmt: skip
def test_what_is_let_in(line: str, reading: str) -> None:
    assert said(line, "inclusion") == reading


@pytest.mark.parametrize(
    ("section", "line", "why"),
    [
        ("inclusion", "Baseline laboratory tests must be performed within 14 days of registration", "logistics"),
        ("inclusion", "Patients must have a complete medical history and physical exam within 21 days prior to registration", "logistics"),
        ("inclusion", "Central determination of PD-L1 status", "logistics"),
        ("inclusion", "Hormones do not have a required washout and may be continued until C1D1", "permission"),
        # What the tests must show is asked.
        ("inclusion", "Baseline laboratory tests must be performed within 14 days and show ANC at least 1500", "not understood"),
    ],
)  # fmt: skip
def test_what_asks_nothing_of_a_record(section: str, line: str, why: str) -> None:
    assert said(line, section) == why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("section", "line"),
    [
        # The time behind the second way may be meant for the first.
        ("exclusion", "Major surgery or anticipated need for major surgery, or a glimmering injury, within 28 days of study entry"),
        # What is let in behind the second way may be meant of the first.
        ("exclusion", "Use of steroids within 14 days or anticipated need for steroids; inhaled steroids are allowed"),
        # What they are not eligible for is no study.
        ("exclusion", "Patients with diabetes who are not eligible for transplant"),
        # How it inhibits is not known of a drug.
        ("exclusion", "Drugs that are strong CYP3A mechanism-based inhibitors within 7 days"),
        # Names that are no drug.
        ("exclusion", "Prior treatment with acupuncture or massage"),
        ("exclusion", "Prior exposure to any study treatment"),
        # Another way in, behind a denial.
        ("inclusion", "Not taking strong CYP3A4 inhibitors, or able to switch to another medication"),
        # Two doses are no two lines of treatment.
        ("inclusion", "No more than two prior doses of fulvestrant"),
        # Another drug stands between what is allowed and the time.
        ("inclusion", "Prior trastuzumab is allowed, and lapatinib if given at least 4 weeks prior to enrollment"),
    ],
)  # fmt: skip
def test_what_is_left_open(section: str, line: str) -> None:
    assert said(line, section) == "not understood"  # type: ignore[arg-type]
