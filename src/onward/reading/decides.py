"""What a question could answer at all, whatever the person: a question of which a human holds the key decides nothing."""

from __future__ import annotations

from onward.criteria import (
    Age,
    AllOf,
    AnyOf,
    AskHuman,
    Condition,
    Criterion,
    Finding,
    Not,
    Performance,
    When,
    parts_of,
)

_YES, _NO, _UNKNOWN = "yes", "no", "unknown"


def can_decide(criterion: Criterion) -> bool:
    """Whether some person's record answers it, with every question for a human left open."""
    return bool(_answers(criterion) & {_YES, _NO})


# Whoever is asked about is of age and well enough to be asked: nobody writes that such people are kept out.
_ADULT, _WELL, _WELL_ENOUGH = 21, 1, 80


def keeps_out_everybody(criterion: Criterion) -> bool:
    """Whether an exclusion would leave hardly anybody: "age at least 18" stands there by mistake."""
    match criterion:
        case Age(at_least_years=least, at_most_years=None):
            return least is not None and least <= _ADULT
        case Performance(scale="ECOG", at_least=least, at_most=most):
            return not least and most is not None and most >= _WELL
        case Performance(at_least=least, at_most=None):
            return least is not None and least <= _WELL_ENOUGH
        case AnyOf():
            return any(map(keeps_out_everybody, criterion.of))
        case AllOf():
            told = [part for part in criterion.of if not isinstance(part, AskHuman)]
            return bool(told) and all(map(keeps_out_everybody, told))
        case _:
            return False


def _answers(criterion: Criterion) -> frozenset[str]:
    match criterion:
        case AskHuman():
            return frozenset({_UNKNOWN})
        case Not():
            turned = {_YES: _NO, _NO: _YES, _UNKNOWN: _UNKNOWN}
            return frozenset(turned[one] for one in _answers(criterion.of))
        case AllOf():
            return _joined([_answers(part) for part in criterion.of], all_yes=_YES, any_no=_NO)
        case AnyOf():
            return _joined([_answers(part) for part in criterion.of], all_yes=_NO, any_no=_YES)
        case When():
            return _when(criterion)
        case Finding(name="in another trial"):
            # Taking part in other trials is arranged, not recorded.
            return frozenset({_UNKNOWN})
        case Condition(groups=("concurrent illness",)):
            return frozenset({_UNKNOWN})
        case Condition(qualities=qualities) if qualities:
            # Whoever has the illness is asked about its quality.
            return frozenset({_NO, _UNKNOWN})
        case _:
            return frozenset({_YES, _NO, _UNKNOWN})


def _joined(parts: list[frozenset[str]], *, all_yes: str, any_no: str) -> frozenset[str]:
    found = {_UNKNOWN}
    if all(all_yes in part for part in parts):
        found.add(all_yes)
    if any(any_no in part for part in parts):
        found.add(any_no)
    return frozenset(found)


def _when(criterion: When) -> frozenset[str]:
    condition, then = _answers(criterion.condition), _answers(criterion.then)
    otherwise = frozenset({_YES}) if criterion.otherwise is None else _answers(criterion.otherwise)
    found = {_UNKNOWN}
    if _YES in condition:
        found |= then
    if _NO in condition:
        found |= otherwise
    found |= then & otherwise
    return frozenset(found)


def is_general(criterion: Criterion) -> bool:
    """Whether it asks for nothing but some illness or other, which only a human can judge."""
    match criterion:
        case Condition():
            return criterion.groups == ("concurrent illness",)
        case Not():
            return is_general(criterion.of)
        case AnyOf():
            # "Uncontrolled illness, infection or comorbidity": whatever is there, its weight is judged.
            judged = [part for part in criterion.of if not (isinstance(part, Condition) and _is_only_weighed(part))]
            return bool(judged) and all(map(_is_any_illness, judged))
        case _:
            return False


def _is_only_weighed(one: Condition) -> bool:
    """ "Uncontrolled infection", and not "infection requiring antibiotics"."""
    return bool(one.qualities) and not any("requir" in quality for quality in one.qualities)


def _is_any_illness(criterion: Criterion) -> bool:
    return is_general(criterion) or (
        isinstance(criterion, AskHuman) and criterion.question.startswith("Is there another illness")
    )


def says_something(criterion: Criterion) -> bool:
    """Whether there is anything in it but questions for a human."""
    parts = parts_of(criterion)
    if not parts:
        return not isinstance(criterion, AskHuman)
    return any(says_something(part) for part in parts)
