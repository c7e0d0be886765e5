"""Which files of the given paths hold trials, told by their content and not by their name."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from onward.intake.files import Encoding, FoundFile, Skipped, open_bytes, walk_files
from onward.intake.registry.raw import trial_issue
from onward.terms import Issue


class TextShape(Enum):
    """How a file of trials is written."""

    JSON = "JSON"
    LINES = "NDJSON"
    XML = "XML"
    YAML = "YAML"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTrials:
    """One file of trials; `name` as messages call it, `gzipped` of the bytes on disk."""

    path: Path
    name: str
    shape: TextShape
    gzipped: bool = False
    encoding: Encoding = Encoding.UTF8


_HEAD_BYTES = 64 * 1024
_LONGEST_LINE = 64 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a zip archive (unpack it to have its trials read)"),
    (b"\xfd7zXZ\x00", "an xz archive (unpack it to have its trials read)"),
    (b"BZh", "a bzip2 archive (unpack it to have its trials read)"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
# Words of which every JSON file of trials holds one.
_JSON_MARK = re.compile(
    rb'"(?:protocolSection|derivedSection|studies|ResearchStudy|treatment_list|protocol_no|nct_id)"', re.IGNORECASE
)
_CTML_KEY = re.compile(
    rb"^[\"']?(?:protocol_no|nct_id|treatment_list|protocol_id|long_title)[\"']?[ \t]*:", re.I | re.M
)
_MARGIN_OBJECT = re.compile(rb'^[ \t]*\{[ \t]*(?:"|\})', re.MULTILINE)
_TRIAL_NAME = re.compile(r"\.(?:json|ndjson|jsonl|ya?ml|xml)(?:\.gz)?$", re.IGNORECASE)
EXPECTED = "expected trials (ClinicalTrials.gov v2 JSON or XML, CTML, FHIR ResearchStudy)"


def find_trial_files(paths: Iterable[Path | str]) -> Iterator[FoundTrials | Skipped | Issue]:
    """Everything under the given files and folders: files of trials, what is plainly none, what cannot be read."""
    for found in walk_files(paths, _judge):
        if isinstance(found, FoundFile):
            yield Skipped(file=found.name, why="a study folder with records of people, no trials")
        else:
            yield found


def _judge(path: Path, name: str, size: int, *, given: bool) -> FoundTrials | Skipped | Issue:
    if size == 0:
        return trial_issue(name, "", "the file is empty", "read nothing; download it again")
    try:
        with path.open("rb") as file:
            gzipped = file.read(2) == _GZIP
        with open_bytes(path, gzipped=gzipped) as file:
            head = file.read(_HEAD_BYTES)
            # A study may be longer than the head: whether another line follows tells NDJSON from JSON.
            while b"\n" not in head and len(head) < _LONGEST_LINE and (more := file.read(1 << 20)):
                head += more
            found = shape_of(head + file.read(_HEAD_BYTES))
            if isinstance(found, tuple):
                shape, encoding = found
                if shape in (TextShape.JSON, TextShape.LINES) and not given and not _JSON_MARK.search(head):
                    rest = file.read(1 << 20)
                    if not _JSON_MARK.search(rest):
                        return Skipped(file=name, why="JSON that holds no trial")
                return FoundTrials(path=path, name=name, shape=shape, gzipped=gzipped, encoding=encoding)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return trial_issue(name, "", "the gzip data are damaged from the start", "read nothing; copy the file again")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return trial_issue(name, "", f"cannot be read: {reason}", "skipped it; check its rights and run again")
    if given:
        return trial_issue(name, "", f"{EXPECTED}, found {found}", "skipped it; check which file was meant")
    return Skipped(file=name, why=found)


def shape_of(head: bytes) -> tuple[TextShape, Encoding] | str:
    """Shape and encoding of a file of trials by its first bytes, or what it is instead, in words."""
    encoding = Encoding.UTF8
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = Encoding.UTF16
        head = head[: len(head) // 2 * 2].decode("utf-16", errors="replace").encode()
    elif head.startswith(b"\xef\xbb\xbf"):
        encoding = Encoding.UTF8_BOM
        head = head[3:]
    for magic, what in _BINARY:
        if head.startswith(magic):
            return what
    text = head.lstrip()
    if not text:
        return "nothing but white space"
    if text[:1] == b"<":
        if b"<clinical_study" in text or b"clinicaltrials.gov" in text.lower():
            return TextShape.XML, encoding
        return "FHIR as XML (convert it to JSON)" if b"http://hl7.org/fhir" in text else "XML or HTML"
    if text[:1] in (b"{", b"["):
        return (TextShape.LINES if _has_lines(text) else TextShape.JSON), encoding
    if b"\x00" in text[:64]:
        return "UTF-16 text without a byte order mark (save it as UTF-8)" if text[1:2] == b"\x00" else "binary data"
    if _CTML_KEY.search(text):
        return TextShape.YAML, encoding
    return "text that is no trial"


def _has_lines(text: bytes) -> bool:
    """Whether each line is an object of its own, one of them broken perhaps; indented JSON opens one at the margin."""
    if text[:1] != b"{":
        return False
    first, _, rest = text.partition(b"\n")
    if first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{"):
        return True
    return sum(1 for _ in _MARGIN_OBJECT.finditer(text)) > 1
