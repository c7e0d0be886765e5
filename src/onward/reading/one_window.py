"""The time behind a list of limits is that of all of them: "ANC ≥ 1.5, platelets ≥ 100 and haemoglobin ≥ 9 within 14 days"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onward.criteria import AllOf, AnyOf, Criterion, LabValue, When
from onward.reading.sought import sought

_TIME = sought(
    r"(?:\bwithin|≤|\bin last|\bin past|\bin previous|\bduring) (?:[a-z]+ )?(?:\d+|two|three|four|six) (?:day|week|month|hour)\b"
)
# Each part of a line has its own time where it ends before the next.
_APART = sought(r" ;|; | \. (?=.)")
_NO_TEST = frozenset({"life expectancy", "tumour size", "body weight", "BMI"})


def with_one_window(criterion: Criterion, line: str) -> Criterion:
    """The limits of one list, each within the only time that the line tells, where the last of them has it."""
    if not isinstance(criterion, (AllOf, AnyOf)):
        return criterion
    tests = [one for one in _limits(criterion) if one.analyte not in _NO_TEST]
    dated = {one.within_days for one in tests}
    if len(dated) != 2 or None not in dated or len({one.analyte for one in tests}) < 2 or tests[-1].within_days is None:
        return criterion
    if len(_TIME.findall(line)) != 1 or _APART.search(line.strip(" .;")) is not None:
        return criterion
    return _dated(criterion, tests[-1].within_days)


def _limits(criterion: Criterion) -> Iterator[LabValue]:
    match criterion:
        case LabValue():
            yield criterion
        case AllOf() | AnyOf():
            for part in criterion.of:
                yield from _limits(part)
        case When():
            yield from _limits(criterion.then)
            if criterion.otherwise is not None:
                yield from _limits(criterion.otherwise)
        case _:
            pass


def _dated(criterion: Criterion, days: int) -> Criterion:
    match criterion:
        case LabValue() if criterion.within_days is None and criterion.analyte not in _NO_TEST:
            return replace(criterion, within_days=days)
        case AllOf() | AnyOf():
            return replace(criterion, of=tuple(_dated(part, days) for part in criterion.of))
        case When():
            otherwise = None if criterion.otherwise is None else _dated(criterion.otherwise, days)
            return replace(criterion, then=_dated(criterion.then, days), otherwise=otherwise)
        case _:
            return criterion
