"""What readers say by their decisions: the lesions each has confirmed, under one name for life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onward.imaging.book import (
    BookedLesion,
    BookedMatch,
    BookedReference,
    BookedSeries,
    BookItem,
    Decision,
    LesionBook,
)


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
