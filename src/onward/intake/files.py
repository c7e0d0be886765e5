"""Which files of the given paths are records, told by their content and not by their name.

Everything that is found is accounted for: a record (`FoundFile`), something that is plainly no record (`Skipped`:
licences,
readmes, images), or an `Issue` for what should have been readable and is not.
"""

from __future__ import annotations

import gzip
import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Protocol, TypeVar, cast

from onward.terms import Issue, Severity

# How a SAS transport file (XPT) begins.
_TRANSPORT = b"HEADER RECORD*******LIBRARY"
_TUMOUR_TABLE = re.compile(r"^(tu|tr|ex|cm|lb|rs)(?:_[a-z0-9_]+)?\.(?:csv|xpt)$", re.IGNORECASE)


def domain_of(file_name: str) -> str:
    """ "tu" or "tr" for an SDTM tumour table by its name ("tr.csv", "tu_onco.xpt"), "ex", "cm", "lb" or "rs" for one
    around it; "" for anything else.
    """
    found = _TUMOUR_TABLE.match(file_name)
    return found.group(1).lower() if found else ""


class Format(Enum):
    """The formats that intake reads."""

    FHIR_JSON = "FHIR JSON"
    FHIR_NDJSON = "FHIR NDJSON"
    STUDY_FOLDER = "cBioPortal study folder"
    MUTATION_TABLE = "mutation table (MAF)"
    COPY_NUMBER_TABLE = "discrete copy number table"
    FUSION_TABLE = "table of fusions or structural variants"
    VCF = "VCF"
    PANEL_REPORT = "panel report as text"
    SDTM_TABLE = "SDTM tumour table"
    LESION_BOOK = "lesion book"
    DICOM_REPORT = "DICOM measurement report"
    READS_BUNDLE = "bundle of signed reads"

    @property
    def is_loose(self) -> bool:
        """Whether such a file names samples and not people, and holds no resources."""
        return self in _LOOSE


_LOOSE = frozenset(
    (Format.MUTATION_TABLE, Format.COPY_NUMBER_TABLE, Format.FUSION_TABLE, Format.VCF, Format.PANEL_REPORT)
)


class Encoding(Enum):
    """How the text of a file is encoded; anything but UTF-8 is taken only from a byte order mark."""

    UTF8 = "utf-8"
    UTF8_BOM = "utf-8-sig"
    UTF16 = "utf-16"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One file (or study folder) of records.

    path      where it lies
    name      how messages call it: starts with the name of the given file or folder ("fhir/a.json")
    gzipped   the bytes on disk are gzip
    """

    path: Path
    name: str
    format: Format
    gzipped: bool = False
    encoding: Encoding = Encoding.UTF8


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that is no record, and why it is taken for none."""

    file: str
    why: str


Found = FoundFile | Skipped | Issue
_Judged = TypeVar("_Judged", covariant=True)

# A study folder of cBioPortal holds at least one of these (docs.cbioportal.org/file-formats).
_STUDY_MARKS = frozenset({"meta_study.txt", "data_clinical_patient.txt", "data_clinical_sample.txt"})
_STUDY_PARTS = ("data_", "meta_", "case_list", "gene_panel")

# The part of a file that decides what it is.
_HEAD_BYTES = 64 * 1024
_MARK = b'"resourceType"'
# The first key of a lesion book, which says its format.
_READS_BUNDLE = re.compile(rb'^\{\s*"schema"\s*:\s*"onward\.reads-bundle/')
_LESION_BOOK = re.compile(rb'^\{\s*"schema"\s*:\s*"onward\.lesions/')

_GZIP = b"\x1f\x8b"
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive (unpack it to have its records read)"),
    (b"\xfd7zXZ\x00", "an xz archive (unpack it to have its records read)"),
    (b"BZh", "a bzip2 archive (unpack it to have its records read)"),
    (b"7z\xbc\xaf", "a 7-Zip archive (unpack it to have its records read)"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_JSON_NAME = re.compile(r"\.(?:json|ndjson|jsonl)(?:\.gz)?$", re.IGNORECASE)


def find_files(paths: Iterable[Path | str]) -> Iterator[Found]:
    """Everything under the given files and folders, in the order given and by name within folders.

    Folders are followed to any depth, symbolic links too, each real file and folder once.
    """
    yield from walk_files(paths, _judge)


class Judge(Protocol[_Judged]):
    """What one regular file is; `given` when it was named itself, and did not only lie in a folder."""

    def __call__(self, path: Path, name: str, size: int, *, given: bool) -> _Judged: ...


def walk_files(paths: Iterable[Path | str], judge: Judge[_Judged]) -> Iterator[Found | _Judged]:
    """Every file under the given files and folders as `judge` sees it; study folders come as such.

    What cannot be read, and what is hidden or already read, is told here.
    """
    given = [Path(path) for path in paths]
    names = [_given_name(path) for path in given]
    seen: set[tuple[int, int]] = set()
    for path, name in zip(given, names, strict=True):
        # Two given paths with one last part would be called the same in every message.
        unique = name if names.count(name) == 1 else path.as_posix()
        yield from _walk(path, unique, seen, judge, given=True)


def _given_name(path: Path) -> str:
    return path.name or path.resolve().name or path.as_posix()


def _walk(
    path: Path, name: str, seen: set[tuple[int, int]], judge: Judge[_Judged], *, given: bool
) -> Iterator[Found | _Judged]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield _unreadable(name, "there is no such file or folder", "skipped it; check the path")
        return
    except OSError as error:
        yield _cannot_be_read(name, error)
        return
    key = (status.st_dev, status.st_ino)
    if key in seen:
        yield Skipped(file=name, why="already read under another name")
        return
    seen.add(key)
    if stat.S_ISDIR(status.st_mode):
        yield from _walk_folder(path, name, seen, judge)
    elif stat.S_ISREG(status.st_mode):
        yield judge(path, name, status.st_size, given=given)
    else:
        yield Skipped(file=name, why="neither a file nor a folder")


def _walk_folder(
    folder: Path, name: str, seen: set[tuple[int, int]], judge: Judge[_Judged]
) -> Iterator[Found | _Judged]:
    try:
        entries = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        yield _cannot_be_read(name, error)
        return
    is_study = not _STUDY_MARKS.isdisjoint(entries)
    if is_study:
        yield FoundFile(path=folder, name=name, format=Format.STUDY_FOLDER)
    for entry in entries:
        if entry.startswith("."):
            yield Skipped(file=f"{name}/{entry}", why="a hidden file")
        elif not (is_study and entry.startswith(_STUDY_PARTS)):
            yield from _walk(folder / entry, f"{name}/{entry}", seen, judge, given=False)


def _judge(path: Path, name: str, size: int, *, given: bool) -> Found:
    """What one regular file is."""
    if size == 0:
        return _unreadable(name, "the file is empty", "read nothing; export it again")
    try:
        with path.open("rb") as file:
            gzipped = file.read(2) == _GZIP
        with open_bytes(path, gzipped=gzipped) as file:
            found = _sniff(path, name, file, gzipped=gzipped)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return _unreadable(name, "the gzip data are damaged from the start", "read nothing; copy the file again")
    except OSError as error:
        return _cannot_be_read(name, error)
    if isinstance(found, Skipped) and (given or _JSON_NAME.search(name)):
        return _unreadable(
            name,
            f"expected FHIR JSON or NDJSON, found {found.why}",
            "skipped it; export the records as FHIR R4 JSON. Molecular files are read as VCF, MAF, copy number and "
            "fusion tables, and panel reports as plain text (.txt)",
        )
    return found


def open_bytes(path: Path, *, gzipped: bool) -> IO[bytes]:
    """The file's bytes as they are after gunzip."""
    return cast("IO[bytes]", gzip.open(path, "rb")) if gzipped else path.open("rb")


def _sniff(path: Path, name: str, file: IO[bytes], *, gzipped: bool) -> Found:
    head = file.read(_HEAD_BYTES)
    encoding = Encoding.UTF8
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = Encoding.UTF16
        head = head[: len(head) // 2 * 2].decode("utf-16", errors="replace").encode()
    elif head.startswith(b"\xef\xbb\xbf"):
        encoding = Encoding.UTF8_BOM
        head = head[3:]
    for magic, what in _BINARY:
        if head.startswith(magic):
            return Skipped(file=name, why=what)
    if head[128:132] == b"DICM":
        return _judge_dicom(path, name, head, gzipped=gzipped)
    text = head.lstrip()
    if not text:
        return _unreadable(name, "the file holds nothing but white space", "read nothing; export it again")
    if text[:1] == b"<":
        return _judge_markup(name, text)
    if text[:1] not in (b"{", b"["):
        if text[:2] in (b"{\x00", b"\x00{") or text[:1] == b"\x00":
            return _unreadable(name, "UTF-16 text without a byte order mark", "skipped it; save the file as UTF-8")
        if b"\x00" in text and not text.startswith(_TRANSPORT):
            return Skipped(file=name, why="binary data")
        kind = _kind_of_text(name, head)
        if kind is None:
            return Skipped(file=name, why="text that is not JSON")
        return FoundFile(path=path, name=name, format=kind, gzipped=gzipped, encoding=encoding)
    if b"\x00" in text[:64]:
        return _unreadable(name, "UTF-16 text without a byte order mark", "skipped it; save the file as UTF-8")
    if _READS_BUNDLE.match(text):
        return FoundFile(path=path, name=name, format=Format.READS_BUNDLE, gzipped=gzipped, encoding=encoding)
    if _LESION_BOOK.match(text):
        return FoundFile(path=path, name=name, format=Format.LESION_BOOK, gzipped=gzipped, encoding=encoding)
    lines = _has_lines(file, text)
    if _MARK not in text and not _mark_anywhere(file, encoding):
        return _unreadable(
            name,
            'JSON that is not FHIR: no "resourceType" in it',
            "skipped it; give FHIR R4 resources or bundles",
        )
    kind = Format.FHIR_NDJSON if lines else Format.FHIR_JSON
    return FoundFile(path=path, name=name, format=kind, gzipped=gzipped, encoding=encoding)


# (0002,0002) MediaStorageSOPClassUID; the file's head is always little endian with explicit types.
_DICOM_CLASS = re.compile(rb"\x02\x00\x02\x00UI(..)([0-9.]{1,64})", re.DOTALL)
# Structured reports that may hold measurements (PS3.4 B.5): basic text, enhanced, comprehensive, comprehensive 3D.
_DICOM_REPORTS = re.compile(rb"1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\.(?:11|22|33|34)")


def _judge_dicom(path: Path, name: str, head: bytes, *, gzipped: bool) -> Found:
    """Reports are records; images and what is drawn on them are for `onward imaging`."""
    found = _DICOM_CLASS.search(head, 132)
    if found is not None and _DICOM_REPORTS.fullmatch(found.group(2)):
        return FoundFile(path=path, name=name, format=Format.DICOM_REPORT, gzipped=gzipped)
    return Skipped(file=name, why="a DICOM image or object without measurements (`onward imaging` reads it)")


def _is_around(domain: str, text: str) -> bool:
    if "USUBJID" not in text[:4096].upper():
        return False
    return domain != "rs" or any(code in text for code in ("CLINSTAT", "ECOG101", "KPS"))


def _kind_of_text(name: str, head: bytes) -> Format | None:
    """What molecular file a text is; None when it is none."""
    text = head.decode(errors="replace")
    if text.startswith(("##fileformat=VCF", "#CHROM\tPOS\t")):
        return Format.VCF
    domain = domain_of(name.rpartition("/")[2])
    # The names of the other tables are common: theirs must show who they are about, and RS what is read of it.
    if domain in ("tu", "tr") or (domain and _is_around(domain, text)):
        return Format.SDTM_TABLE
    from onward.intake.molecular_tables.kinds import table_kind
    from onward.intake.panel_text.recognise import is_panel_report

    found = table_kind(text)
    if found is not None:
        return found
    return Format.PANEL_REPORT if is_panel_report(name, text) else None


def _judge_markup(name: str, text: bytes) -> Found:
    if b"http://hl7.org/fhir" in text:
        return _unreadable(
            name, "FHIR as XML; Onward reads FHIR as JSON", "skipped it; convert or export it as FHIR R4 JSON"
        )
    if b"urn:hl7-org:v3" in text:
        return _unreadable(
            name, "an HL7 V3 document (C-CDA); Onward reads FHIR JSON", "skipped it; convert it to FHIR R4"
        )
    return Skipped(file=name, why="XML or HTML")


def _mark_anywhere(file: IO[bytes], encoding: Encoding) -> bool:
    """Whether "resourceType" stands anywhere in the file, searched in pieces that overlap by the mark's length."""
    word = _MARK.decode()
    marks = [_MARK] if encoding is not Encoding.UTF16 else [word.encode("utf-16-le"), word.encode("utf-16-be")]
    tail = b""
    file.seek(0)
    while piece := file.read(1024 * 1024):
        window = tail + piece
        if any(mark in window for mark in marks):
            return True
        tail = window[-2 * len(_MARK) :]
    return False


# Indented JSON has one line at the left margin that opens a resource, NDJSON one a resource.
_MARGIN_RESOURCE = re.compile(rb'^\{"resourceType"', re.MULTILINE)


def _has_lines(file: IO[bytes], head: bytes) -> bool:
    """Whether each line is a resource: the first line closes its object, and another line opens one.

    A first line that is broken does not hide the others: two lines that open a resource are enough.
    """
    if head[:1] != b"{":
        return False
    if sum(1 for _ in _MARGIN_RESOURCE.finditer(head)) > 1:
        return True
    first, newline, rest = head.partition(b"\n")
    while not newline:
        piece = file.read(_HEAD_BYTES)
        if not piece:
            return False
        more, newline, rest = piece.partition(b"\n")
        first = (first + more)[-16:]  # only how the line ends matters
    while not rest.strip():
        rest = file.read(_HEAD_BYTES)
        if not rest:
            return False
    return first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")


def _unreadable(name: str, what: str, did: str) -> Issue:
    return Issue(file=name, place="", what=what, did=did, severity=Severity.ERROR)


def _cannot_be_read(name: str, error: OSError) -> Issue:
    if isinstance(error, PermissionError):
        return _unreadable(
            name,
            "cannot be read: permission denied",
            f"skipped it; give read access (chmod u+r {name}) and run again",
        )
    reason = error.strerror or type(error).__name__
    return _unreadable(name, f"cannot be read: {reason}", "skipped it; copy it to another place and run again")
