"""Questions about what is measured.

Laboratory values, LVEF and QTcF, words of a laboratory, performance status. The latest result counts, in its window and
in its unit; a unit is never guessed, and an old result is not a NO.
"""

from tests.spec.criteria.conftest import Ask, row
from tests.spec.criteria.records import ecog, lab, number, when, word

from onward.criteria import AnalyteEntry, LabValue, LabWord, Limits, Performance, Reference
from onward.terms import Comparator, Quantity
from onward.timeline import LabResult, PerformanceStatus, Standing

# Molar masses, g/mol (PubChem): creatinine C4H7N3O 113.12, bilirubin C33H36N4O6 584.7.
MOLAR = Reference(
    analytes={
        "creatinine": AnalyteEntry(name="creatinine", molar_mass_g_per_mol=number("113.12")),
        "bilirubin": AnalyteEntry(name="bilirubin", molar_mass_g_per_mol=number("584.7")),
    }
)

NEUTROPHILS = LabValue(analyte="neutrophils", limits=Limits(at_least=number("1.5")), unit="10*9/L", within_days=28)


def test_a_value_at_the_limit(ask: Ask) -> None:
    """ "At least 1.5" lets 1.5 in, "above 1.5" does not; 1.50 is 1.5."""
    ask(
        NEUTROPHILS,
        row("YES", lab("neutrophils", "1.5", "10*9/L")),
        row("YES", lab("neutrophils", "1.50", "10*9/L")),
        row("NO, can change", lab("neutrophils", "1.49", "10*9/L")),
    )
    ask(
        LabValue(analyte="neutrophils", limits=Limits(above=number("1.5")), unit="10*9/L"),
        row("NO, can change", lab("neutrophils", "1.5", "10*9/L")),
        row("YES", lab("neutrophils", "1.51", "10*9/L")),
    )


def test_units(ask: Ask) -> None:
    """Other units are converted; a number without a unit, or in one that cannot be converted, is unreadable."""
    ask(
        NEUTROPHILS,
        row("YES", lab("neutrophils", "1500", "/uL")),
        row("YES", lab("neutrophils", "1.5", "10*3/uL")),
        row("NO, can change", lab("neutrophils", "1499", "/uL")),
        row("UNKNOWN: unreadable", lab("neutrophils", "1500", None)),
        row("UNKNOWN: unreadable", lab("neutrophils", "62", "%")),
        row("UNKNOWN: unreadable", word("neutrophils", "normal")),
    )


def test_mass_and_amount_of_substance(ask: Ask) -> None:
    """1.5 mg/dL creatinine is 132.6 umol/L. Without the molar mass nothing is converted."""
    limit = LabValue(analyte="creatinine", limits=Limits(at_most=number("1.5")), unit="mg/dL")
    ask(
        limit,
        row("YES", lab("creatinine", "132", "umol/L")),
        row("NO, can change", lab("creatinine", "133", "umol/L")),
        reference=MOLAR,
    )
    ask(limit, row("UNKNOWN: unreadable", lab("creatinine", "132", "umol/L")))


def test_window(ask: Ask) -> None:
    """The 28th day is in the window, the 29th is not; a date that straddles the limit does not decide."""
    ask(
        NEUTROPHILS,
        row("YES", lab("neutrophils", "2.0", "10*9/L", "2026-10-04")),
        row("UNKNOWN: too old", lab("neutrophils", "2.0", "10*9/L", "2026-10-03")),
        row("UNKNOWN: too old", lab("neutrophils", "0.4", "10*9/L", "2025")),
        row("UNKNOWN: imprecise", lab("neutrophils", "2.0", "10*9/L", "2026-10")),
        row("UNKNOWN: imprecise", lab("neutrophils", "2.0", "10*9/L", "")),
        row("UNKNOWN: not recorded"),
        row("UNKNOWN: not recorded", lab("neutrophils", "2.0", "10*9/L", "2026-11-02")),
    )


def test_the_latest_result_counts(ask: Ask) -> None:
    """Not the best one. Of one day the last by the clock; without a clock two that differ contradict each other."""
    ask(
        NEUTROPHILS,
        row("NO, can change", lab("neutrophils", "2.4", "10*9/L", "2026-10-10"), lab("neutrophils", "0.9", "10*9/L")),
        row(
            "YES",
            lab("neutrophils", "0.9", "10*9/L", "2026-10-25T06:00:00Z"),
            lab("neutrophils", "1.7", "10*9/L", "2026-10-25T18:00:00Z"),
        ),
        row("UNKNOWN: conflicting", lab("neutrophils", "0.9", "10*9/L"), lab("neutrophils", "1.7", "10*9/L")),
        row("YES", lab("neutrophils", "1.6", "10*9/L"), lab("neutrophils", "1.7", "10*9/L")),
        row(
            "UNKNOWN: imprecise",
            lab("neutrophils", "0.9", "10*9/L", "2026-10"),
            lab("neutrophils", "1.7", "10*9/L", "2026-10-25"),
        ),
        row(
            "UNKNOWN: needs a human",
            lab("neutrophils", "1.7", "10*9/L", standing=Standing.PROVISIONAL),
        ),
    )


def test_times_the_upper_limit_of_normal(ask: Ask) -> None:
    """Three times the laboratory's own limit. A result without one, or a limit without a unit, does not answer."""
    upper = LabValue(analyte="AST", limits=Limits(at_most=number("3")), times="ULN", within_days=28)
    no_unit = LabResult(
        analyte="AST",
        value=Quantity(number("100"), "U/L"),
        high=Quantity(number("40"), None),
        when=when("2026-10-25"),
    )
    ask(
        upper,
        row("YES", lab("AST", "120", "U/L", high="40")),
        row("NO, can change", lab("AST", "121", "U/L", high="40")),
        row("NO, can change", lab("AST", "120", "U/L", high="35")),
        row("UNKNOWN: imprecise", lab("AST", "120", "U/L")),
        row("UNKNOWN: unreadable", no_unit),
    )


def test_reported_bounds(ask: Ask) -> None:
    """ "<0.3" lies below 1; whether it lies above 0.2 it does not say."""
    below = LabResult(
        analyte="troponin", value=Quantity(number("0.3"), "ng/mL", Comparator.LESS), when=when("2026-10-25")
    )
    ask(LabValue(analyte="troponin", limits=Limits(at_most=number("1")), unit="ng/mL"), row("YES", below))
    ask(
        LabValue(analyte="troponin", limits=Limits(above=number("0.2")), unit="ng/mL"),
        row("UNKNOWN: imprecise", below),
    )


def test_heart(ask: Ask) -> None:
    """LVEF in percent and QTcF in milliseconds are measured values like others; their window is longer."""
    ask(
        LabValue(analyte="LVEF", limits=Limits(at_least=number("50")), unit="%", within_days=90),
        row("YES", lab("LVEF", "55", "%", "2026-08-05")),
        row("NO, can change", lab("LVEF", "45", "%", "2026-08-05")),
        row("UNKNOWN: too old", lab("LVEF", "55", "%", "2026-08-02")),
    )
    ask(
        LabValue(analyte="QTcF", limits=Limits(below=number("450")), unit="ms"),
        row("YES", lab("QTcF", "449", "ms")),
        row("NO, can change", lab("QTcF", "0.450", "s")),
    )


def test_words(ask: Ask) -> None:
    """A result in words, for hepatitis and pregnancy tests."""
    ask(
        LabWord(analyte="hepatitis B surface antigen", words=("negative", "not detected"), within_days=90),
        row("YES", word("hepatitis B surface antigen", "Negative")),
        row("NO, can change", word("hepatitis B surface antigen", "positive")),
        row("UNKNOWN: unreadable", lab("hepatitis B surface antigen", "0.05", "[iU]/mL")),
        row("UNKNOWN: not recorded"),
    )


def test_performance_status(ask: Ask) -> None:
    """ECOG 0 or 1. Karnofsky does not stand for it."""
    ask(
        Performance(scale="ECOG", at_most=1, within_days=28),
        row("YES", ecog(0)),
        row("YES", ecog(1)),
        row("NO, can change", ecog(2)),
        row("NO, can change", ecog(1, "2026-10-05"), ecog(2, "2026-10-25")),
        row("UNKNOWN: too old", ecog(1, "2026-09-01")),
        row("UNKNOWN: not recorded", PerformanceStatus(scale="Karnofsky", value=90, when=when("2026-10-25"))),
    )
