"""A line that asks something of each part of a trial: "For phase 1: solid tumours; for phase 2: breast cancer".

Each part's own words are asked of those in it, and of nobody else; in which part somebody is a human knows.
"""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria import AskHuman, Criterion, HasSex, Not, parts_of
from onward.reading.decides import can_decide
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of

_LABEL = sought(
    r"(?:^|(?<=[;.] )|(?<=[;.] and )|(?<=[;.] or ))(?P<of>(?:for|in) (?:the )?)?(?P<part>(?:phase|part|cohort|arm|group) (?:\d[a-d]?|[ivx]{1,4}[ab]?|[a-h]\d?)|dose (?:escalation|expansion|optimization))(?: (?:part|portion|phase|cohort|only|patient|participant|subject))* (?(of)[:,]|:) "
)
# Elsewhere in the line a part is spoken of, or one part's words hold for another's.
_OF_A_PART = sought(r"\b(?:phase|part|cohort|arm|group)s? (?:\d[a-d]?|[ivx]{1,4}[ab]?|[a-h]\d?)(?= |$)|\bsame as\b")


def names_parts(line: str) -> bool:
    """Whether a canonical line tells one thing of one part of a trial and another of another."""
    return ("phase" in line or "part" in line or "cohort" in line or "dose" in line or "arm" in line) and len(
        _LABEL.findall(line)
    ) >= _TWO


def part_by_part(line: str, *, denied: bool, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of a canonical line that names two parts of a trial at least, each before what is asked of it.

    read  what is asked of one part -> its question, of which parts may be for a human
    """
    labels = list(_LABEL.finditer(line))
    if len(labels) < _TWO or labels[0].start() > 0:
        return None
    made: list[Criterion] = []
    for n, label in enumerate(labels):
        end = labels[n + 1].start() if n + 1 < len(labels) else len(line)
        words = line[label.end() : end].strip(" .;,").removesuffix(" and").removesuffix(" or").strip(" .;,")
        if not words or _OF_A_PART.search(words) is not None:
            return None
        question = read(f"{words} ") or asked(words)
        meant = AskHuman(question=f"Is it this part of the trial: {label['part']}?", because=JUDGED)
        made.append(all_of((question, meant)) if denied else any_of((Not(of=meant), question)))
    found = any_of(tuple(made)) if denied else all_of(tuple(made))
    decides = any(not isinstance(leaf, AskHuman | HasSex) for leaf in _leaves(found))
    return found if decides and can_decide(found) else None


_TWO = 2


def _leaves(criterion: Criterion) -> list[Criterion]:
    parts = (criterion.of,) if isinstance(criterion, Not) else parts_of(criterion)
    return [leaf for part in parts for leaf in _leaves(part)] if parts else [criterion]
