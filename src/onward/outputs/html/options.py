"""Therapy options on the page: what may be given and why, what to heed, what is missing, what is ruled out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onward.engines.options import (
    GATES,
    BreastGpa,
    Caution,
    DecidedRule,
    OptionsAnswer,
    TestToConsider,
    Verdict,
    Warned,
    because,
    caution_words,
    evidence_words,
    grouped,
    missing_words,
    name_of,
    regimen_words,
    said,
    why_here,
    without_stop,
)
from onward.knowledge import KnowledgeSource
from onward.outputs.html.context import Cell, Labelled, OptionsPart, Statement, Table
from onward.outputs.html.phrases import listed, sentence_case
from onward.outputs.html.sources import SourceRegister
from onward.packet import Packet
from onward.terms import Truth
from onward.timeline import AnyFact

_REGIONS = {"us": "United States (FDA)", "eu": "European Union (EMA)"}
_AT_A_CHANGE = {
    "Best-supported next step": "If a change is needed: best supported",
    "Alternatives": "If a change is needed: alternatives",
    "Later lines": "If a change is needed: later lines",
}
# More names of rules than this say less than their number.
_NAMES = 4


def options_part(packet: Packet, register: SourceRegister) -> OptionsPart | None:
    """The section; None where nobody asked for options, or no breast cancer is recorded."""
    answer = packet.options
    if answer is None:
        return None
    titles = {one.rule.id: one.rule.title for one in answer.decided}
    shown = [one for one in answer.decided if one.verdict in (Verdict.OPTION, Verdict.CONTINUING, Verdict.UNDECIDED)]
    return OptionsPart(
        nothing=answer.nothing_because,
        lead=_lead(answer, titles, register),
        groups=tuple(_group(name, rules, answer, register) for name, rules in grouped(answer.of(Verdict.OPTION))),
        together=_together(answer, titles),
        tests=_tests(answer.tests, titles),
        undecided=_undecided(answer, register),
        questions=_questions(answer, titles),
        immunotherapy=_immunotherapy(answer, register),
        rejected=_rejected(answer, register),
        not_available=_not_available(answer),
        sources=_sources(shown),
    )


def _lead(answer: OptionsAnswer, titles: dict[str, str], register: SourceRegister) -> tuple[Labelled, ...]:
    found: list[Labelled] = []
    present = answer.present
    if present.drugs:
        since = f" since {present.since}" if present.since is not None else ""
        judged = f"{present.state_word} on {present.state_on}" if present.state_on is not None else ""
        found.append(
            Labelled(
                label="Now",
                text=f"{sentence_case(present.regimen)}{since}",
                detail=f"Last judged: {judged}." if judged else "How the disease does on it is not recorded.",
                marks=register.cite(present.facts),
            )
        )
    continuing = answer.of(Verdict.CONTINUING)
    if continuing:
        found.append(Labelled(label="Continuing", text=listed([one.rule.title for one in continuing])))
    if answer.at_progression:
        found.append(
            Labelled(
                label="If it fails",
                text=listed([titles[id_] for id_ in answer.at_progression]),
                detail="What the record would allow if the present treatment failed today.",
            )
        )
    found.append(
        Labelled(
            label="Approvals",
            text=_REGIONS[answer.region],
            detail="No clinician has signed these rules (review: none). The order within a group is no recommendation.",
        )
    )
    if answer.prognosis is not None:
        found.append(_prognosis(answer.prognosis, register))
    return tuple(found)


def _prognosis(index: BreastGpa, register: SourceRegister) -> Labelled:
    score, scores = index.score, index.scores
    return Labelled(
        label="Brain metastases",
        text=f"Breast-GPA {score}" if score is not None else f"Breast-GPA between {scores[0]} and {scores[-1]}",
        known=score is not None,
        detail=index.says,
        why="; ".join(
            f"{item.name} {' or '.join(str(one) for one in item.points)}: {item.because}" for item in index.items
        ),
        settle=" ".join(index.questions),
        marks=register.cite(_once(fact for item in index.items for fact in item.facts)),
    )


def _group(name: str, rules: Sequence[DecidedRule], answer: OptionsAnswer, register: SourceRegister) -> Table:
    runs = any(one.timing == "at a change" for one in rules)
    return Table(
        caption=_AT_A_CHANGE.get(name, name) if runs else name,
        columns=("Treatment", "Why it fits", "Evidence", "To heed"),
        rows=tuple(_option(one, register) for one in rules),
    )


def _option(one: DecidedRule, register: SourceRegister) -> tuple[Cell, ...]:
    return (_treatment(one), _fits(one, register), _evidence(one), _heed(one, register))


def _treatment(one: DecidedRule) -> Cell:
    regimen = regimen_words(one)
    notes = [regimen] if regimen.casefold() != one.rule.title.casefold() else []
    notes.append(sentence_case(one.availability.because))
    notes.append(f"Review: {one.review}{'; sources not opened: ' + str(len(one.unverified)) if one.unverified else ''}")
    if one.stale:
        notes.append(f"Expired on {one.expires}: to be re-checked")
    place = f"{one.rule.plain} Place: {one.rule.place.because} Rule: {one.rule.id}."
    return Cell(text=one.rule.title, notes=tuple(notes), why=place, why_label="in plain words")


def _fits(one: DecidedRule, register: SourceRegister) -> Cell:
    own = [c for c in one.conditions if c.answer.truth is Truth.YES]
    facts = _once(fact for condition in own for fact in condition.facts)
    return Cell(
        text=_met(one),
        notes=tuple(f"Assumed: {assumed}" for assumed in one.assumed),
        why=f"{sentence_case(because(one.conditions))}.",
        why_label="on which facts",
        marks=register.cite(facts),
    )


def _met(one: DecidedRule) -> str:
    """The rule's own conditions that are met, in its words."""
    met = [c.asked.says for c in one.conditions if c.answer.truth is Truth.YES and c.asked.id not in GATES]
    return sentence_case("; ".join(met)) or "Metastatic breast cancer"


def _evidence(one: DecidedRule) -> Cell:
    words = evidence_words(one)
    literature: list[str] = []
    if one.literature is not None:
        for label, matches in (("supports", one.literature.supporting), ("against", one.literature.contradicting)):
            if matches:
                levels = listed(sorted({match.item.level for match in matches}))
                literature.append(f"CIViC, {label}: {len(matches)} (level {levels})")
    return Cell(
        text=words or "No trial named",
        notes=tuple(literature),
        tone="" if words else "open",
        why=f"{'; '.join(_source(source) for source in one.source)}.",
        why_label="sources",
    )


def _heed(one: DecidedRule, register: SourceRegister) -> Cell:
    cautions = [caution for caution in one.safety if caution.kind != "check"]
    checks = [caution for caution in one.safety if caution.kind == "check"]
    # That another treatment runs stands above the group.
    warned = [part for part in one.warned if part.kind != "present treatment"]
    first = [*(_warning(part) for part in warned), *(_caution(caution) for caution in cautions)]
    facts = _once(fact for part in (*warned, *one.safety) for fact in part.facts)
    text = first[0] if first else "Nothing on record speaks against it."
    notes = first[1:]
    return Cell(
        text=text,
        notes=tuple(notes),
        why=" ".join(f"{number}. {sentence_case(caution_words(one))}" for number, one in enumerate(checks, start=1)),
        why_label=f"to check before the start: {len(checks)}",
        marks=register.cite(facts),
    )


def _warning(warned: Warned) -> str:
    return sentence_case(warned.says)


def _caution(caution: Caution) -> str:
    because_ = f" ({without_stop(caution.because)})" if caution.because else ""
    return f"{sentence_case(without_stop(caution.text))}{because_}{', gate expired' if caution.stale else ''}"


def _together(answer: OptionsAnswer, titles: dict[str, str]) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for one in answer.together:
        prefer = f" The source prefers {titles[one.note.prefer]}." if one.note.prefer else ""
        found.append(Statement(text=f"{one.note.says.rstrip('.')}. {sentence_case(one.note.because)}{prefer}"))
    return tuple(found)


def _tests(tests: Sequence[TestToConsider], titles: dict[str, str]) -> Table:
    return Table(
        caption="Tests to consider, the most decisive first",
        columns=("Test", "Would open", "Would close", "Sample"),
        rows=tuple(
            (
                Cell(
                    text=one.test,
                    notes=("Tested before; may have changed since",) if one.renews else (),
                    why=f"{one.question} {_results(one, titles)}".strip(),
                ),
                Cell(text=_names(one.opens, titles), notes=_alone(one)),
                Cell(text="the same" if set(one.closes) == set(one.opens) else _names(one.closes, titles)),
                Cell(text=one.specimen or "not stated"),
            )
            for one in tests
        ),
    )


def _alone(one: TestToConsider) -> tuple[str, ...]:
    if not one.opens or len(one.alone) == len(one.opens):
        return ()
    return (f"{len(one.alone)} of them by itself; the others wait for more",)


def _results(one: TestToConsider, titles: dict[str, str]) -> str:
    said_: list[str] = []
    for result in one.results:
        parts = [
            f"{word} {_names(ids, titles)}"
            for word, ids in (("opens", (*result.opens, *result.helps)), ("closes", result.closes))
            if ids
        ]
        if parts:
            said_.append(f"{sentence_case(result.result)}: {', '.join(parts)}.")
    return " ".join(said_)


def _names(ids: Sequence[str], titles: dict[str, str]) -> str:
    if not ids:
        return "none"
    names = list(dict.fromkeys(titles[id_] for id_ in ids))
    return listed(names) if len(names) <= _NAMES else f"{', '.join(names[:_NAMES])} and {len(names) - _NAMES} more"


def _undecided(answer: OptionsAnswer, register: SourceRegister) -> Table:
    """Treatments that wait for the same facts stand in one row."""
    waiting: dict[tuple[str, ...], list[DecidedRule]] = {}
    for one in answer.of(Verdict.UNDECIDED):
        waiting.setdefault(tuple(missing.what for missing in one.missing), []).append(one)
    return Table(
        caption="Withheld, because a fact is missing",
        columns=("Missing", "Treatments that wait for it", "Already met"),
        rows=tuple(_waiting(rules, register) for rules in waiting.values()),
    )


def _waiting(rules: Sequence[DecidedRule], register: SourceRegister) -> tuple[Cell, ...]:
    missing = rules[0].missing
    met = dict.fromkeys(_met(one) for one in rules)
    facts = _once(
        fact
        for one in rules
        for condition in one.conditions
        if condition.answer.truth is Truth.YES
        for fact in condition.facts
    )
    return (
        Cell(
            text=sentence_case("; ".join(one.what for one in missing)),
            tone="open",
            settle=" ".join(dict.fromkeys(question for one in missing for question in one.questions)),
            why=" ".join(sentence_case(missing_words(one)) for one in missing),
        ),
        Cell(
            text=listed([one.rule.title for one in rules]),
            notes=tuple(
                dict.fromkeys(f"{sentence_case(one.availability.because)}; review: {one.review}" for one in rules)
            ),
            why=" ".join(
                f"{one.rule.title}: {evidence_words(one) or 'no trial named'}. Rule: {one.rule.id}." for one in rules
            ),
        ),
        Cell(text=" / ".join(met), marks=register.cite(facts)),
    )


def _questions(answer: OptionsAnswer, titles: dict[str, str]) -> Table:
    return Table(
        caption="Questions to ask",
        columns=("Question", "Would open", "Would close"),
        rows=tuple(
            (Cell(text=one.question), Cell(text=_names(one.opens, titles)), Cell(text=_names(one.closes, titles)))
            for one in answer.questions
        ),
    )


def _immunotherapy(answer: OptionsAnswer, register: SourceRegister) -> Table:
    part = answer.immunotherapy
    decided = {one.rule.id: one for one in answer.decided}
    rows: list[tuple[Cell, ...]] = [
        (Cell(text="Finding"), Cell(text=one.says, tone="call", marks=register.cite(one.facts)))
        for one in part.findings
    ]
    if part.not_tested:
        rows.append((Cell(text="Not recorded"), Cell(text=listed(part.not_tested), tone="open")))
    rows += [
        (
            Cell(text="Speaks against it" if one.kind != "check" else "To check"),
            Cell(text=sentence_case(caution_words(one)), marks=register.cite(one.facts)),
        )
        for one in part.against
        if one.kind != "check"
    ]
    rows += [
        (
            Cell(text=decided[id_].rule.title),
            Cell(text=sentence_case(decided[id_].verdict.value), notes=(sentence_case(why_here(decided[id_])),)),
        )
        for id_ in part.rules
        if decided[id_].fits is not Truth.NO
    ]
    return Table(caption="Immunotherapy", columns=("What", "On record"), rows=tuple(rows))


def _rejected(answer: OptionsAnswer, register: SourceRegister) -> Table:
    return Table(
        caption="Ruled out, and by what",
        columns=("Treatment", "Ruled out by", "May it change?"),
        rows=tuple(
            (
                Cell(text=one.rule.title, why=f"Rule: {one.rule.id}; review: {one.review}."),
                Cell(
                    text=sentence_case(without_stop(one.reasons[0].because)),
                    notes=tuple(sentence_case(without_stop(reason.because)) for reason in one.reasons[1:]),
                    marks=register.cite(_once(fact for reason in one.reasons for fact in reason.facts)),
                ),
                Cell(text=_change(one)),
            )
            for one in answer.of(Verdict.REJECTED)
        ),
    )


def _change(one: DecidedRule) -> str:
    days = sorted({reason.on for reason in one.reasons if reason.on is not None})
    if not one.can_change:
        return "no"
    return f"from {days[-1]}" if days and all(reason.on is not None for reason in one.reasons) else "yes"


def _not_available(answer: OptionsAnswer) -> Table:
    """Only what would fit, or may: a decision on a drug for somebody else is of no use here."""
    return Table(
        caption="Not available, and why",
        columns=("Treatment", "Decision", "Would it fit?"),
        rows=tuple(
            (
                Cell(text=one.rule.title, notes=(evidence_words(one),) if evidence_words(one) else ()),
                Cell(
                    text=sentence_case(one.availability.because),
                    notes=tuple(
                        f"{name_of(decision)}: {decision.status}{f' ({decision.note})' if decision.note else ''}"
                        for decision in one.rule.agencies
                        if decision is not one.availability.decision
                    ),
                ),
                Cell(
                    text="yes" if one.fits is Truth.YES else "not known",
                    tone="" if one.fits is Truth.YES else "open",
                    why="; ".join(
                        f"{condition.asked.says}: {said(condition.answer)}"
                        for condition in one.conditions
                        if condition.answer.truth is Truth.UNKNOWN
                    ),
                ),
            )
            for one in answer.of(Verdict.NOT_AVAILABLE)
            if one.fits is not Truth.NO
        ),
    )


def _sources(shown: Iterable[DecidedRule]) -> Table:
    found: dict[tuple[str, str], tuple[KnowledgeSource, list[str]]] = {}
    for one in shown:
        for source in one.source:
            found.setdefault((source.title, source.url), (source, []))[1].append(one.rule.id)
    ordered = sorted(found.values(), key=lambda pair: (pair[0].verified, pair[0].title))
    return Table(
        caption="Sources of the rules shown here, those that nobody opened first",
        columns=("Source", "Opened", "Rules"),
        rows=tuple(
            (
                Cell(text=source.title, notes=(source.url,) if source.url not in ("", "none") else ()),
                Cell(
                    text=f"yes, last on {source.checked}" if source.verified else "no: unverified",
                    tone="" if source.verified else "open",
                ),
                Cell(text=", ".join(dict.fromkeys(rules))),
            )
            for source, rules in ordered
        ),
    )


def _source(source: KnowledgeSource) -> str:
    return source.title if source.verified else f"{source.title} (not opened)"


def _once(facts: Iterable[AnyFact]) -> tuple[AnyFact, ...]:
    return tuple({id(fact): fact for fact in facts}.values())
