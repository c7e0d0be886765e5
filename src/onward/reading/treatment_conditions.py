"""Treatment that is let in on a condition, and one way of two: "prior taxanes are allowed if over for 6 months"."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import Criterion
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_brackets
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import Happened, Several, Thing, Treated, all_of, any_of, negated
from onward.reading.things_asked import question_of
from onward.reading.treatment_given import THING, TURNS, is_for_an_illness, speaks_of_it, treatment_in, turns, weakened
from onward.reading.word_set import word_set

_OWN_WAY = word_set("have has had who no are is was were relapsed recurred not currently must never failed")


def one_way_treatment(tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "Progressed on a taxane, or no standard treatment is available": the first way, or the other that a human sees."""
    plain, brackets = without_brackets(tokens)
    if draft.denied or plain is None or brackets or len(plain) < _SHORTEST:
        return None
    while plain and plain[0][0] == "P" and THING.match(plain[0]) is not None:
        plain = plain[1:]
    at = 2 if plain[1:3] == [",", "or"] else 1
    first = THING.match(plain[0]) if plain else None
    if first is None or plain[at : at + 1] != ["or"] or plain[at + 1 : at + 2] == [] or plain[at + 1] not in _OWN_WAY:
        return None
    if _OF_OTHERS.search(" ".join(plain)) is not None or not {
        "and",
        "unless",
        "except",
        "if",
        ";",
        ":",
        ".",
    }.isdisjoint(plain):
        return None
    value = draft.at(first["sign"])
    thing = treatment_in(value) if first["letter"] in "DX" else None
    if thing is None or turns(draft, plain[0]) or not (first["letter"] == "X" or speaks_of_it(value)):
        return None
    question = thing if not isinstance(thing, (Treated, Happened, Several)) else question_of(thing, denied=False)
    return any_of((cast("Criterion", question), asked(draft.spoken(" ".join(plain[at + 1 :]) + " "))))


_SHORTEST = 4
_OF_WHOM = word_set(
    "if in for when of any all number patient subject participant those who that which they have has had been be is are was were being on with to the use using taking receiving received treated therapy treatment prior previous previously currently current concurrent concomitant",
    "another other additional unlimited history past requiring require requires continuing continue already ongoing chronic stable systemic standard at time study entry case given administered may exposure exposed and/or",
)
_LETS_IN = sought(r"\b(?:allowed|permitted|acceptable|eligible|may (?:have|be|continue))\b")
_ON_CONDITION = sought(
    r"\b(?:if|provided|providing|as long as|so long as|but|however|only|when|until|unless|must|should|at least|after)\b|[≥>]"
)
# "Opioids must be stable for 2 weeks": of whoever takes them.
_MUST_STAY = sought(
    r"^(?:therapy |treatment |dose |regimen |use )?(?:must|should) (?:be|have been|remain|also be) (?:at |on |in |kept |maintained )*(?:stable|unchanged|constant|discontinued|stopped|tapered|held|off|well tolerated|initiated|started)\b"
)
_DEMANDS = sought(r"\b(?:must|should|needs? to|has to|have to)\b")


def conditional_treatment(tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "Prior taxanes are allowed if over for 6 months", "patients on steroids must have a stable dose": of nobody else."""
    plain, brackets = without_brackets(tokens)
    if (
        plain is None
        or not plain
        or len(tokens) > 80
        or any(inner[0] in ("or", "and/or", "and") for inner, _ in brackets)
    ):
        return None
    said = draft.spoken(" ".join(tokens) + " ").strip()
    if _OF_OTHERS.search(said) is not None or {":", "."}.intersection(plain):
        return None
    first = _first_drug(plain, draft)
    if first is None:
        return None
    at, thing = first
    behind = plain[at + 1 :]
    told = draft.spoken(" ".join(behind) + " ")
    own = draft.spoken(plain[at] + " ")
    joined = {"or", "and", "and/or", ",", "/"} - ({","} if plain[0] in ("if", "in", "for", "when") else set())
    if joined.intersection(behind[:1]) or TURNS.search(own) is not None:
        return None
    if (_LETS_IN.search(told) is not None or "may" in plain[:at]) and _FORBIDDEN.search(told) is None:
        if _ON_CONDITION.search(told) is None or not _only_of_it(behind, thing, draft):
            return None
        if _ANOTHER_DEMAND.search(told) is not None or _NOT_COUNTED.search(told) is not None:
            return None
    elif _MUST_STAY.match(told) is not None and _DEMANDS.search(own) is None:
        pass
    elif (
        _DEMANDS.search(told) is None
        or not (plain[0] in ("if", "in", "for", "when") or _tells_whose(plain[:at], own))
        or ";" in plain
    ):
        return None
    if draft.denied and (_ANOTHER.search(told) is not None or _ASKS_NOTHING.search(told) is not None):
        return None
    if is_for_an_illness(thing, own):
        return None
    given = weakened(thing, denied=True, ended=True, placed=True)
    return all_of((given, asked(said))) if draft.denied else any_of((negated(given), asked(said)))


# "... are allowed, and do not count as prior therapy": nothing is asked.
_NOT_COUNTED = sought(r"\b(?:do|does|will|are|is) not (?:be )?count\w*")
# "... are allowed, but patients must have measurable disease": of everybody.
_ANOTHER_DEMAND = sought(
    r"\b(?:but|and|however|;) (?:,|all|the|patient|subject|participant|they) ?(?:patient|subject|participant)?s? ?(?:must|should) (?:also )?have (?!been|completed|stopped|discontinued|finished|recovered|progressed|received|had|taken|tolerated|failed|ended|relapsed|demonstrated|shown|elapsed)"
)
_OF_OTHERS = sought(
    r"(?:^| )(?:relative|partner|spouse|donor|caregiver|cohort|arm|part|phase|stratum|group|step|module|allergy|allergic|hypersensitivity|contraindication|contraindicated|naive|not required|lostsign|regardless|irrespective|note)(?= |$)"
)
_ANOTHER = sought(
    r"\bor (?:those|who|patient|subject|participant|with|any|other|prior|has|have|had|is|are|currently|anticipated)\b"
)
_ASKS_NOTHING = sought(
    r"\b(?:do|does) not (?:have|need|require)|\bno (?:washout|restriction|limit)|\bnot (?:required|excluded|necessary)"
)
_FORBIDDEN = sought(
    r"\b(?:not (?:be )?(?:allowed|permitted|acceptable|eligible)|ineligible|excluded|may not|can not|cannot)\b"
)


def _first_drug(tokens: Tokens, draft: Draft) -> tuple[int, Thing] | None:
    for at, token in enumerate(tokens):
        found = THING.match(token)
        if found is None:
            if token not in _OF_WHOM:
                return None
            continue
        if found["letter"] in "PQNR":
            continue
        value = draft.at(found["sign"])
        if found["letter"] not in "DC" or not isinstance(value, (Treated, Several)) or treatment_in(value) is None:
            return None
        return at, value
    return None


def _tells_whose(before: Tokens, own: str) -> bool:
    """Whether the words say of whom is spoken: "patients receiving steroids must ..."."""
    if _DEMANDS.search(own) is not None or not {"must", "should"}.isdisjoint(before):
        return False
    return any(token[0] == "P" for token in before if THING.match(token)) or not _WHOSE.isdisjoint(own.split()[:3])


_WHOSE = word_set("receiving taking on who received treated using")


def _only_of_it(behind: Tokens, thing: Thing, draft: Draft) -> bool:
    """Whether nothing else is named behind it: another treatment would be asked of everybody."""
    own = set(re.findall(r"'([^']+)'", repr(thing)))
    at = next((n for n, token in enumerate(behind) if token in _CONDITIONS), len(behind))
    if at < len(behind) and ";" not in behind:
        # What stands behind "if" is the condition, whatever it speaks of.
        behind = behind[:at]
    for token in behind:
        found = THING.match(token)
        if found is None or found["letter"] in "WTBNRSPQAIH":
            continue
        value = draft.at(found["sign"])
        if found["letter"] in "DCX" and set(re.findall(r"'([^']+)'", repr(value))) <= own | _WORDS_OF_NODES:
            continue
        return False
    return True


_CONDITIONS = frozenset({"if", "provided", "providing", "when", "only"})
_WORDS_OF_NODES = frozenset(
    {
        "longer",
        "shorter",
        "neoadjuvant",
        "adjuvant",
        "metastatic",
        "ever",
        "now",
        "or",
        "and",
        "anticancer",
        "progression",
    }
)
