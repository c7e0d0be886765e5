"""All trials for a person in a few tables: what to find out first, the best, what one line stands in the way of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onward.criteria import facts_of, said
from onward.engines.trials import Matched, NearMiss, OpenQuestion, Ranked, Verdict, outlook
from onward.outputs.html.context import Cell, Labelled, Table, TrialsPart
from onward.outputs.html.phrases import counted, listed, sentence_case
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.trial_sites import distance_text
from onward.outputs.html.trial_words import RECRUITMENT, VERDICTS, phase_label
from onward.registry import NearSite

_BEST = 10
_NEAR = 8


def trials_part(
    matched: Matched,
    register: SourceRegister,
    *,
    pages: Mapping[str, str] | None = None,
    best: int = _BEST,
    with_rest: bool = True,
) -> TrialsPart:
    """The section.

    pages       id of a trial -> address of its page, for those that have one
    best        how many trials stand in the open table
    with_rest   whether all others follow, folded away
    """
    linked = pages or {}
    may_enter = [*matched.of(Verdict.ELIGIBLE), *matched.of(Verdict.POSSIBLE)]
    shown = may_enter[:best]
    rest = [one for one in matched.ranked if one not in shown] if with_rest else []
    return TrialsPart(
        lead=_lead(matched),
        questions=_questions(matched.questions),
        best=_best(shown, matched, linked),
        near_misses=_near_misses(matched.near_misses[:_NEAR], linked, register),
        rest=_rest(rest, linked),
    )


def _lead(matched: Matched) -> tuple[Labelled, ...]:
    counts = [f"{len(matched.of(verdict)):,} {word.lower()}" for verdict, word in VERDICTS.items()]
    found = [
        Labelled(
            label="Trials",
            text=f"{counted(len(matched.ranked), 'trial')}{' in ' + matched.where if matched.where else ''}",
            detail=f"{listed(counts)}. What the record does not say is open: never yes, never no.",
        )
    ]
    if matched.near is not None:
        left_out = (
            f"{counted(len(matched.left_out), 'trial')} left out: every site is farther." if matched.left_out else ""
        )
        found.append(Labelled(label="Distances", text=f"As the crow flies from {matched.near.label}.", detail=left_out))
    return tuple(found)


def _questions(questions: Sequence[OpenQuestion]) -> Table:
    return Table(
        caption="What to find out first: it would settle most",
        columns=("Question", "Trials that wait for it", "An answer may rule out", "Wait for nothing else"),
        rows=tuple(
            (
                Cell(text=one.question.text, notes=(sentence_case(one.question.why.value),)),
                Cell(text=str(len(one.trials))),
                Cell(text=str(one.rules_out)),
                Cell(text=str(one.lets_in)),
            )
            for one in questions
        ),
        numeric=(1, 2, 3),
    )


def _best(shown: Sequence[Ranked], matched: Matched, pages: Mapping[str, str]) -> Table:
    return Table(
        caption="Trials that may fit, the best first",
        columns=("Trial", "Verdict", "Nearest open site", "Made for"),
        rows=tuple(
            (
                _title(one, pages),
                _verdict(one),
                _nearest(matched.sites_of(one), has_place=matched.near is not None),
                Cell(
                    text=f"{sentence_case('; '.join(one.relevance.because))}."
                    if one.relevance.because
                    else "Not stated."
                ),
            )
            for one in shown
        ),
        empty="No trial here may fit on what is recorded.",
    )


def _title(one: Ranked, pages: Mapping[str, str]) -> Cell:
    trial = one.match.prepared.trial
    id_ = trial.id or trial.protocol_no
    phase = phase_label(trial)
    notes = [f"{one.rank}. {id_}{', ' + phase if phase else ''}", RECRUITMENT[one.recruitment]]
    return Cell(text=trial.title, notes=tuple(notes), link=pages.get(id_, ""))


def _verdict(one: Ranked) -> Cell:
    verdict = one.match.verdict
    return Cell(
        text=VERDICTS[verdict],
        notes=(f"{sentence_case(one.match.because).rstrip('.')}.",),
        tone="call" if verdict is Verdict.ELIGIBLE else "open" if verdict is Verdict.POSSIBLE else "",
    )


def _nearest(sites: Sequence[NearSite], *, has_place: bool) -> Cell:
    open_sites = [site for site in sites if site.is_open]
    if not open_sites:
        return Cell(text="None is listed as open" if sites else "No site is listed", tone="open")
    one = open_sites[0]
    site = one.site
    town = ", ".join(part for part in (site.city, site.state, site.country if not site.state else "") if part)
    notes = [distance_text(one, has_place=True)] if has_place else []
    if len(open_sites) > 1:
        notes.append(f"{counted(len(open_sites), 'open site')} in all")
    name = ", ".join(part for part in (site.facility, town) if part)
    return Cell(text=name or "Without a name", notes=tuple(notes))


def _near_misses(misses: Sequence[NearMiss], pages: Mapping[str, str], register: SourceRegister) -> Table:
    return Table(
        caption="Lost on one line that may change",
        columns=("Trial", "The trial says", "The record says", "What may change"),
        rows=tuple(_near_miss(miss, pages, register) for miss in misses),
    )


def _near_miss(miss: NearMiss, pages: Mapping[str, str], register: SourceRegister) -> tuple[Cell, ...]:
    answer = miss.line.answer
    assert answer is not None, "a near miss has an answer"
    return (
        _title(miss.ranked, pages),
        Cell(text=miss.line.line.text),
        Cell(text=f"{sentence_case(said(answer))}.", marks=register.cite(facts_of(answer))),
        Cell(text=f"{sentence_case(outlook(answer).words)}.", tone="call"),
    )


def _rest(rest: Sequence[Ranked], pages: Mapping[str, str]) -> Table:
    return Table(
        caption="All other trials, in order",
        columns=("Trial", "Verdict"),
        rows=tuple((_title(one, pages), _verdict(one)) for one in rest),
    )
