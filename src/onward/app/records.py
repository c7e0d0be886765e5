"""RECORDS to people: files and folders are read where they lie, people in the store are read again from their bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from onward.app.originals import Originals
from onward.intake import FileRead, Intake, PersonRecord, Skipped, read
from onward.terms import Issue, Severity, UsageError
from onward.timeline import Timeline

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRecords:
    """What the RECORDS of a command hold.

    people   sorted by id; facts of one person from files and from the store stand together
    issues   those that belong to no one person
    """

    people: tuple[PersonRecord, ...]
    files: tuple[FileRead, ...]
    skipped: tuple[Skipped, ...]
    issues: tuple[Issue, ...]
    _originals: tuple[Originals, ...] = field(default=(), repr=False, compare=False)

    def originals(self, timeline: Timeline) -> Mapping[str, str]:
        """The original text behind each fact, by "file#place"; what is no longer on the disk is left out."""
        sources = [source for fact in timeline.facts for source in fact.sources]
        found: dict[str, str] = {}
        for originals in self._originals:
            found |= originals.of(sources)
        return found


def load_people(
    records: Sequence[str], *, store: str | None = None, progress: Progress | None = None, today: date
) -> LoadedRecords:
    """Everybody in the RECORDS of a command.

    records   paths; what is no path is a person's id in the store
    store     the store's address, None for the default one; it is opened only when an id is asked for
    today     the day after which a date lies in the future

    Raises UsageError for an id that nobody in the store has, StoreError when the store cannot be read.
    """
    paths, ids = _told_apart(records, store)
    parts: list[Intake] = []
    originals: list[Originals] = []
    unfinished: tuple[Issue, ...] = ()
    if paths:
        parts.append(read(paths, progress=progress, today=today))
        originals.append(Originals(paths=paths))
    if ids:
        # The database library takes longer to load than most files to read.
        from onward.app.stored import read_stored
        from onward.store import Store

        names = {file.name: file.sha256 for part in parts for file in part.files}
        with Store.open(store, create=False) as opened:
            for person in ids:
                record = read_stored(opened, person, today=today, names=names)
                parts.append(record.read)
                originals.append(Originals(held=record.held))
                if opened.studies_of(person):
                    from onward.app.stored_study import read_stored_studies

                    for study in read_stored_studies(opened, person, names=names):
                        parts.append(study.read)
                        originals.append(Originals(study_files=study.files))
            unfinished = tuple(_unfinished(document.name) for document in opened.unfinished())
    return LoadedRecords(
        people=_together(person for part in parts for person in part.people),
        files=tuple(dict.fromkeys(file for part in parts for file in part.files)),
        skipped=tuple(skipped for part in parts for skipped in part.skipped),
        issues=tuple(dict.fromkeys((*(issue for part in parts for issue in part.issues), *unfinished))),
        _originals=tuple(originals),
    )


# What is written like a file is meant as one: a mistyped name is named in the issues, which an id must never be.
_LIKE_A_FILE = re.compile(r"[/\\]|\.(?:json|jsonl|ndjson|gz|xml|txt|csv|zip)$", re.IGNORECASE)


def _told_apart(records: Sequence[str], store: str | None) -> tuple[list[str], list[str]]:
    """Paths, and ids of people in the store."""
    others = [one for one in records if not Path(one).exists()]
    ids = [one for one in others if not _LIKE_A_FILE.search(one)]
    if not ids:
        return list(records), []
    from onward.store import Store

    if not Store.is_there(store):
        raise UsageError(
            f"RECORDS number {records.index(ids[0]) + 1} is no file and no folder, and there is no store yet in which "
            "to look for a person. `onward import RECORDS` makes one."
        )
    with Store.open(store, create=False) as opened:
        for one in ids:
            if not opened.knows(one):
                raise UsageError(
                    f"RECORDS number {records.index(one) + 1} is no file and no folder, and nobody in the store at "
                    f"{opened.where} has it as id. `onward store people` lists the ids."
                )
    return [one for one in records if one not in ids], list(dict.fromkeys(ids))


def _together(people: Iterable[PersonRecord]) -> tuple[PersonRecord, ...]:
    """Records of one person from several places as one record, people sorted by id."""
    records: dict[str, PersonRecord] = {}
    for one in people:
        before = records.get(one.person)
        if before is not None:
            one = replace(
                before,
                facts=(*before.facts, *one.facts),
                issues=tuple(dict.fromkeys((*before.issues, *one.issues))),
                resources=before.resources + one.resources,
            )
        records[one.person] = one
    return tuple(records[person] for person in sorted(records))


def _unfinished(name: str) -> Issue:
    return Issue(
        file=name,
        place="",
        what="its import into the store was interrupted",
        did="left it out of every answer; import it again",
        severity=Severity.ERROR,
    )
