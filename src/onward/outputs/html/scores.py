"""PD-L1, MSI, TMB and other scores of a tumour; scores of different assays never mix."""

from __future__ import annotations

from dataclasses import replace

from onward.outputs.html.context import Cell, Labelled, Table
from onward.outputs.html.phrases import NO_UNIT_NEEDED, NOT_RECORDED, day_text, quantity_text
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.specimens import specimen_names, specimen_words
from onward.timeline import BiomarkerScore, Timeline


def score_table(timeline: Timeline, register: SourceRegister) -> Table:
    """PD-L1, MSI, TMB and the like, newest first; scores of different assays never mix."""
    names = specimen_names(timeline)
    rows = []
    for fact in sorted(timeline.of(BiomarkerScore), key=_score_order):
        sample = names.get(fact.specimen) or specimen_words(fact.specimen_kind, "") or fact.specimen
        rows.append(
            (
                Cell(text=fact.name, notes=(fact.assay,) if fact.assay else ()),
                Cell(text=_score_words(fact), marks=register.cite((fact,))),
                Cell(text=sample or NOT_RECORDED, tone="" if sample else "open"),
                Cell(text=day_text(fact.when.start), tone="" if fact.when.start is not None else "open"),
            )
        )
    return Table(
        caption="Scores",
        columns=("Score", "Result", "Sample", "Date"),
        rows=tuple(rows),
        numeric=(3,),
    )


def _score_order(fact: BiomarkerScore) -> tuple[str, int]:
    return (fact.name, -fact.when.start.earliest.toordinal() if fact.when.start is not None else 0)


def _score_words(fact: BiomarkerScore) -> str:
    """ "CPS 15, positive", "30 %", "3.1 mutations per megabase": measure, number and word, each once."""
    if fact.value is None:
        return ", ".join(part for part in (fact.measure, fact.status) if part) or "no value"
    number = quantity_text(fact.value).removesuffix(" (no unit)")
    if fact.measure == "mutations per megabase":
        bare = quantity_text(replace(fact.value, unit=NO_UNIT_NEEDED))
        words = f"{bare} mutations per megabase"
    elif fact.measure in ("percent", "score") or fact.measure.casefold() in number.casefold():
        words = number
    else:
        words = f"{fact.measure} {number}"
    return ", ".join(part for part in (words.strip(), fact.status) if part)


def score_findings(timeline: Timeline, register: SourceRegister) -> tuple[Labelled, ...]:
    """The newest dated PD-L1, MSI and TMB, for the first screen."""
    words: list[str] = []
    facts: list[BiomarkerScore] = []
    for name in ("PD-L1", "MSI", "TMB"):
        dated = [fact for fact in timeline.of(BiomarkerScore) if fact.name == name and fact.when.start is not None]
        if dated:
            newest = dated[-1]
            assay = f" {newest.assay}" if newest.assay and name == "PD-L1" else ""
            words.append(f"{name}{assay} {_score_words(newest)}")
            facts.append(newest)
    if not facts:
        return ()
    return (Labelled(label="Scores", text="; ".join(words), marks=register.cite(facts)),)
