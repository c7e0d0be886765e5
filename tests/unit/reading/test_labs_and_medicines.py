"""Limits of lists with a slip in them, sides that are turned round, medicines that cannot be stopped, and allergies.

"" stands for a line that is left alone.
"""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

_HUMAN = "for a human: Is it so: {}? (the words leave it to a human)"

LIMITS: list[tuple[Section, str, str]] = [
    # a unit that cannot be: of a list that member alone is asked of a human
    ("inclusion", "ANC ≥ 1200/mL, platelets ≥ 90,000/µL", f"{_HUMAN.format('anc ≥ 1200 / ml')} and platelets at least 90000 /uL"),
    ("inclusion", "Hemoglobin ≥ 9 mg/dL, platelets ≥ 90 x 10^9/L", f"{_HUMAN.format('hemoglobin ≥ 9 mg / dl')} and platelets at least 90 10*9/L"),
    ("inclusion", "Serum creatinine ≤ 1.4, bilirubin ≤ 2 x ULN", f"{_HUMAN.format('serum creatinine ≤ 1.4')} and bilirubin at most 2 times the upper limit of normal"),
    ("exclusion", "Platelets < 90,000/mL or hemoglobin < 9 g/dL", f"{_HUMAN.format('platelet < 90000 / ml')} or hemoglobin below 9 g/dL"),
    ("inclusion", "Neutrophils ≥ 1200/mL", ""),
    ("inclusion", "Serum creatinine ≤ 1.4", ""),
    ("inclusion", "Hemoglobin, white blood cells ≥ 3 or neutrophils ≥ 1.5 x 10^9/L, platelets ≥ 90 x 10^9/L", ""),
    # sides that are turned round
    ("inclusion", "ALT and AST ≥ 4 x ULN and bilirubin ≥ 2.5 mg/dL", ""),
    ("inclusion", "Creatinine ≥ 2 x ULN or creatinine clearance ≤ 40 mL/min", ""),
    ("inclusion", "Creatinine ≤ 1.4 mg/dL or creatinine clearance ≤ 40 mL/min", ""),
    # one test that is demanded to be bad is what the trial is about
    ("inclusion", "ALT ≥ 1.2 x ULN", "ALT at least 1.2 times the upper limit of normal"),
    ("exclusion", "ALT ≥ 4 x ULN or bilirubin ≥ 2.5 mg/dL", "ALT at least 4 times the upper limit of normal or bilirubin at least 2.5 mg/dL"),
    # the least and the most, said twice or once
    ("inclusion", "Minimum body weight ≥ 35 kg", "body weight at least 35 kg"),
    ("inclusion", "Minimum body weight of 35 kg", "body weight at least 35 kg"),
    ("exclusion", "Weighing < 35 kg", "body weight below 35 kg"),
    ("exclusion", "Weighing < 2 g", ""),
]  # fmt: skip

MEDICINES: list[tuple[Section, str, str]] = [
    ("exclusion", "QT-prolonging drugs that cannot be discontinued or switched to another", f"takes QT-prolonging now and {_HUMAN.format('that cannot be discontinued or switched to another')}"),
    ("exclusion", "Taking strong CYP3A4 inhibitors which cannot be stopped", f"takes strong CYP3A inhibitor now and {_HUMAN.format('which cannot be stopped')}"),
    ("exclusion", "On warfarin and are unable to switch to another medicine", f"takes warfarin now and {_HUMAN.format('and are unable to switch to another medicine')}"),
]  # fmt: skip

ALLERGIES: list[tuple[Section, str, str]] = [
    ("exclusion", "Hypersensitivity to active or inactive excipients of letrozole", "allergy to letrozole"),
    ("exclusion", "Intolerance (including grade 3 or 4 infusion reaction) or hypersensitivity to trastuzumab", "allergy to trastuzumab"),
    ("exclusion", "Prior unanticipated severe reaction to fluoropyrimidines or known DPD deficiency", "allergy to fluoropyrimidine or DPD deficiency, ever"),
    ("exclusion", "Severe hypersensitivity to taxanes", "allergy to taxane"),
    # not every adverse event is an allergy; a part of the trial is no drug
    ("exclusion", "Intolerance and/or adverse events related to trastuzumab", ""),
    ("exclusion", "Hypersensitivity to letrozole (run-in phase) or fulvestrant", ""),
]  # fmt: skip

CONTRACEPTION: list[tuple[Section, str, str]] = [
    # not of a woman who can bear no children
    ("inclusion", "Women of childbearing potential and men must agree to use contraception", "if (childbearing potential or sex male), then effective contraception"),
    ("inclusion", "Individuals of childbearing potential with a male partner must agree to use contraception", "if childbearing potential, then effective contraception"),
    ("inclusion", "Men and women must use contraception", "effective contraception"),
    ("exclusion", "Women of childbearing potential and men who are unwilling to use contraception", "(childbearing potential or sex male) and not effective contraception"),
]  # fmt: skip


LINES = [*LIMITS, *MEDICINES, *ALLERGIES, *CONTRACEPTION]


@pytest.mark.parametrize(("section", "text", "says"), LINES, ids=[f"{one[0][:2]}: {one[1]}" for one in LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says
