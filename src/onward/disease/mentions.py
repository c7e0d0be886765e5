"""Every place where the record speaks of a metastasis, and whether that place is distant, regional or local
(disease/sites: site-mention, site-local, site-node-regional, site-node-distant, site-node-not-stated).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from onward.disease.cancers import Cancers, Whose
from onward.disease.imaging_text import Certainty, Statement, read_conclusion
from onward.knowledge import ExtentRules, Place, words_of
from onward.terms import PartialDate
from onward.timeline import (
    AnyFact,
    ImagingFact,
    Laterality,
    Metastasis,
    ReceptorResult,
    SpecimenFact,
    SpecimenKind,
    Standing,
    Timeline,
)

Evidence = Literal["condition", "imaging", "biopsy", "status", "history"]
EVIDENCE: tuple[Evidence, ...] = ("condition", "imaging", "biopsy", "status", "history")


class Reach(Enum):
    """How far the place of a mention lies from the primary."""

    DISTANT = "distant"
    UNNAMED = "unnamed"  # metastatic, without a place
    REGIONAL = "regional"
    LOCAL = "local"
    NODE_NOT_STATED = "node, place not stated"
    NOT_CLEAR = "not clear"  # a metastasis in a breast of which the side is not recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place of the record that speaks of metastasis.

    site, text   as in the interface; `text` names the place where `site` is "other"
    when         day of the mention, None when undated or when it speaks of the past
    recorded     day by which it was recorded or had ended: it was found no later
    calm, growing   what imaging says of it besides
    """

    site: str
    text: str
    reach: Reach
    certainty: Certainty
    evidence: Evidence
    whose: Whose
    of_cancer: str
    when: PartialDate | None
    recorded: PartialDate | None
    fact: AnyFact
    calm: bool = False
    growing: bool = False


_CERTAINTY = {
    Standing.CONFIRMED: Certainty.AFFIRMED,
    Standing.PROVISIONAL: Certainty.SUSPECTED,
    Standing.REFUTED: Certainty.DENIED,
}
_SIDES = {side.value: side for side in Laterality}
_CONTRALATERAL_BREAST = "contralateral breast"


def mentions_of(timeline: Timeline, cancers: Cancers, rules: ExtentRules) -> tuple[Mention, ...]:
    """All mentions, in the order of the facts."""
    return (
        *_recorded(timeline, cancers, rules),
        *_imaged(timeline, cancers, rules),
        *_biopsied(timeline, cancers, rules),
    )


def _recorded(timeline: Timeline, cancers: Cancers, rules: ExtentRules) -> Iterator[Mention]:
    for fact in timeline.of(Metastasis):
        place = _place_of(fact, rules)
        reach, site, text = _reach(place, fact.laterality, fact.text, cancers, fact.of_cancer)
        yield Mention(
            site=site,
            text=text,
            reach=reach,
            certainty=_CERTAINTY[fact.standing],
            evidence=_evidence(fact.basis),
            whose=cancers.whose(fact.of_cancer),
            of_cancer=fact.of_cancer,
            when=fact.when.start,
            recorded=_earlier(fact.recorded_on, fact.when.end),
            fact=fact,
        )


def _evidence(basis: str) -> Evidence:
    match basis:
        case "condition" | "imaging" | "biopsy" | "history":
            return basis
        case _:
            return "status"


def _earlier(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda day: (day.latest, day.earliest))


def _place_of(fact: Metastasis, rules: ExtentRules) -> Place:
    """The place with its own name: a site of "other" is named by code, else by the words of the record."""
    if fact.site not in ("other", "skin"):
        return Place(fact.site, fact.site)
    name = rules.places.metastasis_name(fact.codes)
    found = None if name else rules.places.place((), fact.text)
    if fact.site == "skin":
        return Place("skin", "skin")
    return Place("other", name or (found.name if found is not None and found.site == "other" else fact.text))


def _imaged(timeline: Timeline, cancers: Cancers, rules: ExtentRules) -> Iterator[Mention]:
    for fact in timeline.of(ImagingFact):
        if not fact.conclusion or fact.standing is Standing.REFUTED:
            continue
        body_part = Place(fact.body_site, fact.body_site) if fact.body_site not in ("", "breast", "other") else None
        for said in read_conclusion(fact.conclusion, rules.words, rules.places, body_part):
            yield _from_report(fact, said, cancers)


def _from_report(fact: ImagingFact, said: Statement, cancers: Cancers) -> Mention:
    reach, site, text = _reach(said.place, _SIDES.get(said.side), said.place.name, cancers, "")
    certainty = said.certainty
    if fact.standing is Standing.PROVISIONAL and certainty is Certainty.AFFIRMED:
        certainty = Certainty.SUSPECTED
    return Mention(
        site=site,
        text=text,
        reach=reach,
        certainty=certainty,
        evidence="imaging",
        whose="not said",
        of_cancer="",
        when=None if said.earlier else fact.when.start,
        recorded=None if said.earlier else fact.known_on,
        fact=fact,
        calm=said.calm,
        growing=said.growing,
    )


def _biopsied(timeline: Timeline, cancers: Cancers, rules: ExtentRules) -> Iterator[Mention]:
    """Tissue of a metastasis: samples, and receptor results whose sample is not in the record."""
    samples = {fact.key: fact for fact in timeline.of(SpecimenFact) if fact.standing is not Standing.REFUTED}
    results: dict[tuple[str, str, PartialDate | None], ReceptorResult] = {}
    tested: set[str] = set()
    for result in timeline.of(ReceptorResult):
        if result.standing is Standing.REFUTED:
            continue
        if result.specimen in samples:
            tested.add(result.specimen)
        elif result.specimen_kind is SpecimenKind.METASTASIS:
            results.setdefault((result.specimen, result.specimen_site, result.when.start), result)
    for sample in samples.values():
        if sample.kind is SpecimenKind.METASTASIS:
            whose: Whose = "breast" if sample.key in tested else "not said"
            yield _biopsy(sample, sample.site, sample.text, sample.laterality, whose, cancers, rules)
    for result in results.values():
        # Receptors of the breast are tested where the tissue is taken to be of the breast cancer (met-which-cancer).
        yield _biopsy(result, result.specimen_site, "", None, "breast", cancers, rules)


def _biopsy(
    fact: SpecimenFact | ReceptorResult,
    site: str,
    text: str,
    side: Laterality | None,
    whose: Whose,
    cancers: Cancers,
    rules: ExtentRules,
) -> Mention:
    place = Place(site, site)
    if site == "other":
        found = rules.places.place((), text)
        place = Place("other", found.name if found is not None and found.site == "other" else text)
    reach, named, words = _reach(place, side, text, cancers, "")
    return Mention(
        site=named,
        text=words,
        reach=reach,
        certainty=Certainty.SUSPECTED if fact.standing is Standing.PROVISIONAL else Certainty.AFFIRMED,
        evidence="biopsy",
        whose=whose,
        of_cancer="",
        when=fact.when.start,
        recorded=_earlier(fact.recorded_on, fact.when.end),
        fact=fact,
    )


def _reach(
    place: Place, side: Laterality | None, words: str, cancers: Cancers, of_cancer: str
) -> tuple[Reach, str, str]:
    """How far the place lies, with its site and text."""
    own = cancers.sides(of_cancer)
    other_side = side is not None and bool(own) and not _on(side, own)
    if not place.site:
        return Reach.UNNAMED, "", ""
    if place.site == "breast" or place.name in ("breast, secondary", _CONTRALATERAL_BREAST):
        if place.name == _CONTRALATERAL_BREAST or other_side:
            return Reach.DISTANT, "other", _CONTRALATERAL_BREAST
        known = side is not None and bool(own)
        return (Reach.LOCAL if known else Reach.NOT_CLEAR), "other", "breast"
    if place.name == "chest wall" or (place.site == "skin" and _is_of_breast(words)):
        return (Reach.DISTANT if other_side else Reach.LOCAL), place.site, _text(place)
    if place.site == "node_regional":
        return (Reach.DISTANT, "node_distant", "") if other_side else (Reach.REGIONAL, "node_regional", "")
    if place.site == "other" and {"node", "nodes"} & set(words_of(place.name)):
        # Codes and words for nodes that may be regional or distant.
        return Reach.NODE_NOT_STATED, "other", place.name
    return Reach.DISTANT, place.site, _text(place)


def _on(side: Laterality, own: frozenset[Laterality]) -> bool:
    if side is Laterality.BILATERAL:
        return len(own) == 2
    return side in own


def _is_of_breast(words: str) -> bool:
    found = set(words_of(words))
    return bool(found & {"breast", "mammary", "mastectomy"}) or {"chest", "wall"} <= found


def _text(place: Place) -> str:
    return place.name if place.site == "other" else ""
