"""What became of one person's verdicts between two catalogues, and which lines made the difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from onward.criteria import said
from onward.engines.trials.matching import LineMatch, TrialMatch, Verdict
from onward.registry import Change, Trial, changes
from onward.terms import Truth


class Became(Enum):
    """What became of a trial for her, in the order in which it is told."""

    BETTER = "better"
    NEW = "new"
    WORSE = "worse"
    SAME = "same verdict"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """One line of the best way in whose answer is another one, or that came or went.

    before, after   the answers; None where the line was not there
    because         of the newer answer, else of the older one
    """

    text: str
    before: Truth | None
    after: Truth | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """A trial whose verdict changed, that is new or gone, or that changed in itself and may still be entered.

    lines     the lines that make the difference
    changes   what its registry changed
    """

    trial: Trial
    became: Became
    before: Verdict | None
    after: Verdict | None
    lines: tuple[LineChange, ...]
    changes: tuple[Change, ...]


def verdict_changes(
    before: Iterable[TrialMatch], after: Iterable[TrialMatch], *, all_of_them: bool = False
) -> tuple[VerdictChange, ...]:
    """What changed, first what became better, then what is new, worse, the same, and gone; by id within each.

    Of trials that are new, gone or changed without another verdict only those are told that are not `not_eligible`;
    `all_of_them` tells those too. Trials without an id cannot be followed and are left out.
    """
    old = {match.prepared.trial.id: match for match in before if match.prepared.trial.id}
    new = {match.prepared.trial.id: match for match in after if match.prepared.trial.id}
    found = [_change(old.get(id_), new.get(id_)) for id_ in sorted(old.keys() | new.keys())]
    told = [one for one in found if one is not None and (all_of_them or _matters(one))]
    order = {became: place for place, became in enumerate(Became)}
    return tuple(sorted(told, key=lambda one: (order[one.became], one.trial.id)))


def _matters(one: VerdictChange) -> bool:
    if one.became in (Became.BETTER, Became.WORSE):
        return True
    return (one.after or one.before) is not Verdict.NOT_ELIGIBLE


def _change(old: TrialMatch | None, new: TrialMatch | None) -> VerdictChange | None:
    if old is None or new is None:
        only = new or old
        assert only is not None, "an id comes from one of the two"
        return VerdictChange(
            trial=only.prepared.trial,
            became=Became.NEW if old is None else Became.GONE,
            before=None if old is None else old.verdict,
            after=None if new is None else new.verdict,
            lines=(),
            changes=(),
        )
    changed = changes(old.prepared.trial, new.prepared.trial)
    if old.verdict is new.verdict and not changed:
        return None
    return VerdictChange(
        trial=new.prepared.trial,
        became=_became(old.verdict, new.verdict),
        before=old.verdict,
        after=new.verdict,
        lines=tuple(_lines(old, new)),
        changes=changed,
    )


def _became(old: Verdict, new: Verdict) -> Became:
    if new is old:
        return Became.SAME
    return Became.BETTER if new.place < old.place else Became.WORSE


def _lines(old: TrialMatch, new: TrialMatch) -> list[LineChange]:
    """Lines are the same when section, cohort and words are."""
    olds = {_key(line): line for line in old.deciding}
    news = {_key(line): line for line in new.deciding}
    found: list[LineChange] = []
    for key in dict.fromkeys((*news, *olds)):
        before, after = olds.get(key), news.get(key)
        if before is None or after is None or before.truth is not after.truth:
            shown = after or before
            assert shown is not None, "a key comes from one of the two"
            found.append(
                LineChange(
                    text=shown.line.text,
                    before=None if before is None else before.truth,
                    after=None if after is None else after.truth,
                    because=shown.line.why if shown.answer is None else said(shown.answer),
                )
            )
    return found


def _key(line: LineMatch) -> tuple[str, str, str]:
    return (line.line.section, line.line.cohort, " ".join(line.line.text.split()).lower())
