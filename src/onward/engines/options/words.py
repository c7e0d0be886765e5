"""The options in the words of a reader: what is given, why it fits, what is missing, what to heed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onward.criteria import said
from onward.engines.options.decide import BESIDE
from onward.engines.options.result import ConditionAnswer, DecidedRule, Missing, Verdict
from onward.engines.options.safety import Caution
from onward.terms import Truth

GATES = ("breast-cancer", "metastatic")
_GROUPS = (
    ("preferred", "Best-supported next step"),
    ("alternative", "Alternatives"),
    ("later", "Later lines"),
)
BESIDE_WORDS = "With it"


def grouped(options: Sequence[DecidedRule]) -> Iterator[tuple[str, tuple[DecidedRule, ...]]]:
    """Options as the clinic thinks: what stands first for this subtype and line, alternatives, later, beside it."""
    for rank, name in _GROUPS:
        rules = tuple(one for one in options if one.rank == rank and one.rule.kind not in BESIDE)
        if rules:
            yield name, rules
    beside = tuple(one for one in options if one.rule.kind in BESIDE)
    if beside:
        yield BESIDE_WORDS, beside


def because(conditions: Iterable[ConditionAnswer]) -> str:
    """Why a rule fits, in a few words per condition of its own that is met; the gates go without saying."""
    return "; ".join(
        f"{one.asked.says}: {said(one.answer)}"
        for one in conditions
        if one.answer.truth is Truth.YES and one.asked.id not in GATES
    )


def why_rejected(one: DecidedRule) -> str:
    """What speaks against a rule, in one line."""
    return "; ".join(without_stop(reason.because) for reason in one.reasons)


def why_here(one: DecidedRule) -> str:
    """Why a rule stands in its list, in one line."""
    match one.verdict:
        case Verdict.REJECTED:
            return why_rejected(one)
        case Verdict.UNDECIDED:
            return "; ".join(f"not recorded: {missing.what}" for missing in one.missing)
        case Verdict.NOT_AVAILABLE:
            return one.availability.because
        case Verdict.OPTION | Verdict.CONTINUING:
            return because(one.conditions)


def without_stop(sentence: str) -> str:
    """A sentence to go on after."""
    return sentence.rstrip(". ")


def missing_words(one: Missing) -> str:
    """What is missing and what would settle it, as a sentence."""
    return f"{one.what}: {without_stop(one.because)}. {' '.join(one.questions)}".strip()


def caution_words(one: Caution) -> str:
    """A gate of safety in one sentence, with what would settle it."""
    said = f"{without_stop(one.text)}: {without_stop(one.because)}" if one.because else without_stop(one.text)
    return f"{said}. {' '.join(one.questions)}".strip()


def cautions_of(one: DecidedRule) -> Iterator[tuple[str, Caution]]:
    """The gates of safety of an option, equal ones once, each with the drugs that it is about.

    "" for the drugs where the option holds only one: of whom else could it be said.
    """
    named = {*one.rule.drugs, *(drug for choice in one.partners for drug in choice.left)}
    drugs: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Caution] = {}
    for caution in one.safety:
        key = (caution.kind, caution_words(caution))
        first.setdefault(key, caution)
        drugs.setdefault(key, []).append(caution.drug)
    for key, caution in first.items():
        yield ", ".join(dict.fromkeys(drug for drug in drugs[key] if drug)) if len(named) > 1 else "", caution


def cautions_in_words(one: DecidedRule) -> Iterator[str]:
    """Each gate of safety as a sentence, with its drugs before it where the option holds several."""
    for drugs, caution in cautions_of(one):
        yield f"{drugs}: {caution_words(caution)}" if drugs else caution_words(caution)


def regimen_words(decided: DecidedRule) -> str:
    """The treatment in words: "palbociclib with letrozole, anastrozole or exemestane"."""
    fixed = " + ".join(decided.rule.drugs)
    chosen = (_one_of(one.left or (one.what,)) for one in decided.partners)
    return " with ".join(part for part in (fixed, *chosen) if part)


def _one_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def evidence_words(decided: DecidedRule) -> str:
    """Trials with their figures, then grades, in one line."""
    said = [
        f"{one.name}{f' ({one.population})' if one.population else ''}: {one.figures}" for one in decided.rule.trials
    ]
    said += [f"{one.scale} {one.grade}" for one in decided.rule.grades]
    return "; ".join(said)
