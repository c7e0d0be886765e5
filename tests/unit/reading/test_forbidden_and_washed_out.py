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
        ("Participants may have received up to 8 weeks of endocrine therapy", "not treated with endocrine therapy for at least 57 days"),
        ("Prior endocrine therapy is allowed; patients previously treated with fulvestrant are not eligible", "not treated with fulvestrant"),
        ("No more than 2 prior lines of chemotherapy for metastatic disease; patients may have but are not required to have prior fulvestrant", "not at least 3 lines of therapy in the metastatic setting with chemotherapy"),
        ("Received a CDK4/6 inhibitor for metastatic disease with any duration of therapy permitted", "treated with CDK4/6 inhibitor in the metastatic setting"),
        ("Only in the metastatic setting, will patients previously treated with eribulin be excluded from this trial", "not treated with eribulin in the metastatic setting"),
    ],
)  # fmt: skip
def test_what_is_let_in(line: str, reading: str) -> None:
    assert said(line, "inclusion") == reading


@pytest.mark.parametrize(
    ("section", "line"),
    [
        # The time behind the second way may be meant for the first.
        ("exclusion", "Major surgery or anticipated need for major surgery, or a glimmering injury, within 28 days of study entry"),
        # Names that are no drug.
        ("exclusion", "Prior treatment with acupuncture or massage"),
        ("exclusion", "Prior exposure to any study treatment"),
        # Two doses are no two lines of treatment.
        ("inclusion", "No more than two prior doses of fulvestrant"),
        # Another drug stands between what is allowed and the time.
        ("inclusion", "Prior trastuzumab is allowed, and lapatinib if given at least 4 weeks prior to enrollment"),
    ],
)  # fmt: skip
def test_what_is_left_open(section: str, line: str) -> None:
    assert said(line, section) == "not understood"  # type: ignore[arg-type]
