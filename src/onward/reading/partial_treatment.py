"""What a sentence about treatment cannot do without: whoever never had the drug does not meet it.

"Progression after at least 8 weeks of standard doses of a taxane" is not understood as a whole, and yet nobody meets it
who was never given a taxane. The drug is asked of the record, the whole sentence of a human beside it. That holds only
where the drug is what was given, and not one of several ways, a thing to come, or what somebody reacts to: only known
words may stand before it, and no alternative behind it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, AnyOf, Criterion, Exposed, Lines, Relapse
from onward.reading.amounts import Bound
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_brackets, without_last
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import (
    AskedSetting,
    Fixed,
    Happened,
    Several,
    Thing,
    Treated,
    Unless,
    all_of,
    any_of,
    negated,
    question_of,
)
from onward.reading.word_set import word_set

_THING = sought(r"^(?P<letter>[A-Z])(?P<sign>[\ue000-\uf8ff])$")

# Words that may stand before the drug and leave it what was given.
_BEFORE = word_set(
    "patient subject participant individual person woman man they she he who whose whom must should have has had having been be is are was were with of the in at to and also all any either both",
    "prior previous previously history past earlier known documented evidence confirmed radiographic radiographically radiological radiologic clinical clinically objective disease cancer tumor metastatic advanced recurrent",
    "treatment therapy exposure exposed treated use administration receipt received receiving given undergone regimen line course cycle dose single first second third fourth th last most recent latest immediate immediately standard systemic",
    "at least one more minimum than two three four on after following during while within upon despite under whilst either documented experienced demonstrated proven proved by as prior subsequent initial previously only cumulative total lifetime maximum load",
    "progression progressed progressive progressing failed failure refractory resistant resistance relapse relapsed recurrence recurred intolerant intolerance benefit response responded derived clinical obtained achieved stable",
    "currently current ongoing concurrent concomitant taking using requiring require requires chronic long term regular daily continuous active other another additional combination form type kind agent drug inhibitor",
)
# What says that something was given, or ended.
_GIVEN = word_set(
    "received treated exposure exposed given undergone prior previous previously history failed failure progression progressed progressive progressing refractory resistant resistance relapse relapsed recurrence recurred intolerant intolerance "
    "currently current ongoing concurrent concomitant taking using use receiving receipt derived"
)
_ENDS = word_set(
    "progression progressed progressive recurrence recurred relapse relapsed refractory resistant resistance intolerant intolerance failed failure on after following during while within whilst upon disease been be of to receiving treated prior previous previously current concurrent clinical radiographic radiological radiologic objective line course regimen second first third"
)
# Here the words speak of somebody else, of what is to come, or of what is let in.
_REFUSED = sought(
    r"(?:^| )(?:requiring|requires|require|needing|requirement|relative|sister|mother|daughter|family|familial|partner|spouse|donor|caregiver|healthy|volunteer|cohort|arm|part|phase|stratum|group|step|module|naive|candidate|amenable|plan|planned|planning|plans|scheduled|intend|intended|intention|expected|willing|unwilling|able|unable|"
    r"eligible|ineligible|suitable|optional|allergy|allergic|hypersensitivity|hypersensitive|hypersensitivities|reaction|contraindication|contraindicated|contraindications|indicated|indication|inclusion|exclusion|lostsign|discontinued|stopped|"
    r"regardless|irrespective|whether|neither|nor|instead|rather|future|question|survey|note|define|defined|definition|considered|versus|vs|recommended|decline|declined|refuse|refused|refusal|offered|excluded|eg\.|consent|agree|will|would|recovery|recovered|resolved|resolution|toxicity|toxicities|questionnaire|available|unavailable|appropriate)(?= |$)"
)
# "Requiring neoadjuvant chemotherapy" says nothing of what was given.
_TO_COME = sought(r"^(?:[a-z]+ )?(?:requir\w+|needs?|needing) ")
_TURNS = sought(
    r"(?:^| )(?:no|not|never|without|none|free|except|unless|if|when|where|may|can|could|might|allowed|permitted|acceptable|excluding|exclude|only|but|however|must|should|need|required|cannot|until|provided|long|naive|least|instead|off)(?= |$)"
)
_REQUIRED_BEHIND = sought(r"(?:is|are) (?:required|mandatory)")


def partial_treatment(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced sentence about treatment of which no more is understood than the drug."""
    tokens = without_last(left.split(), {",", ";", "-", ":", ".", "/", "or", "and", "and/or"})
    if left.count("(") != left.count(")"):
        return None
    found = necessary_treatment(tokens, draft) or conditional_treatment(tokens, draft)
    return found if found is not None and can_decide(found) else None


def necessary_treatment(tokens: Tokens, draft: Draft) -> Criterion | None:
    """What the sentence cannot do without, with the whole of it for a human; None where no drug is certain to be."""
    plain, brackets = without_brackets(tokens)
    if plain is None or not plain or len(tokens) > 80:
        return None
    said = draft.spoken(" ".join(tokens) + " ").strip()
    if (
        _TO_COME.search(said) is not None
        or _REFUSED.search(said) is not None
        or ";" in plain
        or ":" in plain
        or "." in plain
    ):
        return None
    if any(_adds_a_way(inner, draft, denied=draft.denied) for inner, _ in brackets):
        return None
    if not draft.denied and _is_for_some(plain, draft):
        return None
    found = _given(plain, draft)
    if found is None:
        found = _presupposed(plain, draft)
        return (
            None
            if found is None
            else all_of((_weakened(found[1], denied=draft.denied, ended=False, placed=False), asked(said)))
        )
    at, thing = found
    behind = plain[at + 1 :]
    if isinstance(thing, Several) and thing.joint == "or" and behind[:1] == ["and"]:
        # "A or B and C" leaves open what is meant.
        return None
    if not _is_tied(behind, draft, denied=draft.denied) or _holds_a_list(thing):
        return None
    # "Progressed on, or intolerant to, ..." ended in either way; "in the metastatic setting or as adjuvant" in either.
    if "directed therapy" in repr(thing) and not {"including", "such", "eg", "like"}.isdisjoint(behind):
        # A class that no list holds, with its drugs: whoever had one of them had it.
        return None
    core = _weakened(
        thing, denied=draft.denied, ended="or" not in plain[:at], placed="or" not in behind and "/" not in behind
    )
    return all_of((core, asked(said)))


def drug_of_a_way(tokens: Tokens, draft: Draft) -> Criterion | None:
    """The drug of one way among several ("or on anticoagulants"), as wide as can be; None where none is certain."""
    found = _given(tokens, draft)
    if found is None or _REFUSED.search(draft.spoken(" ".join(tokens) + " ").strip()) is not None:
        return None
    return _weakened(found[1], denied=True, ended=False, placed=False)


def _holds_a_list(thing: Thing | Criterion) -> bool:
    """Whether words that restrict it hold a list, of which a member may count by itself."""
    match thing:
        case Treated() | Happened():
            return any(re.search(r",| or | and ", words) is not None for words in thing.qualities)
        case Several():
            return any(map(_holds_a_list, thing.parts))
        case AllOf() | AnyOf():
            return "AskHuman(" in repr(thing)
        case _:
            return False


_OF_WHOM = word_set(
    "if in for when of any all number patient subject participant those who that which they have has had been be is are was were being on with to the use using taking receiving received treated therapy treatment prior previous previously currently current concurrent concomitant",
    "another other additional unlimited history past requiring require requires continuing continue already ongoing chronic stable systemic standard at time study entry case given administered may exposure exposed and/or",
)
_LETS_IN = sought(r"\b(?:allowed|permitted|acceptable|eligible|may|can)\b")
_ON_CONDITION = sought(
    r"\b(?:if|provided|providing|as long as|so long as|but|however|only|when|until|unless|must|should|at least|after)\b|[≥>]"
)
_DEMANDS = sought(r"\b(?:must|should|need|needs|required|has to|have to)\b")


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
    if joined.intersection(behind[:1]) or _TURNS.search(own) is not None:
        return None
    if (_LETS_IN.search(told) is not None or "may" in plain[:at]) and _FORBIDDEN.search(told) is None:
        if _ON_CONDITION.search(told) is None or not _only_of_it(behind, thing, draft):
            return None
    elif (
        _DEMANDS.search(told) is None
        or not (plain[0] in ("if", "in", "for", "when") or _tells_whose(plain[:at], own))
        or ";" in plain
    ):
        return None
    given = _weakened(thing, denied=True, ended=True, placed=True)
    return all_of((given, asked(said))) if draft.denied else any_of((negated(given), asked(said)))


_OF_OTHERS = sought(
    r"(?:^| )(?:relative|partner|spouse|donor|caregiver|cohort|arm|part|phase|stratum|group|step|module|allergy|allergic|hypersensitivity|contraindication|contraindicated|naive|not required|lostsign|regardless|irrespective|note)(?= |$)"
)
_FORBIDDEN = sought(
    r"\b(?:not (?:be )?(?:allowed|permitted|acceptable|eligible)|ineligible|excluded|may not|can not|cannot)\b"
)


def _first_drug(tokens: Tokens, draft: Draft) -> tuple[int, Thing] | None:
    for at, token in enumerate(tokens):
        found = _THING.match(token)
        if found is None:
            if token not in _OF_WHOM:
                return None
            continue
        if found["letter"] in "PQNR":
            continue
        value = draft.at(found["sign"])
        if found["letter"] not in "DC" or not isinstance(value, (Treated, Several)) or _treatment(value) is None:
            return None
        return at, value
    return None


def _tells_whose(before: Tokens, own: str) -> bool:
    """Whether the words say of whom is spoken: "patients receiving steroids must ..."."""
    if _DEMANDS.search(own) is not None or not {"must", "should"}.isdisjoint(before):
        return False
    return any(token[0] == "P" for token in before if _THING.match(token)) or not _WHOSE.isdisjoint(own.split()[:3])


_WHOSE = word_set("receiving taking on who received treated using")


def _only_of_it(behind: Tokens, thing: Thing, draft: Draft) -> bool:
    """Whether nothing else is named behind it: another treatment would be asked of everybody."""
    own = set(re.findall(r"'([^']+)'", repr(thing)))
    for token in behind:
        found = _THING.match(token)
        if found is None or found["letter"] in "WTBNRSPQAIH":
            continue
        value = draft.at(found["sign"])
        if found["letter"] in "DCX" and set(re.findall(r"'([^']+)'", repr(value))) <= own | _WORDS_OF_NODES:
            continue
        return False
    return True


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


def _adds_a_way(inner: Tokens, draft: Draft, *, denied: bool) -> bool:
    """Whether a bracket names another way, or for whom it holds."""
    words = draft.spoken(" ".join(inner) + " ").split()
    if inner[0] in ("or", "and/or", "and", "+", "/", "plus", "if", "when", "unless"):
        return True
    if denied:
        return False
    return not {"if", "only", "unless", "not", "when", "may", "allowed", "permitted", "applicable", "no"}.isdisjoint(
        words
    )


def _given(tokens: Tokens, draft: Draft) -> tuple[int, Thing | Criterion] | None:
    """The first drug, or question of treatment, of the sentence, and its place; None where other words stand before it."""
    is_given = False
    for at, token in enumerate(tokens):
        found = _THING.match(token)
        if found is None:
            if token in ("or", "and/or", "/", ","):
                if not _joins_ends(tokens, at, draft):
                    return None
                continue
            if token not in _BEFORE:
                return None
            is_given = is_given or token in _GIVEN
            continue
        value = draft.at(found["sign"])
        match found["letter"]:
            case "P" | "Q" | "Y" | "S":
                continue
            case "B" if value in ("at_least", "above") and _is_long(tokens[at + 1 :]):
                continue
            case "T" if tokens[at + 1 : at + 2] == ["of"] and tokens[at - 1][0] == "B":
                continue
            case "N" | "R":
                if isinstance(value, Bound) and (value.low is None or value.low.value < 1):
                    return None
                continue
            case "F":
                if _turns(draft, token):
                    return None
                continue
            case "D" | "C" | "X" | "O":
                thing = _treatment(value)
                if thing is None or _turns(draft, token):
                    return None
                words = draft.spoken(token + " ").split()
                if tokens[at - 1 : at] == ["to"] and tokens[at - 2 : at - 1] == ["prior"]:
                    return None
                if not draft.denied and not is_given and _GIVEN.isdisjoint(words) and not _speaks_of_it(value):
                    return None
                return at, thing
            case _:
                return None
    return None


# With one of these in a sentence the drug may be one of several ways, to come, or denied.
_NOT_PRESUPPOSED = word_set(
    "no not never without none nor neither except excepting excluding exclude unless if when where whether may can could might allowed permitted acceptable only but however until instead before off than lieu besides apart aside rather upcoming future "
    "interact interacts interacting interaction interfere interferes metabolized metabolised ingredient component excipient formulation effect risk start starting begin beginning initiation initiate dose doses lack absence contain containing contains similar free interval time while whilst wash washout period away naive"
)
_JUST_BEFORE = word_set(
    "with on after following during upon while despite to of from under by prior previous recent most last any the a first second third line at least one"
)


def _presupposed(tokens: Tokens, draft: Draft) -> tuple[int, Thing | Criterion] | None:
    """Treatment of which the sentence speaks as given, whatever else it says, where nothing in it names another way."""
    words = [token for token in tokens if _THING.match(token) is None]
    if _FOR_SOME.search(" ".join(tokens[:1])) is not None:
        return None
    if not _NOT_PRESUPPOSED.isdisjoint(words) or (draft.denied and not {"and", "must", "should"}.isdisjoint(words)):
        return None
    found: tuple[int, Thing | Criterion] | None = None
    for at, token in enumerate(tokens):
        match = _THING.match(token)
        if token in ("or", "and/or", "/", "nor") and not (_joins_ends(tokens, at, draft) or _goes_on(tokens, at)):
            return None
        behind = tokens[at + 1 : at + 2]
        if draft.denied and token in _COMMA and behind and behind[0] not in _ONLY_NARROWS:
            return None
        if match is None:
            continue
        if match["letter"] in "CDFXO" and _turns(draft, token):
            return None
        if not draft.denied and match["letter"] in "BTW" and found is None and not _is_a_length(tokens, at):
            return None
        value = draft.at(match["sign"])
        if match["letter"] == "R" and isinstance(value, Bound) and value.low is None:
            return None
        if found is not None or match["letter"] not in "DCX":
            continue
        thing = _treatment(value)
        said = draft.spoken(f"{token} ").split()
        if (
            thing is None
            and draft.denied
            and not {"or", ",", "and"}.isdisjoint(" ".join(said).replace(",", " ,").split())
        ):
            return None
        if thing is None or isinstance(thing, Happened) or _holds_a_list(thing):
            continue
        if said[:1] == ["to"] or said[:2] == ["prior", "to"]:
            continue
        before = tokens[max(0, at - 7) : at]
        if before and before[-1] not in _JUST_BEFORE and _THING.match(before[-1]) is None:
            continue
        if before[-2:] == ["prior", "to"] or said[:1] == ["be"]:
            continue
        if _STRONG.isdisjoint(before) and _STRONG.isdisjoint(said):
            continue
        found = at, thing
    return found


_FOR_SOME = sought(r"^(?:for|if|in|when|where|among)(?= |$)")


def _is_for_some(tokens: Tokens, draft: Draft) -> bool:
    """Whether it is asked of some only: "patients with HER2-low tumours must have received ..."."""
    demands = any(token in ("must", "should", "need", "needs", "required", "have", "has") for token in tokens)
    for at, token in enumerate(tokens):
        found = _THING.match(token)
        if found is None:
            continue
        if found["letter"] == "P" and tokens[at - 1 : at] == ["for"] and at:
            return True
        value = draft.at(found["sign"])
        if found["letter"] == "C" and _treatment(value) is None:
            return True
        if found["letter"] in "FX" and demands and _NARROWS_WHO.search(repr(value)) is not None:
            return True
        if found["letter"] in "DC" and _treatment(value) is not None:
            return not {"must", "should", "need", "needs"}.isdisjoint(tokens[at + 1 :])
    return False


_NARROWS_WHO = sought(
    r"Receptor|Her2|HasVariant|Menopause|HasSex|Score\(|CancerType|OtherCancer|MetastaticSites|Condition\(|LabWord"
)
_STRONG = word_set(
    "received treated given undergone failed progression progressed progressive progressing refractory resistant resistance relapse relapsed recurrence recurred intolerant prior previous previously receiving taking completed"
)


_COMMA = frozenset({","})


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether an "or" only goes on about where and when."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else ""
    return behind in _STAYS


def _is_a_length(tokens: Tokens, at: int) -> bool:
    return tokens[at + 1 : at + 2] == ["of"] or (tokens[at][0] == "B" and _is_long(tokens[at + 1 :]))


def _is_long(behind: Tokens) -> bool:
    """ "At least 8 weeks of ...": how long it was given."""
    return len(behind) > 1 and behind[0][0] == "T" and behind[1] == "of"


def _speaks_of_it(value: object) -> bool:
    return isinstance(value, Treated) and value.when in ("ever", "now") and not value.supportive


def _turns(draft: Draft, token: str) -> bool:
    words = draft.spoken(token + " ")
    return _TURNS.search(re.sub(r"\bat least\b", " ", words)) is not None or "to come" in words


def _joins_ends(tokens: Tokens, at: int, draft: Draft) -> bool:
    """Whether an "or" before the drug only joins ways of ending: "progression or recurrence on"."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    for word in (tokens[at - 1], tokens[at + 1]):
        if word in _ENDS or word in ("or", "and", ","):
            continue
        found = _THING.match(word)
        if found is None or found["letter"] not in "FP":
            return False
        if not set(draft.spoken(word + " ").split()) <= _ENDS | {"disease", "cancer", "recurrent"}:
            return False
    return True


def _treatment(value: object) -> Thing | Criterion | None:
    """Treatment that was, or is, given; None for anything else."""
    match value:
        case Treated():
            return value if value.window is None or not value.window.at_least else None
        case Happened():
            return value if value.window is None or not value.window.at_least else None
        case Several():
            return value if all(_treatment(part) is not None for part in value.parts) else None
        case Fixed():
            return _treatment(value.criterion)
        case Unless():
            # Whoever is excepted had it all the same.
            return _treatment(value.thing)
        case Exposed() | Lines() | Relapse():
            return value
        case AllOf():
            known = [part for part in value.of if _treatment(part) is not None]
            return all_of(tuple(known)) if known else None
        case AnyOf():
            return value if all(_treatment(part) is not None for part in value.of) else None
        case _:
            return None


# Behind the drug an "or" before these words gives no other way: it goes on about where, when and how.
_STAYS = word_set(
    "adjuvant neoadjuvant neo metastatic advanced locally recurrent unresectable inoperable palliative curative combination alone monotherapy single more greater longer after during following within in as for later relapsed primary early sequence sequentially concurrent concurrently intravenous oral local"
)
_ONLY_NARROWS = word_set(
    "within during in for on at by with as of from prior before who which that whichever whose given used administered either including eg such followed then where due to until since under per according because but"
)


def _is_tied(tail: Tokens, draft: Draft, *, denied: bool) -> bool:
    """Whether what stands behind the drug goes on about it, and names no other way."""
    said = draft.spoken(" ".join(tail) + " ")
    if (
        re.search(r"\b(?:allowed|permitted|acceptable|eligible|must|should|need|needs|may|can|could)\b", said)
        is not None
    ):
        return False
    if (
        not denied
        and re.search(r"\b(?:if|unless|except|only|requires?|required)\b", _REQUIRED_BEHIND.sub(" ", said)) is not None
    ):
        return False
    for n, word in enumerate(tail):
        behind = tail[n + 1] if n + 1 < len(tail) else ""
        found = _THING.match(behind)
        if word == "/" and (behind in ("m2", "kg", "day") or (found is not None and found["letter"] in "U")):
            continue
        if word in ("or", "and/or", "/", "nor"):
            if behind in _STAYS or (found is not None and found["letter"] in "WTSN"):
                if denied and _names_a_drug(tail[n + 1 :]):
                    return False
                continue
            if (
                found is not None
                and found["letter"] in "BR"
                and any(one.startswith("T") for one in tail[n + 2 : n + 3])
            ):
                continue
            if found is not None and found["letter"] == "F" and _of_setting(tail[: n + 1], draft):
                continue
            return False
        if denied and word == "and":
            if behind in ("within", "during", "cannot", "for", "in", "who", "which", "that"):
                continue
            return False
        if denied and word == ",":
            if (
                behind in _ONLY_NARROWS
                or behind in ("or", "and/or", "adjuvant", "metastatic")
                or (found is not None and found["letter"] in "WTS")
            ):
                continue
            return False
        if word in ("+", "&"):
            return False
    return True


def _names_a_drug(tail: Tokens) -> bool:
    return any(word[0] in "DCXO" and _THING.match(word) is not None for word in tail)


def _of_setting(before: Tokens, draft: Draft) -> bool:
    """Whether an "or" stands in a list of settings: "in adjuvant or metastatic disease"."""
    return not {"adjuvant", "neoadjuvant", "neo", "advanced", "in", "for"}.isdisjoint(before[-5:])


def _weakened(thing: Thing | Criterion, *, denied: bool, ended: bool, placed: bool) -> Criterion:
    """The question of it without what the words around it may move: the window; how it ended; where it was given."""

    def weaker(part: Thing | Criterion) -> Criterion:
        return _weakened(part, denied=denied, ended=ended, placed=placed)

    match thing:
        case Treated():
            settings, also_for = (thing.settings, thing.also_for) if placed else ((), "")
            bare = replace(thing, window=None, when="ever", at_least_days=None, settings=settings, also_for=also_for)
            return question_of(bare if ended else replace(bare, ended_by=()), denied=denied)
        case Happened():
            return question_of(replace(thing, window=None), denied=denied)
        case Several():
            parts = tuple(weaker(part) for part in thing.parts)
            return any_of(parts) if denied or thing.joint == "or" else all_of(parts)
        case AllOf() | AnyOf():
            return replace(thing, of=tuple(weaker(part) for part in thing.of))
        case Exposed():
            return replace(thing, ended_by=thing.ended_by if ended else (), settings=thing.settings if placed else ())
        case Lines():
            return thing if ended and placed else Lines(at_least=1, settings=_ANY, containing=thing.containing)
        case Relapse():
            return thing if ended and placed else Exposed(to=thing.after)
        case _:
            return cast("Criterion", thing)


_ANY: tuple[AskedSetting, ...] = ("neoadjuvant", "adjuvant", "metastatic")
