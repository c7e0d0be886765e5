"""Limits whose sides are turned round in the text: a trial that asks for bad livers and kidneys does so by one test.

"AST and ALT ≥ 3 x ULN and bilirubin ≥ 2 mg/dL" among what is asked for, "creatinine ≥ 1.5 x ULN or clearance ≤ 50": the
signs stand the wrong way round. Such a line is left unread, and not mended.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.criteria import AllOf, AnyOf, Criterion, Finding, LabValue, When

# Of these a trial asks at most, and of those at least, so much.
_AT_MOST = frozenset({"AST", "ALT", "alkaline phosphatase", "bilirubin", "creatinine"})
_AT_LEAST = frozenset({"neutrophils", "platelets", "creatinine clearance", "eGFR"})


def asks_for_the_wrong_side(criterion: Criterion) -> bool:
    """Whether, of several tests of organs, one is demanded to be bad."""
    told = tuple(_limits(criterion))
    return len({one.analyte for one in told}) > 1 and any(map(_is_bad, told))


def asks_for_both_breasts(criterion: Criterion) -> bool:
    """Whether cancer of both breasts is demanded: "participants who have bilateral cancers" tells who else may enter."""
    match criterion:
        case Finding():
            return criterion.name == "bilateral breast cancer"
        case AllOf():
            return any(map(asks_for_both_breasts, criterion.of))
        case _:
            return False


def _is_bad(value: LabValue) -> bool:
    limits = value.limits
    low = limits.at_least is not None or limits.above is not None
    high = limits.at_most is not None or limits.below is not None
    return low != high and low == (value.analyte in _AT_MOST)


def _limits(criterion: Criterion) -> Iterator[LabValue]:
    match criterion:
        case LabValue():
            if criterion.analyte in _AT_MOST | _AT_LEAST:
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
