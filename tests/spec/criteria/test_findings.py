"""What a clinician judges, and which cancer it is.

Measurable disease, visceral crisis, able to swallow: records seldom hold them. They are answered where the record says
so, or where something in it settles them; else they wait for a human. Kinds of cancer: for trials of several cancers.
"""

from dataclasses import replace
from decimal import Decimal

from tests.spec.criteria.conftest import Ask, row
from tests.spec.criteria.records import born, cancer, condition, ish, lab, menopause, receptor

from onward.criteria import (
    CancerType,
    Condition,
    Finding,
    FindingEntry,
    Had,
    Her2Ish,
    LabValue,
    Limits,
    Menopause,
    Pregnancy,
    Reference,
)
from onward.terms import at, parse_date
from onward.timeline import PregnancyFact, ProcedureFact, Standing

WITH_FINDINGS = Reference(
    findings={
        "childbearing potential": FindingEntry(
            name="childbearing potential",
            question="Can she become pregnant?",
            yes_if=Pregnancy(states=("pregnant",)),
            no_if=Menopause(status=("post",)),
        )
    }
)


def test_measurable_disease(ask: Ask) -> None:
    """Told, denied, doubted, or not there: silence is for a human and is never presumed away."""
    ask(
        Finding(name="measurable disease"),
        row("YES", condition("measurable disease")),
        row("NO, can change", condition("measurable disease", standing=Standing.REFUTED)),
        row("UNKNOWN: needs a human", condition("measurable disease", standing=Standing.PROVISIONAL)),
        row(
            "UNKNOWN: conflicting",
            condition("measurable disease"),
            condition("measurable disease", standing=Standing.REFUTED),
        ),
        row("UNKNOWN: needs a human"),
    )


def test_what_else_settles_it(ask: Ask) -> None:
    """Childbearing potential: over after the menopause, there in a pregnancy."""
    ask(
        Finding(name="childbearing potential"),
        row("NO for good", menopause("post")),
        row("UNKNOWN: needs a human", menopause("pre")),
        row("YES", PregnancyFact(state="pregnant", when=at(parse_date("2026-10-01")))),
        row("UNKNOWN: needs a human"),
        reference=WITH_FINDINGS,
    )


def test_kinds_of_cancer(ask: Ask) -> None:
    """Breast cancer is a solid tumour. Of another kind only a presumption says NO."""
    ask(
        CancerType(kinds=("ovarian", "breast")),
        row("YES for good", cancer("breast cancer")),
        row("UNKNOWN: needs a human", cancer("ovarian cancer", is_breast=False)),
        row("UNKNOWN: not recorded"),
    )
    ask(CancerType(kinds=("solid tumour",)), row("YES for good", cancer("breast cancer")))
    ask(
        CancerType(kinds=("ovarian",)),
        row("NO for good; presuming: a cancer of another kind would be on record", cancer("breast cancer")),
        row("UNKNOWN: needs a human", cancer("breast cancer"), cancer("melanoma", is_breast=False)),
    )


def test_qualities_and_grades(ask: Ask) -> None:
    """Uncontrolled hypertension: hypertension is on record, whether it is controlled a human has to say."""
    ask(
        Condition(groups=("hypertension",), status="now", qualities=("uncontrolled",)),
        row("UNKNOWN: needs a human", condition("hypertension", "active")),
        row("NO, can change", condition("hypertension", "resolved")),
        row("NO, can change", condition("hypertension", standing=Standing.REFUTED)),
        row("UNKNOWN: not recorded"),
    )
    ask(
        Condition(groups=("peripheral neuropathy",), at_least_grade=2),
        row("UNKNOWN: needs a human", condition("peripheral neuropathy", "active")),
        row("NO, can change", condition("peripheral neuropathy", standing=Standing.REFUTED)),
    )


def test_a_kind_that_the_record_names(ask: Ask) -> None:
    """ "Chronic" says which hepatitis it is; where the record names it so, nobody has to be asked."""
    named = replace(condition("hepatitis B"), text="Chronic hepatitis B")
    ask(
        Condition(groups=("hepatitis B",), qualities=("chronic",)),
        row("YES for good", named),
        row("UNKNOWN: needs a human", condition("hepatitis B")),
        row("UNKNOWN: needs a human", replace(named, text="Hepatitis B, not chronic")),
        row("NO, can change", condition("hepatitis B", standing=Standing.REFUTED)),
    )
    ask(
        Condition(groups=("hepatitis B",), qualities=("chronic", "untreated")),
        row("UNKNOWN: needs a human", named),
    )


def test_her2_hybridisation(ask: Ask) -> None:
    """A trial that draws its own line asks for the numbers; the exact limit counts."""
    ask(
        Her2Ish(ratio=Limits(at_least=Decimal("2.0"))),
        row("YES for good", ish(ratio="2.0")),
        row("NO for good", ish(ratio="1.99")),
        row("UNKNOWN: imprecise", ish("positive")),
        row("UNKNOWN: not recorded", receptor("HER2", "low", score="1+")),
        row("UNKNOWN: not recorded"),
    )
    ask(
        Her2Ish(states=("not amplified",)),
        row("YES for good", ish("negative")),
        row("NO for good", ish("positive")),
        row("NO for good", ish("equivocal")),
    )


def test_creatinine_clearance(ask: Ask) -> None:
    """Where none is recorded: Cockcroft and Gault. (140 - 60) x 72 / (72 x 1.0) is 80, times 0.85 in a woman is 68."""
    ask(
        LabValue(analyte="creatinine clearance", limits=Limits(at_least=Decimal(68)), unit="mL/min"),
        row("YES", born("1966-10-01"), lab("creatinine", "1.0", "mg/dL"), lab("body weight", "72", "kg")),
        row("NO, can change", born("1966-10-01"), lab("creatinine", "1.01", "mg/dL"), lab("body weight", "72", "kg")),
        row("YES", born("1966-10-01", "male"), lab("creatinine", "1.1", "mg/dL"), lab("body weight", "72", "kg")),
        row("YES", born("1966-10-01"), lab("creatinine clearance", "70", "mL/min"), lab("creatinine", "3", "mg/dL")),
        row("UNKNOWN: not recorded", born("1966-10-01"), lab("creatinine", "1.0", "mg/dL")),
        row(
            "UNKNOWN: not recorded", born("1966-10-01"), lab("creatinine", "1.0", None), lab("body weight", "72", "kg")
        ),
    )


def test_major_surgery(ask: Ask) -> None:
    """Whether an operation was major a record does not say; a scan was none."""

    def done(kind: str, on: str) -> ProcedureFact:
        return ProcedureFact(kind=kind, status="completed", when=at(parse_date(on)))

    ask(
        Had(event="major surgery", within_days=28),
        row("UNKNOWN: imprecise", done("mastectomy", "2026-10-20")),
        row("NO, can change", done("mastectomy", "2026-01-20")),
        row("UNKNOWN: not recorded", done("mammography", "2026-10-20")),
        row("UNKNOWN: not recorded"),
    )
