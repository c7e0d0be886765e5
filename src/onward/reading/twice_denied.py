"""Denials inside a list of what keeps out: "no history of stroke" there hardly means that a stroke lets in."""

from __future__ import annotations

from onward.criteria import (
    AllergyTo,
    AllOf,
    AnyOf,
    AskHuman,
    CnsDisease,
    Condition,
    Criterion,
    Exposed,
    Finding,
    Had,
    LabValue,
    MetastaticSites,
    Not,
    OtherCancer,
    Pregnancy,
    Takes,
    Washout,
)
from onward.reading.things import any_of

# "No local recurrence" among what keeps out of a trial: nobody is kept out for having none.
_OF_THE_DISEASE = frozenset(
    {
        "local recurrence", "chest wall recurrence", "recurrent disease", "inflammatory breast cancer", "bilateral breast cancer", "visceral crisis",
        "rapidly progressive or life-threatening disease", "multicentric or multifocal disease", "multiple primary cancers",
    }
)  # fmt: skip


def turned_once(criterion: Criterion) -> Criterion | None:
    """What a denial denies; None where only a part of it is denied."""
    match criterion:
        case Not():
            return None if is_twice_denied(criterion.of) else criterion.of
        case Washout():
            return Not(of=criterion)
        case AllOf() | AnyOf():
            parts = tuple(turned_once(part) for part in criterion.of)
            known = tuple(part for part in parts if part is not None)
            return any_of(known) if len(known) == len(parts) else None
        case _:
            return None


def is_twice_denied(criterion: Criterion) -> bool:
    """Whether it denies an illness or a treatment, which in a list of what keeps out can hardly be meant."""
    match criterion:
        case AllOf() if any(isinstance(part, LabValue) for part in criterion.of):
            # "Bilirubin above 1.5 x ULN unless Gilbert's syndrome": an exception.
            return False
        case AllOf() | AnyOf():
            return any(is_twice_denied(part) for part in criterion.of)
        case Not():
            return _keeps_out_if_there(criterion.of)
        case Washout():
            return True
        case _:
            return False


def _keeps_out_if_there(criterion: Criterion) -> bool:
    match criterion:
        case Not(of=Washout()):
            return True
        case AllOf() if any(part.__class__ is AskHuman for part in criterion.of) and any(
            isinstance(part, Not) and isinstance(part.of, Washout) for part in criterion.of
        ):
            # Treatment so lately, with what narrows it beside.
            return True
        case AllOf() | AnyOf():
            return any(_keeps_out_if_there(part) for part in criterion.of)
        case Finding():
            return criterion.name in _OF_THE_DISEASE
        case _:
            return isinstance(
                criterion,
                Condition | OtherCancer | MetastaticSites | CnsDisease | Pregnancy | Exposed | Takes | AllergyTo | Had,
            )
