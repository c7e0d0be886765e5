"""From a person's records to the answers: timeline, picture, packet. Pure rooms are called here, nothing is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from onward import __version__
from onward.app.reference import criteria_reference
from onward.criteria import Criterion, from_plain, subject_of
from onward.criteria import answer as answer_to
from onward.disease import DiseasePicture, derive_picture
from onward.engines.options import OptionsAnswer
from onward.engines.response import ReaderResponse, SideBySide
from onward.engines.trials import Matched
from onward.intake import FileRead, PersonRecord
from onward.knowledge import board_questions, disease_knowledge, knowledge_files
from onward.packet import Asked, InputFile, KnowledgeFile, Packet, assemble_packet, has_breast_cancer
from onward.terms import Issue
from onward.timeline import (
    AnyFact,
    DiseaseStatus,
    ImagingFact,
    LabResult,
    LesionMeasurement,
    Timeline,
    as_known_on,
    build_timeline,
)

if TYPE_CHECKING:
    from onward.imaging import LesionPictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the derived rooms say about one person."""

    timeline: Timeline
    picture: DiseasePicture


def timeline_of(record: PersonRecord, *, as_of: date) -> Timeline:
    """The person's timeline as it was known on `as_of`; where lesions were measured, with what they say of response."""
    timeline = as_known_on(build_timeline(record.person, record.facts, record.issues), as_of)
    if not any(isinstance(fact, LesionMeasurement) for fact in record.facts):
        return timeline
    from onward.app.response import response_facts  # most records hold no measured lesions

    facts, issues = response_facts(timeline)
    whole = build_timeline(record.person, (*record.facts, *facts), (*record.issues, *issues))
    return as_known_on(whole, as_of)


def answer(record: PersonRecord, *, as_of: date) -> Answer:
    """Timeline and disease picture of one person."""
    timeline = timeline_of(record, as_of=as_of)
    return Answer(timeline=timeline, picture=derive_picture(timeline, disease_knowledge(), as_of=as_of))


def packet_of(
    record: PersonRecord,
    *,
    as_of: date,
    files: Iterable[FileRead],
    issues: Iterable[Issue] = (),
    options: Callable[[Answer], OptionsAnswer] | None = None,
    trials: Callable[[Answer], Matched] | None = None,
    trial_files: Iterable[InputFile] = (),
    pictures: LesionPictures | None = None,
) -> Packet:
    """The tumour-board packet of one person.

    options gives the therapy options of a person with breast cancer; None: the packet holds none
    trials  gives the trials of a catalogue for the person, read in `trial_files`; None: the packet holds none
    files   everything that was read; only the files that hold this person's facts enter the packet
    pictures  of her lesions, where images were given; what they show is an input of the packet
    issues  issues of files that belong to no one person; those of this person's files enter the packet
    """
    found = answer(record, as_of=as_of)
    responses, beside = _responses(record, as_of)
    by_name = {file.name: file for file in files}
    own = _files_of(record.facts) & by_name.keys()
    seen = () if pictures is None else (InputFile(name=f"pictures of {pictures.sources}", sha256=pictures.digest),)
    return assemble_packet(
        found.timeline,
        found.picture,
        as_of=as_of,
        inputs=[*(InputFile(name=name, sha256=by_name[name].sha256) for name in own), *trial_files, *seen],
        knowledge=[
            KnowledgeFile(
                id=file.id,
                version=file.version,
                sha256=file.sha256,
                review=file.review,
                expires=file.expires,
                stale=file.expires is not None and file.expires <= as_of,
            )
            for file in knowledge_files()
        ],
        onward_version=__version__,
        asked=_asked(found, as_of),
        options=options(found) if options is not None and has_breast_cancer(found.timeline) else None,
        trials=None if trials is None else trials(found),
        responses=responses,
        beside=beside,
        pictures=pictures,
        issues=[issue for issue in issues if issue.file in own],
    )


def _responses(record: PersonRecord, as_of: date) -> tuple[tuple[ReaderResponse, ...], SideBySide | None]:
    """Every criterion that applies, over the record alone: what Onward itself says of response is not asked again."""
    if not any(isinstance(fact, LesionMeasurement | LabResult | DiseaseStatus | ImagingFact) for fact in record.facts):
        return (), None
    from onward.app.response import laid_side_by_side, response_of  # most records hold no measured lesions

    responses = response_of(record, (), as_of=as_of)
    beside = laid_side_by_side(responses)
    return responses, beside[0] if beside else None


@lru_cache(maxsize=1)
def _questions() -> tuple[tuple[str, str, Criterion], ...]:
    return tuple((one.id, one.text, from_plain(one.ask)) for one in board_questions())


def _asked(found: Answer, as_of: date) -> tuple[Asked, ...]:
    """The questions of the page; none where no breast cancer is recorded, because they ask about its treatment."""
    if not has_breast_cancer(found.timeline):
        return ()
    subject = subject_of(found.timeline, found.picture, criteria_reference(), as_of=as_of)
    return tuple(Asked(id=id_, text=text, answer=answer_to(node, subject)) for id_, text, node in _questions())


def _files_of(facts: Iterable[AnyFact]) -> set[str]:
    return {source.file for fact in facts for source in fact.sources}


def with_issues(record: PersonRecord, issues: Iterable[Issue]) -> PersonRecord:
    """The record with further issues, each once."""
    return replace(record, issues=tuple(dict.fromkeys((*record.issues, *issues))))
