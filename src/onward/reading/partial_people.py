"""What people with an illness must have, and under which condition they are let in: of nobody else is anything asked."""

from __future__ import annotations

from dataclasses import replace

from onward.criteria import NODES, AskHuman, Criterion, Not, OtherCancer, parts_of
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_brackets
from onward.reading.sought import sought
from onward.reading.things import JUDGED, CnsSpread, Ill, Several, Thing, Unless, all_of, any_of, negated
from onward.reading.things_asked import question_of
from onward.reading.word_set import word_set

THING = sought(r"^(?P<letter>[A-Z])(?P<sign>[\ue000-\uf8ff])$")

# Before an illness these make something else of it, or of whom it is said.
TURNS_BEFORE = sought(
    r"(?:^| )(?:no|not|non|never|without|none|free|absence|lack|negative|risk|risks|predispos\w+|prone|possible|potential|potentially|suspicious|suspect|suggest\w*|likely|prevent\w*|prophyla\w*|exclude|rule|ruled|except|excluding|unless|other than|apart|similar|mimic\w*|"
    r"resembl\w*|family|familial|relative|mother|sister|father|partner|spouse|donor|caregiver|healthy|contact|exposure|exposed|screen\w*|vaccin\w*|immuni[sz]\w*|test|tested|testing|if|may|can|could|might|would|will|allowed|permitted|eligible|adequate|normal|such as|including|eg|like|than|"
    r"allerg\w*|hypersensitiv\w*|intoleran\w*|reaction|contraindicat\w*|inhibitor|antagonist|drug|agent|cohort|arm|group|part|phase|module|score|scale|questionnaire|fear|concern|anticipat\w*|plan\w*|candidate|attempt\w*|history within|(?:medication|treatment|therapy|surgery|taking|receiving|operation) (?:of|for))(?= |$)"
)


PLAIN_KINDS = sought(r"\b(?:non|risk)\b|\btreatment with (?:[a-z]+ )?agents?\b")


def positive(criterion: object) -> Criterion | None:
    """A question as it stands; None where it denies, or holds for some only."""
    if isinstance(criterion, (Not, AskHuman)) or not isinstance(criterion, NODES):
        return None
    told = repr(criterion)
    return None if "Not(" in told or "When(" in told else criterion


def widest(thing: Thing) -> Thing:
    """The illness whenever it was and however bad: what narrows it is asked beside it."""
    match thing:
        case Ill():
            return replace(thing, status="ever", window=None, qualities=(), grade=None, except_groups=())
        case CnsSpread():
            return replace(thing, qualities=())
        case Several():
            return replace(thing, parts=tuple(widest(part) for part in thing.parts))
        case Unless():
            return widest(thing.thing)
        case _:
            return thing


_OF_WHOM = word_set(
    "if in for when of any all number patient subject participant individual person woman those who that which they with have has had been be is are was were being the a known prior previous previously history current currently chronic active infected positive evidence",
    ", documented diagnosis diagnosed medical presence existing underlying treated untreated controlled well stable asymptomatic receiving on event",
)
_LETS_IN = sought(
    r"\b(?:allowed|permitted|acceptable|eligible|may|can|will be (?:eligible|allowed|included|enrolled))\b"
)
_ON_CONDITION = sought(
    r"\b(?:if|provided|providing|as long as|so long as|however|only (?:if|when)|when|unless|but must|must|should)\b"
)
_MUST = sought(r"\b(?:must|should|need to|needs to|required to|has to|have to|will need)\b")
_OF_OTHERS = sought(
    r"(?:^| )(?:relative|partner|spouse|donor|caregiver|cohort|arm|part|phase|stratum|module|not required|regardless|irrespective|note|risk|not be|never)(?= |$)"
)
# "Premenopausal women and men must ...": it is asked of men as well.
_AND_MEN = sought(r"\b(?:and|or|,) (?:all |any |male |for )?(?:man|men|male)\b|\b(?:man|men|male) (?:and|or)\b")
_FORBIDS = sought(
    r"\b(?:not (?:be )?(?:allowed|permitted|acceptable|eligible|included|enrolled)|ineligible|excluded|may not|can not|cannot)\b"
)


# "Earlier cancers (including breast cancer)": the question of another cancer leaves that one out.
THIS_ONE_TOO = sought(r"\bincluding (?:\w+ ){0,2}breast\b")


def conditional_illness(tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "People with hepatitis B must have an undetectable load", "HIV is allowed if ...": of nobody else."""
    plain, _ = without_brackets(tokens)
    if plain is None or not plain or {":", ".", ";"}.intersection(plain):
        return None
    said = draft.spoken(" ".join(tokens) + " ").strip()
    if _OF_OTHERS.search(said) is not None or _FORBIDS.search(said) is not None:
        return None
    first = _first_illness(plain, draft)
    if first is None or _AND_MEN.search(said) is not None:
        return None
    at, thing = first
    behind = draft.spoken(" ".join(plain[at + 1 :]) + " ").strip()
    if _LETS_IN.search(behind) is not None:
        if _ON_CONDITION.search(behind) is None:
            return None
    elif _MUST.search(behind) is None or not _tells_whose(plain[: at + 2], draft):
        return None
    ill = positive(question_of(widest(thing), denied=True))
    if ill is None or (isinstance(ill, OtherCancer) and THIS_ONE_TOO.search(said) is not None):
        return None
    met = AskHuman(question=f"Is it met: {said.strip(' .,;:')}?", because=JUDGED)
    return all_of((ill, negated(met))) if draft.denied else any_of((negated(ill), met))


def conditional_sentences(sentences: list[tuple[str, Draft]]) -> Criterion | None:
    """Sentences that each tell what people with an illness must have; of nobody else is anything asked.

    "People with hepatitis B must have an undetectable load. People with hepatitis C must be cured. Those still on
    treatment are eligible if ...": what is said of one illness is asked together.
    """
    told: dict[Criterion, list[str]] = {}
    now: Criterion | None = None
    for left, draft in sentences:
        said = draft.spoken(left + " ").strip(" .,;:")
        found = conditional_illness(left.split(), draft)
        if found is not None:
            now = _ill_of(found)
        elif now is None or not (said.startswith(_POINTING_BACK) and _LETS_IN.search(said)) or _FORBIDS.search(said):
            return None
        if now is None:
            return None
        told.setdefault(now, []).append(said)
    parts: list[Criterion] = []
    for ill, words in told.items():
        met = AskHuman(question=f"Is it met: {'. '.join(words)}?", because=JUDGED)
        parts.append(all_of((ill, negated(met))) if sentences[0][1].denied else any_of((negated(ill), met)))
    return (any_of if sentences[0][1].denied else all_of)(tuple(parts))


_POINTING_BACK = ("they ", "those ", "these ", "such ", "if they ", "to be eligible ")


def _ill_of(conditional: Criterion) -> Criterion | None:
    """The illness of "people with it must ..."."""
    parts = parts_of(conditional)
    first = parts[0] if parts else None
    return first.of if isinstance(first, Not) else first


def _first_illness(tokens: Tokens, draft: Draft) -> tuple[int, Thing] | None:
    for at, token in enumerate(tokens):
        found = THING.match(token)
        if found is None:
            if token not in _OF_WHOM:
                return None
            continue
        if found["letter"] in "PQN":
            continue
        value = draft.at(found["sign"])
        if found["letter"] != "C" or not isinstance(value, (Ill, CnsSpread, Several)):
            return None
        if TURNS_BEFORE.search(PLAIN_KINDS.sub(" ", draft.spoken(token + " "))) is not None:
            return None
        return at, value
    return None


def _tells_whose(tokens: Tokens, draft: Draft) -> bool:
    """Whether the words say of whom is spoken: "patients with ... must"."""
    said = draft.spoken(" ".join(tokens) + " ")
    return _PERSONS.search(said) is not None or said.startswith("with ")


_PERSONS = sought(r"\b(?:patient|subject|participant|individual|person|woman|women|those|who|people)\b")
