"""Which files of a folder are DICOM, and to which series they belong."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from pydicom import Dataset, dcmread
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import RawDataElement
from pydicom.errors import InvalidDicomError
from pydicom.tag import BaseTag, Tag

from onward.intake.dicom.cut_off import cut_off
from onward.intake.dicom.directory import is_directory_file, listed_files
from onward.intake.dicom.mending import take_out_unreadable
from onward.intake.files import Skipped
from onward.terms import Issue, Severity

Progress = Callable[[int, int], None]

# A member of an archive that unpacks to more than this is left alone: no single instance is that large.
_LARGEST_MEMBER_BYTES = 2 * 1024**3
# Without preamble a DICOM file starts with an element of group 0002 or 0008, little endian.
_BARE_STARTS = (b"\x02\x00", b"\x08\x00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One DICOM object: its name for messages, its header without pixels, and how to open its bytes again.

    head_bytes   how many bytes from the start of the file hold the header
    broken       elements that could not be read and were taken out of the header
    cut_off      how its pixels break off before their stated end, "" when they do not; not known where only the header
                 was read
    """

    name: str
    header: Dataset = field(repr=False, compare=False)
    open: Callable[[], BinaryIO] = field(repr=False, compare=False)
    head_bytes: int = field(default=0, repr=False, compare=False)
    broken: tuple[str, ...] = ()
    cut_off: str = ""

    def text(self, keyword: str) -> str:
        """A value as text; "" when it is absent or empty."""
        value = self.header.get(keyword)
        return "" if value is None else str(value).strip()

    def cut_off_issue(self) -> Issue:
        """What is told of pixels that break off."""
        return Issue(
            file=self.name,
            place="PixelData",
            what=f"the file is cut off: {self.cut_off}",
            did="read its header; its series cannot be measured; copy or export it again",
            severity=Severity.ERROR,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All instances of one series of one patient, in the order in which they were found."""

    uid: str
    modality: str
    instances: tuple[Instance, ...]

    def text(self, keyword: str) -> str:
        """The value that the first instance has."""
        return self.instances[0].text(keyword)


@dataclass(frozen=True, slots=True, kw_only=True)
class DicomFolder:
    """Everything that was found: series in the order of their first file, what was no DICOM, what could not be read."""

    series: tuple[Series, ...]
    skipped: tuple[Skipped, ...]
    issues: tuple[Issue, ...]


def read_folder(paths: Iterable[Path], *, progress: Progress | None = None) -> DicomFolder:
    """Read the headers of all DICOM files in folders, files, ZIP archives, and of those that a DICOMDIR lists.

    progress   called with (files read, files in all)
    The same instance twice counts once and is told. Raises nothing for what stands in the files.
    """
    members = [member for path in paths for member in _members(path)]
    results: list[Instance | Skipped | Issue] = []
    for number, member in enumerate(members):
        results.append(member if isinstance(member, Issue) else _read(*member))
        if progress is not None:
            progress(number + 1, len(members))
    return grouped(results)


def grouped(results: Iterable[Instance | Skipped | Issue]) -> DicomFolder:
    """What was read, each instance with its series."""
    found: dict[tuple[str, str], dict[str, Instance]] = {}
    skipped: list[Skipped] = []
    issues: list[Issue] = []
    for result in results:
        match result:
            case Instance():
                _place(result, found, issues)
            case Skipped():
                skipped.append(result)
            case Issue():
                issues.append(result)
    return DicomFolder(
        series=tuple(
            Series(
                uid=next(iter(instances.values())).text("SeriesInstanceUID"),
                modality=next(iter(instances.values())).text("Modality"),
                instances=tuple(instances.values()),
            )
            for instances in found.values()
        ),
        skipped=tuple(skipped),
        issues=tuple(issues),
    )


def read_file(file: Path, name: str) -> list[Instance | Skipped | Issue]:
    """One file, or all members of one archive."""
    return [member if isinstance(member, Issue) else _read(*member) for member in _opened(file, name)]


def instance_from(head: bytes, name: str, file: Path) -> Instance | Skipped | Issue:
    """An instance from the bytes of its header, as they stood in `file`; pixels are read from there."""
    found = _read(name, lambda: BytesIO(head))
    return replace(found, open=_from_disk(file)) if isinstance(found, Instance) else found


_Member = tuple[str, Callable[[], BinaryIO]]


def _members(path: Path) -> Iterator[_Member | Issue]:
    """Each file with the name that messages call it by, archives opened."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file():
                yield from _opened(file, f"{path.name}/{file.relative_to(path).as_posix()}")
    elif is_directory_file(path):
        for listed in listed_files(path):
            yield listed if isinstance(listed, Issue) else (listed[1], _from_disk(listed[0]))
    elif path.exists():
        yield from _opened(path, path.name)
    else:
        yield _failed(path.name, "there is no such file or folder", "read nothing; check the path")


def _opened(file: Path, name: str) -> Iterator[_Member | Issue]:
    if not _is_archive(file):
        yield name, lambda: file.open("rb")
        return
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        yield _failed(name, f"the archive cannot be opened ({type(error).__name__})", "read nothing of it; unpack it")
        return
    for entry in entries:
        if entry.file_size > _LARGEST_MEMBER_BYTES:
            yield _failed(f"{name}/{entry.filename}", "it unpacks to more than 2 GiB", "left it alone")
        else:
            yield f"{name}/{entry.filename}", _from_archive(file, entry.filename)


def _is_archive(file: Path) -> bool:
    """Looked at from the front first: the end of each of thousands of files takes longer than reading them."""
    try:
        with file.open("rb") as opened:
            if opened.read(2) != b"PK":
                return False
    except OSError:
        return False
    return zipfile.is_zipfile(file)


def _from_disk(file: Path) -> Callable[[], BinaryIO]:
    return lambda: file.open("rb")


def _from_archive(file: Path, member: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        with zipfile.ZipFile(file) as archive:
            return BytesIO(archive.read(member))

    return opened


def _read(name: str, opener: Callable[[], BinaryIO]) -> Instance | Skipped | Issue:
    bare = True
    try:
        with opener() as opened:
            start = opened.read(132)
            bare = start[128:132] != b"DICM"
            if bare and start[:2] not in _BARE_STARTS:
                return Skipped(file=name, why="no DICOM")
            opened.seek(0)
            # What a maker writes against the standard is no news to whoever reads the images.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                header = dcmread(opened, stop_before_pixels=True, force=bare)
                head_bytes = opened.tell()
                broken = take_out_unreadable(header)
                cut = cut_off(opened, head_bytes)
                has_class = bool(header.get("SOPClassUID")) or bool(header.get("Modality"))
    except InvalidDicomError:
        return Skipped(file=name, why="no DICOM")
    except RecursionError:
        return _failed(name, "sequences are nested too deep", "read nothing of it")
    except OSError as error:
        return _failed(name, f"reading stopped ({error.strerror or type(error).__name__})", "read nothing of it")
    except Exception as error:  # pydicom raises many kinds for broken elements; each is a broken file here
        if bare:
            return Skipped(file=name, why="no DICOM")
        return _failed(name, f"the header is broken ({type(error).__name__})", "read nothing of it; export it again")
    if header.get("SOPClassUID") == "1.2.840.10008.1.3.10" or "DirectoryRecordSequence" in header:
        return Skipped(file=name, why="a DICOMDIR: the files that it lists are read themselves")
    if not has_class:
        if bare:
            return Skipped(file=name, why="no DICOM")
        return _failed(name, "neither SOPClassUID nor Modality: nobody can tell what it is", "read nothing of it")
    return Instance(name=name, header=header, open=opener, head_bytes=head_bytes, broken=broken, cut_off=cut)


def _place(instance: Instance, found: dict[tuple[str, str], dict[str, Instance]], issues: list[Issue]) -> None:
    if instance.broken:
        issues.append(
            Issue(
                file=instance.name,
                place=", ".join(instance.broken[:5]) + (", ..." if len(instance.broken) > 5 else ""),
                what="an element cannot be read",
                did="read the rest without it; export it again",
                severity=Severity.WARNING,
            )
        )
    if instance.cut_off:
        issues.append(instance.cut_off_issue())
    # Two patients with one series UID are two series: test objects and badly anonymised folders do that.
    uid = instance.text("SeriesInstanceUID")
    # Without an id, what lies in one folder and has one modality is taken for one series, and that is said.
    key = (instance.text("PatientID"), uid or f"{_folder_of(instance)} {instance.text('Modality')}")
    if not uid and key not in found:
        issues.append(
            Issue(
                file=instance.name,
                place="SeriesInstanceUID",
                what="the series has no id",
                did="took the instances of this folder and modality for one series",
            )
        )
    series = found.setdefault(key, {})
    uid = instance.text("SOPInstanceUID") or instance.name
    if uid in series:
        issues.append(
            Issue(
                file=instance.name,
                place="SOPInstanceUID",
                what=f"the same instance as {series[uid].name}",
                did="read it once",
                severity=Severity.NOTE,
            )
        )
    else:
        series[uid] = instance


def _folder_of(instance: Instance) -> str:
    return instance.name.rpartition("/")[0]


def _failed(name: str, what: str, did: str) -> Issue:
    return Issue(file=name, place="", what=what, did=did, severity=Severity.ERROR)


def numbers(header: Dataset, keyword: str) -> tuple[float, ...]:
    """A numeric value of any multiplicity; () when it is absent, empty or no number."""
    written = raw_value(header, keyword)
    if isinstance(written, bytes):
        # Read here, because the library's own way makes an object of each number, and that is most of the time.
        vr = _vr_of(keyword)
        if vr in ("DS", "IS"):
            try:
                return tuple(float(one) for one in written.split(b"\\")) if (written := written.strip(b" \0")) else ()
            except ValueError:
                return ()
        if vr == "US" and len(written) == 2:
            element = header.get_item(_tag_of(keyword))
            little = isinstance(element, RawDataElement) and element.is_little_endian
            return (float(int.from_bytes(written, "little" if little else "big")),)
    value = header.get(keyword)
    if value is None or value == "":
        return ()
    try:
        items = list(cast("Iterable[object]", value)) if hasattr(value, "__iter__") else [value]
        return tuple(float(str(item)) for item in items)
    except (TypeError, ValueError):
        return ()


def raw_value(header: Dataset, keyword: str) -> object:
    """A value as it stands in the file where nobody has read it yet (bytes), else as it was read; None when absent."""
    tag = _tag_of(keyword)
    if tag not in header:
        return None
    element = header.get_item(tag)
    return None if element is None else element.value


@lru_cache(maxsize=512)
def _tag_of(keyword: str) -> BaseTag:
    return Tag(keyword)


@lru_cache(maxsize=512)
def _vr_of(keyword: str) -> str:
    return dictionary_VR(keyword)


def number(header: Dataset, keyword: str) -> float | None:
    """The first number of a value; None when there is none."""
    found = numbers(header, keyword)
    return found[0] if found else None
