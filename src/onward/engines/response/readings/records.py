"""What the readers' network is made of: signed records that are only ever added.

A case asks for a read of one person's visits; assignments say who reads; reads are what was read; an agreement joins a
reader to another's read; a withdrawal takes an assignment back. Whatever else there is to say (worklists, states,
who waits for whom) follows from the set of records, so two stores with the same records say the same.

A record is never changed. A read is amended by another read that names it in `replaces`. Its identity is the hash of
its canonical form (canonical.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from onward.timeline import Laterality


class Role(Enum):
    """As whom somebody reads."""

    LOCAL = "local radiologist"
    SPECIALIST = "network specialist"
    ADJUDICATOR = "adjudicator"
    CONSENSUS = "consensus"  # of a read that the assigned readers wrote together; nobody is assigned as this

    @property
    def is_primary(self) -> bool:
        """Reads the images first, and not the reads of others."""
        return self in (Role.LOCAL, Role.SPECIALIST)


class Workflow(Enum):
    """How many read, and what happens where they differ."""

    SINGLE = "single"  # one reader
    DOUBLE = "double"  # two readers, an adjudicator where they disagree
    CONSENSUS = "consensus"  # two readers or more, then one read that all of them agree to

    @property
    def readers_needed(self) -> int:
        """How many primary reads there must be at least."""
        return 1 if self is Workflow.SINGLE else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A series that was looked at.

    series_uid   "" where only the study, or a print of it, was looked at
    digest       SHA-256 over the sorted SHA-256 of its instances as they lie in the archive, hexadecimal; "" not taken
    """

    series_uid: str = ""
    study_uid: str = ""
    modality: str = ""
    visit: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One measurement or judgement of one lesion at one visit; a lesion with two diameters has two marks.

    tracking_uid    the lesion's identity over time (DICOM Tracking Unique Identifier), "" when it has none
    lesion          its name for people ("T01"); unique within one reader's reads of a person
    role, site, site_text, is_node, visit, visit_number, measure, state, not_done, method   as in LesionMeasurement
    date            day of the images, as written (YYYY-MM-DD, or less)
    value, unit     as measured, with its decimals; None and "" for a judgement
    position_mm     centre of the lesion, or middle of its long axis: LPS, mm
    """

    lesion: str
    visit: str
    measure: str
    tracking_uid: str = ""
    role: str = ""
    site: str = ""
    site_text: str = ""
    laterality: Laterality | None = None
    is_node: bool | None = None
    visit_number: Decimal | None = None
    date: str = ""
    value: Decimal | None = None
    unit: str = ""
    state: str = ""
    not_done: str = ""
    method: str = ""
    slice_thickness_mm: Decimal | None = None
    position_mm: tuple[Decimal, Decimal, Decimal] | None = None
    frame_of_reference: str = ""
    series_uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a criterion says of one visit from the marks of the read, reckoned when it was signed.

    rule   id and version of the rules ("recist-1.1@1.2.0")
    """

    criterion: str
    rule: str
    visit: str
    overall: str = ""
    target: str = ""
    non_target: str = ""
    new_lesion: str = ""
    sum_mm: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A read that is asked for.

    visits       names of the visits to read, in order
    criteria     by which the reads are compared; the first decides on disagreement
    blinded_to   what primary readers must not see ("other readers", "treatment", "outcome"); () for nothing
    at           when, ISO 8601 in UTC to the second
    """

    person: str
    visits: tuple[str, ...]
    workflow: Workflow
    criteria: tuple[str, ...]
    by: str
    at: str
    blinded_to: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is asked to read a case, and as whom; `again` counts ("2") where it was taken back before."""

    case: str
    person: str
    reader: str
    role: Role
    by: str
    at: str
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An assignment taken back, or a whole case called off (`assignment` is then the case's own id).

    It has no effect on what was signed.
    """

    case: str
    person: str
    assignment: str
    by: str
    at: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one reader read of a case, locked by the signature.

    replaces   reads that this one amends: one, or both sides of a conflict that it settles
    judged     reads that an adjudicator or a consensus stands on; () for a primary read
    upheld     of an adjudication: the read whose result stands, "" when the adjudicator measured anew
    because    why it was amended, or how it was judged
    software   name and version that reckoned the categories
    """

    case: str
    person: str
    reader: str
    role: Role
    at: str
    marks: tuple[Mark, ...]
    site: str = ""
    blinded_to: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    categories: tuple[Category, ...] = ()
    replaces: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    upheld: str = ""
    because: str = ""
    software: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A reader joins a consensus read that another wrote down."""

    case: str
    person: str
    read: str
    reader: str
    at: str


Record = Case | Assignment | Withdrawal | Read | Agreement


def author_of(record: Record) -> str:
    """Whose signature the record needs."""
    match record:
        case Case() | Assignment() | Withdrawal():
            return record.by
        case Read() | Agreement():
            return record.reader
