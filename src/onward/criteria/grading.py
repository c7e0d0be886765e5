"""The toxicity grade that a laboratory value tells, by the limits of a version of CTCAE.

A value and what it is held against stand in one unit, that of the report. A grade that a missing number leaves open is
None and says which number; what a grade presumes beside the value is said, with the grades that stay possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal, assert_never

from onward.knowledge import CtcaeTable, CtcaeTerm, GradeLimit, GradeSide
from onward.terms import Quantity, Truth, convert, is_above, is_below, parse_unit

GradeInput = Literal["unit", "low", "high", "baseline"]

# As in limits.py: going to another unit and back may change the last of 28 digits; no laboratory reports twelve.
_PRECISION = Context(prec=12)
_NAMES: dict[GradeInput, str] = {
    "unit": "unit",
    "low": "lower limit of normal (LLN)",
    "high": "upper limit of normal (ULN)",
    "baseline": "baseline",
}
_BASELINE_NORMAL = "the baseline was normal (none is given)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A laboratory value with what it is held against, all in the unit of the value; None: not given.

    low, high   the laboratory's own limits of normal
    baseline    the value before treatment
    """

    value: Quantity
    low: Decimal | None = None
    high: Decimal | None = None
    baseline: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabGrade:
    """A grade and how it came about.

    grade      0 to 4; None when it cannot be told
    possible   the grades that it could be once everything were known; one alone when nothing is left open
    because    one sentence with the numbers
    assumed    what the grade rests on beside the numbers; missing: the numbers that would settle it
    rule       id of the knowledge file and the term; version: of CTCAE
    fits       False when the unit is missing, unknown, or not one that the term is measured in
    """

    term: str
    grade: int | None
    possible: tuple[int, ...]
    because: str
    rule: str
    version: str
    assumed: tuple[str, ...] = ()
    missing: tuple[GradeInput, ...] = ()
    fits: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One limit held against the value.

    truth     whether it is met
    bound     the limit as a number in the value's unit; None when a number is missing
    missing   the number without which it cannot be told; skipped: taken as not met without it
    """

    limit: GradeLimit
    truth: Truth
    bound: Decimal | None = None
    missing: GradeInput | None = None
    skipped: bool = False


def grade_value(term: CtcaeTerm, measured: Measurement, table: CtcaeTable) -> LabGrade:
    """The grade of a value under a term of CTCAE.

    Units convert within one dimension; mass and amount of substance have limits of their own, as printed. A unit that
    the term is not measured in gives no grade.
    """
    in_use = _in_unit_of_term(measured, term)
    if in_use is None:
        return _no_grade(term, table, _unit_problem(measured.value.unit, term), measured.value.unit is None)
    held = tuple(_hold(limit, in_use) for limit in term.limits)
    grades = _possible(held)
    if len(grades) > 1:
        possible = tuple(sorted({*grades, *(one.limit.grade for one in held if one.skipped)}))
        return LabGrade(
            term=term.term,
            grade=None,
            possible=possible,
            because=_left_open(in_use, held, possible),
            rule=f"{table.file.id}#{term.term}",
            version=table.version,
            missing=_missing(one for one in held if one.truth is Truth.UNKNOWN),
        )
    grade = max(grades)
    assumed = _assumed(in_use, held, grade)
    return LabGrade(
        term=term.term,
        grade=grade,
        possible=tuple(sorted({grade, *(other for _, others in assumed for other in others)})),
        because=_because(in_use, held, grade),
        rule=f"{table.file.id}#{term.term}",
        version=table.version,
        assumed=tuple(words for words, _ in assumed),
        missing=_missing(one for one in held if one.skipped and one.limit.grade > grade)
        + (("baseline",) if any(words == _BASELINE_NORMAL for words, _ in assumed) else ()),
    )


def _missing(held: Iterable[_Held]) -> tuple[GradeInput, ...]:
    return tuple(dict.fromkeys(one.missing for one in held if one.missing is not None))


def _no_grade(term: CtcaeTerm, table: CtcaeTable, because: str, no_unit: bool) -> LabGrade:
    return LabGrade(
        term=term.term,
        grade=None,
        possible=tuple(sorted({0, *(limit.grade for limit in term.limits)})),
        because=because,
        rule=f"{table.file.id}#{term.term}",
        version=table.version,
        missing=("unit",) if no_unit else (),
        fits=False,
    )


# Units.


def _in_unit_of_term(measured: Measurement, term: CtcaeTerm) -> Measurement | None:
    """The measurement in a unit that the term is measured in: its own, or mmol for mEq; None when there is none."""
    unit = measured.value.unit
    read = None if unit is None else parse_unit(unit)
    if unit is None or read is None:
        return None
    kinds = [kind for name in term.units if (kind := parse_unit(name)) is not None]
    if any(kind.dimension == read.dimension for kind in kinds):
        # Of pure numbers only one itself: a percentage is a share, not an INR or a pH.
        return measured if read.dimension or read.factor == 1 else None
    if term.valence is None:
        return None
    in_moles = unit.replace("eq", "mol")
    moles = parse_unit(in_moles)
    if moles is None or not any(kind.dimension == moles.dimension for kind in kinds):
        return None
    valence = term.valence
    return Measurement(
        value=Quantity(measured.value.value / valence, in_moles, measured.value.comparator),
        low=None if measured.low is None else measured.low / valence,
        high=None if measured.high is None else measured.high / valence,
        baseline=None if measured.baseline is None else measured.baseline / valence,
    )


def _unit_problem(unit: str | None, term: CtcaeTerm) -> str:
    if unit is None:
        return "the value has no unit, and units are never guessed"
    expected = " or ".join(term.units)
    if parse_unit(unit) is None:
        return f"the unit is none that is known; {term.term} is measured in {expected}"
    return f"{term.term} is measured in {expected}, and {unit} cannot be converted to that"


# Limits.


def _hold(limit: GradeLimit, measured: Measurement) -> _Held:
    """Whether a limit is met."""
    counts = _counts(limit, measured)
    if counts is Truth.NO:
        return _Held(limit=limit, truth=Truth.NO)
    bound, missing = _bound(limit, measured)
    if bound is None:
        skipped = limit.if_missing == "skip"
        return _Held(limit=limit, truth=Truth.NO if skipped else Truth.UNKNOWN, missing=missing, skipped=skipped)
    truth = _beyond(measured.value, bound, limit.side) & counts
    return _Held(limit=limit, truth=truth, bound=bound, missing="low" if counts is Truth.UNKNOWN else None)


def _counts(limit: GradeLimit, measured: Measurement) -> Truth:
    """Whether the limit counts for this value at all. Without a baseline it is taken to have been normal."""
    match limit.when:
        case "baseline normal" | "baseline abnormal":
            abnormal = measured.baseline is not None and measured.high is not None and measured.baseline > measured.high
            return Truth.YES if abnormal == (limit.when == "baseline abnormal") else Truth.NO
        case "value below LLN":
            return Truth.UNKNOWN if measured.low is None else is_below(measured.value, measured.low)
        case _:
            return Truth.YES


def _bound(limit: GradeLimit, measured: Measurement) -> tuple[Decimal | None, GradeInput | None]:
    """The limit as a number in the value's unit, or what is missing."""
    unit = measured.value.unit or ""
    match limit.of:
        case "number":
            return _number(limit.numbers, unit), None
        case "LLN":
            return (None, "low") if measured.low is None else (measured.low * limit.times, None)
        case "ULN":
            if measured.high is None:
                return None, "high"
            plus = _number(limit.plus, unit) if limit.plus else Decimal(0)
            return None if plus is None else measured.high * limit.times + plus, None
        case "baseline":
            if measured.baseline is None:
                return None, "baseline"
            fall = Decimal(0) if limit.fall_percent is None else limit.fall_percent
            return measured.baseline * limit.times * (100 - fall) / 100, None
        case _:
            assert_never(limit.of)


def _number(numbers: Mapping[str, Decimal], unit: str) -> Decimal | None:
    """The printed number whose unit is of the same kind as `unit`, in `unit`; None when none is."""
    for name, number in numbers.items():
        converted = convert(Quantity(number, name), unit)
        if converted is not None:
            return converted.value
    return None


def _beyond(value: Quantity, bound: Decimal, side: GradeSide) -> Truth:
    number = Quantity(_PRECISION.plus(value.value), value.unit, value.comparator)
    limit = _PRECISION.plus(bound)
    match side:
        case "below":
            return is_below(number, limit)
        case "at most":
            return ~is_above(number, limit)
        case "above":
            return is_above(number, limit)
        case "at least":
            return ~is_below(number, limit)
        case _:
            assert_never(side)


# From limits to the grade.


def _possible(held: Sequence[_Held]) -> tuple[int, ...]:
    """The grades that the limits leave possible, from the highest that is met downwards."""
    found: list[int] = []
    for grade in (4, 3, 2, 1):
        truths = [one.truth for one in held if one.limit.grade == grade]
        if Truth.YES in truths:
            return tuple(sorted([*found, grade]))
        if Truth.UNKNOWN in truths:
            found.append(grade)
    return tuple(sorted([*found, 0]))


def _assumed(measured: Measurement, held: Sequence[_Held], grade: int) -> list[tuple[str, tuple[int, ...]]]:
    """What the grade rests on beside the numbers, each with the grades that it would be otherwise."""
    found: list[tuple[str, tuple[int, ...]]] = []
    by_baseline = any(one.limit.when == "baseline normal" for one in held)
    if by_baseline and measured.baseline is None and grade > 0:
        found.append((_BASELINE_NORMAL, tuple(range(grade))))
    met = [one for one in held if one.limit.grade == grade and one.truth is Truth.YES]
    presumed = dict.fromkeys(one.limit.presumes for one in met)
    if met and "" not in presumed:
        otherwise = _without_presuming(held)
        words = f"{' or '.join(presumed)}, which no laboratory tells; otherwise grade {otherwise}"
        found.append((words, (otherwise,)))
    skipped = [one for one in held if one.skipped and one.limit.grade > grade]
    for name in _missing(skipped):
        higher = tuple(dict.fromkeys(one.limit.grade for one in skipped if one.missing == name))
        grades = " or ".join(str(each) for each in sorted(higher))
        found.append((f"no {_NAMES[name]} is given, by which it could also be grade {grades}", higher))
    at_print = [
        one for one in held if one.limit.printed_from_here and one.limit.grade > grade and _is_at(measured, one)
    ]
    for one in at_print:
        words = f"the printed range of grade {one.limit.grade} begins at this very number; the tables read it as above"
        found.append((words, (one.limit.grade,)))
    return found


def _without_presuming(held: Sequence[_Held]) -> int:
    """The grade when nothing that the table presumes is so."""
    met = [one.limit for one in held if one.truth is Truth.YES]
    return max((limit.otherwise or 0 if limit.presumes else limit.grade for limit in met), default=0)


def _is_at(measured: Measurement, one: _Held) -> bool:
    return one.bound is not None and _PRECISION.plus(one.bound) == _PRECISION.plus(measured.value.value)


# In words.


def _because(measured: Measurement, held: Sequence[_Held], grade: int) -> str:
    """The limit that is met, and the next that is not."""
    met = [one for one in held if one.limit.grade == grade and one.truth is Truth.YES and one.bound is not None]
    above = [one for one in held if one.limit.grade > grade and one.truth is Truth.NO and one.bound is not None]
    lowest = min((one.limit.grade for one in above), default=None)
    spared = [one for one in above if one.limit.grade == lowest]
    passed = [one for one in held if one.limit.grade < grade and one.truth is Truth.NO and one.bound is not None]
    parts = [
        *(f"is {_words(one, measured)}" for one in met),
        *(f"is not {_words(one, measured)}" for one in spared),
        *(f"though not {_words(one, measured)}" for one in passed if not one.limit.when),
    ]
    return f"{measured.value} {', '.join(parts)}" if parts else f"{measured.value}: no limit of the term applies"


def _words(one: _Held, measured: Measurement) -> str:
    """A limit as "above 3 x ULN 40 = 120 U/L (grade 2)"."""
    limit, unit = one.limit, measured.value.unit
    assert one.bound is not None, "only limits with a number are put into words"
    side = f"{limit.side} "
    times = "" if limit.times == 1 else f"{limit.times} x "
    match limit.of:
        case "LLN":
            what = f"{times}LLN {measured.low}"
        case "ULN":
            plus = " + ".join(("", *(f"{number} {name}" for name, number in limit.plus.items())))
            what = f"{times}ULN {measured.high}{plus}"
        case "baseline" if limit.fall_percent is not None:
            what = f"baseline {measured.baseline} less {limit.fall_percent} %"
        case "baseline":
            what = f"{times}baseline {measured.baseline}"
        case _:
            what = next(
                f"{number} {'' if name == '1' else name}".rstrip()
                for name, number in limit.numbers.items()
                if convert(Quantity(number, name), unit or "") is not None
            )
            return f"{side}{what} (grade {limit.grade})"
    return f"{side}{what} (grade {limit.grade})"


def _left_open(measured: Measurement, held: Sequence[_Held], grades: tuple[int, ...]) -> str:
    grade_words = ", ".join(str(grade) for grade in grades[:-1]) + f" or {grades[-1]}"
    names = _missing(one for one in held if one.truth is Truth.UNKNOWN)
    if not names:
        return f"{measured.value} is only a bound, and leaves grade {grade_words} possible"
    given = " and no ".join(_NAMES[name] for name in names)
    return f"no {given} is given; {measured.value} alone leaves grade {grade_words} possible"
