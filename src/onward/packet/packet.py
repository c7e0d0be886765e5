"""The tumour-board packet: one immutable value that says everything a page, a PDF or another program shows.

The same inputs give the same packet, byte for byte: nothing in it comes from a clock, a path of this machine or
chance. `packet_id` is a hash over the hashes of all inputs, the versions of all rules, the day and the program's
version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onward.criteria import Answer
from onward.disease import DiseasePicture
from onward.engines.options import OptionsAnswer
from onward.engines.response import ReaderResponse, SideBySide
from onward.engines.trials import Matched
from onward.packet.gaps import Gap, find_gaps
from onward.packet.sentence import disease_in_one_sentence
from onward.terms import Issue
from onward.timeline import Timeline

if TYPE_CHECKING:
    from onward.imaging import LesionPictures  # loads numerics that most packets do without


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One original file: its name as given and the SHA-256 of its bytes, hexadecimal."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeFile:
    """One knowledge file that stood behind the answers.

    review   "none" until clinicians have signed; the page shows it
    stale    True when `as_of` lies on or after its expiry
    """

    id: str
    version: str
    sha256: str
    review: str
    expires: date | None
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of the page with its explained answer; it decides nothing, and a trial's own limits may differ."""

    id: str
    text: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """All that Onward answers about one person on one day.

    sentence   the disease in one sentence, as far as recorded
    gaps       what is missing, and what would settle it
    asked      what trials and treatments ask again and again, answered from the record
    options    the therapy options; None where no breast cancer is recorded, or nobody asked
    trials     the trials of a catalogue; None where none was named
    pictures   pictures of measured lesions; None where no images were given
    responses  whether treatment works, by every criterion that applies; () where nothing was measured or recorded
    beside     where these criteria disagree, and why; None where only one answered
    issues     what could not be read, from file to fact
    """

    packet_id: str
    person: str
    as_of: date
    onward_version: str
    sentence: str
    timeline: Timeline
    picture: DiseasePicture
    gaps: tuple[Gap, ...]
    asked: tuple[Asked, ...]
    options: OptionsAnswer | None
    trials: Matched | None
    responses: tuple[ReaderResponse, ...]
    beside: SideBySide | None
    issues: tuple[Issue, ...]
    inputs: tuple[InputFile, ...]
    knowledge: tuple[KnowledgeFile, ...]
    pictures: LesionPictures | None = None


def assemble_packet(
    timeline: Timeline,
    picture: DiseasePicture,
    *,
    as_of: date,
    inputs: Iterable[InputFile],
    knowledge: Iterable[KnowledgeFile],
    onward_version: str,
    asked: Iterable[Asked] = (),
    options: OptionsAnswer | None = None,
    trials: Matched | None = None,
    responses: Iterable[ReaderResponse] = (),
    beside: SideBySide | None = None,
    pictures: LesionPictures | None = None,
    issues: Iterable[Issue] = (),
) -> Packet:
    """Put the packet together; inputs and knowledge are sorted, so their order makes no difference."""
    files = tuple(sorted(set(inputs), key=lambda file: (file.name, file.sha256)))
    rules = tuple(sorted(set(knowledge), key=lambda file: file.id))
    return Packet(
        packet_id=_identity(timeline.person, as_of, onward_version, files, rules, options),
        person=timeline.person,
        as_of=as_of,
        onward_version=onward_version,
        sentence=disease_in_one_sentence(picture, timeline),
        timeline=timeline,
        picture=picture,
        gaps=find_gaps(picture, timeline),
        asked=tuple(asked),
        options=options,
        trials=trials,
        responses=tuple(responses),
        beside=beside,
        issues=tuple(dict.fromkeys((*timeline.issues, *issues))),
        inputs=files,
        knowledge=rules,
        pictures=pictures,
    )


def _identity(
    person: str,
    as_of: date,
    version: str,
    files: tuple[InputFile, ...],
    rules: tuple[KnowledgeFile, ...],
    options: OptionsAnswer | None,
) -> str:
    lines = [
        f"onward {version}",
        f"as of {as_of.isoformat()}",
        f"person {hashlib.sha256(person.encode()).hexdigest()}",
        # Content only: the same bytes under another name are the same input.
        *sorted({f"input {file.sha256}" for file in files}),
        *(() if options is None else (f"region {options.region}",)),
        *(f"knowledge {rule.id} {rule.version} {rule.sha256}" for rule in rules),
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
