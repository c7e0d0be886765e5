"""Treatment that is let in where it is over: "radiotherapy is allowed; subjects must have completed it and recovered".

Whoever never had it is asked for nothing; of whoever had it a human sees the whole. That holds only where each sentence
behind the first goes on about that treatment: what is over, what has to have passed, what was irradiated.
"""

from __future__ import annotations

from collections.abc import Sequence

from onward.criteria import Criterion, Finding, Had
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_brackets
from onward.reading.partial_part import asked
from onward.reading.sought import Sought, sought
from onward.reading.study_conduct import tells_conduct
from onward.reading.things import Happened, Ill, Several, Thing, Treated, all_of, any_of, negated
from onward.reading.treatment_given import THING, TURNS, bare_given, treatment_in
from onward.reading.word_set import word_set

# Before the treatment: of whom is spoken, and when it was.
_BEFORE = word_set(
    "patient subject participant may have had has been received receive be treated with the a an any other prior previous previously earlier recent local localized palliative limited : and/or all number"
)
_LETS_IN = sought(
    r"\b(?:(?:is|are|was|will be|be) (?:also )?(?:allowed|permitted|acceptable|permissible)|may (?:have|receive|be treated|also have|have had))\b"
)
_FORBIDS = sought(
    r"\bnot (?:be )?(?:allowed|permitted|acceptable|eligible|permissible)\b|\b(?:ineligible|excluded|prohibited|cannot|not required|no limit|required but)\b|\bmay not\b"
)
# What a later sentence asks of whoever had it.
_OVER = sought(
    r"\b(?:recover\w*|complet\w+|resol\w+|elapsed|finished|ended|stopped|discontinued|washout|since|from last|after last|at least \d+ (?:day|week|month) from)\b"
)
_ITSELF = sought(
    r"\b(?:such|that|this|these|it|its|completed (?:treatment|therapy|radi\w+|chemo\w+|surg\w+)|(?:treatment|therapy) completed)\b"
)
_OF_OTHERS = sought(
    r"\b(?:cohort|arm|phase|stratum|group|module|life expectancy|performance|consent|adequate|hemoglobin|platelet|ecog|karnofsky|pregnan\w+|contracept\w+|she|woman|age|men|unless|any prior (?:treatment|therapy)|all (?:prior|previous) (?:treatment|therap\w+))\b"
)
_RADIATION = sought(r"\b(?:radiat\w*|radio ?therap\w*|irradiat\w*|rt|port|radio)\b")
_SURGERY = sought(r"\b(?:surg\w*|operation|procedure|wound)\b")
_CHEMOTHERAPY = sought(r"\b(?:chemo\w*|cytotoxic)\b")
_LEFT_OVER = frozenset({"toxicity of earlier treatment"})


def let_in_if_over(clauses: Sequence[tuple[str, Draft]], texts: Sequence[str]) -> Criterion | None:
    """The question of sentences and clauses of an inclusion that let in a treatment once it is over; None for others.

    clauses   what the grammar left of each, with its values;  texts  their words
    """
    if len(clauses) < 2:
        return None
    left, draft = clauses[0]
    tokens = left.split()
    plain, _ = without_brackets(tokens)
    said = draft.spoken(left + " ").strip()
    if plain is None or _FORBIDS.search(said) is not None or _LETS_IN.search(said) is None:
        return None
    thing = _first_treatment(plain, draft)
    if thing is None:
        return None
    own = _own_words(thing)
    words = [texts[0].strip(" .,;")]
    of_all: list[str] = []
    for (left_behind, its), text in zip(clauses[1:], texts[1:], strict=True):
        told = text.strip(" .,;")
        if tells_conduct(told):
            continue
        if _FORBIDS.search(told) is not None and own.search(told) is None:
            return None
        if (_OF_OTHERS.search(told) is not None and own.search(told) is None) or not _goes_on(
            left_behind.split(), its, own, told
        ):
            return None
        if own.search(told) is None and _ITSELF.search(told) is None:
            of_all.append(told)
        words.append(told)
    if len(words) < 2:
        return None
    given = bare_given(thing)
    if given is None:
        return None
    never = negated(given)
    # "All toxicity must have resolved" may be asked of whoever had none of it, too.
    alone = all_of((never, *(asked(told) for told in of_all)))
    made = any_of((alone, asked(". ".join(words))))
    return made if can_decide(made) else None


def _first_treatment(tokens: Tokens, draft: Draft) -> Thing | Criterion | None:
    for token in tokens:
        found = THING.match(token)
        if found is None:
            if token not in _BEFORE:
                return None
            continue
        if found["letter"] in "PN":
            continue
        value = draft.at(found["sign"])
        if found["letter"] not in "ODC" or not isinstance(value, (Treated, Happened, Several)):
            return None
        if isinstance(value, Treated) and value.supportive:
            return None
        own = draft.spoken(token + " ")
        return None if TURNS.search(own) is not None else treatment_in(value)
    return None


def _own_words(thing: Thing | Criterion) -> Sought:
    """Words by which a later sentence names the treatment."""
    told = repr(thing)
    if "radiotherapy" in told:
        return _RADIATION
    return _SURGERY if "Had(" in told else _CHEMOTHERAPY


def _goes_on(tokens: Tokens, draft: Draft, own: Sought, told: str) -> bool:
    """Whether a later sentence speaks of that treatment and of nothing else."""
    names_it = own.search(told) is not None
    if _OVER.search(told) is None and not names_it:
        return False
    for token in tokens:
        found = THING.match(token)
        if found is None or found["letter"] not in "CDFOX":
            continue
        value = draft.at(found["sign"])
        if isinstance(value, Ill) and set(value.groups) <= _LEFT_OVER | {"alopecia", "peripheral neuropathy"}:
            continue
        if isinstance(value, (Happened, Had)) or treatment_in(value) is not None:
            continue
        if names_it or (isinstance(value, Finding) and "recovered" in value.name) or "earlier treatment" in repr(value):
            continue
        return False
    return True
