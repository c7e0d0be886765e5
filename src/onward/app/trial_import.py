"""Trials into the store: every file as it came, every version of a trial once, and what became of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from onward.app.bytes_on_disk import content_of, hash_of, original_of, stamp
from onward.app.tallies import IssueList
from onward.intake import FileRead, Skipped
from onward.intake.registry import (
    Cut,
    FoundTrials,
    LostTrial,
    RawTrial,
    TextShape,
    cut_text,
    find_trial_files,
    raw_trials,
    trial_of,
)
from onward.store import TRIAL_KIND, Arrival, NewResource, Receiving, Store
from onward.terms import Issue, Severity

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialImport:
    """What one import did.

    new          trials that the store did not know
    changed      new versions of trials that it knew
    known        contents that were there already
    unreadable   broken records, each with an issue; the four add up to `seen`
    import_id    number of the run, to take it back by; 0 when nothing was new
    """

    new: int
    changed: int
    known: int
    unreadable: int
    files: tuple[FileRead, ...]
    skipped: tuple[Skipped, ...]
    issues: tuple[Issue, ...]
    import_id: int

    @property
    def seen(self) -> int:
        return self.new + self.changed + self.known + self.unreadable


def import_trials(
    paths: Iterable[str | Path],
    store: Store,
    *,
    now: datetime,
    progress: Progress | None = None,
    wait_seconds: float = 30.0,
) -> TrialImport:
    """Import files and folders of trials. What is wrong with them is in the report; the rest is imported.

    now        time received, with its zone
    progress   called with (bytes done, bytes in all)

    Raises StoreError when the store fails, or another import runs for longer than `wait_seconds`.
    """
    found = list(find_trial_files(paths))
    total = sum(_size(item.path) for item in found if isinstance(item, FoundTrials))
    run = TrialArrivals(store)
    done = 0
    with store.importing(received_at=now, wait_seconds=wait_seconds) as receiving:
        for item in found:
            match item:
                case Issue():
                    run.issues.append(item)
                case Skipped():
                    run.skipped.append(item)
                case FoundTrials():
                    run.take_file(
                        item,
                        receiving,
                        None if progress is None else lambda at, before=done: progress(before + at, total),
                    )
                    done += _size(item.path)
                    if progress is not None:
                        progress(done, total)
    return run.report(receiving.import_id)


@dataclass(slots=True)
class TrialArrivals:
    """An import on its way."""

    store: Store
    issues: list[Issue] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    arrived: dict[Arrival, int] = field(default_factory=lambda: dict.fromkeys(Arrival, 0))
    unreadable: int = 0

    def take_file(self, file: FoundTrials, receiving: Receiving, report: Callable[[int], None] | None) -> None:
        """Import one file; what the disk does wrong becomes an issue."""
        try:
            before = stamp(file.path)
            sha256, size = hash_of(file.path)
            if self._is_known(sha256):
                self._tell_again(sha256, file.name, size, raw_trials(file, report))
                return
            kept = receiving.keep(
                sha256=sha256,
                name=file.name,
                format=_FORMAT,
                size=size,
                original=original_of(file.path),
                content=content_of(file),
                packable=not file.gzipped,
            )
            if not kept:
                self.issues.append(_changed(file.name))
                return
            try:
                added = self._add(receiving, sha256, file.name, raw_trials(file, report))
                unchanged = stamp(file.path) == before
            except OSError:
                receiving.drop(sha256)
                raise
            if not unchanged:
                receiving.drop(sha256)
                self.issues.append(_changed(file.name))
                return
            self._complete(receiving, sha256, file.name, size, added)
        except OSError as error:
            self.issues.append(_failed(file.name, error))

    def take_page(self, data: bytes, name: str, receiving: Receiving) -> None:
        """Import a page of the registry's answer that is at hand as bytes."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self._is_known(sha256):
            self._tell_again(sha256, name, len(data), cut_text(data, TextShape.JSON, name))
            return
        receiving.keep(sha256=sha256, name=name, format=_FORMAT, size=len(data), original=[data])
        added = self._add(receiving, sha256, name, cut_text(data, TextShape.JSON, name))
        self._complete(receiving, sha256, name, len(data), added)

    def report(self, import_id: int) -> TrialImport:
        """What was done."""
        return TrialImport(
            new=self.arrived[Arrival.NEW],
            changed=self.arrived[Arrival.NEW_VERSION],
            known=self.arrived[Arrival.DUPLICATE],
            unreadable=self.unreadable,
            files=tuple(self.files),
            skipped=tuple(self.skipped),
            issues=tuple(self.issues),
            import_id=import_id,
        )

    def _is_known(self, sha256: str) -> bool:
        known = self.store.document(sha256)
        return known is not None and known.complete

    def _tell_again(self, sha256: str, name: str, size: int, cuts: Iterator[Cut]) -> None:
        """The store has the very bytes: all of their trials are known, and what is wrong with them is told again."""
        added = _Added()
        self.arrived[Arrival.DUPLICATE] += sum(1 for _ in _resources(cuts, name, sha256, added))
        self.unreadable += added.unreadable
        self.issues.extend(added.issues.all())
        self.files.append(FileRead(name=name, sha256=sha256, size=size, format=_FORMAT))

    def _add(self, receiving: Receiving, sha256: str, name: str, cuts: Iterator[Cut]) -> _Added:
        added = _Added()
        for _, arrival in receiving.add(sha256, _resources(cuts, name, sha256, added)):
            added.arrived[arrival] += 1
        return added

    def _complete(self, receiving: Receiving, sha256: str, name: str, size: int, added: _Added) -> None:
        found = added.issues.all()
        receiving.complete(sha256, found)
        self.issues.extend(found)
        for arrival, number in added.arrived.items():
            self.arrived[arrival] += number
        self.unreadable += added.unreadable
        self.files.append(FileRead(name=name, sha256=sha256, size=size, format=_FORMAT))


_FORMAT = "trials"


@dataclass(slots=True)
class _Added:
    """What one file brought."""

    issues: IssueList = field(default_factory=IssueList)
    arrived: dict[Arrival, int] = field(default_factory=lambda: dict.fromkeys(Arrival, 0))
    unreadable: int = 0


def _resources(cuts: Iterator[Cut], name: str, sha256: str, added: _Added) -> Iterator[NewResource]:
    for cut in cuts:
        match cut:
            case LostTrial(issue):
                added.issues.add([issue])
                added.unreadable += 1
            case Issue():
                added.issues.add([cut])
            case RawTrial():
                understood = trial_of(cut, file=name, sha256=sha256)
                added.issues.add(understood.issues)
                yield NewResource(
                    kind=TRIAL_KIND,
                    id=understood.trial.id,
                    raw=cut.raw,
                    start=max(cut.offset, 0),
                    place=cut.place,
                )


def _size(path: Path) -> int:
    try:
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
