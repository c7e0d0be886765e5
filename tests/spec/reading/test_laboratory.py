"""Reading: laboratory.

A test, its limit, and the unit in which the limit is meant. Units are kept as the line has them; the comparison with a
result converts (x10^9/L, /mm3, mg/dL, µmol/L). A limit in multiples of normal is compared with the laboratory's own
range. A count in the thousands without a unit can only be per microlitre; any other number without a unit stays open.
A comparison sign that was lost in copying is taken where one sense is left, and said with the line ("assumed").
Other limits for people with liver metastases or Gilbert's syndrome hold for those alone.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import (
    EXCLUSION,
    INCLUSION,
    LIVER,
    either,
    every,
    ill,
    lab,
    leaves,
    reads,
    when,
)


def test_blood_counts(manual: Section) -> None:
    """The same count in the spellings of registries."""
    reads(
        manual,
        INCLUSION,
        ("Absolute neutrophil count (ANC) ≥ 1.5 x 10^9/L", lab("neutrophils", "10*9/L", at_least="1.5"), "per litre"),
        ("ANC >= 1,500/mm3", lab("neutrophils", "/uL", at_least="1500"), "the same limit, per cubic millimetre"),
        (
            "ANC at least 1500",
            lab("neutrophils", "/uL", at_least="1500"),
            "no unit: thousands can only be per microlitre",
        ),
        (
            "Platelets greater than or equal to 100,000/µL",
            lab("platelets", "/uL", at_least="100000"),
            "a sign in words",
        ),
        ("Hemoglobin > 9 g/dL", lab("hemoglobin", "g/dL", above="9"), "9 itself is not enough"),
        ("Haemoglobin ≥ 90 g/L", lab("hemoglobin", "g/L", at_least="90"), "British spelling and unit"),
    )


def test_liver_and_kidneys(manual: Section) -> None:
    """Multiples of the upper limit of normal, and limits that depend on something else."""
    reads(
        manual,
        INCLUSION,
        ("Total bilirubin ≤ 1.5 x ULN", lab("bilirubin", "ULN", at_most="1.5"), "of the laboratory's own range"),
        (
            "AST and ALT ≤ 3 x ULN",
            every(lab("AST", "ULN", at_most="3"), lab("ALT", "ULN", at_most="3")),
            "one limit for two tests",
        ),
        (
            "ALT ≤ 2.5 x ULN (≤ 5 x ULN if liver metastases are present)",
            when(LIVER, lab("ALT", "ULN", at_most="5"), lab("ALT", "ULN", at_most="2.5")),
            "the wider limit only with liver metastases",
        ),
        (
            "Total bilirubin ≤ 1.5 x ULN, or ≤ 3 x ULN in patients with Gilbert's syndrome",
            when(
                ill("Gilbert's syndrome"), lab("bilirubin", "ULN", at_most="3"), lab("bilirubin", "ULN", at_most="1.5")
            ),
            "the wider limit only with Gilbert's syndrome",
        ),
        ("Serum creatinine ≤ 1.5 mg/dL", lab("creatinine", "mg/dL", at_most="1.5"), "the unit as written"),
        (
            "Serum creatinine ≤ 130 µmol/L",
            lab("creatinine", "umol/L", at_most="130"),
            "converted by molar mass when compared",
        ),
        (
            "Creatinine ≤ 1.5 x ULN or creatinine clearance ≥ 50 mL/min",
            either(lab("creatinine", "ULN", at_most="1.5"), lab("creatinine clearance", "mL/min", at_least="50")),
            "either is enough",
        ),
    )


def test_ranges_and_rates(manual: Section) -> None:
    """Both ends of a range, and rates that are computed from other values."""
    reads(
        manual,
        INCLUSION,
        (
            "Creatinine clearance ≥ 60 mL/min by the Cockcroft-Gault formula",
            lab("creatinine clearance", "mL/min", at_least="60"),
            "computed from creatinine, age, weight and sex where no clearance is recorded",
        ),
        ("Albumin ≥ 3.0 g/dL", lab("albumin", "g/dL", at_least="3.0"), "a plain limit"),
        ("INR ≤ 1.5", lab("INR", "1", at_most="1.5"), "a ratio needs no unit"),
    )


def test_values_that_keep_out(manual: Section) -> None:
    """In an exclusion the pair keeps out by either of its tests."""
    reads(
        manual,
        EXCLUSION,
        ("AST or ALT > 5 x ULN", either(lab("AST", "ULN", above="5"), lab("ALT", "ULN", above="5")), "one is enough"),
        ("Platelet count < 75 x 10^9/L", lab("platelets", "10*9/L", below="75"), "75 itself is let in"),
        ("Serum potassium < 3.5 mmol/L", lab("potassium", "mmol/L", below="3.5"), "low potassium"),
    )


def test_what_is_taken(manual: Section) -> None:
    """A lost sign: read where one sense is left, and said so."""
    reads(
        manual,
        INCLUSION,
        (
            "Platelets  100,000/mm3",
            lab("platelets", "/uL", at_least="100000"),
            "two spaces: a sign was lost; a trial asks for at least so many",
        ),
    )


def test_what_is_not_read(manual: Section) -> None:
    """A unit that cannot be, and a number whose unit nobody can guess."""
    leaves(
        manual,
        INCLUSION,
        (
            "Hemoglobin ≥ 9 mg/dL",
            "not understood",
            "nobody lives with 9 mg/dL: a slip of the registry, said and not mended",
        ),
        ("Serum creatinine < 1.5", "not understood", "mg/dL, or times normal? Not guessed"),
    )
