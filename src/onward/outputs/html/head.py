"""The first screen: who she is, the disease in one sentence, and what it is now."""

from __future__ import annotations

from collections.abc import Iterable

from onward.disease import DiseasePicture, Line, ReceptorCall
from onward.outputs.html.body_map import site_dates, site_label
from onward.outputs.html.context import Labelled, Statement
from onward.outputs.html.genes import gene_findings
from onward.outputs.html.phrases import NOT_RECORDED, day_text, listed, sentence_case, span_text
from onward.outputs.html.scores import score_findings
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.treatment_chart import line_name
from onward.packet import Packet, has_breast_cancer
from onward.terms import Truth
from onward.timeline import (
    AnyFact,
    CancerDiagnosis,
    Death,
    Demographics,
    MenopausalStatus,
    Metastasis,
    PerformanceStatus,
    Sex,
    StageFact,
    Standing,
    Timeline,
)


def name_of(timeline: Timeline) -> str:
    """The person's name as recorded; her id where no name is."""
    names = [name for fact in timeline.of(Demographics) for name in fact.names if name]
    return names[0] if names else timeline.person


def died(timeline: Timeline, register: SourceRegister) -> Statement | None:
    """That she has died, as far as it is recorded and not refuted."""
    found = [fact for fact in timeline.of(Death) if fact.standing is not Standing.REFUTED]
    if not found:
        return None
    dated = next((fact for fact in found if fact.when.start is not None), None)
    when = f"Died {dated.when.start}" if dated is not None else "Died, date not recorded"
    return Statement(text=when, marks=register.cite(found))


def who(packet: Packet, register: SourceRegister) -> tuple[Labelled, ...]:
    """Age, sex, menopausal status and performance status; each of them also when it is not recorded."""
    timeline = packet.timeline
    return (
        _age(packet, register),
        _sex(timeline, register),
        *_menopause(timeline, register),
        _performance(timeline, register),
    )


def _age(packet: Packet, register: SourceRegister) -> Labelled:
    people = packet.timeline.of(Demographics)
    dated = [fact for fact in people if fact.birth is not None]
    if packet.picture.age_years is not None:
        low, high = packet.picture.age_years
        years = f"{low}" if low == high else f"{low} to {high}"
        births = listed(dict.fromkeys(str(fact.birth) for fact in dated))
        return Labelled(
            label="Age",
            text=f"{years} years",
            detail=f"born {births}" if births else "",
            marks=register.cite(dated),
        )
    at_diagnosis = [fact for fact in people if fact.age_years_at_diagnosis is not None]
    if at_diagnosis:
        return Labelled(
            label="Age",
            text=f"{at_diagnosis[0].age_years_at_diagnosis} years at diagnosis",
            marks=register.cite(at_diagnosis[:1]),
        )
    return Labelled(label="Age", text=NOT_RECORDED, known=False)


def _sex(timeline: Timeline, register: SourceRegister) -> Labelled:
    found = [fact for fact in timeline.of(Demographics) if fact.sex is not None and fact.sex is not Sex.UNKNOWN]
    words = listed(dict.fromkeys(fact.sex.value for fact in found if fact.sex is not None))
    return Labelled(label="Sex", text=words or NOT_RECORDED, known=bool(words), marks=register.cite(found))


def _menopause(timeline: Timeline, register: SourceRegister) -> tuple[Labelled, ...]:
    found = timeline.of(MenopausalStatus)
    if found:
        newest = found[-1]
        since = f"recorded {newest.when.start}" if newest.when.start is not None else "undated"
        reason = f", {newest.reason}" if newest.reason else ""
        return (
            Labelled(
                label="Menopause",
                text=f"{newest.status}menopausal{reason}",
                detail=since,
                marks=register.cite((newest,)),
            ),
        )
    if any(fact.sex is Sex.MALE for fact in timeline.of(Demographics)):
        return ()
    return (Labelled(label="Menopause", text=NOT_RECORDED, known=False),)


def _performance(timeline: Timeline, register: SourceRegister) -> Labelled:
    found = timeline.of(PerformanceStatus)
    if not found:
        return Labelled(label="ECOG", text=NOT_RECORDED, known=False)
    newest = found[-1]
    return Labelled(
        label=newest.scale,
        text=str(newest.value),
        detail=f"on {newest.when.start}" if newest.when.start is not None else "undated",
        marks=register.cite((newest,)),
    )


def sentence(packet: Packet, register: SourceRegister) -> Statement:
    """The disease in one sentence with the facts behind its parts."""
    picture = packet.picture
    facts: list[AnyFact] = [
        *(result for call in picture.subtype.from_calls for result in call.inputs),
        *(fact for site in picture.sites for fact in site.facts[:1]),
        *(fact for line in picture.lines[-1:] for course in line.courses for fact in course.facts[:1]),
    ]
    diagnoses = [fact for fact in packet.timeline.of(CancerDiagnosis) if fact.standing is not Standing.REFUTED]
    return Statement(text=packet.sentence, marks=register.cite([*diagnoses[:1], *facts]))


def now(packet: Packet, register: SourceRegister) -> tuple[Labelled, ...]:
    """What the disease is now, one line for each question that a board asks first."""
    picture, timeline = packet.picture, packet.timeline
    if not has_breast_cancer(timeline):
        return _without_breast_cancer(timeline, register)
    return (
        _subtype(picture, register),
        _extent(picture, timeline, register),
        _sites(picture, register),
        _cns(picture, timeline, register),
        _line(picture, register),
        *_endocrine(picture, register),
        gene_findings(timeline, register),
        *score_findings(timeline, register),
    )


def _without_breast_cancer(timeline: Timeline, register: SourceRegister) -> tuple[Labelled, ...]:
    others = [fact for fact in timeline.of(CancerDiagnosis) if fact.standing is not Standing.REFUTED]
    rows = [
        Labelled(
            label="Breast cancer",
            text="No breast cancer is recorded",
            known=False,
            settle="Add the diagnosis (a Condition or the pathology report), or check whose records these are.",
        )
    ]
    rows += [
        Labelled(
            label="Other cancer" if fact.is_breast is False else "Cancer of unknown origin",
            text=fact.text or fact.histology or "not named",
            detail=day_text(fact.when.start),
            marks=register.cite((fact,)),
        )
        for fact in others
    ]
    return tuple(rows)


def _subtype(picture: DiseasePicture, register: SourceRegister) -> Labelled:
    subtype = picture.subtype
    facts = [result for call in subtype.from_calls for result in call.inputs]
    code = subtype.code if subtype.code not in subtype.plain else ""
    return Labelled(
        label="Subtype",
        text=sentence_case(subtype.plain),
        known="?" not in subtype.code,
        detail=", ".join(part for part in (code, _from_specimens(subtype.from_calls)) if part),
        why=f"{subtype.because} Rule: {subtype.rule}." if subtype.because else "",
        settle=subtype.settle,
        marks=register.cite(facts),
    )


def _from_specimens(calls: Iterable[ReceptorCall]) -> str:
    places = dict.fromkeys(
        " ".join(part for part in (_specimen_words(call), day_text(call.date, "")) if part) for call in calls
    )
    return f"from {listed(places)}" if places else ""


def _specimen_words(call: ReceptorCall) -> str:
    if call.specimen_site:
        return call.specimen_site.replace("_", " ")
    return call.specimen_kind.value if call.specimen_kind.value != "unknown" else "a specimen of unknown kind"


def _extent(picture: DiseasePicture, timeline: Timeline, register: SourceRegister) -> Labelled:
    onset = picture.onset
    breast = [fact for fact in timeline.of(CancerDiagnosis) if fact.is_breast and fact.standing is not Standing.REFUTED]
    facts: list[AnyFact] = [*breast[:1]]
    match picture.metastatic:
        case Truth.YES:
            words = {
                "de_novo": "metastatic from the start (de novo)",
                "recurrent": "recurrent",
                "unknown": "metastatic; de novo or recurrent cannot be told",
            }[onset.onset]
            facts += [fact for fact in timeline.of(Metastasis) if fact.standing is not Standing.REFUTED][:1]
            why, known = onset.because, onset.onset != "unknown"
            rule = f" Rule: {onset.rule}." if onset.rule else ""
        case Truth.NO:
            words, why, known, rule = "no metastasis recorded", picture.metastatic_because, True, ""
            facts += list(timeline.of(StageFact))[:1]
        case Truth.UNKNOWN:
            words, why, known, rule = "whether it is metastatic is not recorded", picture.metastatic_because, False, ""
    first = f"first diagnosis {onset.first_diagnosis}" if onset.first_diagnosis is not None else ""
    spread = f"metastasis {onset.first_metastasis}" if onset.first_metastasis is not None else ""
    return Labelled(
        label="Onset",
        text=sentence_case(words),
        known=known,
        detail=", ".join(part for part in (first, spread, _free_months(picture)) if part),
        why=f"{why}{rule}".strip(),
        settle=onset.settle,
        marks=register.cite(facts),
    )


def _free_months(picture: DiseasePicture) -> str:
    months = picture.onset.disease_free_months
    if picture.onset.onset != "recurrent" or months is None:
        return ""
    fewest, most = months
    return f"{fewest} months between" if fewest == most else f"{fewest} to {most} months between"


def _sites(picture: DiseasePicture, register: SourceRegister) -> Labelled:
    if not picture.sites:
        word = "none recorded" if picture.metastatic is Truth.NO else NOT_RECORDED
        return Labelled(label="Sites", text=sentence_case(word), known=picture.metastatic is Truth.NO)
    suspected = listed(site_label(site) for site in picture.suspected_sites)
    kind = "bone only" if picture.bone_only is Truth.YES else "visceral" if picture.visceral is Truth.YES else ""
    return Labelled(
        label="Sites",
        text=sentence_case(listed(site_label(site) for site in picture.sites)),
        detail="; ".join(
            part
            for part in (
                kind,
                *(f"{site_label(site)} {site_dates(site)}" for site in picture.sites),
                f"suspected only: {suspected}" if suspected else "",
            )
            if part
        ),
        marks=register.cite([fact for site in picture.sites for fact in site.facts]),
    )


def _cns(picture: DiseasePicture, timeline: Timeline, register: SourceRegister) -> Labelled:
    cns = picture.cns
    facts = [
        fact
        for fact in timeline.of(Metastasis)
        if fact.site in ("brain", "leptomeninges") and fact.standing is not Standing.REFUTED
    ]
    words = "whether the brain is involved is not recorded" if cns.status == "unknown" else cns.status
    # "None known" must never be read alone: what it rests on stands beside it, not behind a click.
    spelled_out = cns.status == "none known"
    since = f"since {cns.since}" if cns.since is not None else ""
    why = "" if spelled_out else cns.because
    return Labelled(
        label="Brain, meninges",
        text=sentence_case(words),
        known=cns.status != "unknown",
        detail=cns.because if spelled_out else since,
        why=f"{why} Rule: {cns.rule}.".strip() if cns.rule else why,
        settle=cns.settle,
        marks=register.cite(facts),
    )


def _line(picture: DiseasePicture, register: SourceRegister) -> Labelled:
    if not picture.lines:
        return Labelled(label="Treatment", text="No line of therapy can be told", known=False)
    last = picture.lines[-1]
    ongoing = last.why_ended == "ongoing"
    when = span_text(last.start, last.end, ongoing=ongoing)
    ended = "" if ongoing else f", ended: {ended_words(last)}"
    return Labelled(
        label="Treatment now" if ongoing else "Last treatment",
        text=f"{line_name(last)}: {last.regimen}",
        detail=f"{when}{ended}",
        why=f"{last.because} Rules: {', '.join(last.rules)}." if last.because else "",
        marks=register.cite([fact for course in last.courses for fact in course.facts]),
    )


def ended_words(line: Line) -> str:
    """Why a line ended, as the page writes it."""
    return "reason not recorded" if line.why_ended == "unknown" else line.why_ended


def _endocrine(picture: DiseasePicture, register: SourceRegister) -> tuple[Labelled, ...]:
    found = picture.endocrine
    if found.status == "not exposed" and picture.subtype.code.startswith("HR-"):
        return ()
    words = "cannot be told" if found.status == "unknown" else found.status
    return (
        Labelled(
            label="Endocrine",
            text=sentence_case(words),
            known=found.status != "unknown",
            why=f"{found.because} Rule: {found.rule}." if found.because else "",
            settle=found.settle,
            marks=register.cite(
                [fact for course in found.about.courses for fact in course.facts] if found.about is not None else ()
            ),
        ),
    )
