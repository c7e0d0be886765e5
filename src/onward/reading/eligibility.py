"""What reading an eligibility text gives: every line, each with its question or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onward.criteria import Criterion

Section = Literal["inclusion", "exclusion", "unknown"]
WhyUnreadable = Literal[
    "",
    "consent",
    "logistics",
    "judgement",
    "heading",
    "permission",
    "note",
    "not English",
    "not understood",
    "defect",
]
# Lines that ask nothing of the record: they are listed and decide nothing.
FOR_A_HUMAN: frozenset[str] = frozenset({"consent", "logistics", "judgement", "heading", "permission", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityLine:
    """One line of an eligibility text.

    section         under which heading it stands; "unknown" where the text has none
    index           from 0 over the whole trial
    text            verbatim but for the list marker, wrapped text joined
    reading         what the line says, as written: in an exclusion YES keeps the person out; None: not read
    why_unreadable  "" exactly when there is a reading. consent: agreement or willingness; logistics: travel, tissue to
                    be sent, insurance; judgement: the investigator decides; permission: allows, and requires nothing;
                    note: explains, and requires nothing; defect: the reader failed on these words (to be reported)
    cohort          code of the arm or dose level whose own line it is; "" for the whole trial
    part_of         index of the line whose reading already covers this one ("one of the following:"); it is listed and
                    decides nothing by itself
    depth           how deep it stands in sub-lists, from 0
    assumed         what was taken where the text lacks it: a lost comparison sign, a unit that is not told
    """

    section: Section
    index: int
    text: str
    reading: Criterion | None = None
    why_unreadable: WhyUnreadable = "not understood"
    cohort: str = ""
    part_of: int | None = None
    depth: int = 0
    assumed: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the line asks for something that nobody could read: it leaves a verdict open."""
        return self.reading is None and self.why_unreadable not in FOR_A_HUMAN


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredField:
    """A limit that the registry keeps in a field of its own: "Minimum age: 18 Years"."""

    text: str
    criterion: Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityReading:
    """All lines of one trial, in the order of its text, and the limits of its fields (which are no lines)."""

    lines: tuple[EligibilityLine, ...]
    structured: tuple[StructuredField, ...] = ()

    @property
    def coverage(self) -> float:
        """Share of the lines, headings left out, that were read or recognised as for a human; 1.0 without lines."""
        counted = [line for line in self.lines if line.why_unreadable != "heading"]
        if not counted:
            return 1.0
        return sum(not line.is_open for line in counted) / len(counted)
