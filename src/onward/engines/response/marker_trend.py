"""Trend of CA 15-3, CA 27.29 and CEA under treatment: in words of its own, never a response and never progression.

Sölétormos et al., Clin Chem 1993;39:2077 (what differs by more than chance); ASCO 2007 (the first weeks of a treatment)
and ASCO 2022 (markers beside imaging and examination, never alone). GCIG's rules are for CA 125 and ovarian cancer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response.courses import Course
from onward.engines.response.criterion import Asked
from onward.engines.response.read import Flag
from onward.engines.response.result import Number, ReaderResponse, Reason, VisitResponse
from onward.engines.response.words import percent, shown
from onward.knowledge import ResponseRules
from onward.terms import CodeSystem, Comparator, PartialDate, Quantity, convert
from onward.timeline import LabResult, Standing

RISING, UNCONFIRMED, FALLING, SAME = "rising", "rising, unconfirmed", "falling", "no significant change"
_PERCENT = {"CA 15-3": "ca-15-3-percent", "CA 27.29": "ca-27-29-percent", "CEA": "cea-percent"}
_ALONE = "a marker alone is no response and no progression; it stands beside imaging and examination (ASCO)"
_SECTION = "what differs by more than chance"


def has_markers(asked: Asked) -> bool:
    """Two results of one marker or more are recorded."""
    return any(len(_results(asked, marker)) > 1 for marker in _PERCENT)


def marker_trends(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """One answer for each marker with a result; the marker stands where a reader would."""
    return tuple(
        _response(asked, marker, results, rules) for marker in _PERCENT if (results := _results(asked, marker))
    )


def _results(asked: Asked, marker: str) -> list[LabResult]:
    found = [
        fact
        for fact in asked.timeline.of(LabResult)
        if fact.analyte == marker
        and fact.value is not None
        and fact.when.start is not None
        and fact.standing is not Standing.REFUTED
    ]
    return sorted(found, key=lambda fact: fact.when.start.sort_key if fact.when.start is not None else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """One day's result: the least and the most that it may be in the unit of the series (`most` None: no bound)."""

    on: PartialDate
    least: Decimal
    most: Decimal | None
    written: str
    within_limits: bool
    code: str
    facts: tuple[LabResult, ...]
    unusable: str = ""

    @property
    def is_exact(self) -> bool:
        return self.least == self.most


def _response(asked: Asked, marker: str, results: Sequence[LabResult], rules: ResponseRules) -> ReaderResponse:
    flags: list[Flag] = []
    unit = _unit_of(results)
    samples = _samples(marker, results, unit, flags)
    starts = _starts(asked.courses)
    visits: list[VisitResponse] = []
    states: list[str] = []
    for index in range(len(samples)):
        found, state = _judge(marker, unit, samples, index, states, starts, rules)
        states.append(state)
        visits.append(found)
    last = next((visit for visit in reversed(visits) if not visit.is_baseline), None)
    says = "a trend has no best response; " + ("one result only" if last is None else f"last: {last.overall}")
    return ReaderResponse(
        person=asked.timeline.person,
        reader=marker,
        reader_role="tumour marker",
        criterion="marker-trend",
        visits=tuple(visits),
        best_overall="",
        best_overall_because=says,
        best_confirmed="",
        best_confirmed_because=says,
        progressed_on=None,
        responded_on=None,
        flags=tuple(dict.fromkeys(flags)),
        rule=rules.file.id,
        rule_version=rules.file.version,
        review=rules.file.review,
    )


def _unit_of(results: Sequence[LabResult]) -> str:
    return next((unit for fact in results if fact.value is not None and (unit := _plain(fact.value).unit)), "")


def _plain(value: Quantity) -> Quantity:
    """Arbitrary units of a tumour marker are written U or [arb'U]: the same units of the same assay."""
    unit = None if value.unit is None else value.unit.replace("[arb'U]", "U")
    return Quantity(value.value, unit, value.comparator)


def _samples(marker: str, results: Sequence[LabResult], unit: str, flags: list[Flag]) -> list[_Sample]:
    by_day: dict[str, list[LabResult]] = {}
    for fact in results:
        by_day.setdefault(str(fact.when.start), []).append(fact)
    return [_sample(marker, day, facts, unit, flags) for day, facts in by_day.items()]


def _sample(marker: str, day: str, facts: Sequence[LabResult], unit: str, flags: list[Flag]) -> _Sample:
    on = facts[0].when.start
    assert on is not None
    values = [fact.value for fact in facts if fact.value is not None]
    found = [_bounds(value, unit) for value in values]
    written = " and ".join(dict.fromkeys(str(value) for value in values))
    unusable = ""
    if any(one is None for one in found):
        unusable = f"{written} cannot be compared with results in {unit or 'no unit'}"
    elif len(set(found)) > 1:
        unusable = f"results of one day differ: {written}"
    if unusable:
        flags.append(Flag(visit=day, lesion=marker, what=unusable, did="compared it with nothing"))
    least, most = found[0] if found[0] is not None else (Decimal(0), None)
    high = facts[0].high
    limit = None if high is None else _bounds(high, unit)
    return _Sample(
        on=on,
        least=least,
        most=most,
        written=written,
        within_limits=limit is not None and most is not None and limit[1] is not None and most <= limit[1],
        code=_code(facts),
        facts=tuple(facts),
        unusable=unusable,
    )


def _code(facts: Sequence[LabResult]) -> str:
    codes = [code for fact in facts for code in fact.codes]
    known = [code for code in codes if code.system is CodeSystem.LOINC] or codes
    return known[0].value if known else ""


def _is_comparable(one: _Sample, other: _Sample) -> bool:
    """Not when both carry a code and the codes differ: perhaps another assay."""
    return not one.code or not other.code or one.code == other.code


def _bounds(value: Quantity, unit: str) -> tuple[Decimal, Decimal | None] | None:
    found = convert(_plain(value), unit) if unit else None
    if found is None or found.value < 0:
        return None
    match value.comparator:
        case Comparator.EXACTLY:
            return found.value, found.value
        case Comparator.LESS | Comparator.AT_MOST:
            return Decimal(0), found.value
        case Comparator.MORE | Comparator.AT_LEAST:
            return found.value, None


def _starts(courses: Sequence[Course]) -> list[PartialDate]:
    """Days on which a treatment of the cancer began, each drug at its first record."""
    first: dict[str, PartialDate] = {}
    for one in courses:
        if one.is_against_the_cancer and one.start is not None:
            first.setdefault(one.drug, one.start)
    return sorted(first.values(), key=lambda on: on.sort_key)


def _judge(
    marker: str,
    unit: str,
    samples: Sequence[_Sample],
    index: int,
    states: Sequence[str],
    starts: Sequence[PartialDate],
    rules: ResponseRules,
) -> tuple[VisitResponse, str]:
    sample = samples[index]
    start = next((on for on in reversed(starts) if on.earliest < sample.on.earliest), None)
    usable = [
        number for number in range(index) if not samples[number].unusable and _is_comparable(samples[number], sample)
    ]
    under = [number for number in usable if start is None or samples[number].on.earliest > start.earliest]
    before = [number for number in usable if number not in under]
    first = before[-1] if before else next(iter(under), None)
    if first is None:
        return _first(marker, unit, sample, index, start), ""
    compared = [samples[number] for number in (first, *(one for one in under if one != first))]
    if sample.unusable:
        return _visit(
            marker, unit, sample, compared, "NE", [Reason(says=f"{sample.unusable}: NE", section=_SECTION)]
        ), ""
    days = None if start is None else (sample.on.earliest - start.earliest).days
    is_early = days is not None and days <= rules["early-days"]
    is_second = bool(under) and under[-1] == index - 1 and states[under[-1]] == "late rise"
    return _trend(marker, unit, sample, compared, rules, days=days, is_early=is_early, is_second=is_second)


def _first(marker: str, unit: str, sample: _Sample, index: int, start: PartialDate | None) -> VisitResponse:
    says = f"{marker} {sample.written}: nothing to compare with yet"
    doubts: list[str] = []
    if start is not None:
        doubts.append(f"the first result lies after the start of the treatment ({start}): not what it was before")
    if index:
        doubts.append("another laboratory code than before, perhaps another assay: compared with no earlier result")
    return VisitResponse(
        visit=str(sample.on),
        date=sample.on,
        is_baseline=index == 0,
        numbers=_numbers(marker, unit, sample, ()),
        overall="" if index == 0 else "NE",
        because=(Reason(says=says, section=_SECTION),),
        doubts=tuple(doubts),
        lesions=(),
        facts=sample.facts,
    )


def _trend(
    marker: str,
    unit: str,
    sample: _Sample,
    compared: Sequence[_Sample],
    rules: ResponseRules,
    *,
    days: int | None,
    is_early: bool,
    is_second: bool,
) -> tuple[VisitResponse, str]:
    limit = rules[_PERCENT[marker]]
    least = min(one.least for one in compared)
    bounds = [one.most for one in compared if one.most is not None]
    most = min(bounds) if bounds else None
    baseline = compared[0]
    because: list[Reason] = []
    doubts: list[str] = []
    risen, fallen = _risen(sample, least, most, limit), _fallen(sample, baseline, limit)
    against = f"the smallest under this treatment ({_shown(least, most, unit)})"
    change = _change(sample, least, most)
    state = ""
    if most == 0 or baseline.most == 0:
        overall = "NE"
        because.append(Reason(says=f"{marker} {sample.written} against 0: no percentage: NE", section=_SECTION))
    elif risen is None or (fallen is None and not risen):
        overall = "NE"
        says = f"{marker} {sample.written} against {against}: a bound does not tell which way it went by {limit} %: NE"
        because.append(Reason(says=says, section=_SECTION))
    elif risen:
        state = "early rise" if is_early else "late rise"
        overall = RISING if is_second and not is_early else UNCONFIRMED
        says = f"{marker} {sample.written} against {against}: {change} (at least {limit} % more): {overall}"
        because.append(Reason(says=says, section=_SECTION))
        if is_early:
            says = f"day {days} of a new treatment: a rise in the first {rules['early-days']} days may be spurious"
            because.append(Reason(says=says, section="summary table (ASCO 2007)"))
    elif fallen:
        overall = FALLING
        says = f"{marker} {sample.written} against {baseline.written} ({baseline.on}): {_change_from(sample, baseline)}"
        because.append(Reason(says=f"{says} (at least {limit} % less): {FALLING}", section=_SECTION))
    else:
        overall = SAME
        says = (
            f"{marker} {sample.written}: {_change_from(sample, baseline)} from {baseline.written} ({baseline.on}), "
            f"{change} from {against}: less than {limit} % either way"
        )
        because.append(Reason(says=says, section=_SECTION))
    if overall in (RISING, UNCONFIRMED) and sample.within_limits:
        doubts.append("still within the laboratory's limits; limits do not decide a trend")
    return _visit(marker, unit, sample, compared, overall, because, doubts=doubts, limit=limit), state


def _risen(sample: _Sample, least: Decimal, most: Decimal | None, limit: Decimal) -> bool | None:
    """None: the bounds leave it open."""
    if most is not None and sample.least * 100 >= most * (100 + limit):
        return True
    if sample.most is not None and sample.most * 100 < least * (100 + limit):
        return False
    exact = sample.is_exact and most is not None and least == most
    return False if exact else None


def _fallen(sample: _Sample, baseline: _Sample, limit: Decimal) -> bool | None:
    if sample.most is not None and sample.most * 100 <= baseline.least * (100 - limit):
        return True
    if baseline.most is not None and sample.least * 100 > baseline.most * (100 - limit):
        return False
    return False if sample.is_exact and baseline.is_exact else None


def _visit(
    marker: str,
    unit: str,
    sample: _Sample,
    compared: Sequence[_Sample],
    overall: str,
    because: Sequence[Reason],
    *,
    doubts: Sequence[str] = (),
    limit: Decimal | None = None,
) -> VisitResponse:
    baseline = compared[0]
    exact = [one.least for one in compared if one.is_exact]
    nadir = min(exact) if len(exact) == len(compared) else None
    would: list[str] = []
    if limit is not None and nadir is not None and baseline.is_exact:
        rise, fall = nadir + nadir * limit / 100, baseline.least - baseline.least * limit / 100
        would = [f"a rise from {_number(rise)} {unit}", f"a fall up to {_number(fall)} {unit}"]
    is_exact = sample.is_exact and not sample.unusable
    return VisitResponse(
        visit=str(sample.on),
        date=sample.on,
        is_baseline=False,
        change_from_baseline_pct=percent(sample.least, baseline.least) if is_exact and baseline.is_exact else None,
        change_from_nadir_pct=percent(sample.least, nadir) if is_exact else None,
        numbers=_numbers(marker, unit, sample, compared),
        overall=overall,
        because=tuple(because),
        would_change=tuple(would),
        doubts=(*doubts, _ALONE),
        lesions=(),
        facts=sample.facts,
    )


def _numbers(marker: str, unit: str, sample: _Sample, compared: Sequence[_Sample]) -> tuple[Number, ...]:
    found: list[Number] = []
    if sample.is_exact and not sample.unusable:
        found.append(Number("marker", marker, sample.least, unit))
    if compared and all(one.is_exact for one in compared):
        found.append(Number("marker_baseline", f"{marker}, baseline of this treatment", compared[0].least, unit))
        smallest = min(one.least for one in compared)
        found.append(Number("marker_nadir", f"{marker}, smallest under this treatment", smallest, unit))
    return tuple(found)


def _shown(least: Decimal, most: Decimal | None, unit: str) -> str:
    if most is None:
        return f"at least {_number(least)} {unit}"
    return f"{_number(most)} {unit}" if least == most else f"at most {_number(most)} {unit}"


def _change(sample: _Sample, least: Decimal, most: Decimal | None) -> str:
    return shown(percent(sample.least, most)) if sample.is_exact and least == most else "by its bound"


def _change_from(sample: _Sample, baseline: _Sample) -> str:
    is_exact = sample.is_exact and baseline.is_exact
    return shown(percent(sample.least, baseline.least)) if is_exact else "by its bound"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
