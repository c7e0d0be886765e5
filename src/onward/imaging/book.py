"""The lesion book of one person: what was found on each series, which lesions may be one, what readers decided.

Findings and matches are proposals. Only a reader's decision makes a lesion a fact, and decisions are only ever added:
one is taken back by another that says so. Each reader has a reading of her own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from onward.imaging.grid import Vector
from onward.imaging.matching import LesionMatch, MatchKind

Origin = Literal["candidate", "drawn"]
Verdict = Literal["confirm", "reject", "take back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedLesion:
    """One lesion on one series, as it was found.

    name            unique in the book and short enough to type: "B3" is the third of the second series
    tracking_uid    of the object that it was drawn in, else made from place and series
    tracking_id     a name for people ("L1"), "" when it has none;  label the drawer's word
    origin          "candidate": found by a threshold; "drawn": in a SEG or RTSTRUCT of the site's own
    site            word of codes/sites by organ mask, "" when unknown;  is_node None when nobody said
    lengths         mm: longest diameter, its perpendicular; None for a region without voxels there
    values          SUVmax, SULpeak, TLG, ... by their name in timeline.LesionMeasurement.measure; SUV and SUL in g/ml
    physiological   why the uptake may be healthy, "" when nothing says so
    """

    name: str
    tracking_uid: str
    origin: Origin
    volume_ml: float
    centre_mm: Vector
    tracking_id: str = ""
    label: str = ""
    site: str = ""
    site_text: str = ""
    laterality: str = ""
    is_node: bool | None = None
    file: str = ""
    segment: int = 0
    slice: int | None = None
    longest_diameter_mm: float | None = None
    perpendicular_diameter_mm: float | None = None
    values: Mapping[str, float] | None = None
    organ: str = ""
    physiological: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedReference:
    """Healthy liver or blood on a PET, which criteria compare with: a measurement that a reader confirms like a lesion.

    name             "Ar1" is the first reference of series A
    tissue           "liver" or "blood"
    mean, deviation  in SUL (g/mL); how: who chose the place
    """

    name: str
    tissue: str
    mean: float
    deviation: float
    voxels: int
    centre_mm: Vector
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetScan:
    """How a PET was made, by its header; None and "" where that does not say."""

    tracer: str = ""
    dose_mbq: float | None = None
    uptake_minutes: float | None = None
    weight_kg: float | None = None
    height_cm: float | None = None
    scanner: str = ""
    reconstruction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedSeries:
    """One series on which lesions were looked for.

    letter    its name in the book: "A", "B", ...
    date      ISO, "" when the header has none
    method    "PET", "CT", "MR", ...: as in timeline.LesionMeasurement.method
    how       how lesions were found: threshold and reference in words
    """

    letter: str
    series_instance_uid: str
    study_instance_uid: str
    frame_of_reference_uid: str
    modality: str
    method: str
    date: str
    description: str = ""
    slice_thickness_mm: float | None = None
    how: str = ""
    is_synthetic: bool = False
    lesions: tuple[BookedLesion, ...] = ()
    references: tuple[BookedReference, ...] = ()
    scan: PetScan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedMatch:
    """A proposed match between two series; `earlier` and `later` are names of lesions.

    how   how positions were brought together
    """

    name: str
    kind: MatchKind
    earlier_series: str
    later_series: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    distance_mm: float | None
    is_clear: bool
    because: str
    how: str


BookItem = BookedLesion | BookedReference | BookedMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reader decided of a lesion or a match, or which decision she takes back.

    of       name of a lesion or match; for "take back" the number of the decision
    role     "target", "non-target", "new", "benign" or "": the reader's choice for response criteria
    state    her judgement in the words of timeline.LesionMeasurement.state ("unequivocal progression"), "" for none
    site, laterality, is_node   the reader's word on the place, "" and None where she leaves what was found
    """

    number: int
    at: datetime
    reader: str
    verdict: Verdict
    of: str
    reader_role: str = "investigator"
    role: str = ""
    state: str = ""
    site: str = ""
    site_text: str = ""
    laterality: str = ""
    is_node: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionBook:
    """One person's lesions over the years."""

    person: str
    series: tuple[BookedSeries, ...] = ()
    matches: tuple[BookedMatch, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def lesion(self, name: str) -> tuple[BookedSeries, BookedLesion] | None:
        """A lesion by its name."""
        for series in self.series:
            for lesion in series.lesions:
                if lesion.name == name:
                    return series, lesion
        return None

    @property
    def items(self) -> Mapping[str, BookItem]:
        """Everything that a reader may decide on, by name."""
        found: dict[str, BookItem] = {}
        for series in self.series:
            found |= {one.name: one for one in (*series.lesions, *series.references)}
        return found | {match.name: match for match in self.matches}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One lesion at one visit as one reader confirmed it.

    lesion    its identity for life: the TrackingUID of its first sighting. A piece of one that split ends in ".1",
              ".2"; one that several merged into joins their names with "/"
    state     the reader's judgement of it, "absent" where she confirmed that it is gone, "" for none
    decided   numbers of the decisions that it rests on
    """

    lesion: str
    series: BookedSeries
    found: BookedLesion
    reader: str
    reader_role: str
    role: str
    site: str
    site_text: str
    laterality: str
    is_node: bool | None
    state: str
    decided: tuple[int, ...]


def letter_of(number: int) -> str:
    """0 is "A", 25 "Z", 26 "AA"."""
    return (letter_of(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def add_series(book: LesionBook, series: BookedSeries) -> LesionBook:
    """The book with a series on which lesions were looked for.

    A series that is there already is replaced as long as no reader has decided on its lesions; else the book stays as
    it is. Letters and names of lesions are given here.
    """
    held = next((one for one in book.series if one.series_instance_uid == series.series_instance_uid), None)
    if held is None:
        named = _named(series, letter_of(len(book.series)))
        return replace(book, series=(*book.series, named))
    names = {one.name for one in (*held.lesions, *held.references)}
    touched = {match.name for match in book.matches if names & {*match.earlier, *match.later}}
    if any(one.of in names | touched for one in book.decisions):
        return book
    named = _named(series, held.letter)
    return replace(
        book,
        series=tuple(named if one is held else one for one in book.series),
        matches=tuple(one for one in book.matches if one.name not in touched),
    )


def _named(series: BookedSeries, letter: str) -> BookedSeries:
    lesions = tuple(replace(one, name=f"{letter}{number}") for number, one in enumerate(series.lesions, start=1))
    references = tuple(replace(one, name=f"{letter}r{number}") for number, one in enumerate(series.references, start=1))
    return replace(series, letter=letter, lesions=lesions, references=references)


def add_matches(
    book: LesionBook, earlier: BookedSeries, later: BookedSeries, matches: Iterable[LesionMatch], how: str
) -> LesionBook:
    """The book with proposed matches between two of its series; undecided ones of the same pair are replaced."""
    decided = {one.of for one in book.decisions}
    kept = tuple(
        one
        for one in book.matches
        if (one.earlier_series, one.later_series) != (earlier.letter, later.letter) or one.name in decided
    )
    known = {(one.kind, one.earlier, one.later) for one in kept}
    number = max((int(one.name[1:]) for one in book.matches), default=0)
    added: list[BookedMatch] = []
    for one in matches:
        if (one.kind, one.earlier, one.later) in known:
            continue
        number += 1
        added.append(
            BookedMatch(
                name=f"m{number}",
                kind=one.kind,
                earlier_series=earlier.letter,
                later_series=later.letter,
                earlier=one.earlier,
                later=one.later,
                distance_mm=one.distance_mm,
                is_clear=one.is_clear,
                because=one.because,
                how=how,
            )
        )
    return replace(book, matches=(*kept, *added))


def decide(book: LesionBook, decision: Decision) -> LesionBook:
    """The book with one more decision, numbered in order.

    Raises ValueError for a name that the book does not hold, and for taking back what another reader decided or what is
    no decision.
    """
    if decision.verdict == "take back":
        held = next((one for one in book.decisions if str(one.number) == decision.of), None)
        if held is None or held.verdict == "take back":
            raise ValueError(f"there is no decision number {decision.of} to take back")
        if held.reader != decision.reader:
            raise ValueError(f"decision {decision.of} is another reader's; only she can take it back")
    elif decision.of not in book.items:
        raise ValueError(f"the book holds no lesion or match {decision.of!r}")
    number = len(book.decisions) + 1
    return replace(book, decisions=(*book.decisions, replace(decision, number=number)))


def standing(book: LesionBook, reader: str) -> Mapping[str, Decision]:
    """The decision that holds now for each item that a reader decided on."""
    gone = {one.of for one in book.decisions if one.verdict == "take back" and one.reader == reader}
    held: dict[str, Decision] = {}
    for one in book.decisions:
        if one.reader == reader and one.verdict != "take back" and str(one.number) not in gone:
            held[one.of] = one
    return held


def open_items(book: LesionBook, reader: str) -> tuple[BookItem, ...]:
    """What a reader has still to decide on: lesions first, then matches."""
    held = standing(book, reader)
    settled = _confirmed_lesions(book, held)
    return tuple(item for name, item in book.items.items() if name not in held and name not in settled)


def sightings(book: LesionBook) -> tuple[Sighting, ...]:
    """Every confirmed lesion of every reader, in order of date."""
    readers = dict.fromkeys(one.reader for one in book.decisions)
    found = [sighting for reader in readers for sighting in _of_reader(book, reader)]
    return tuple(sorted(found, key=lambda one: (one.series.date, one.series.letter, one.found.name, one.reader)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedReference:
    """A reference region that a reader confirmed."""

    series: BookedSeries
    found: BookedReference
    decision: Decision


def references(book: LesionBook) -> tuple[ConfirmedReference, ...]:
    """Every confirmed reference region of every reader."""
    found: list[ConfirmedReference] = []
    for reader in dict.fromkeys(one.reader for one in book.decisions):
        held = standing(book, reader)
        found += [
            ConfirmedReference(series=series, found=one, decision=held[one.name])
            for series in book.series
            for one in series.references
            if one.name in held and held[one.name].verdict == "confirm"
        ]
    return tuple(found)


def _lesions_of(item: BookItem) -> tuple[str, ...]:
    """The lesions that an item speaks of."""
    if isinstance(item, BookedMatch):
        return (*item.earlier, *item.later)
    return (item.name,) if isinstance(item, BookedLesion) else ()


def _confirmed_lesions(book: LesionBook, held: Mapping[str, Decision]) -> dict[str, tuple[int, ...]]:
    """Lesions that a reader has confirmed, by themselves or in a match, with the decisions that say so."""
    found: dict[str, list[int]] = {}
    items = book.items
    for name, decision in held.items():
        if decision.verdict != "confirm":
            continue
        for lesion in _lesions_of(items[name]):
            found.setdefault(lesion, []).append(decision.number)
    return {
        name: tuple(sorted(numbers))
        for name, numbers in found.items()
        if name not in held or held[name].verdict == "confirm"
    }


def _of_reader(book: LesionBook, reader: str) -> list[Sighting]:
    held = standing(book, reader)
    confirmed = _confirmed_lesions(book, held)
    matches = [
        match
        for match in book.matches
        if match.name in held
        and held[match.name].verdict == "confirm"
        and all(name in confirmed for name in (*match.earlier, *match.later))
    ]
    identity = _identities(book, matches)
    roles = _roles(held, matches, identity)
    said = _said(book, held, identity)
    found = [
        _sighting(series, lesion, identity, held, confirmed[lesion.name], roles, said, reader=reader)
        for series in book.series
        for lesion in series.lesions
        if lesion.name in confirmed
    ]
    by_letter = {one.letter: one for one in book.series}
    for match in matches:
        if match.kind == "resolved":
            for name in match.earlier:
                kept = book.lesion(name)
                if kept is not None:
                    gone = _sighting(
                        by_letter[match.later_series],
                        kept[1],
                        identity,
                        held,
                        (held[match.name].number,),
                        roles,
                        said,
                        reader=reader,
                    )
                    found.append(replace(gone, state="absent"))
    return found


def _sighting(
    series: BookedSeries,
    lesion: BookedLesion,
    identity: Mapping[str, str],
    held: Mapping[str, Decision],
    decided: tuple[int, ...],
    roles: Mapping[str, str],
    said: Mapping[str, Decision],
    *,
    reader: str,
) -> Sighting:
    own = held.get(lesion.name)
    name = identity[lesion.name]
    word = said.get(name)
    first = next((one for one in held.values() if one.number == decided[0]), own)
    return Sighting(
        lesion=name,
        series=series,
        found=lesion,
        reader=reader,
        reader_role="investigator" if first is None else first.reader_role,
        role=(own.role if own is not None and own.role else "") or roles.get(name, ""),
        site=(word.site if word is not None else "") or lesion.site,
        site_text=(word.site_text if word is not None else "") or lesion.site_text or lesion.label,
        laterality=(word.laterality if word is not None else "") or lesion.laterality,
        is_node=word.is_node if word is not None and word.is_node is not None else lesion.is_node,
        state="" if own is None else own.state,
        decided=decided,
    )


def _identities(book: LesionBook, matches: Sequence[BookedMatch]) -> dict[str, str]:
    """Name of a lesion in the book to its identity: that of the earliest sighting it is tied to."""
    uid = {lesion.name: lesion.tracking_uid for series in book.series for lesion in series.lesions}
    ordered = sorted(book.series, key=lambda one: (one.date, one.letter))
    order = {one.letter: number for number, one in enumerate(ordered)}
    identity = dict(uid)
    for match in sorted(matches, key=lambda one: (order[one.earlier_series], order[one.later_series], one.name)):
        if not match.earlier or not match.later:
            continue
        before = [identity[name] for name in match.earlier]
        whole = "/".join(dict.fromkeys(before))
        for number, name in enumerate(match.later, start=1):
            identity[name] = f"{whole}.{number}" if len(match.later) > 1 else whole
    return identity


def _roles(held: Mapping[str, Decision], matches: Sequence[BookedMatch], identity: Mapping[str, str]) -> dict[str, str]:
    """A role once chosen stays with the lesion; a confirmed "new" makes it new."""
    roles: dict[str, str] = {}
    for match in matches:
        if match.kind == "new":
            for name in match.later:
                roles[identity[name]] = "new"
    for name, decision in held.items():
        if decision.verdict == "confirm" and decision.role and name in identity:
            roles[identity[name]] = decision.role
    return roles


def _said(book: LesionBook, held: Mapping[str, Decision], identity: Mapping[str, str]) -> dict[str, Decision]:
    """The reader's latest word on where a lesion is, by identity."""
    said: dict[str, Decision] = {}
    items = book.items
    for name, decision in sorted(held.items(), key=lambda one: one[1].number):
        if decision.verdict != "confirm" or not (decision.site or decision.site_text or decision.is_node is not None):
            continue
        for lesion in _lesions_of(items[name]):
            said[identity[lesion]] = decision
    return said
