"""Cancers, stages and sites as tables."""

from __future__ import annotations

from dataclasses import replace

from onward.disease import DiseasePicture
from onward.outputs.html.body_map import site_label
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import day_text, listed, period_text, relative_text, sentence_case, spoken
from onward.outputs.html.sources import SourceRegister
from onward.timeline import AnyFact, CancerDiagnosis, Metastasis, StageFact, Standing, Timeline, describe

_NAME_LENGTH = 120
_AXES = ("group", "T", "N", "M")


def site_table(picture: DiseasePicture, timeline: Timeline, register: SourceRegister) -> Table:
    """The table twin of the body map; with sites that the record rules out."""
    anchor = picture.onset.first_metastasis
    rows = []
    for site in picture.sites:
        month = relative_text(site.first, anchor)
        words = dict.fromkeys(
            spoken(fact.text)
            for fact in site.facts
            if fact.text and fact.text.casefold() != site_label(site).casefold()
        )
        rows.append(
            (
                Cell(
                    text=sentence_case(site_label(site)),
                    notes=tuple(words)[:3],
                    marks=register.cite(site.facts),
                ),
                Cell(text=day_text(site.first), notes=(f"month {month}",) if month else ()),
                Cell(text=day_text(site.last)),
                Cell(text=listed(kind.replace("_", " ") for kind in site.evidence) or "not recorded"),
            )
        )
    rows += [
        (
            Cell(text=f"Suspected: {site_label(site)}", tone="open", marks=register.cite(site.facts)),
            Cell(text=day_text(site.first)),
            Cell(text=day_text(site.last)),
            Cell(text="only suspected, so no site"),
        )
        for site in picture.suspected_sites
    ]
    for fact in timeline.of(Metastasis):
        if fact.standing is Standing.REFUTED:
            when = period_text(fact.when)
            rows.append(
                (
                    Cell(text=sentence_case(describe(fact)), marks=register.cite((fact,))),
                    Cell(text=when),
                    Cell(text=when),
                    Cell(text=fact.basis or "not recorded"),
                )
            )
    return Table(
        caption="Sites of metastasis",
        columns=("Site", "First recorded", "Last recorded", "Known from"),
        rows=tuple(rows),
        numeric=(1, 2),
        empty="No site of metastasis is recorded.",
    )


def stage_table(timeline: Timeline, register: SourceRegister) -> Table:
    """Cancers and their stages, oldest first; the categories of one staging are one row."""
    groups: dict[tuple[str, str], list[AnyFact]] = {}
    for fact in timeline.facts:
        if isinstance(fact, CancerDiagnosis):
            status = f" ({fact.clinical_status})" if fact.clinical_status else ""
            words = sentence_case(describe(replace(fact, text=_name(fact)))) + status
            groups.setdefault((period_text(fact.when), words), []).append(fact)
        elif isinstance(fact, StageFact):
            groups.setdefault((period_text(fact.when), f"{fact.kind} stage"), []).append(fact)
    rows = []
    for (when, words), facts in groups.items():
        stages = [fact for fact in facts if isinstance(fact, StageFact)]
        text = _staging(stages) if stages else words
        notes = [fact.text for fact in facts if isinstance(fact, CancerDiagnosis) and _name(fact) not in fact.text]
        rows.append((Cell(text=when), Cell(text=text, notes=tuple(notes), marks=register.cite(facts))))
    return Table(
        caption="Cancers and stages, oldest first",
        columns=("Date", "What"),
        rows=tuple(rows),
        numeric=(0,),
        empty="No cancer is recorded.",
    )


def _name(fact: CancerDiagnosis) -> str:
    """The cancer by name; a whole row of a study's table is no name, and stands below it."""
    if len(fact.text) <= _NAME_LENGTH:
        return spoken(fact.text)
    return "Breast cancer (table row below)" if fact.is_breast else "Cancer (table row below)"


def _staging(stages: list[StageFact]) -> str:
    """ "Pathologic: stage IIB, T2, N1, M0"."""
    ordered = sorted(stages, key=lambda fact: _AXES.index(fact.axis) if fact.axis in _AXES else len(_AXES))
    values = dict.fromkeys(_stage_value(fact) for fact in ordered)
    kind = sentence_case(stages[0].kind) if stages[0].kind else "Staging, clinical or pathologic not stated"
    return f"{kind}: {', '.join(values)}"


def _stage_value(fact: StageFact) -> str:
    value = fact.value or fact.text or "not understood"
    refuted = "not " if fact.standing is Standing.REFUTED else ""
    return f"{refuted}stage {value}" if fact.axis == "group" else f"{refuted}{value}"
