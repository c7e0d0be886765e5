"""A folder with tumour tables: people with the lesions that were read of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onward.intake.files import Format, domain_of
from onward.intake.result import FileRead, PersonRecord
from onward.intake.sdtm.around import DOMAINS, add_around
from onward.intake.sdtm.lesions import lesions_of
from onward.intake.sdtm.tables import SdtmTable, read_table
from onward.knowledge import Codes, codes
from onward.terms import Issue, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class SdtmRead:
    """People sorted by id, issues of nobody in particular, and the files that were read."""

    people: tuple[PersonRecord, ...]
    issues: tuple[Issue, ...]
    files: tuple[FileRead, ...]


def read_sdtm(paths: Iterable[tuple[Path, str]], *, tables: Codes | None = None) -> SdtmRead:
    """Read the tumour tables of one folder.

    paths   file and the name that messages call it by
    Raises nothing for what stands in the files.
    """
    held: list[tuple[str, bytes]] = []
    issues: list[Issue] = []
    for path, name in paths:
        try:
            held.append((name, path.read_bytes()))
        except OSError as error:
            issues.append(
                Issue(
                    file=name,
                    place="",
                    what=f"reading stopped: {error.strerror or type(error).__name__}",
                    did="read nothing of it; copy the file to another place and run again",
                    severity=Severity.ERROR,
                )
            )
    read = read_sdtm_bytes(held, tables=tables)
    return SdtmRead(people=read.people, issues=(*issues, *read.issues), files=read.files)


def read_sdtm_bytes(held: Iterable[tuple[str, bytes]], *, tables: Codes | None = None) -> SdtmRead:
    """The same of files by name with their original bytes."""
    found: dict[str, list[SdtmTable]] = {domain: [] for domain in ("tu", "tr", *DOMAINS)}
    issues: list[Issue] = []
    files: list[FileRead] = []
    for name, content in held:
        digest = hashlib.sha256(content).hexdigest()
        files.append(FileRead(name=name, sha256=digest, size=len(content), format=Format.SDTM_TABLE.value))
        table = read_table(name, content, digest)
        if isinstance(table, Issue):
            issues.append(table)
        elif "USUBJID" not in table.columns:
            issues.append(
                Issue(
                    file=name,
                    place="first row",
                    what="the column USUBJID is missing",
                    did="read nothing of it; a tumour table names a person in each row",
                    severity=Severity.ERROR,
                )
            )
        else:
            found[domain_of(name.rpartition("/")[2])].append(table)
    words = tables or codes()
    lesions = lesions_of(found["tu"], found["tr"], words)
    add_around(lesions, found, words)
    return SdtmRead(
        people=tuple(
            PersonRecord(person=person, facts=tuple(of.facts), issues=tuple(of.issues), resources=of.rows)
            for person, of in sorted(lesions.people.items())
        ),
        issues=(*issues, *lesions.nobodys),
        files=tuple(files),
    )
