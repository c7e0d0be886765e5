"""The time behind a list of limits is that of all of them: "ANC ≥ 1.5, platelets ≥ 100 and haemoglobin ≥ 9 within 14 days".

So is the time in the name of the list: "adequate marrow function (within 14 days of registration): ANC ≥ 1.5".
"""

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
_NUMBER = sought(r"\d|[≥≤<>]")
# "Adequate liver function (within 4 weeks before treatment): ..."
_IN_THE_NAME = sought(
    r"^(?:[a-z]+ ){0,6}?(?:function|value|test|parameter|count|laboratory|chemistry|hematology|biochemistry|result|reserve)(?: [a-z]+){0,3} (?:\( )?(?:obtained |measured |determined |performed )?(?:within|≤|in last|during) (?:[a-z]+ ){0,2}?(?P<number>\d+|two|three|four|six) (?P<unit>day|week|month)\b[^:;.≥≤<>]{0,90}:"
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "six": 6}
_DAYS = {"day": 1, "week": 7, "month": 30}
_NO_TEST = frozenset({"life expectancy", "tumour size", "body weight", "BMI"})


def with_one_window(criterion: Criterion, line: str) -> Criterion:
    """The limits of one list, each within the only time that the line tells, where the last of them has it."""
    tests = [one for one in _limits(criterion) if one.analyte not in _NO_TEST]
    named = _IN_THE_NAME.match(line) if tests and all(one.within_days is None for one in tests) else None
    if named is not None and len(_TIME.findall(line)) == 1:
        number = _NUMBERS.get(named["number"]) or int(named["number"])
        return _dated(criterion, number * _DAYS[named["unit"]])
    if not isinstance(criterion, (AllOf, AnyOf)):
        return criterion
    dated = {one.within_days for one in tests}
    if len(dated) != 2 or None not in dated or len({one.analyte for one in tests}) < 2 or tests[-1].within_days is None:
        return criterion
    if len(_TIME.findall(line)) != 1 or _APART.search(_dated_sentence(line).strip(" .;")) is not None:
        return criterion
    return _dated(criterion, tests[-1].within_days)


def _dated_sentence(line: str) -> str:
    """The sentence that holds the time, where no other holds a number; else the whole line."""
    sentences = line.split(" . ")
    dated = [one for one in sentences if _TIME.search(one) is not None]
    others = " ".join(one for one in sentences if one not in dated)
    return dated[0] if len(dated) == 1 and _NUMBER.search(others) is None else line


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
