"""The lesion book of one person: what was found on each series, which lesions may be one, what readers decided.

Findings and matches are proposals. Only a reader's decision makes a lesion a fact, and decisions are only ever added:
one is taken back by another that says so. Each reader has a reading of her own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
