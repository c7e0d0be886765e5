"""The reference engine: one person, one question, an answer that explains itself. Slow and obvious on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from onward.criteria.answer import FIXED, OPEN, Answer, Change, Prospect, dated, leaves_of
from onward.criteria.condition_nodes import AllergyTo, Condition, OtherCancer
from onward.criteria.disease_nodes import (
    BreastCancer,
    CnsDisease,
    DiseaseCourse,
    DiseaseFreeInterval,
    EndocrineStatus,
    Metastatic,
    MetastaticSites,
    Onset,
    Spread,
    Stage,
    TnmCategory,
)
from onward.criteria.engine.changes import assumed_of_count, change_of_count
from onward.criteria.engine.conditions import answer_condition
from onward.criteria.engine.disease import answer_disease
from onward.criteria.engine.events import answer_event
from onward.criteria.engine.exposure import answer_exposed, answer_takes
from onward.criteria.engine.findings import answer_cancer_type, answer_finding
from onward.criteria.engine.lines import answer_lines
from onward.criteria.engine.measures import answer_measure
from onward.criteria.engine.person import answer_person
from onward.criteria.engine.receptors import answer_receptor
from onward.criteria.engine.record import answer_recorded
from onward.criteria.engine.relapse import answer_relapse
from onward.criteria.engine.results import undecided
from onward.criteria.engine.scores import answer_score
from onward.criteria.engine.variants import answer_tested, answer_variant
from onward.criteria.engine.washout import answer_washout
from onward.criteria.exposure_nodes import Exposed, Had, Lines, Relapse, Takes, Washout
from onward.criteria.finding_nodes import CancerType, Finding
from onward.criteria.logic_nodes import AllOf, AnyOf, AskHuman, AtLeast, Not, PresumeNo, Recorded, When
from onward.criteria.measure_nodes import LabValue, LabWord, Performance
from onward.criteria.nodes import Criterion, Leaf
from onward.criteria.person_nodes import Age, HasSex, Menopause, Pregnancy
from onward.criteria.receptor_nodes import Her2Ish, Her2Score, Receptor, ReceptorPercent
from onward.criteria.subject import Subject
from onward.criteria.variant_nodes import GeneTested, HasVariant, Score
from onward.terms import Truth, WhyUnknown

# Answers about one subject, by the identity of the question: `shared` makes equal questions one object.
Kept = dict[int, Answer]


def answer(criterion: Criterion, subject: Subject, *, kept: Kept | None = None) -> Answer:
    """YES, NO or UNKNOWN with the tree of reasons, as known on the subject's day.

    kept   answers already given about this subject, used and added to; for many questions that share parts. Whoever
           hands it in keeps the questions alive and asks about one subject only.
    """
    if kept is None:
        return _answer(criterion, subject, None)
    found = kept.get(id(criterion))
    if found is None:
        found = kept[id(criterion)] = _answer(criterion, subject, kept)
    return found


def _answer(criterion: Criterion, subject: Subject, kept: Kept | None) -> Answer:
    match criterion:
        case AllOf():
            parts = tuple(answer(part, subject, kept=kept) for part in criterion.of)
            return _counted(criterion, parts, needed=len(parts))
        case AnyOf():
            parts = tuple(answer(part, subject, kept=kept) for part in criterion.of)
            return _counted(criterion, parts, needed=1)
        case AtLeast():
            parts = tuple(answer(part, subject, kept=kept) for part in criterion.of)
            return _counted(criterion, parts, needed=criterion.n)
        case Not():
            return _denied(criterion, answer(criterion.of, subject, kept=kept))
        case When():
            return _conditional(criterion, subject, kept)
        case PresumeNo():
            return _presumed(criterion, subject, kept)
        case _:
            return _leaf(criterion, subject)


def _leaf(leaf: Leaf, subject: Subject) -> Answer:
    # Those that trials ask most come first.
    match leaf:
        case AskHuman():
            return undecided(leaf, WhyUnknown.NEEDS_HUMAN, leaf.because, ask=leaf.question)
        case Condition() | OtherCancer() | AllergyTo():
            return answer_condition(leaf, subject)
        case LabValue() | LabWord() | Performance():
            return answer_measure(leaf, subject)
        case Exposed():
            return answer_exposed(leaf, subject)
        case Age() | HasSex() | Menopause() | Pregnancy():
            return answer_person(leaf, subject)
        case (
            BreastCancer()
            | Metastatic()
            | Stage()
            | TnmCategory()
            | Onset()
            | DiseaseFreeInterval()
            | MetastaticSites()
            | Spread()
            | CnsDisease()
            | DiseaseCourse()
            | EndocrineStatus()
        ):
            return answer_disease(leaf, subject)
        case Receptor() | ReceptorPercent() | Her2Score() | Her2Ish():
            return answer_receptor(leaf, subject)
        case HasVariant():
            return answer_variant(leaf, subject)
        case GeneTested():
            return answer_tested(leaf, subject)
        case Score():
            return answer_score(leaf, subject)
        case Takes():
            return answer_takes(leaf, subject)
        case Lines():
            return answer_lines(leaf, subject)
        case Relapse():
            return answer_relapse(leaf, subject)
        case Washout():
            return answer_washout(leaf, subject)
        case Had():
            return answer_event(leaf, subject)
        case Finding():
            return answer_finding(leaf, subject, answer)
        case CancerType():
            return answer_cancer_type(leaf, subject)
        case Recorded():
            return answer_recorded(leaf, subject)
        case _:
            assert_never(leaf)


def _counted(criterion: AllOf | AnyOf | AtLeast, parts: Sequence[Answer], *, needed: int) -> Answer:
    """Kleene's logic as a count: YES when `needed` parts are, NO when too few can still be.

    All-of: all needed, any NO decides. Any-of: one needed, any YES decides.
    """
    truths = [part.truth for part in parts]
    yes, no = truths.count(Truth.YES), truths.count(Truth.NO)
    if yes >= needed:
        truth = Truth.YES
    elif len(parts) - no < needed:
        truth = Truth.NO
    else:
        first = parts[truths.index(Truth.UNKNOWN)]
        return Answer(
            criterion=criterion,
            truth=Truth.UNKNOWN,
            because=first.because,
            why_unknown=first.why_unknown,
            parts=tuple(parts),
        )
    return Answer(
        criterion=criterion,
        truth=truth,
        because=_why_counted(parts, needed, truth),
        change=change_of_count(parts, needed, truth),
        assumed=assumed_of_count(parts, needed, truth),
        parts=tuple(parts),
    )


def _why_counted(parts: Sequence[Answer], needed: int, truth: Truth) -> str:
    if (truth is Truth.YES and needed == 1) or (truth is Truth.NO and needed == len(parts)):
        # One part decides: what cannot change speaks before what can.
        deciding = min((part for part in parts if part.truth is truth), key=lambda part: part.can_change)
        return deciding.because
    yes = sum(part.truth is Truth.YES for part in parts)
    return f"{yes} of {len(parts)} hold, {needed} needed"


def _denied(criterion: Not, inner: Answer) -> Answer:
    return Answer(
        criterion=criterion,
        truth=~inner.truth,
        because=inner.because,
        why_unknown=inner.why_unknown,
        change=inner.change,
        assumed=inner.assumed,
        parts=(inner,),
    )


def _conditional(criterion: When, subject: Subject, kept: Kept | None) -> Answer:
    condition = answer(criterion.condition, subject, kept=kept)
    then = answer(criterion.then, subject, kept=kept)
    otherwise = None if criterion.otherwise is None else answer(criterion.otherwise, subject, kept=kept)
    parts = (condition, then) if otherwise is None else (condition, then, otherwise)
    other_truth = Truth.YES if otherwise is None else otherwise.truth
    other_change = FIXED if otherwise is None else otherwise.change
    match condition.truth:
        case Truth.YES:
            return _branch(
                criterion, parts, then, condition, _switched(condition, then.change, then.truth, other_truth)
            )
        case Truth.NO if otherwise is None:
            return Answer(
                criterion=criterion,
                truth=Truth.YES,
                because=f"does not apply: {condition.because}",
                change=_switched(condition, FIXED, Truth.YES, then.truth),
                assumed=condition.assumed,
                parts=parts,
            )
        case Truth.NO:
            assert otherwise is not None
            change = _switched(condition, otherwise.change, otherwise.truth, then.truth)
            return _branch(criterion, parts, otherwise, condition, change)
        case Truth.UNKNOWN if then.truth is other_truth and then.truth is not Truth.UNKNOWN:
            both = then.assumed if otherwise is None else tuple(dict.fromkeys((*then.assumed, *otherwise.assumed)))
            return Answer(
                criterion=criterion,
                truth=then.truth,
                because=then.because,
                change=_both(then.change, other_change),
                assumed=both,
                parts=parts,
            )
        case Truth.UNKNOWN:
            return Answer(
                criterion=criterion,
                truth=Truth.UNKNOWN,
                because=condition.because,
                why_unknown=condition.why_unknown,
                parts=parts,
            )


def _branch(criterion: When, parts: tuple[Answer, ...], taken: Answer, condition: Answer, change: Change) -> Answer:
    return Answer(
        criterion=criterion,
        truth=taken.truth,
        because=taken.because,
        why_unknown=taken.why_unknown,
        change=OPEN if taken.truth is Truth.UNKNOWN else change,
        assumed=tuple(dict.fromkeys((*condition.assumed, *taken.assumed))),
        parts=parts,
    )


def _switched(condition: Answer, change: Change, truth: Truth, other: Truth) -> Change:
    """The prospect of the branch taken, when the condition itself may turn."""
    if not condition.can_change:
        return change
    if condition.change.prospect is Prospect.OPEN:
        return change if change.prospect is Prospect.DATED else OPEN
    days = [day for day in (condition.changes_on, change.on) if day is not None]
    # The condition turns on a day: the answer is another one then only if the other branch says otherwise.
    return OPEN if other is truth else dated(min(days))


def _both(left: Change, right: Change) -> Change:
    """The prospect of an answer that two branches share while nobody knows which of them counts."""
    days = [day for day in (left.on, right.on) if day is not None]
    if days:
        return dated(min(days))
    return FIXED if left == right == FIXED else OPEN


def _presumed(criterion: PresumeNo, subject: Subject, kept: Kept | None) -> Answer:
    inner = answer(criterion.of, subject, kept=kept)
    provided = None if criterion.provided is None else answer(criterion.provided, subject, kept=kept)
    parts = (inner,) if provided is None else (inner, provided)
    may_presume = (
        inner.truth is Truth.UNKNOWN and _only_not_recorded(inner) and (provided is None or provided.truth is Truth.YES)
    )
    if not may_presume:
        return Answer(
            criterion=criterion,
            truth=inner.truth,
            because=inner.because,
            why_unknown=inner.why_unknown,
            change=inner.change,
            assumed=inner.assumed,
            parts=parts,
        )
    given = () if provided is None else provided.assumed
    return Answer(
        criterion=criterion,
        truth=Truth.NO,
        because=f"presumed not, because {criterion.because}",
        change=OPEN,
        assumed=tuple(dict.fromkeys((criterion.because, *given))),
        parts=parts,
    )


def _only_not_recorded(inner: Answer) -> bool:
    """Whether nothing but silence keeps the question open: no conflict, no partial date, nothing for a human."""
    return all(leaf.why_unknown is WhyUnknown.NOT_RECORDED for leaf in leaves_of(inner) if leaf.truth is Truth.UNKNOWN)
