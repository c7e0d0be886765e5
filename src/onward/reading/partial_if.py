"""Inclusions that ask something of nobody but of those who had a local treatment, or have a finding, that they name.

"If prior radiotherapy, zorbs must have healed", "radiotherapy is allowed in a zorb field only": whoever never had it meets
the line, whatever it asks of the others. The whole line stays beside it for a human.
"""

from __future__ import annotations

from dataclasses import replace

from onward.criteria import NODES, Condition, Criterion, Finding, Had
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_last
from onward.reading.partial_part import asked
from onward.reading.rules.values import criterion_of
from onward.reading.sought import sought
from onward.reading.things import CnsSpread, Fixed, Happened, Several, all_of, any_of, negated
from onward.reading.things_asked import question_of
from onward.reading.word_set import word_set

_THING = sought(r"^(?P<letter>[CDFOX])(?P<sign>[\ue000-\uf8ff])$")
_PLAIN_THING = sought(r"^[PQWTBRSY][\ue000-\uf8ff]$")
_LONGEST = 70
_IF = word_set("if for in when where should")
# Between "if" and what is named.
_LEADS = word_set(
    "patient subject participant potential woman individual those who whom that which with have has had having is are was were been be receive receives received receiving undergo undergone underwent undergoing recent recently prior previous previously most any a an the their "
    "therapy treatment last post ipsilateral contralateral case of history last there all also and it completed complete more than one multiple"
)
_OF_THOSE = word_set("who with have has had having receiving received undergone treated")
_DEMANDS = sought(
    r"(?:^| )(?:must|should|shall|need|needs|required|requires|have to|has to|will be eligible only|only if|at least|prior to|eligible|allowed|permitted|acceptable|accepted|may|can|cannot)(?= |$)|B[\ue000-\uf8ff]|R[\ue000-\uf8ff]|X[\ue000-\uf8ff]|W[\ue000-\uf8ff]"
)
# Here somebody else is spoken of, something is to come, or a way is opened that does without.
_TURNS = sought(
    r"(?:^| )(?:no|not yet|never|without|unless|except|neither|nor|otherwise|planned|planning|scheduled|plan|indicated|recommended|candidate|considered|relative|donor|partner|cohort|arm|phase|stratum|group|note|lostsign|expected|anticipated|intend|intended|refuse|refused|decline|declined|or if|if not|all other|others|naive|first line)(?= |$)"
)
# The study's own treatment; who is let in unless it left something behind.
_STILL_IN = sought(
    r"\bplanned (?:re treatment|study|protocol|trial)\b|\bnot be (?:disqualified|excluded)\b[^.;]*?, unless\b|\bno (?:[a-z]+ )?evidence\b"
)
_ALLOWED = word_set("allowed permitted acceptable accepted permissible")
_MAY = (("may", "have", "had"), ("may", "have", "received"), ("may", "have", "undergone"), ("may", "have"))
_CONDITION = sought(
    r"(?:^| )(?:if|provided|providing|when|as long as|but|however|must|should|only|until|after|before|prior to)(?= |$)|[WBRT][\ue000-\uf8ff]"
)


def asked_of_those(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced sentence of an inclusion that speaks only of those who had what it names; else None."""
    tokens = without_last(left.strip(" .,;:-").split(), {",", ";", "-", ":", ".", "/"})
    if draft.denied or not tokens or len(tokens) > _LONGEST or {".", ":", "["}.intersection(tokens):
        return None
    said = draft.spoken(" ".join(tokens) + " ").strip()
    if tokens.count("(") != tokens.count(")") or _TURNS.search(_STILL_IN.sub(" ", " ".join(tokens))) is not None:
        return None
    named = _conditional(tokens, draft) or _permitted(tokens, draft) or _must_be_so(tokens, draft)
    if named is None:
        return None
    found = any_of((negated(named), asked(said)))
    return found if can_decide(found) else None


def excepted_behind(left: str, draft: Draft) -> Criterion | None:
    """ "At least 4 weeks since surgery (except minor procedures)": the first, or what is excepted for a human."""
    found = _EXCEPTED.fullmatch(left.strip(" .,;:-"))
    if draft.denied or found is None:
        return None
    value = draft.at(found["sign"])
    criterion = criterion_of(value, denied=False) if isinstance(value, (*NODES, Several)) else None
    if criterion is None or not (found["letter"] == "X" or _only_events(value)):
        return None
    excepted = asked(draft.spoken(found["rest"] + " "))
    if isinstance(value, Several) and "nodal" in found["rest"].split():
        # The nodes alone need not be looked at.
        parts = [criterion_of(part, denied=False) for part in value.parts]
        made = all_of(tuple(any_of((one, excepted)) if "axillary" in repr(one) else one for one in parts))
        return made if can_decide(made) else None
    made = any_of((criterion, excepted))
    return made if can_decide(made) else None


_EXCEPTED = sought(
    r"(?P<letter>[XC])(?P<sign>[\ue000-\uf8ff]) \( (?P<rest>(?:(?:unless|except|excluding|with (?:the )?exceptions?|other than) [^()]*|[^()]* do not require [^()]*)) \)"
)


def _only_events(value: object) -> bool:
    return isinstance(value, Several) and all(isinstance(part, Happened) for part in value.parts)


def _conditional(tokens: Tokens, draft: Draft) -> Criterion | None:
    """What a sentence names behind "if", or of whom it speaks: "patients with prior radiotherapy must ..."."""
    at = 0
    while at < len(tokens) and (tokens[at] in _LEADS or tokens[at] in _IF or _PLAIN_THING.match(tokens[at])):
        at += 1
    before = tokens[:at]
    found = _THING.match(tokens[at]) if at < len(tokens) else None
    if found is None or not before:
        return None
    rest = tokens[at + 1 :]
    is_if = before[0] in _IF
    if not is_if and _OF_THOSE.isdisjoint(draft.spoken(" ".join(tokens[: at + 1]) + " ").split()[:4]):
        return None
    if rest[:1] and (rest[0] in ("or", "and", "and/or", "/") or (rest[0] == "," and _goes_on_naming(rest))):
        return None
    if _DEMANDS.search(" ".join(rest)) is None:
        return None
    said = draft.spoken(tokens[at] + " ")
    if _SAYS_MORE.search(said) is not None:
        return None
    named = _named(draft.at(found["sign"]))
    if named is None or (isinstance(named, Finding) and not is_if):
        return None
    if isinstance(named, Had) and named.event == "procedure" and _OF_ANY_ORGAN.search(said) is not None:
        return Had(event="procedure")
    return named


# "Resection of the primary tumour" may be of another organ than the breast.
_OF_ANY_ORGAN = sought(
    r"^(?!.*\b(?:breast|mastectomy|lumpectomy|axilla\w*|sentinel)\b).*\b(?:primary|resection|definitive)\b"
)


# The thing holds the demand itself, or denies.
_SAYS_MORE = sought(r"\b(?:no|not|never|without|must|should|may|planned|allowed|required)\b")


def _goes_on_naming(rest: Tokens) -> bool:
    """Whether behind a comma a list goes on: "radiotherapy, zorbs or surgery, must ..."."""
    until = next((n for n, word in enumerate(rest) if word in ("must", "should", "then", "patient", "will")), len(rest))
    return "or" in rest[:until] or "and" in rest[:until]


def _must_be_so(tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "All brain metastases must be located outside of the brainstem": asked of those who have some."""
    at = next((n for n, word in enumerate(tokens) if word not in ("all", "any", "the", "known")), 0)
    found = _THING.match(tokens[at]) if at < len(tokens) else None
    if found is None or found["letter"] != "C" or _MUST_BE.match(" ".join(tokens[at + 1 :])) is None:
        return None
    value = draft.at(found["sign"])
    if _SAYS_MORE.search(draft.spoken(tokens[at] + " ")) is not None or not isinstance(value, CnsSpread):
        return None
    return question_of(replace(value, qualities=()), denied=True)


_MUST_BE = sought(
    r"(?:must|should|have to|need to) (?:all )?(?:be|have been|have) (?:clinically |neurologically |radiographically |adequately |previously )*(?:located|stable|treated|controlled|asymptomatic|inactive|outside|smaller|less|no more|at least|no larger|resected|irradiated)(?= |$)"
)


def _permitted(tokens: Tokens, draft: Draft) -> Criterion | None:
    """What is allowed under a condition: "prior radiotherapy is allowed to less than 30 % of the marrow"."""
    at = 0
    while at < len(tokens) and (tokens[at] in _BEFORE_IT or _PLAIN_THING.match(tokens[at])):
        at += 1
    if tokens[at : at + 1] == ["may"]:
        phrase = next((one for one in _MAY if tuple(tokens[at : at + len(one)]) == one), ())
        place = at + len(phrase)
        if not phrase or place >= len(tokens):
            return None
        behind = tokens[place + 1 :]
    else:
        place = at
        allowed = next((n for n, word in enumerate(tokens) if word in _ALLOWED), None)
        if allowed is None or allowed <= place or not _NO_JOINT.isdisjoint(tokens[place + 1 : allowed]):
            return None
        behind = tokens[allowed + 1 :]
    found = _THING.match(tokens[place]) if place < len(tokens) else None
    if found is None or found["letter"] != "O" or _CONDITION.search(" ".join(behind)) is None:
        return None
    if _SAYS_MORE.search(draft.spoken(tokens[place] + " ")) is not None or _OTHER.search(" ".join(behind)) is not None:
        return None
    return _named(draft.at(found["sign"]))


_BEFORE_IT = word_set(
    "patient subject participant any prior previous concurrent concomitant the use of localized focal limited mammosite"
)
_NO_JOINT = word_set("or and and/or , ; must should")
# Behind the permission something else is demanded of all.
_OTHER = sought(
    r"(?:^| )(?:patient|subject|participant|they|P[\ue000-\uf8ff]) (?:must|should|has|have)(?= |$)|[FX][\ue000-\uf8ff]"
)


# "If the target lesions are lymph nodes": of which lesions it speaks, and of nobody without.
_OF_MEASURING = frozenset({"measurable disease", "evaluable disease", "non-measurable disease"})


def _named(value: object) -> Criterion | None:
    match value:
        case Happened():
            return replace(value.event, within_days=None, at_least_days_ago=None)
        case Several():
            parts = [_named(part) for part in value.parts]
            known = tuple(one for one in parts if one is not None)
            return any_of(known) if known and len(known) == len(parts) else None
        case Fixed():
            return _named(value.criterion)
        case Finding():
            return None if value.name in _OF_MEASURING else value
        case Had() | Condition():
            return value
        case _:
            return None
