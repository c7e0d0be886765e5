"""Files that name samples and no people: mutation tables, VCF, panel reports in words; and whose each sample is.

A sample is given to a person only by a name: its own, that of its file, or because the records hold one person and the
sample has no name of its own. Everything else stays a person of its own, and is said.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from onward.intake.files import Encoding, Format
from onward.intake.result import Counted
from onward.terms import Issue, Severity
from onward.timeline import AnyFact


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseFile:
    """One such file: `content` unpacked, `name` as messages call it, `sha256` of the bytes as they lie on disk."""

    name: str
    content: bytes
    sha256: str
    format: Format

    @property
    def stem(self) -> str:
        """The file's own name without folder and endings: what it may be called after."""
        return self.name.rpartition("/")[2].partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFacts:
    """What a file says of one sample.

    sample   as the file names it; person where the file names the person herself ("Patient ID: ..."), else ""
    """

    sample: str
    facts: tuple[AnyFact, ...]
    issues: tuple[Issue, ...] = ()
    person: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseRead:
    """What one file gives; `issues` are those of the file, `counts` by kind of row."""

    samples: tuple[SampleFacts, ...]
    issues: tuple[Issue, ...] = ()
    counts: Mapping[str, Counted] = field(default_factory=dict[str, Counted])


class KnownPeople(Protocol):
    """Who is known beside the file: in the same reading, or in the store."""

    def knows(self, person: str) -> bool:
        """Whether somebody has this id."""
        ...

    def has_record(self, person: str) -> bool:
        """Whether there are records of somebody of this id beside such files."""
        ...

    def owner(self, specimen: str) -> str:
        """The person to whom a specimen of this id belongs; "" when nobody's or not known."""
        ...

    @property
    def sole(self) -> str:
        """The one person of the records, "" when there is none or several."""
        ...

    @property
    def are_some(self) -> bool:
        """Whether anybody is known at all."""
        ...


_SEPARATORS = re.compile(r"[-_.:\s]+")
# Names that say what a sample is and not whose.
_SAYS_ONLY_WHAT = frozenset(
    """
    tumor tumour normal sample germline blood plasma ctdna cfdna primary metastasis met biopsy tissue ffpe
    t n tum nor sample1 sample_1 sample01 default unknown patient none na
    """.split()  # noqa: SIM905 (words in a line)
)


def is_no_name(sample: str) -> bool:
    """Whether a sample's name says only what it is ("TUMOR", "sample_1")."""
    return sample.strip().casefold() in _SAYS_ONLY_WHAT or not sample.strip()


def whose(one: SampleFacts, file: LooseFile, people: KnownPeople) -> tuple[str, Issue | None]:
    """The person of a sample, and what has to be said of it."""
    if one.person:
        if people.are_some and not people.has_record(one.person):
            return one.person, _issue(
                file, "names a person whom the other records do not have", "kept it as that person's"
            )
        return one.person, None
    if not is_no_name(one.sample):
        owner = one.sample if people.knows(one.sample) else people.owner(one.sample)
        if owner:
            return owner, None
        begun = _begun_with(one.sample, people)
        if begun:
            return begun, _note(file, "a sample whose name begins with a person's id", "took it as that person's")
    called = file.stem if people.knows(file.stem) else _begun_with(file.stem, people)
    if called:
        return called, _note(file, "a file that is called by a person's id", "took it as that person's")
    if is_no_name(one.sample):
        if people.sole:
            return people.sole, _note(
                file, "names nobody, and the records hold one person", "took it as that person's; check that it is"
            )
        did = "kept it as a person of its own, called by the file; call the file by the person's id"
        return file.stem or one.sample or file.name, _issue(file, "names nobody", did) if people.are_some else None
    if people.are_some:
        did = "kept it as a person of its own; call the file by the person's id (ID.vcf, ID.maf), if it is hers"
        return one.sample, _issue(file, "a sample of nobody in the other records", did)
    return one.sample, None


def _begun_with(name: str, people: KnownPeople) -> str:
    """The longest id of a person with which a name begins, up to a separator; "" when there is none."""
    for found in reversed(list(_SEPARATORS.finditer(name))):
        if found.start() and people.knows(name[: found.start()]):
            return name[: found.start()]
    return ""


def _issue(file: LooseFile, what: str, did: str) -> Issue:
    return Issue(file=file.name, place="", what=what, did=did, severity=Severity.WARNING)


def _note(file: LooseFile, what: str, did: str) -> Issue:
    return Issue(file=file.name, place="", what=what, did=did, severity=Severity.NOTE)


@dataclass(slots=True)
class PeopleOfReading:
    """The people of one reading, as `KnownPeople`; `named` those whom only such files name."""

    ids: set[str]
    named: set[str]
    owners: Mapping[str, str]

    def knows(self, person: str) -> bool:
        return person in self.ids or person in self.named

    def has_record(self, person: str) -> bool:
        return person in self.ids

    def owner(self, specimen: str) -> str:
        return self.owners.get(specimen, "")

    @property
    def sole(self) -> str:
        return next(iter(self.ids)) if len(self.ids | self.named) == 1 else ""

    @property
    def are_some(self) -> bool:
        return bool(self.ids)


def read_loose(file: LooseFile) -> LooseRead:
    """Read one such file by its format."""
    match file.format:
        case Format.VCF:
            from onward.intake.vcf import read_vcf

            return read_vcf(file)
        case Format.PANEL_REPORT:
            from onward.intake.panel_text import read_panel_text

            return read_panel_text(file)
        case _:
            from onward.intake.molecular_tables.reader import read_molecular_table

            return read_molecular_table(file)


def unpacked(data: bytes, encoding: Encoding = Encoding.UTF8) -> bytes:
    """The bytes of a file as they lie on the disk as text in UTF-8; of damaged gzip data what can be unpacked."""
    if data.startswith(_GZIP):
        data = _gunzipped(data)
    if encoding is Encoding.UTF16 or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


_GZIP = b"\x1f\x8b"


def _gunzipped(data: bytes) -> bytes:
    """bgzip writes many gzip members one after the other; each is unpacked."""
    parts: list[bytes] = []
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            parts.append(unpacker.decompress(data))
        except zlib.error:
            break
        data = unpacker.unused_data
    return b"".join(parts)


def added_up(counts: Iterable[Mapping[str, Counted]]) -> dict[str, Counted]:
    """The counts of several files together."""
    every: dict[str, list[Counted]] = {}
    for one in counts:
        for kind, counted in one.items():
            every.setdefault(kind, []).append(counted)
    return {kind: _sum(parts) for kind, parts in every.items()}


def _sum(parts: Sequence[Counted]) -> Counted:
    return Counted(
        facts=sum(part.facts for part in parts),
        kept=sum(part.kept for part in parts),
        duplicate=sum(part.duplicate for part in parts),
        issue=sum(part.issue for part in parts),
    )
