"""Records into the store: every file as it came, every resource of it once, and what became of each.

Nothing is held of a file but what one transaction takes, so a file may be larger than memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from onward.app.arriving import Arriving, arriving_resources
from onward.app.bytes_on_disk import Stamp, content_of, hash_of, original_of, stamp
from onward.app.tallies import IssueList, Outcome, Tally
from onward.intake import Counted, FileRead, Format, FoundFile, Skipped, find_files
from onward.store import Arrival, NewResource, Receiving, Store
from onward.terms import Issue, Severity

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What one import did.

    resources   per kind; a second import of the same files counts everything as duplicate
    files       every file that was read, with the hash of its original bytes
    issues      of all files, those that were in the store already too
    import_id   number of the run, to take it back by; 0 when nothing was new
    """

    resources: Mapping[str, Counted]
    files: tuple[FileRead, ...]
    skipped: tuple[Skipped, ...]
    issues: tuple[Issue, ...]
    import_id: int


def import_records(
    paths: Iterable[str | Path],
    store: Store,
    *,
    now: datetime,
    progress: Progress | None = None,
    wait_seconds: float = 30.0,
) -> ImportReport:
    """Import files and folders. What is wrong with them is in the report; the rest is imported.

    now            time received, with its zone
    progress       called with (bytes done, bytes in all)
    wait_seconds   how long to wait for another import to finish

    Raises StoreError when the store fails, or another import runs for longer.
    """
    found = tuple(find_files(paths))
    run = _Run(store, progress, sum(_size(item.path) for item in found if isinstance(item, FoundFile)))
    with store.importing(received_at=now, wait_seconds=wait_seconds) as receiving:
        for item in found:
            run.take(item, receiving)
        run.take_tables(receiving)
        run.take_loose(receiving)
        receiving.finish()
        run.settle_awaited(receiving)
    return run.report(receiving.import_id)


class _Run:
    """One import on its way."""

    def __init__(self, store: Store, progress: Progress | None, total: int) -> None:
        self._store = store
        self._progress = progress
        self._total = total
        self._done = 0
        self._tally = Tally()
        self._files: list[FileRead] = []
        self._skipped: list[Skipped] = []
        self._issues: list[Issue] = []
        self._awaiting: dict[str, Tally] = {}
        self._loose: list[FoundFile] = []
        self._tables: dict[tuple[str, Format], list[FoundFile]] = {}
        self._people: set[str] = set()

    def take(self, item: FoundFile | Skipped | Issue, receiving: Receiving) -> None:
        """One thing that was found: a file or folder of records, or what is none."""
        match item:
            case Issue():
                self._issues.append(item)
            case Skipped():
                self._skipped.append(item)
            case FoundFile() if item.format.is_loose:
                self._loose.append(item)
            case FoundFile(format=Format.SDTM_TABLE | Format.DICOM_REPORT):
                self._tables.setdefault((item.name.rpartition("/")[0], item.format), []).append(item)
            case FoundFile(format=Format.LESION_BOOK):
                # A book is one person's: it has versions of its own.
                self._tables.setdefault((item.name, item.format), []).append(item)
            case FoundFile():
                size = _size(item.path)
                try:
                    if item.format is Format.STUDY_FOLDER:
                        self._take_study(item, receiving)
                    elif item.format is Format.READS_BUNDLE:
                        self._take_reads(item, receiving)
                    else:
                        self._take_file(item, receiving)
                except OSError as error:
                    self._issues.append(_failed(item.name, error))
                self._done += size
                self._report(0)

    def take_tables(self, receiving: Receiving) -> None:
        """SDTM tumour tables, and measurement reports: those of a folder together."""
        if not self._tables:
            return
        from onward.app.importing_tables import import_tables  # most imports hold none

        for files in self._tables.values():
            try:
                done = import_tables(files, receiving, self._store)
            except OSError as error:
                self._issues.append(_failed(files[0].name, error))
                continue
            if done.changed:
                self._issues.append(_changed(done.changed))
                continue
            self._tally.join(done.tally)
            self._files.extend(done.files)
            self._issues.extend(done.issues)
            self._done += sum(_size(file.path) for file in files)
            self._report(0)

    def take_loose(self, receiving: Receiving) -> None:
        """Files that name samples, once everybody is known who came with them."""
        if not self._loose:
            return
        from onward.app.importing_loose import import_loose  # most imports hold none

        for file in self._loose:
            try:
                done = import_loose(file, receiving, self._store, together_with=sorted(self._people))
            except OSError as error:
                self._issues.append(_failed(file.name, error))
                continue
            if done.changed:
                self._issues.append(_changed(done.changed))
                continue
            self._tally.join(done.tally)
            self._files.extend(done.files)
            self._issues.extend(done.issues)
            self._done += _size(file.path)
            self._report(0)

    def _take_study(self, folder: FoundFile, receiving: Receiving) -> None:
        from onward.app.importing_study import import_study  # slow to import, and most records hold no study

        done = import_study(folder, receiving, self._store.document)
        if done.changed:
            self._issues.append(_changed(done.changed))
            return
        self._tally.join(done.tally)
        self._files.extend(done.files)
        self._issues.extend(done.issues)

    def _take_reads(self, file: FoundFile, receiving: Receiving) -> None:
        from onward.app.importing_reads import import_reads  # most imports hold none

        done = import_reads(file, receiving, self._store, progress=self._report)
        if done.changed:
            self._issues.append(_changed(done.changed))
            return
        self._tally.join(done.tally)
        self._files.extend(done.files)
        self._issues.extend(done.issues)

    def _take_file(self, file: FoundFile, receiving: Receiving) -> None:
        before = stamp(file.path)
        sha256, size = hash_of(file.path)
        known = self._store.document(sha256)
        if known is not None and known.complete:
            for kind, number in self._store.kinds_of(sha256).items():
                self._tally.add(kind, Outcome.DUPLICATE, number)
            self._issues.extend(replace(issue, file=file.name) for issue in self._store.issues(sha256))
        elif not self._bring(file, sha256, size, before, receiving):
            self._issues.append(_changed(file.name))
            return
        self._files.append(FileRead(name=file.name, sha256=sha256, size=size, format=file.format.value))

    def _bring(self, file: FoundFile, sha256: str, size: int, before: Stamp, receiving: Receiving) -> bool:
        """Import a file that is new; False, and nothing of it is kept, when it changed meanwhile."""
        kept = receiving.keep(
            sha256=sha256,
            name=file.name,
            format=file.format.value,
            size=size,
            original=original_of(file.path),
            content=content_of(file),
            packable=not file.gzipped,
        )
        if not kept:
            return False
        issues, tally, awaiting = IssueList(), Tally(), dict[str, Tally]()
        try:
            for resource, outcome, arrival in _added(receiving, sha256, arriving_resources(file, sha256, issues)):
                if arrival is Arrival.DUPLICATE:
                    outcome = Outcome.DUPLICATE
                if resource.person:
                    self._people.add(resource.person)
                tally.add(resource.kind, outcome)
                if resource.awaits and arrival is not Arrival.DUPLICATE:
                    awaiting.setdefault(resource.awaits, Tally()).add(resource.kind, outcome)
                self._report(min(resource.start, size))
            unchanged = stamp(file.path) == before
        except OSError:
            receiving.drop(sha256)
            raise
        if not unchanged:
            receiving.drop(sha256)
            return False
        found = issues.all()
        receiving.complete(sha256, found)
        self._issues.extend(found)
        self._tally.join(tally)
        for name, waiting in awaiting.items():
            self._awaiting.setdefault(name, Tally()).join(waiting)
        return True

    def settle_awaited(self, receiving: Receiving) -> None:
        """Whoever is still called by a name that nobody bears has lost her records: that is an issue, not a fact."""
        for name in receiving.names_of_nobody(self._awaiting):
            self._tally.become(self._awaiting[name], Outcome.ISSUE)
        waiting = self._store.awaiting()
        for file in self._files:
            for kind, number in waiting.get(file.sha256, {}).items():
                self._issues.append(_of_nobody(file.name, kind, number))

    def report(self, import_id: int) -> ImportReport:
        return ImportReport(
            resources=self._tally.counted(),
            files=tuple(self._files),
            skipped=tuple(self._skipped),
            issues=tuple(self._issues),
            import_id=import_id,
        )

    def _report(self, of_this_file: int) -> None:
        if self._progress is not None:
            self._progress(self._done + of_this_file, self._total)


def _added(
    receiving: Receiving, sha256: str, arriving: Iterator[Arriving]
) -> Iterator[tuple[NewResource, Outcome, Arrival]]:
    """Adds resources to a document; gives each with what reading made of it and what it was to the store."""
    outcomes: deque[Outcome] = deque()

    def resources() -> Iterator[NewResource]:
        for one in arriving:
            outcomes.append(one.outcome)
            yield one.resource

    for resource, arrival in receiving.add(sha256, resources()):
        yield resource, outcomes.popleft(), arrival


def _size(path: Path) -> int:
    """Bytes on the disk, for progress only; of a study folder those of its files."""
    try:
        if path.is_dir():
            return sum(entry.stat().st_size for entry in path.iterdir() if entry.is_file())
        return path.stat().st_size
    except OSError:
        return 0


def _failed(name: str, error: OSError) -> Issue:
    return Issue(
        file=name,
        place="",
        what=f"cannot be read to its end: {error.strerror or type(error).__name__}",
        did="kept nothing of it; copy it to another place and import it again",
        severity=Severity.ERROR,
    )


def _changed(name: str) -> Issue:
    return Issue(
        file=name,
        place="",
        what="was changed while it was read",
        did="kept nothing of it; import it again when it is complete",
        severity=Severity.ERROR,
    )


def _of_nobody(name: str, kind: str, number: int) -> Issue:
    return Issue(
        file=name,
        place=f"{number} of {kind}",
        what="name their person by an identifier that no Patient in the store has, or that several have",
        did="kept them, used them for nobody; they are used as soon as the one Patient with it is imported",
        severity=Severity.ERROR,
    )
