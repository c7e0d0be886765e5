"""Metastatic sites as recorded, with first and last mention; bone only and visceral disease (disease/sites)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.disease.extent import Extent
from onward.disease.imaging_text import Certainty
from onward.disease.mentions import EVIDENCE, Mention, Reach
from onward.disease.picture import SiteOfDisease
from onward.knowledge import words_of
from onward.terms import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """Where disease is: recorded sites, sites that are only suspected, and what follows from them."""

    sites: tuple[SiteOfDisease, ...]
    suspected: tuple[SiteOfDisease, ...]
    bone_only: Truth
    visceral: Truth


def find_sites(extent: Extent, metastatic: Truth) -> Sites:
    """The sites of the breast cancer, earliest first; regional nodes among them."""
    seen = extent.counted(Certainty.AFFIRMED, Reach.DISTANT, Reach.REGIONAL, Reach.NODE_NOT_STATED)
    sites = _grouped(seen)
    known = {(site.site, site.text) for site in sites}
    doubtful = [
        mention
        for mention in extent.mentions
        if mention.certainty is Certainty.AFFIRMED
        and mention.reach is Reach.DISTANT
        and extent.is_in_doubt(mention.whose)
    ]
    suspected = tuple(
        site
        for site in _grouped([*(mention for mention in extent.suspected if mention.site), *doubtful])
        if (site.site, site.text) not in known
    )
    undecided = {(mention.site, mention.text) for mention in seen if mention.reach is Reach.NODE_NOT_STATED}
    return Sites(
        sites=sites,
        suspected=suspected,
        bone_only=_bone_only(sites, suspected, undecided, metastatic),
        visceral=_visceral(sites, suspected, metastatic, extent),
    )


def _grouped(mentions: Sequence[Mention]) -> tuple[SiteOfDisease, ...]:
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.site, mention.text), []).append(mention)
    found = [_site(site, text, group) for (site, text), group in groups.items()]
    return tuple(sorted(found, key=lambda site: (site.first is None, _first_key(site), site.site, site.text)))


def _first_key(site: SiteOfDisease) -> tuple[int, int]:
    return (site.first.earliest.toordinal(), site.first.latest.toordinal()) if site.first is not None else (0, 0)


def _site(site: str, text: str, mentions: Sequence[Mention]) -> SiteOfDisease:
    dates = [mention.when for mention in mentions if mention.when is not None]
    kinds = {mention.evidence for mention in mentions}
    return SiteOfDisease(
        site=site,
        text=text,
        first=min(dates, key=lambda when: (when.earliest, when.latest), default=None),
        last=max(dates, key=lambda when: (when.latest, when.earliest), default=None),
        evidence=tuple(kind for kind in EVIDENCE if kind in kinds),
        facts=tuple(dict.fromkeys(mention.fact for mention in mentions)),
    )


def _bone_only(
    sites: Sequence[SiteOfDisease],
    suspected: Sequence[SiteOfDisease],
    undecided: set[tuple[str, str]],
    metastatic: Truth,
) -> Truth:
    """Bone and nothing else, as recorded (rule bone-only)."""
    if metastatic is not Truth.YES:
        return metastatic
    distant = [site for site in sites if site.site != "node_regional"]
    elsewhere = [site for site in distant if site.site != "bone"]
    if any((site.site, site.text) not in undecided for site in elsewhere):
        return Truth.NO
    if elsewhere or not distant or any(site.site != "bone" for site in suspected):
        return Truth.UNKNOWN
    return Truth.YES


def _visceral(
    sites: Sequence[SiteOfDisease], suspected: Sequence[SiteOfDisease], metastatic: Truth, extent: Extent
) -> Truth:
    """An organ of the chest or abdomen, as recorded (rule visceral)."""
    if metastatic is not Truth.YES:
        return metastatic
    told = [_is_visceral(site, extent) for site in sites]
    if Truth.YES in told:
        return Truth.YES
    if Truth.UNKNOWN in told or any(_is_visceral(site, extent) is not Truth.NO for site in suspected):
        return Truth.UNKNOWN
    return Truth.NO if told else Truth.UNKNOWN


def _is_visceral(site: SiteOfDisease, extent: Extent) -> Truth:
    rules = extent.rules
    if site.site in rules.sites.visceral_sites or set(words_of(site.text)) & rules.sites.visceral_words:
        return Truth.YES
    if site.site != "other":
        return Truth.NO
    # A code that leaves the organ open, or a place that the table does not know, may be an organ as well.
    if site.text in rules.words.places_that_do_not_tell or not _is_known(site.text, extent):
        return Truth.UNKNOWN
    return Truth.NO


def _is_known(place: str, extent: Extent) -> bool:
    table = extent.rules.places
    return any(place == site.name for site in table.sites) or table.places.find(place) is not None
