"""CIViC's evidence on this machine: imported as a plain file, read with its hash checked, asked per person.

$ONWARD_HOME/knowledge/civic/ holds each imported table as it came and `imports.json`, which says what each is and which
one is used: the one imported last. Older ones stay, so that an older answer can be made again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onward.knowledge import CivicRead, KnowledgeProblem, codes, onward_home, read_civic
from onward.terms import KnowledgeError, Truth, UsageError

if TYPE_CHECKING:
    from onward.criteria import Subject
    from onward.engines.options.evidence import DrugEvidence, EvidenceBase, EvidenceMatch

_LIST = "imports.json"


class CivicImport(msgspec.Struct, frozen=True, kw_only=True):
    """One imported table.

    file       its name in the folder; name: of the file that was given
    sha256     of its bytes as they came; size of them
    imported   day of the import; newest_review: the newest review in it, "" when none is dated
    items      how many evidence items it gave; problems: rows that could not be read
    """

    file: str
    name: str
    sha256: str
    size: int
    imported: str
    newest_review: str
    items: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CivicFile:
    """The table that is used, and what it holds."""

    about: CivicImport
    read: CivicRead


def import_civic(path: Path, *, now: datetime, home: Path | None = None) -> tuple[CivicImport, CivicRead, bool]:
    """Keep a table of CIViC as the one that is used; whether it is another one than before.

    Raises UsageError when the file is none, KnowledgeError when it cannot be kept.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name}: cannot be read ({error.strerror or type(error).__name__})") from error
    try:
        read = read_civic(data)
    except UsageError as error:
        raise UsageError(f"{path.name}: {error}") from error
    if not read.items:
        raise UsageError(f"{path.name}: no evidence item could be read from it; the table used before stays")
    digest = hashlib.sha256(data).hexdigest()
    newest = read.newest_review
    packed = ".gz" if data.startswith(b"\x1f\x8b") else ""
    about = CivicImport(
        file=f"civic-{newest or 'undated'}-{digest[:12]}.tsv{packed}",
        name=path.name,
        sha256=digest,
        size=len(data),
        imported=now.date().isoformat(),
        newest_review="" if newest is None else newest.isoformat(),
        items=len(read.items),
        problems=len(read.problems),
    )
    folder = _folder(home)
    before = imports(home)
    is_new = not before or before[-1].sha256 != digest
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / about.file, data)
        kept = [one for one in before if one.sha256 != digest]
        _write(folder / _LIST, msgspec.json.format(msgspec.json.encode([*kept, about]), indent=2) + b"\n")
    except OSError as error:
        raise KnowledgeError(f"the evidence cannot be kept in {folder}: {error.strerror}") from error
    _read_file.cache_clear()
    _base.cache_clear()
    return about, read, is_new


def imports(home: Path | None = None) -> tuple[CivicImport, ...]:
    """Every imported table, the one that is used last; () when none was imported. Raises KnowledgeError."""
    path = _folder(home) / _LIST
    try:
        return tuple(msgspec.json.decode(path.read_bytes(), type=list[CivicImport]))
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({type(error).__name__}). Import the evidence again.") from error


def imported_civic(home: Path | None = None) -> CivicFile | None:
    """The table that is used; None when none was imported.

    Raises KnowledgeError when its bytes are not those that were imported.
    """
    listed = imports(home)
    return None if not listed else _read_file(_folder(home) / listed[-1].file, listed[-1])


@lru_cache(maxsize=2)
def _read_file(path: Path, about: CivicImport) -> CivicFile:
    again = "Import it again: onward knowledge import civic FILE"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error.strerror}). {again}") from error
    if hashlib.sha256(data).hexdigest() != about.sha256:
        raise KnowledgeError(f"{path}: was changed since it was imported. {again}")
    try:
        return CivicFile(about=about, read=read_civic(data))
    except UsageError as error:
        raise KnowledgeError(f"{path}: {error} {again}") from error


def check_civic() -> tuple[KnowledgeProblem, ...]:
    """What `knowledge check` says of the imported evidence; () when none was imported."""
    try:
        found = imported_civic()
        base = civic_base()
    except KnowledgeError as error:
        return (KnowledgeProblem(file="civic", what=str(error), broken=True),)
    if found is None or base is None:
        return ()
    told = [
        KnowledgeProblem(file="civic", what=f"a row was left out: {problem}", broken=False)
        for problem in found.read.problems
    ]
    if base.unplaced:
        items = sum(one.items for one in base.unplaced)
        told.append(
            KnowledgeProblem(
                file="civic",
                what=f"{len(base.unplaced)} of {len(base.profiles)} profiles, with {items} of {found.about.items} "
                "items, need something that variants do not tell",
                broken=False,
            )
        )
    return tuple(told)


def _folder(home: Path | None) -> Path:
    return (home or onward_home()) / "knowledge" / "civic"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a file that is interrupted leaves the old one."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)


def civic_base() -> EvidenceBase | None:
    """The evidence that is used, sorted by profile; None when none was imported. Raises KnowledgeError."""
    found = imported_civic()
    return None if found is None else _base(found.about.sha256)


@lru_cache(maxsize=2)
def _base(sha256: str) -> EvidenceBase:
    from onward.app.reference import criteria_reference
    from onward.engines.options.evidence import compile_evidence

    found = imported_civic()
    assert found is not None, sha256
    return compile_evidence(found.read.items, criteria_reference().genes)


Literature = Callable[["Subject"], Callable[[Sequence[str]], "DrugEvidence | None"]]


def literature() -> Literature | None:
    """For a person, what the evidence says for and against drugs; None when none was imported.

    Raises KnowledgeError.
    """
    base = civic_base()
    if base is None:
        return None

    from onward.engines.options.evidence import evidence_for_drugs

    def for_person(subject: Subject) -> Callable[[Sequence[str]], DrugEvidence | None]:
        matches = evidence_of_person(subject, base)
        return lambda drugs: evidence_for_drugs(drugs, matches, generic_name)

    return for_person


def evidence_of_person(subject: Subject, base: EvidenceBase) -> tuple[EvidenceMatch, ...]:
    """The evidence on what this person's tumour shows, as far as it had been reviewed by the day of asking."""
    from onward.engines.options.evidence import evidence_of
    from onward.timeline import Variant

    matches = evidence_of(subject.of(Variant), base, states=_states(subject))
    return tuple(
        match for match in matches if match.item.last_reviewed is None or match.item.last_reviewed <= subject.as_of
    )


def _states(subject: Subject) -> list[str]:
    """Findings that are no variants, in CIViC's names. Its "TMB High" has no one cut-off, so it is not among them."""
    from onward.criteria import Receptor, Score, answer

    asked = {
        "MSI High": Score(name="MSI", statuses=("high",)),
        # HER2-positive is overexpressed or amplified; CIViC's items on either are about the same disease.
        "ERBB2 Overexpression": Receptor(marker="HER2", calls=("positive",)),
    }
    return [state for state, criterion in asked.items() if answer(criterion, subject).truth is Truth.YES]


@lru_cache(maxsize=4096)
def generic_name(therapy: str) -> str:
    """The generic name of a therapy as CIViC calls it; "" for one that codes/drugs does not know."""
    found = codes().drugs.names.exactly(therapy) or ()
    return found[0].name if len(found) == 1 else ""


def newest_review(about: CivicImport) -> date | None:
    """The newest review in an imported table."""
    return date.fromisoformat(about.newest_review) if about.newest_review else None
