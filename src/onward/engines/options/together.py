"""Options that are open at once, reasoned about together."""

from __future__ import annotations

from collections.abc import Sequence

from onward.engines.options.decide import Circumstances
from onward.engines.options.result import DecidedRule, TogetherNote, Verdict
from onward.terms import Truth

_OPEN = (Verdict.OPTION, Verdict.UNDECIDED)


def notes_on(decided: Sequence[DecidedRule], here: Circumstances) -> tuple[TogetherNote, ...]:
    """The notes that hold: two of their options are open, at least one may be given, and the condition is met."""
    verdicts = {one.rule.id: one.verdict for one in decided}
    found: list[TogetherNote] = []
    for prepared in here.prepared.together:
        note = prepared.note
        open_ = tuple(id_ for id_ in note.of if verdicts.get(id_) in _OPEN)
        if len(open_) < 2 or not any(verdicts[id_] is Verdict.OPTION for id_ in open_):
            continue
        if prepared.when is not None and here.ask(prepared.when).answer.truth is not Truth.YES:
            continue
        source = here.prepared.knowledge.sources_of(note.id, note.source)
        found.append(TogetherNote(note=note, of=open_, source=source))
    return tuple(found)
