"""How samples are named on the page: what they are of, before the source's own id."""

from __future__ import annotations

from onward.timeline import SpecimenFact, SpecimenKind, Timeline, site_name


def specimen_names(timeline: Timeline) -> dict[str, str]:
    """The source's id of each sample -> "metastasis, liver"; samples that say nothing are left out."""
    found: dict[str, str] = {}
    for fact in timeline.of(SpecimenFact):
        if words := specimen_words(fact.kind, fact.site):
            found.setdefault(fact.key, words)
    return found


def specimen_words(kind: SpecimenKind, site: str) -> str:
    """What a sample is of; "" when the record does not say."""
    where = site_name(site) if site else ""
    if kind is SpecimenKind.UNKNOWN:
        return where
    return f"{kind.value}, {where}" if where else kind.value
