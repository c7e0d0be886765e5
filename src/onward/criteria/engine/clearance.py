"""Creatinine clearance by Cockcroft and Gault, where no clearance is recorded: from age, weight, sex and creatinine.

(140 - age in years) x weight in kg / (72 x creatinine in mg/dL), times 0.85 in women.
Source: Cockcroft DW, Gault MH. Prediction of creatinine clearance from serum creatinine. Nephron 1976;16:31-41.
"""

from __future__ import annotations

from decimal import Decimal

from onward.criteria.answer import OPEN, Answer
from onward.criteria.engine.person import age_span
from onward.criteria.engine.results import decided, undecided
from onward.criteria.limits import interval_keeps_to
from onward.criteria.measure_nodes import LabValue
from onward.criteria.subject import Subject
from onward.criteria.windows import date_of, is_within
from onward.terms import Comparator, Truth, WhyUnknown, convert
from onward.timeline import Demographics, LabResult, Sex, Standing

CLEARANCE = "creatinine clearance"
_CREATININE, _WEIGHT = "creatinine", "body weight"


def answer_clearance(leaf: LabValue, subject: Subject, ask: str) -> Answer:
    """The calculated clearance against the limits; UNKNOWN, with what is missing, where it cannot be calculated."""
    missing: list[str] = []
    ages = age_span(subject)
    people = [fact for fact in subject.of(Demographics) if fact.sex in (Sex.FEMALE, Sex.MALE)]
    sexes = {fact.sex for fact in people}
    creatinine = _measured(_CREATININE, "mg/dL", subject)
    weight = _measured(_WEIGHT, "kg", subject)
    if ages is None:
        missing.append("age")
    if len(sexes) != 1:
        missing.append("sex")
    if creatinine is None:
        missing.append("creatinine in a known unit")
    if weight is None:
        missing.append("body weight")
    if ages is None or len(sexes) != 1 or creatinine is None or weight is None:
        facts = tuple(fact for pair in (creatinine, weight) if pair is not None for fact in (pair[0],))
        because = f"no {CLEARANCE} is recorded, and it cannot be calculated without {', '.join(missing)}"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=facts)
    facts = (creatinine[0], weight[0], *people)
    if leaf.within_days is not None and not _is_recent(creatinine[0], leaf.within_days, subject):
        because = f"the creatinine to calculate it from is not known to be of the last {leaf.within_days} days"
        return undecided(leaf, WhyUnknown.TOO_OLD, because, ask=ask, facts=facts)
    of_sex = Decimal("0.85") if sexes == {Sex.FEMALE} else Decimal(1)
    low, high = (
        (140 - age) * weight[1] / (72 * creatinine[1]) * of_sex for age in (Decimal(ages[1]), Decimal(ages[0]))
    )
    shown = f"{low:.0f}" if round(low) == round(high) else f"{low:.0f} to {high:.0f}"
    said = f"{CLEARANCE} {shown} mL/min by Cockcroft-Gault"
    truth = Truth.UNKNOWN if leaf.unit != "mL/min" else interval_keeps_to(low, high, leaf.limits)
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, said, ask=ask, facts=facts)
    return decided(leaf, truth, said, facts=facts, change=OPEN)


def _is_recent(fact: LabResult, within_days: int, subject: Subject) -> bool:
    when = date_of(fact.when)
    return when is not None and is_within(when, within_days, subject.as_of) is Truth.YES


def _measured(analyte: str, unit: str, subject: Subject) -> tuple[LabResult, Decimal] | None:
    """The latest exact value in the unit; None when there is none, or several that may be the latest differ."""
    results = subject.latest_labs.get(analyte, ())
    entry = subject.reference.analytes.get(analyte)
    molar_mass = None if entry is None else entry.molar_mass_g_per_mol
    found: dict[Decimal, LabResult] = {}
    for fact in results:
        value = None if fact.value is None else convert(fact.value, unit, molar_mass_g_per_mol=molar_mass)
        if value is None or value.comparator is not Comparator.EXACTLY or fact.standing is not Standing.CONFIRMED:
            return None
        if value.value <= 0:
            return None
        found[value.value] = fact
    if len(found) != 1:
        return None
    ((value, fact),) = found.items()
    return fact, value
