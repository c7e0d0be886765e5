"""Trials from disk: files and folders of any mix in; trials, each id once, and everything that was wrong out."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import assert_never, cast
from xml.etree.ElementTree import Element

from onward.intake.files import Encoding, Skipped
from onward.intake.registry.ctgov_v2 import study_to_trial
from onward.intake.registry.ctml import ctml_to_trial
from onward.intake.registry.cutting import Cut, cut_lines, cut_text
from onward.intake.registry.fields import Body, Fields
from onward.intake.registry.finding import FoundTrials, TextShape, find_trial_files
from onward.intake.registry.legacy_xml import xml_to_trial
from onward.intake.registry.raw import LostTrial, RawTrial, TrialFormat, trial_issue
from onward.intake.registry.research_study import study_resource_to_trial
from onward.intake.registry.result import TrialsRead, TrialTally
from onward.intake.result import FileRead
from onward.registry import Trial, TrialSource
from onward.terms import Issue, Severity

Progress = Callable[[int, int], None]


def read_trials(paths: str | Path | Iterable[str | Path], *, progress: Progress | None = None) -> TrialsRead:
    """Read files and folders of trials.

    progress   called with (bytes read, bytes in all)

    Of trials with one id the newest by the date of its last update is kept; where a date is missing, the one that was
    read last. Nothing that stands in the files raises: what could not be used is in `issues` and `skipped`.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found = list(find_trial_files(given))
    total = sum(_size(item.path) for item in found if isinstance(item, FoundTrials))
    catalogue = _Catalogue()
    done = 0
    for item in found:
        match item:
            case Issue():
                catalogue.issues.append(item)
            case Skipped():
                catalogue.skipped.append(item)
            case FoundTrials():
                catalogue.take(item, None if progress is None else lambda at, before=done: progress(before + at, total))
                done += _size(item.path)
                if progress is not None:
                    progress(done, total)
            case _:
                assert_never(item)
    return catalogue.result()


def raw_trials(file: FoundTrials, report: Callable[[int], None] | None = None) -> Iterator[Cut]:
    """The trials of one file, each with its bytes. Raises OSError when the disk fails.

    report   called with the number of bytes read from the disk so far
    """
    with file.path.open("rb") as disk:
        opened = gzip.GzipFile(fileobj=disk) if file.gzipped else disk
        lines = _Lines(cast("Iterable[bytes]", opened), lambda: report(disk.tell()) if report is not None else None)
        if file.shape is TextShape.LINES and file.encoding is not Encoding.UTF16:
            yield from cut_lines(lines, file.name)
        else:
            data = b"".join(lines)
            if file.encoding is Encoding.UTF16:
                data = data.decode("utf-16", errors="replace").encode()
            yield from cut_text(data, file.shape, file.name)
        if lines.damaged:
            yield trial_issue(
                file.name,
                "",
                "gzip data that end too early or are damaged",
                "read what could be unpacked; copy or download the file again",
            )


class _Lines:
    """Lines of a file; damaged gzip data end them early instead of raising."""

    def __init__(self, lines: Iterable[bytes], report: Callable[[], None]) -> None:
        self._lines = lines
        self._report = report
        self.damaged = False

    def __iter__(self) -> Iterator[bytes]:
        try:
            for number, line in enumerate(self._lines):
                yield line
                if number % 100 == 0:
                    self._report()
        except (EOFError, zlib.error, gzip.BadGzipFile):
            self.damaged = True


@dataclass(frozen=True, slots=True)
class UnderstoodTrial:
    """A trial, and what of it could not be taken."""

    trial: Trial
    issues: tuple[Issue, ...]


def trial_of(raw: RawTrial, *, file: str, sha256: str) -> UnderstoodTrial:
    """A trial from its place in a file."""
    source = TrialSource(file=file, place=raw.place, sha256=sha256, format=raw.format.value)
    fields = Fields()
    match raw.format:
        case TrialFormat.CTGOV_V2:
            trial = study_to_trial(cast("Body", raw.body), source, fields)
        case TrialFormat.CTML:
            trial = ctml_to_trial(cast("Body", raw.body), source, fields)
        case TrialFormat.RESEARCH_STUDY:
            trial = study_resource_to_trial(cast("Body", raw.body), source, fields)
        case TrialFormat.CTGOV_XML:
            trial = xml_to_trial(cast("Element", raw.body), source, fields)
        case _:
            assert_never(raw.format)
    where = ", ".join(part for part in (raw.place, trial.id) if part)
    issues = list(fields.issues(file, where))
    if not trial.id:
        issues.append(trial_issue(file, where, "a trial without any id", "kept it, by its place", Severity.WARNING))
    return UnderstoodTrial(trial, tuple(issues))


def held_trial(raw: bytes, *, file: str, sha256: str, place: str) -> UnderstoodTrial | Issue:
    """A trial from bytes that were kept: those of one `RawTrial`."""
    match raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]:
        case b"<":
            shape = TextShape.XML
        case b"{":
            shape = TextShape.JSON
        case _:
            shape = TextShape.YAML
    for cut in cut_text(raw, shape, file):
        if isinstance(cut, RawTrial):
            return trial_of(replace(cut, place=place), file=file, sha256=sha256)
        if isinstance(cut, LostTrial):
            return replace(cut.issue, place=place)
    return trial_issue(file, place, "a stored trial that can no longer be read", "left it out; import its file again")


class _Catalogue:
    """Trials on their way in, each id once."""

    def __init__(self) -> None:
        self._kept: list[Trial] = []
        self._raw: list[bytes] = []
        self._at: dict[str, int] = {}
        self._duplicates = 0
        self._unreadable = 0
        self.issues: list[Issue] = []
        self.skipped: list[Skipped] = []
        self._files: list[FileRead] = []

    def take(self, file: FoundTrials, report: Callable[[int], None] | None) -> None:
        try:
            with file.path.open("rb") as opened:
                sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            read = FileRead(name=file.name, sha256=sha256, size=_size(file.path), format="trials")
            first, issues_before = True, len(self.issues)
            for cut in raw_trials(file, report):
                if isinstance(cut, LostTrial):
                    self.issues.append(cut.issue)
                    self._unreadable += 1
                    continue
                if isinstance(cut, Issue):
                    self.issues.append(cut)
                    continue
                if first:
                    read = replace(read, format=cut.format.value)
                    first = False
                understood = trial_of(cut, file=file.name, sha256=sha256)
                self.issues.extend(understood.issues)
                self._add(understood.trial, cut.raw)
            self._files.append(read)
            if first and len(self.issues) == issues_before:
                self.issues.append(
                    trial_issue(file.name, "", "holds no trial", "read nothing from it", Severity.WARNING)
                )
        except OSError as error:
            self.issues.append(
                trial_issue(
                    file.name,
                    "",
                    f"reading stopped: {error.strerror or type(error).__name__}",
                    "kept what was read before; copy the file to another place and run again",
                )
            )

    def _add(self, trial: Trial, raw: bytes) -> None:
        key = trial.id
        at = self._at.get(key) if key else None
        if at is None:
            if key:
                self._at[key] = len(self._kept)
            self._kept.append(trial)
            self._raw.append(raw)
            return
        self._duplicates += 1
        before = self._kept[at]
        same = self._raw[at] == raw or same_content(before, trial)
        newer = not same and is_newer(trial, before)
        self.issues.append(_twice(trial, before, same=same, newer=newer))
        if newer:
            self._kept[at] = trial
            self._raw[at] = raw

    def result(self) -> TrialsRead:
        return TrialsRead(
            trials=tuple(self._kept),
            issues=tuple(self.issues),
            files=tuple(self._files),
            skipped=tuple(self.skipped),
            tally=TrialTally(trials=len(self._kept), duplicates=self._duplicates, unreadable=self._unreadable),
        )


def same_content(left: Trial, right: Trial) -> bool:
    """Whether two records say the same, wherever they stood."""
    return replace(left, source=right.source) == right


def is_newer(trial: Trial, before: Trial) -> bool:
    """Whether `trial`, read after `before`, is the version to keep.

    By the dates of last update; where one is missing, the one with eligibility text, else the one that was read last.
    """
    if trial.last_update is not None and before.last_update is not None:
        return trial.last_update.latest >= before.last_update.latest
    return bool(trial.eligibility_text) or not before.eligibility_text


def _twice(trial: Trial, before: Trial, *, same: bool, newer: bool) -> Issue:
    where = _where(before, other_than=trial)
    if same:
        what, did, severity = f"the same trial stands in {where}", "counted it once", Severity.NOTE
    else:
        which = "this one" if newer else "that one"
        if trial.last_update is not None and before.last_update is not None:
            reason = "it was updated last"
        elif bool(trial.eligibility_text) != bool(before.eligibility_text):
            reason = "it alone has eligibility text, and not every version says when it was updated"
        else:
            reason = "it was read last, and not every version says when it was updated"
        what = f"another version of this trial stands in {where}"
        did, severity = f"kept {which}, because {reason}", Severity.WARNING
    place = ", ".join(part for part in (trial.source.place, trial.id) if part)
    return Issue(file=trial.source.file, place=place, what=what, did=did, severity=severity)


def _where(trial: Trial, *, other_than: Trial) -> str:
    if trial.source.file == other_than.source.file:
        return trial.source.place or "the same file"
    return ", ".join(part for part in (trial.source.file, trial.source.place) if part)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
