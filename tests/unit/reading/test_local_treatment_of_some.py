"""Inclusions that speak only of those who had a local treatment, and what is arranged or counted in time."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

ASKED = " (the words leave it to a human)"


def told(section: Section, text: str) -> str:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    return "" if reading is None else describe_criterion(reading).split(": Is it so")[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("If prior radiotherapy was given, the skin must have healed", "not radiotherapy or for a human"),
        ("If the last therapy was surgery, at least 40 days must have gone by with no open wound", "not procedure or for a human"),
        ("Earlier radiotherapy is allowed to less than 25% of the bone marrow", ""),
        ("Prior radiotherapy is allowed to less than 25% of the bone marrow", "not radiotherapy or for a human"),
        ("For patients with a history of radiotherapy to the same place that glimmers, the dose must have been small", "not (radiotherapy and for a human"),
        # nobody says that it was not given
        ("If radiotherapy is planned, the skin must have healed", ""),
        ("If no prior radiotherapy was given, the skin must glimmer", ""),
    ],
)  # fmt: skip
def test_asked_of_those_who_had_it(text: str, says: str) -> None:
    assert told("inclusion", text) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Within 30 days after the latest chemotherapy or 10 days after surgery", "not last dose of chemotherapy at least 30 days ago or procedure, within 10 days"),
        ("Radiotherapy or surgery 3 weeks prior to enrollment", "radiotherapy, within 21 days or procedure, within 21 days"),
        # the sign may have been of the other side
        ("No radiotherapy 3 weeks prior to enrollment", ""),
        ("Vaccination within 2 weeks, or radiotherapy (except palliative) or endocrine therapy within 3 weeks", "vaccine, within 14 days or (radiotherapy, within 21 days and not for a human: Was it only: palliative?"),
        ("Radiation to more than 20% of the marrow or more than 30 Gy to any single vertebra", "radiotherapy and for a human"),
        ("Major surgery or open biopsy in the last 4 weeks; this does not apply to catheters", "(major surgery or biopsy) and for a human"),
        ("Other physical or psychological impairments", ""),
        ("ASA physical status of 4", ""),
    ],
)  # fmt: skip
def test_what_keeps_out_by_time_and_place(text: str, says: str) -> None:
    found = told("exclusion", text)
    assert found.startswith(says) if says else found == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("All prior radiotherapy completed 4 weeks prior to randomization", "not radiotherapy, within 28 days"),
        ("Completed all prior radiotherapy 4 weeks prior to randomization", "not radiotherapy, within 28 days"),
        ("3 weeks must have elapsed since any prior surgery", "not procedure, within 21 days"),
        ("Participants must be randomised within 10 months of definitive breast surgery", "mastectomy or breast conserving surgery, within 300 days"),
        ("Mastectomy with clear margins plus axillary dissection", "mastectomy and clear resection margins and axillary surgery"),
        ("All brain metastases must be located outside of the zorb", "not metastasis in brain or for a human"),
        ("Brain metastases must be confirmed by a glimmer", ""),
        # the nodes alone are excused
        ("Segmental mastectomy, after sentinel node biopsy and/or axillary dissection (DCIS and tumors < 4 mm do not require nodal assessment)", "breast conserving surgery and (axillary surgery or for a human"),
        # of which organ the primary tumour was, the words do not tell
        ("If resection of the primary tumour was done, the wound must have healed", "not procedure or for a human"),
        ("At least 3 weeks since surgery (unless a zorb was done)", "not procedure, within 21 days or for a human"),
    ],
)  # fmt: skip
def test_what_was_done_is_asked_with_its_time(text: str, says: str) -> None:
    assert told("inclusion", text) == says


@pytest.mark.parametrize(
    ("section", "text", "why"),
    [
        ("inclusion", "The treating physician intends to resume glimmering after radiotherapy", "judgement"),
        ("inclusion", "All progressing lesions must be amenable to stereotactic radiotherapy", "logistics"),
        ("inclusion", "Radiotherapy should be used according to the guideline", "logistics"),
        # what was given, or must not have been, is never set aside
        ("inclusion", "Area to be irradiated must not have received prior radiotherapy", "not understood"),
    ],
)
def test_what_is_arranged_asks_no_record(section: Section, text: str, why: str) -> None:
    read = reader_of(reading_lexicon()).read(text, section)
    assert (read.why or "read") == why or (why == "not understood" and read.reading is not None)


@pytest.mark.parametrize(
    ("section", "text", "says"),
    [
        # where a test is made opens no way
        ("inclusion", "HER2-positive breast cancer. HER2 must be determined at a zorb laboratory (central testing not required).", "HER2 positive and invasive breast cancer and for a human"),
        # who is kept out in a bracket is no exception
        ("exclusion", "Any radiotherapy or chemotherapy for the current cancer. (Those with a zorb of hormones are not eligible.) Prior tamoxifen for prevention is allowed.", ""),
        # who keeps to what alone is allowed is let in
        ("exclusion", "Palliative radiotherapy only allowed to a localized zorb", ""),
        ("exclusion", "Any condition that impairs swallowing or gastrointestinal disease with zorbs, malabsorption, or uncontrolled colitis", ""),
    ],
)  # fmt: skip
def test_sentences_that_open_no_way(section: Section, text: str, says: str) -> None:
    read = reader_of(reading_lexicon()).read(text, section)
    assert told(section, text).startswith(says)
    assert says or read.reading is None
    assert read.why in ("", "not understood")
