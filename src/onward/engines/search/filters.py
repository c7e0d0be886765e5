"""Which trials a filter lets through by their facets, and how many trials share each facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from onward.engines.search.facets import NOT_STATED, TrialFacets
from onward.engines.search.words import words_for_search
from onward.registry import Phase, Recruitment


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFilters:
    """What a trial has to state; None or empty lets everything pass.

    subtypes, lines   as `TrialFacets` has them
    classes           classes of drugs and types of intervention, as stems
    or_not_stated     whether trials pass whose text does not state what a filter asks
    """

    states: frozenset[Recruitment] | None = None
    phases: frozenset[Phase] | None = None
    subtypes: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    metastatic: bool = False
    classes: frozenset[str] = frozenset()
    remote: bool = False
    or_not_stated: bool = False


# A trial for all with HER2-negative disease, or for all with hormone receptors, is also one for those with both.
_ALSO: dict[str, tuple[str, ...]] = {
    "HR+/HER2-": ("HR+", "HER2-"),
    "HR+/HER2+": ("HR+", "HER2+"),
    "HR-/HER2+": ("HER2+",),
    "TNBC": ("HER2-",),
    "HER2+": ("HR+/HER2+", "HR-/HER2+"),
    "HR+": ("HR+/HER2-", "HR+/HER2+"),
    "HER2-": ("HR+/HER2-", "TNBC"),
}


def passes(facets: TrialFacets, filters: TrialFilters) -> bool:
    """Whether a trial states all that the filters ask."""
    if filters.states is not None and facets.recruitment not in filters.states:
        return False
    if filters.phases is not None and filters.phases.isdisjoint(facets.phases):
        return False
    if filters.remote and not facets.remote:
        return False
    silent = filters.or_not_stated
    if filters.metastatic and facets.metastatic != "yes" and not (silent and facets.metastatic == NOT_STATED):
        return False
    if filters.subtypes:
        wanted = filters.subtypes.union(*(_ALSO.get(one, ()) for one in filters.subtypes))
        if wanted.isdisjoint(facets.subtypes) and not (silent and not facets.subtypes):
            return False
    if filters.lines and filters.lines.isdisjoint(facets.lines) and not (silent and not facets.lines):
        return False
    if filters.classes:
        words = words_for_search()
        return any(" ".join(words.stems(one)) in filters.classes for one in facets.classes)
    return True


def counted(facets: Iterable[TrialFacets]) -> dict[str, dict[str, int]]:
    """How many trials have each value of each facet, the most frequent first."""
    found = list(facets)

    def several(values: Iterable[Sequence[str]]) -> Counter[str]:
        return Counter(chain.from_iterable(one or (NOT_STATED,) for one in values))

    phases = Counter(chain.from_iterable(one.phases or (None,) for one in found))
    counters: dict[str, Counter[str]] = {
        "status": Counter({state.value: number for state, number in Counter(one.recruitment for one in found).items()}),
        "phase": Counter({NOT_STATED if phase is None else phase.value: number for phase, number in phases.items()}),
        "subtype": several(one.subtypes for one in found),
        "metastatic": Counter(one.metastatic for one in found),
        "line": several(one.lines for one in found),
        "intervention class": several(one.classes for one in found),
        "country": several(one.countries for one in found),
    }
    return {name: dict(counter.most_common()) for name, counter in counters.items()}
