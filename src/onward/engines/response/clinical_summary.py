"""A plain clinical summary where formal criteria cannot be used: what is recorded, period by period, and no category.

A period is a group of imaging reports and recorded statuses that lie close together; markers, performance status and
symptoms since the period before are told with it. `overall` is the status that the team recorded, in its own word, or
"" where none or contradictory ones are recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.engines.response.clinical import is_clinical
from onward.engines.response.criterion import Asked
from onward.engines.response.result import ReaderResponse, Reason, VisitResponse
from onward.knowledge import ResponseRules
from onward.terms import PartialDate
from onward.timeline import AnyFact, DiseaseStatus, ImagingFact, LabResult, PerformanceStatus, Standing

_LONGEST = 400
_MARKERS = ("CA 15-3", "CA 27.29", "CEA")


def has_recorded_course(asked: Asked) -> bool:
    """An imaging report with a conclusion, or a status of the disease, is recorded."""
    return bool(_anchors(asked))


def clinical_summaries(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """One answer, of the care team; () where nothing is recorded."""
    anchors = _anchors(asked)
    if not anchors:
        return ()
    periods = _periods(anchors, int(rules["together-days"]))
    visits: list[VisitResponse] = []
    before: PartialDate | None = None
    for period in periods:
        visits.append(_visit(asked, period, before))
        before = period.last
    last = visits[-1]
    says = f"as recorded last: {last.overall}" if last.overall else "no status is recorded in the last period"
    return (
        ReaderResponse(
            person=asked.timeline.person,
            reader="care team",
            reader_role="record",
            criterion="clinical-summary",
            visits=tuple(visits),
            best_overall="",
            best_overall_because=f"a summary makes no best response; {says}",
            best_confirmed="",
            best_confirmed_because=f"a summary makes no best response; {says}",
            progressed_on=None,
            responded_on=None,
            flags=(),
            rule=rules.file.id,
            rule_version=rules.file.version,
            review=rules.file.review,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Period:
    """From the first to the last of the reports and statuses that are told together."""

    first: PartialDate
    last: PartialDate
    facts: tuple[AnyFact, ...]


def _anchors(asked: Asked) -> list[tuple[PartialDate, AnyFact]]:
    found: list[tuple[PartialDate, AnyFact]] = []
    for fact in (*asked.timeline.of(ImagingFact), *asked.timeline.of(DiseaseStatus)):
        on = fact.when.start
        is_told = bool(fact.conclusion) if isinstance(fact, ImagingFact) else bool(fact.value or fact.text)
        if on is not None and is_told and fact.standing is not Standing.REFUTED:
            found.append((on, fact))
    return sorted(found, key=lambda one: one[0].sort_key)


def _periods(anchors: Sequence[tuple[PartialDate, AnyFact]], together: int) -> list[_Period]:
    groups: list[list[tuple[PartialDate, AnyFact]]] = []
    for on, fact in anchors:
        if groups and (on.earliest - groups[-1][0][0].earliest).days <= together:
            groups[-1].append((on, fact))
        else:
            groups.append([(on, fact)])
    return [_Period(first=group[0][0], last=group[-1][0], facts=tuple(fact for _, fact in group)) for group in groups]


def _visit(asked: Asked, period: _Period, before: PartialDate | None) -> VisitResponse:
    because: list[Reason] = []
    facts: list[AnyFact] = list(period.facts)
    for fact in period.facts:
        if isinstance(fact, ImagingFact):
            what = " ".join(filter(None, (fact.modality, fact.body_site or fact.description))) or "imaging"
            because.append(
                Reason(says=f"{what} ({fact.when.start}): {_cut(fact.conclusion)}", section="imaging report")
            )
    since = _since(asked, period, before)
    for result in since:
        facts.append(result)
        if isinstance(result, LabResult):
            because.append(Reason(says=f"{result.analyte} {result.value} ({result.when.start})", section="marker"))
        else:
            says = f"{result.scale} {result.value} ({result.when.start})"
            because.append(Reason(says=says, section="performance status"))
    statuses = [fact for fact in period.facts if isinstance(fact, DiseaseStatus)]
    for status in statuses:
        kind = " and ".join(one.replace("_", " ") for one in status.evidence) or "not said"
        says = f"{_word(status)} ({status.when.start}), by {kind}"
        because.append(Reason(says=says, section="symptoms" if is_clinical(status) else "recorded status"))
    values = list(dict.fromkeys(_word(status) for status in statuses if status.value and not is_clinical(status)))
    doubts: list[str] = []
    if len(values) > 1:
        doubts.append(f"statuses of one period differ: {' and '.join(values)}; the team's last word is asked for")
    if not values:
        because.append(Reason(says="no status of the disease is recorded in this period", section="recorded status"))
    if not any(isinstance(fact, ImagingFact) for fact in period.facts):
        doubts.append("no imaging report stands in this period")
    name = str(period.first) if period.first == period.last else f"{period.first} to {period.last}"
    return VisitResponse(
        visit=name,
        date=period.last,
        is_baseline=False,
        overall=values[0] if len(values) == 1 else "",
        because=tuple(because),
        doubts=tuple(doubts),
        lesions=(),
        facts=tuple(facts),
    )


def _since(asked: Asked, period: _Period, before: PartialDate | None) -> list[LabResult | PerformanceStatus]:
    """The last result of each marker and the last performance status after the period before, up to this one's end."""
    last: dict[str, LabResult | PerformanceStatus] = {}
    for fact in (*asked.timeline.of(LabResult), *asked.timeline.of(PerformanceStatus)):
        on = fact.when.start
        if on is None or on.earliest > period.last.latest or (before is not None and on.earliest <= before.earliest):
            continue
        if isinstance(fact, LabResult) and (fact.analyte not in _MARKERS or fact.value is None):
            continue
        key = fact.analyte if isinstance(fact, LabResult) else fact.scale
        held = last.get(key)
        if held is None or held.when.start is None or held.when.start.sort_key <= on.sort_key:
            last[key] = fact
    return [last[key] for key in sorted(last)]


def _word(status: DiseaseStatus) -> str:
    return status.value.replace("_", " ") or status.text or "not understood"


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} ..."
