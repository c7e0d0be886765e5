"""Use case: the index of a folder of images, kept in the store. What has not changed is not read again.

A file counts as unchanged when size and time of change are those of the index. Where only the time differs, the bytes
of the header decide: a folder that was touched is not indexed again. What was found of a series is kept under a digest
of its headers.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onward.imaging import SeriesFound
from onward.intake import Skipped
from onward.store import ImageFile, Store
from onward.terms import Issue, Severity

if TYPE_CHECKING:
    from onward.intake.dicom import Instance

Progress = Callable[[int, int], None]

_FORMAT = b"2"
# So many files are one piece of work; fewer than two pieces are done here, without other processes.
_FILES_AT_ONCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIndex:
    """What lies in folders of images, and how much of it had to be read."""

    series: tuple[SeriesFound, ...]
    skipped: tuple[Skipped, ...]
    issues: tuple[Issue, ...]
    files: int
    read: int


class _Said(msgspec.Struct):
    """What was found of one series."""

    entry: SeriesFound
    issues: list[Issue]


@dataclass(frozen=True, slots=True)
class _OnDisk:
    path: str
    name: str
    size: int
    mtime_ns: int


def index_in_store(
    paths: Sequence[str | Path], store: Store, *, workers: int | None = None, progress: Progress | None = None
) -> StoredIndex:
    """Every series below the paths; only what is new or changed is read.

    workers   processes that read; None: as many as there are cores
    Raises StoreError when the store cannot be read or written.
    """
    there, missing = _on_disk(paths)
    known: dict[str, list[ImageFile]] = {}
    for one in store.image_files([str(Path(path).absolute()) for path in paths]):
        known.setdefault(one.path, []).append(one)
    kept: list[ImageFile] = []
    to_read: list[_OnDisk] = []
    touched: list[ImageFile] = []
    for file in there:
        held = known.get(file.path)
        if held is not None and all((one.size, one.mtime_ns) == (file.size, file.mtime_ns) for one in held):
            kept += held
        elif held is not None and (same := _only_touched(file, held)) is not None:
            touched.append(same)
            kept.append(same)
        else:
            to_read.append(file)
    with _Pool(workers, len(to_read)) as pool:
        fresh = list(pool.read(to_read, progress, done=len(kept), total=len(there)))
        files = [*kept, *fresh]
        names = {file.path: file.name for file in there}
        by_series = _by_series(files)
        said = store.image_series(by_series)
        missing_series = {key: held for key, held in by_series.items() if key not in said}
        heads = {one.key: one.head for one in fresh if one.head}
        wanted = [one.key for held in missing_series.values() for one in held if one.key not in heads]
        heads |= store.image_heads(wanted) if wanted else {}
        made = dict(
            zip(
                missing_series,
                pool.series([_jobs(held, heads, names) for held in missing_series.values()]),
                strict=True,
            )
        )
    here = {file.path for file in there}
    replaced = [one.key for path, held in known.items() if path not in here for one in held]
    replaced += [one.key for file in to_read for one in known.get(file.path, ())]
    if fresh or touched or replaced or made:
        store.index_images([*fresh, *touched], replaced, made)
    return _told(files, by_series, {**said, **made}, names, missing, read=len(to_read), count=len(there))


def _on_disk(paths: Iterable[str | Path]) -> tuple[list[_OnDisk], list[Issue]]:
    """Files by path, folders followed to any depth in order of their names."""
    found: dict[str, _OnDisk] = {}
    missing: list[Issue] = []
    for given in (Path(path) for path in paths):
        root = given.absolute()
        name = given.name or root.name
        if root.is_dir():
            for one in _walk(str(root), name):
                found.setdefault(one.path, one)
        elif root.is_file():
            status = root.stat()
            found.setdefault(str(root), _OnDisk(str(root), name, status.st_size, status.st_mtime_ns))
        else:
            missing.append(
                Issue(
                    file=name,
                    place="",
                    what="there is no such file or folder",
                    did="read nothing; check the path",
                    severity=Severity.ERROR,
                )
            )
    return list(found.values()), missing


def _walk(folder: str, name: str) -> Iterator[_OnDisk]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            yield from _walk(entry.path, f"{name}/{entry.name}")
        elif entry.is_file():
            status = entry.stat()
            yield _OnDisk(entry.path, f"{name}/{entry.name}", status.st_size, status.st_mtime_ns)


def _only_touched(file: _OnDisk, held: Sequence[ImageFile]) -> ImageFile | None:
    """The entry of a file whose time alone differs, with its new time; None when the header is another."""
    if len(held) != 1 or held[0].kind != "instance" or held[0].size != file.size or not held[0].head_bytes:
        return None
    try:
        with open(file.path, "rb") as opened:  # noqa: PTH123 - thousands of files: a Path each is most of the time
            head = opened.read(held[0].head_bytes)
    except OSError:
        return None
    if hashlib.sha256(head).digest() != held[0].head_sha:
        return None
    return replace(held[0], mtime_ns=file.mtime_ns, head=head)


def _by_series(files: Iterable[ImageFile]) -> dict[bytes, list[ImageFile]]:
    """Instances by the digest of all headers of their series; the same instance twice counts as it comes."""
    groups: dict[bytes, list[ImageFile]] = {}
    for one in files:
        if one.kind == "instance":
            groups.setdefault(one.series, []).append(one)
    found: dict[bytes, list[ImageFile]] = {}
    for held in groups.values():
        digest = hashlib.sha256(_FORMAT)
        for one in held:
            digest.update(one.head_sha)
            digest.update(one.key)
        found[digest.digest()] = held
    return found


_Job = list[tuple[bytes, str, str]]


def _jobs(held: Sequence[ImageFile], heads: Mapping[bytes, bytes], names: Mapping[str, str]) -> _Job:
    return [
        (heads.get(one.key, b""), f"{names[one.path]}/{one.member}" if one.member else names[one.path], one.path)
        for one in held
    ]


class _Pool:
    """Other processes where there is enough to do for them, else this one."""

    def __init__(self, workers: int | None, files: int) -> None:
        count = workers if workers is not None else os.cpu_count() or 1
        self._is_used = count > 1 and files > 2 * _FILES_AT_ONCE
        if files:
            import onward.app.imaging  # noqa: F401 - loaded here once, not in each process
        # fork: the numerics are loaded already, and a new interpreter would load them again.
        self._executor = (
            ProcessPoolExecutor(max_workers=count, mp_context=get_context("fork")) if self._is_used else None
        )

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def read(
        self, files: Sequence[_OnDisk], progress: Progress | None, *, done: int, total: int
    ) -> Iterator[ImageFile]:
        """What the files are, in their order."""
        pieces = [files[at : at + _FILES_AT_ONCE] for at in range(0, len(files), _FILES_AT_ONCE)]
        results = map(_read_files, pieces) if self._executor is None else self._executor.map(_read_files, pieces)
        for piece, found in zip(pieces, results, strict=True):
            done += len(piece)
            if progress is not None:
                progress(done, total)
            yield from found

    def series(self, jobs: Sequence[_Job]) -> Iterator[bytes]:
        """What each series is, as JSON."""
        if self._executor is None or len(jobs) < 2:
            yield from map(_series_said, jobs)
        else:
            yield from self._executor.map(_series_said, jobs)


def _read_files(files: Sequence[_OnDisk]) -> list[ImageFile]:
    return [one for file in files for one in _read_one(file)]


def _read_one(file: _OnDisk) -> Iterator[ImageFile]:
    from onward.intake.dicom import Instance, read_file  # only where something has to be read: it is slow to load

    for found in read_file(Path(file.path), file.name):
        member = ""
        told = found.name if isinstance(found, Instance) else found.file
        if told != file.name:
            member = told.removeprefix(f"{file.name}/")
        key = hashlib.sha256(f"{file.path}\0{member}".encode("utf-8", "surrogateescape")).digest()
        match found:
            case Instance():
                head = _head(found)
                person, uid = found.text("PatientID"), found.text("SeriesInstanceUID")
                folder = "" if uid else f"{told.rpartition('/')[0]} {found.text('Modality')}"
                yield ImageFile(
                    key=key,
                    path=file.path,
                    member=member,
                    size=file.size,
                    mtime_ns=file.mtime_ns,
                    kind="instance",
                    series=hashlib.sha256(f"{person}\0{uid}\0{folder}".encode("utf-8", "replace")).digest(),
                    instance=hashlib.sha256(found.text("SOPInstanceUID").encode("utf-8", "replace")).digest(),
                    head_sha=hashlib.sha256(head).digest(),
                    head_bytes=len(head),
                    head=head,
                )
                if found.cut_off:
                    yield ImageFile(
                        key=hashlib.sha256(key + b"cut off").digest(),
                        path=file.path,
                        member=member,
                        size=file.size,
                        mtime_ns=file.mtime_ns,
                        kind="issue",
                        said=msgspec.json.encode(found.cut_off_issue()),
                    )
            case Skipped() | Issue():
                yield ImageFile(
                    key=key,
                    path=file.path,
                    member=member,
                    size=file.size,
                    mtime_ns=file.mtime_ns,
                    kind="skipped" if isinstance(found, Skipped) else "issue",
                    said=msgspec.json.encode(found),
                )


def _head(found: Instance) -> bytes:
    with found.open() as opened:
        return opened.read(found.head_bytes)


def _series_said(job: _Job) -> bytes:
    """Read the headers of one series again and say what it is."""
    from onward.app.imaging import not_stacked, series_entry, stacked_series
    from onward.intake.dicom import Unstacked, grouped, instance_from

    folder = grouped([instance_from(head, name, Path(path)) for head, name, path in job])
    issues = list(folder.issues)
    if not folder.series:
        return b""
    series = folder.series[0]
    stacked = stacked_series(series)
    if isinstance(stacked, Unstacked) and stacked.is_error:
        issues.append(not_stacked(series, stacked))
    return msgspec.json.encode(_Said(entry=series_entry(series, stacked), issues=issues))


def _told(
    files: Sequence[ImageFile],
    by_series: Mapping[bytes, Sequence[ImageFile]],
    said: Mapping[bytes, bytes],
    names: Mapping[str, str],
    missing: Sequence[Issue],
    *,
    read: int,
    count: int,
) -> StoredIndex:
    decode = msgspec.json.Decoder(_Said).decode
    found = [decode(said[key]) for key in by_series if said.get(key)]
    skipped = [msgspec.json.decode(one.said, type=Skipped) for one in files if one.kind == "skipped"]
    issues = [msgspec.json.decode(one.said, type=Issue) for one in files if one.kind == "issue"]
    return StoredIndex(
        series=tuple(one.entry for one in found),
        skipped=tuple(skipped),
        issues=(*missing, *issues, *(issue for one in found for issue in one.issues)),
        files=count,
        read=read,
    )
