"""What goes into the store and what comes out of it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Arrival(Enum):
    """What a resource was to the store when it came in."""

    NEW = "new"
    NEW_VERSION = "new version"  # the same kind, id and person were there with other content
    DUPLICATE = "duplicate"  # the same content was there already


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResource:
    """One resource on its way into the store.

    raw          its JSON, as it stood in the document
    start        byte offset of `raw` in the document's content
    person       id of the person it belongs to; "" when nobody's, or not known yet
    awaits       the name by which it calls its person where `person` is not known yet, "" otherwise
    names        further names by which others may call it (its Patient's identifiers, its URL); any fixed spelling
    place        where it stands, in words for people: `entry[12].resource`, `line 40`
    full_url     Bundle.entry.fullUrl, "" when there was none
    bundle       ordinal of the enclosing bundle in the document: urn:uuid references hold inside it
    """

    kind: str
    id: str
    raw: bytes
    start: int
    place: str
    person: str = ""
    awaits: str = ""
    names: tuple[str, ...] = ()
    full_url: str = ""
    bundle: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A file that the store keeps.

    sha256       of the original bytes, hexadecimal; size in bytes
    received_at  ISO 8601, UTC
    import_id    the run of `onward import` that brought it
    complete     False: its import was interrupted; importing the file again completes it
    """

    sha256: str
    name: str
    format: str
    size: int
    received_at: str
    import_id: int
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One place where a version of a resource stood: which document, where in it, and when that was received."""

    file: str
    sha256: str
    received_at: str
    place: str
    full_url: str
    bundle: int
    import_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResource:
    """One version of a resource.

    raw          its bytes as they stood at the first of `appearances`
    key          the same for all versions of one resource
    version      1 for the content that came first; later content counts on
    person       id of its person, "" for a shared resource
    appearances  every place where exactly this content stood, in the order of import
    is_disputed  another version of it, or the same, is another person's
    """

    kind: str
    id: str
    key: bytes
    version: int
    person: str
    raw: bytes
    appearances: tuple[Appearance, ...]
    is_disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStudy:
    """A study folder as it was imported: `files` are (path inside the folder, sha256 of the original bytes)."""

    name: str
    version: int
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    """A file of a folder of images, or a member of an archive there, as it was when it was indexed.

    path, member    absolute path, and the name inside the archive ("" for a plain file)
    size, mtime_ns  of the file on the disk
    kind            "instance", "skipped" or "issue"; said the words of the last two as JSON
    series, instance, head_sha   digests: of person and series, of the instance, of the header's bytes
    head            the header's bytes; b"" where they were not asked for
    """

    key: bytes
    path: str
    member: str
    size: int
    mtime_ns: int
    kind: str
    said: bytes = b""
    series: bytes = b""
    instance: bytes = b""
    head_sha: bytes = b""
    head_bytes: int = 0
    head: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How much of one kind of resource the store holds.

    resources    different resources
    versions     different contents of them
    appearances  places in documents where they stand
    """

    kind: str
    resources: int
    versions: int
    appearances: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialSync:
    """One run of fetching trials.

    request      address and query, without the page
    since        only what was updated on or after that day was asked for; "" for everything
    next_page    token of the page that comes next; "" before the first, and after the last
    finished_at  ISO 8601, UTC; "" while it runs and after a break
    """

    id: int
    request: str
    since: str
    started_at: str
    next_page: str = ""
    pages: int = 0
    studies: int = 0
    finished_at: str = ""
