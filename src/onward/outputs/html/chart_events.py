"""What happened beside the drugs: diagnosis, metastases, judged status, operations, radiotherapy, imaging, death."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onward.disease import DiseasePicture
from onward.outputs.html.body_map import site_label
from onward.outputs.html.drawing import EventShape
from onward.outputs.html.phrases import counted, day_text, listed, number_text, sentence_case, span_text, spoken
from onward.terms import PartialDate
from onward.timeline import (
    AnyFact,
    Death,
    DiseaseStatus,
    ImagingFact,
    ProcedureFact,
    Radiotherapy,
    Standing,
    Timeline,
    site_name,
)

# Kinds of codes/procedures that look and do not treat.
_EXAMINATIONS = frozenset({"imaging", "mammography", "bone density scan", "echocardiogram"})
_LABORATORY = frozenset({"receptor testing", "ecg"})
_SESSION_GAP_DAYS = 14
_NOT_DONE = frozenset({"not-done", "cancelled", "entered-in-error", "preparation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened; `end` only for what took longer than a day."""

    row: str
    when: PartialDate
    shape: EventShape
    label: str
    words: str
    facts: tuple[AnyFact, ...]
    end: PartialDate | None = None


DISEASE, OPERATIONS, RADIOTHERAPY, IMAGING = "Disease", "Surgery, biopsy", "Radiotherapy", "Imaging"
ROWS = (DISEASE, OPERATIONS, RADIOTHERAPY, IMAGING)


def chart_events(picture: DiseasePicture, timeline: Timeline) -> tuple[Event, ...]:
    """All dated events, in order of time within each row."""
    found = [
        *_milestones(picture),
        *_statuses(timeline),
        *_operations(timeline),
        *_radiotherapy(timeline),
        *_imaging(timeline),
        *_death(timeline),
    ]
    return tuple(sorted(found, key=lambda event: (ROWS.index(event.row), event.when.sort_key, event.label)))


def _milestones(picture: DiseasePicture) -> Iterable[Event]:
    first = picture.onset.first_diagnosis
    if first is not None:
        yield Event(
            row=DISEASE, when=first, shape="diamond", label="first diagnosis", words="First diagnosis", facts=()
        )
    by_day: dict[PartialDate, list[int]] = {}
    for index, site in enumerate(picture.sites):
        if site.first is not None:
            by_day.setdefault(site.first, []).append(index)
    for when, indexes in by_day.items():
        names = listed(site_label(picture.sites[index]) for index in indexes)
        yield Event(
            row=DISEASE,
            when=when,
            shape="diamond",
            label=names,
            words=f"First recorded metastasis: {names}",
            facts=tuple(fact for index in indexes for fact in picture.sites[index].facts[:1]),
        )


def status_words(fact: DiseaseStatus) -> str:
    """A judged status in words."""
    return fact.value.replace("_", " ") or fact.text or "not understood"


def status_shape(fact: DiseaseStatus) -> EventShape:
    """Worse, the same or better than before, as somebody judged it."""
    words = status_words(fact).lower()
    if "progress" in words or "worse" in words or "recurr" in words or "relapse" in words:
        return "worse"
    if any(good in words for good in ("remission", "response", "improved", "no evidence", "disease free")):
        return "better"
    return "same" if "stable" in words else "tick"


def _statuses(timeline: Timeline) -> Iterable[Event]:
    for fact in timeline.of(DiseaseStatus):
        if fact.when.start is None or fact.standing is Standing.REFUTED:
            continue
        shape = status_shape(fact)
        evidence = listed(kind.replace("_", " ") for kind in fact.evidence)
        yield Event(
            row=DISEASE,
            when=fact.when.start,
            shape=shape,
            label="progression" if shape == "worse" else "",
            words=f"Status recorded: {status_words(fact)}" + (f" (by {evidence})" if evidence else ""),
            facts=(fact,),
        )


def is_examination(fact: ProcedureFact) -> bool:
    """Whether a procedure looks or measures, and changes nothing: imaging, heart traces, laboratory work."""
    return fact.kind in _EXAMINATIONS or fact.kind in _LABORATORY


def procedure_words(fact: ProcedureFact) -> str:
    """A procedure as people say it."""
    return spoken(fact.text) or fact.kind or "procedure not named"


def _operations(timeline: Timeline) -> Iterable[Event]:
    for fact in timeline.of(ProcedureFact):
        if fact.when.start is None or not fact.kind or fact.status in _NOT_DONE or is_examination(fact):
            continue
        words = procedure_words(fact)
        yield Event(
            row=OPERATIONS,
            when=fact.when.start,
            shape="circle" if "biops" in f"{fact.kind} {words}".lower() else "square",
            label=words,
            words=sentence_case(words),
            facts=(fact,),
        )


def radiotherapy_site(fact: Radiotherapy) -> str:
    """What was irradiated, in words."""
    return listed(site_name(site) for site in fact.sites) or spoken(fact.text) or "site not recorded"


def radiotherapy_words(fact: Radiotherapy) -> str:
    """Where, dose and fractions, as recorded."""
    dose = f"{number_text(fact.dose_gy)} Gy" if fact.dose_gy is not None else ""
    parts = f"({counted(fact.fractions, 'fraction')})" if fact.fractions is not None else ""
    return " ".join(part for part in (radiotherapy_site(fact), dose, parts) if part)


def _radiotherapy(timeline: Timeline) -> Iterable[Event]:
    """One event for each course; records of single sessions that follow each other are one."""
    courses: list[list[Radiotherapy]] = []
    for fact in timeline.of(Radiotherapy):
        if fact.when.start is None or fact.status in _NOT_DONE:
            continue
        before = next((course for course in reversed(courses) if _goes_on(course[-1], fact)), None)
        if before is None:
            courses.append([fact])
        else:
            before.append(fact)
    for course in courses:
        first, last = course[0], course[-1]
        assert first.when.start is not None  # undated ones were left out
        dose = f" {number_text(first.dose_gy)} Gy" if first.dose_gy is not None else ""
        times = f", {counted(len(course), 'session')}" if len(course) > 1 else ""
        end = last.when.end or last.when.start
        yield Event(
            row=RADIOTHERAPY,
            when=first.when.start,
            end=end,
            shape="bar",
            label=f"{radiotherapy_site(first)}{dose}",
            words=f"Radiotherapy: {radiotherapy_words(first)}{times}, {span_text(first.when.start, end)}",
            facts=tuple(course),
        )


def _goes_on(before: Radiotherapy, after: Radiotherapy) -> bool:
    """Whether `after` repeats `before` within two weeks: the same words, no more than a long weekend and holidays."""
    end, start = before.when.end or before.when.start, after.when.start
    if end is None or start is None or radiotherapy_words(before) != radiotherapy_words(after):
        return False
    return (start.earliest - end.latest).days <= _SESSION_GAP_DAYS


def _imaging(timeline: Timeline) -> Iterable[Event]:
    days: dict[str, Event] = {}
    examinations = [fact for fact in timeline.of(ProcedureFact) if fact.kind in _EXAMINATIONS]
    for fact in (*timeline.of(ImagingFact), *examinations):
        if fact.when.start is None:
            continue
        day = day_text(fact.when.start)
        name = _imaging_name(fact)
        before = days.get(day)
        days[day] = Event(
            row=IMAGING,
            when=fact.when.start,
            shape="tick",
            label="",
            words=_also(before.words, name) if before is not None else sentence_case(name),
            facts=(*before.facts, fact) if before is not None else (fact,),
        )
    yield from days.values()


def _also(words: str, name: str) -> str:
    """A study and its report on one day carry one name."""
    return words if name.casefold() in words.casefold() else f"{words}; {name}"


def _imaging_name(fact: ImagingFact | ProcedureFact) -> str:
    if isinstance(fact, ProcedureFact):
        return procedure_words(fact)
    return spoken(fact.description or fact.text) or fact.modality or "imaging"


def _death(timeline: Timeline) -> Iterable[Event]:
    for fact in timeline.of(Death):
        if fact.standing is not Standing.REFUTED and fact.when.start is not None:
            yield Event(row=DISEASE, when=fact.when.start, shape="cross", label="died", words="Died", facts=(fact,))
            return
