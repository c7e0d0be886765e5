"""Toxicity grades that a laboratory value tells: the limits of CTCAE v5.0 (data: ctcae/v5.yaml)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file
from onward.terms import parse_unit

GradeSide = Literal["below", "at most", "above", "at least"]
GradeOf = Literal["number", "LLN", "ULN", "baseline"]
GradeWhen = Literal["", "baseline normal", "baseline abnormal", "value below LLN"]
IfMissing = Literal["open", "skip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLimit:
    """One limit: on this side of it the value has at least this grade.

    of            an absolute number, the laboratory's own limit of normal, or the baseline
    numbers       UCUM unit -> the absolute limit in it, one per kind of unit (mass, amount of substance)
    times         factor of LLN, ULN or baseline; plus: UCUM unit -> what is added to ULN
    fall_percent  by how much of the baseline the value has fallen
    when          the limit counts only then
    if_missing    "open": without its number the grade stays open; "skip": it counts as not met, and the answer says so
    presumes      what the grade asks for beside the value; otherwise: the grade where that is not so, 0 for none
    printed_from_here   the printed range begins at the limit itself, the criteria tables read it as beyond
    """

    grade: int
    side: GradeSide
    of: GradeOf = "number"
    numbers: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    times: Decimal = Decimal(1)
    plus: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    fall_percent: Decimal | None = None
    when: GradeWhen = ""
    if_missing: IfMissing = "open"
    presumes: str = ""
    otherwise: int | None = None
    printed_from_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CtcaeTerm:
    """One term with all its limits, in the order of the file.

    analyte   as in codes/analytes; "" where records hold none
    units     UCUM units of the kinds in which it is measured; others of the same dimension convert
    valence   mEq in one mmol; None where nobody reports milliequivalents
    reading   how Onward reads print that leaves room; beyond: what the grade also asks and no laboratory tells
    """

    term: str
    soc: str
    analyte: str
    units: tuple[str, ...]
    limits: tuple[GradeLimit, ...]
    source: tuple[str, ...]
    valence: Decimal | None = None
    reading: str = ""
    beyond: str = ""

    @property
    def is_low(self) -> bool:
        """Whether low values are the toxic ones."""
        return self.limits[0].side in ("below", "at most")


@dataclass(frozen=True, slots=True)
class CtcaeTable:
    """All terms of one version, by the folded term."""

    file: KnowledgeFile
    version: str
    terms: tuple[CtcaeTerm, ...]
    by_term: Mapping[str, CtcaeTerm]

    @classmethod
    def load(cls, path: Path, version: str) -> CtcaeTable:
        """Read a table of CTCAE. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "how_to_read", "terms")
        terms = entries(file, CtcaeTerm, "terms")
        by_term: dict[str, CtcaeTerm] = {}
        for index, term in enumerate(terms):
            if by_term.setdefault(folded(term.term), term) is not term:
                raise file.broken(f'the term "{term.term}" stands here twice', "terms", index)
            problem = _problem(term)
            if problem:
                raise file.broken(f"{term.term}: {problem}", "terms", index)
        return cls(file, version, terms, by_term)

    def find(self, term: str) -> CtcaeTerm | None:
        """The term as printed; case and runs of spaces do not matter, nothing else is forgiven."""
        return self.by_term.get(folded(term))

    def nearest(self, term: str) -> str:
        """The term that looks most like it, to suggest; "" when none does."""
        near = difflib.get_close_matches(folded(term), list(self.by_term), n=1, cutoff=0.6)
        return self.by_term[near[0]].term if near else ""


@lru_cache(maxsize=1)
def ctcae_v5() -> CtcaeTable:
    """The laboratory terms of CTCAE v5.0. Raises KnowledgeError."""
    return CtcaeTable.load(DATA / "ctcae" / "v5.yaml", "CTCAE v5.0")


def folded(term: str) -> str:
    """A term without differences of case and spacing."""
    return " ".join(term.split()).casefold()


def _problem(term: CtcaeTerm) -> str:
    """What is wrong with the limits of a term; "" when nothing is."""
    if not term.limits or not term.units:
        return "it has no limits or no units"
    known = [unit for unit in term.units if parse_unit(unit) is not None]
    if len(known) != len(term.units):
        return "a unit is not UCUM"
    sides = {limit.side in ("below", "at most") for limit in term.limits}
    if len(sides) != 1:
        return "its limits look in two directions"
    kinds = {_kind(unit) for unit in term.units}
    for limit in term.limits:
        for numbers in (limit.numbers, limit.plus):
            if numbers and {_kind(unit) for unit in numbers} != kinds:
                return "a limit has no number for a kind of unit in which the term is measured"
    return next((found for limit in term.limits if (found := _limit_problem(limit))), "")


def _kind(unit: str) -> object:
    read = parse_unit(unit)
    return None if read is None else read.dimension


def _limit_problem(limit: GradeLimit) -> str:
    if not 1 <= limit.grade <= 4:
        return f"a laboratory value has grades 1 to 4, not {limit.grade}"
    if bool(limit.numbers) != (limit.of == "number"):
        return "an absolute limit has numbers, and only it"
    if limit.plus and limit.of != "ULN":
        return "only to ULN something is added"
    if limit.fall_percent is not None and limit.of != "baseline":
        return "a fall is one from the baseline"
    if limit.otherwise is not None and not (limit.presumes and 0 <= limit.otherwise < limit.grade):
        return "the grade otherwise belongs to something presumed, and is lower"
    dimensions = [_kind(name) for name in limit.numbers]
    if None in dimensions or len(set(dimensions)) != len(dimensions):
        return "numbers stand under UCUM units, one per kind of unit"
    return ""
