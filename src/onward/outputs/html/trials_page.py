"""The first page of a folder of trials: the best, the near ones, what to find out, and all others."""

from __future__ import annotations

from collections.abc import Mapping

from onward.engines.trials import Matched
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.trial_context import TrialsPage
from onward.outputs.html.trials_part import trials_part


def trials_page(
    matched: Matched, *, name: str, pages: Mapping[str, str], resources: Mapping[str, str], version: str
) -> TrialsPage:
    """The page.

    pages       id of a trial -> address of its page, for those that have one
    resources   "file#place" of a source to the original text of that resource
    """
    register = SourceRegister(resources)
    part = trials_part(matched, register, pages=pages, best=max(10, len(pages)))
    return TrialsPage(
        title=f"Trials: {name}",
        name=name,
        person=matched.person,
        as_of=matched.subject.as_of.isoformat(),
        part=part,
        sources=register.entries(),
        bases=register.bases(),
        version=version,
    )
