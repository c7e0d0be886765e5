"""What a bracket does to a sentence that is understood without it: it narrows, widens, excepts, lets in, demands or forbids."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.reading import Section

HUMAN = " (the words leave it to a human)"


def told(text: str, section: Section) -> str:
    """What a line says in words, without the reason why a human is asked; why it says nothing."""
    return said(text, section).replace(HUMAN, "")


@pytest.mark.parametrize(
    ("section", "text", "says"),
    [
        # what does not count
        ("exclusion", "Active glaucoma (glimmering of the iris without a reaction is allowed)", "glaucoma now and not for a human: Is it so: glimmering of iris without reaction is allowed?"),
        ("inclusion", "No current active liver disease (with exception of patients with glimmering)", "not liver disease now or for a human: Is it so: with exception of patient with glimmering?"),
        # of one of a list the whole is asked
        ("exclusion", "Major surgery within 4 weeks or a fracture (procedures such as glimmering not considered to be major)", "(major surgery, within 28 days or fracture, ever) and for a human: Is it so: major surgery within 4 week or fracture ( procedure such as glimmering not considered to be major )?"),
        # more of what keeps out
        ("exclusion", "Patient has received rituximab (or a glimmer of it), cyclophosphamide, or vincristine", "treated with rituximab or treated with cyclophosphamide or treated with vincristine or for a human: Is it so: patient has received rituximab ( or glimmer of it ) , cyclophosphamide , or vincristine?"),
        # of what was named before it
        ("exclusion", "History of severe (i.e., requiring a glimmering of the arm) prior allergic reaction to rituximab", "allergy to rituximab and for a human: Is it so: ie requiring glimmering of arm?"),
        # a demand and a denial beside what is asked for
        ("inclusion", "Progression on trastuzumab (trastuzumab must have been part of the last glimmer)", "treated with trastuzumab, ended by progression and for a human: Is it so: trastuzumab must have been part of last glimmer?"),
        ("inclusion", "Histologically confirmed melanoma with a BRAF mutation (melanoma of the glimmer is excluded)", "melanoma cancer and BRAF variant and for a human: Is it so: histologically confirmed melanoma with braf mutation ( melanoma of glimmer is excluded )?"),
        ("exclusion", "Uncontrolled hypertension (BP 140/90)", "hypertension, uncontrolled, ever and for a human: Is it so: bp 140 / 90?"),
        # what changes nothing: letters, how it is tested, where to read more
        ("exclusion", "History of diverticulitis or a stroke (glimmering tests are not required for enrollment)", "diverticulitis, ever or stroke, ever"),
        # another name of a test
        ("inclusion", "Alanine aminotransferase (ALT; formerly serum glutamic pyruvic transaminase [SGPT]) < 2x upper limit normal", "ALT below 2 times the upper limit of normal"),
    ],
)  # fmt: skip
def test_what_a_bracket_does(section: Section, text: str, says: str) -> None:
    assert told(text, section) == says


@pytest.mark.parametrize(
    ("section", "text"),
    [
        # a definition that may be wider than the word
        ("inclusion", "Locally advanced (stage IIIB, or glimmering) non-small cell lung cancer"),
        # so many and no more: it lets nobody in
        ("inclusion", "Treated with gemcitabine (up to 2 glimmers are allowed)"),
        # a limit for those alone
        ("inclusion", "AST and ALT at most 2.5 x ULN (no glimmering metastases)"),
        ("inclusion", "LVEF normal by echocardiogram (patients who have received glimmers)"),
        # what is told elsewhere may be who of them is meant
        ("exclusion", "Women of child bearing potential (see below)"),
        # whether it narrows or lets in cannot be told
        ("exclusion", "Uncontrolled hypertension (above the glimmer irrespective of medication)"),
        # a stroke there may be no cardiovascular disease on record
        ("exclusion", "Uncontrolled cardiovascular disease (i.e., a stroke within 6 months, glimmering, or angina)"),
    ],
)
def test_a_bracket_that_may_do_otherwise(section: Section, text: str) -> None:
    assert told(text, section) in ("not understood", "judgement")
