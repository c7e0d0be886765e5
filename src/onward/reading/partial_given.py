"""Inclusions of which no more is certain than the treatment that each of their ways holds, and lines that speak of nobody but of those treated.

"Progression on a zorblax dose of taxanes, or relapse within a zorblax of anthracyclines" is met by nobody who had neither.
"Prior taxanes are allowed. They must have been stopped in a zorblax way" is met by everybody who never had one. The
drugs are asked of the record as one choice, the whole line of a human beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from onward.criteria import Criterion, Not
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_brackets, without_last
from onward.reading.partial_part import asked
from onward.reading.partial_treatment import is_for_some
from onward.reading.rules.therapy_lines import is_at_most
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of, negated
from onward.reading.treatment_given import ENDS, THING, bare_given, names_no_drugs
from onward.reading.word_set import word_set

# Here somebody else is spoken of, or what is to come, or a group of its own.
_REFUSED = sought(
    r"(?:^| )(?:untreated|unexposed|requiring|requires|require|needing|requirement|relative|family|partner|donor|healthy|volunteer|cohort|arm|part|phase|stratum|group|step|module|naive|candidate|amenable|plan|plans|planned|planning|scheduled|intend|intended|intention|expected|willing|unwilling|able|unable|"
    r"eligible|ineligible|suitable|optional|allergy|allergic|hypersensitivity|reaction|contraindication|contraindicated|indicated|indication|inclusion|exclusion|lostsign|regardless|irrespective|whether|neither|nor|instead|rather|future|question|survey|note|define|definition|considered|versus|vs|"
    r"recommended|decline|declined|refuse|refused|offered|excluded|consent|agree|will|would|available|unavailable|appropriate|no|not|never|without|none|except|excepting|excluding|exclude|unless|if|when|where|may|can|could|might|allowed|permitted|acceptable|only|however|until|before|"
    r"start|starting|begin|initiation|initiate|low|risk|test|testing|status|levels?|biopsy|tissue|sample|recover\w*|toxicity|toxicities|standard therapy|standard treatment|for whom|from|since|interval|period|free|de novo|stage|de|should|adequate)(?= |$)"
)
_STRONG = sought(
    r"\b(?:received|treated|failed|failure|progression|progressed|progressive|progressing|refractory|resistant|resistance|relapsed?|recurrence|recurred|intolerant|prior|previous(?:ly)?|completed|exposed|exposure)\b"
)
# With these a piece between two "or" goes on about the treatment beside it, and is no way of its own.
_GOES_ON = ENDS | word_set(
    "patient subject participant must have has had having is are was were who with in the a an any all either both setting therapy treatment adjuvant neoadjuvant neo metastatic advanced locally early palliative curative combination alone monotherapy single agent more greater last most recent latest immediate immediately months weeks"
    " days within of as and , ( ) documented evidence radiographic radiographically clinical clinically objective confirmed recurrent unresectable inoperable local maintenance sequential sequentially concurrent separate regimens both to at time least dose cycle such eg like including longer"
)


def any_given(left: str, draft: Draft) -> Criterion | None:
    """The choice of the drugs of which each way of an inclusion names one as given; None where a way may do without."""
    tokens = without_last(left.split(), {",", ";", "-", ":", ".", "/", "or", "and", "and/or"})
    plain, brackets = without_brackets(tokens)
    if plain and plain[0][0] == "N" and THING.match(plain[0]) is not None:
        # "4 prior lines": perhaps the sign was lost, and at most so many are let in.
        return None
    if draft.denied or plain is None or len(tokens) > _LONGEST or {";", ":", "."}.intersection(plain):
        return None
    said = draft.spoken(" ".join(tokens) + " ").strip()
    apart = _apart(said)
    if _REFUSED.search(apart) is not None or _STRONG.search(_PRIOR_TO.sub(" ", apart)) is None:
        return None
    if _OF_SOME.match(apart) is not None or is_for_some(plain, draft):
        return None
    if any(inner[0] in ("or", "and/or", "+", "/", "plus") for inner, _ in brackets):
        return None
    given: list[Criterion] = []
    for piece in _ways(plain):
        known = [one for token in piece if (one := _given_by(token, draft)) is not None]
        if len(known) < sum(token[0] in "DCXO" and THING.match(token) is not None for token in piece):
            # Something else is asked for beside it, or is a way of its own.
            return None
        if any(
            _TURNS.search(draft.spoken(token + " ")) for token in piece if token[0] in "DCXOF" and THING.match(token)
        ):
            return None
        if known:
            given.extend(known)
        elif not all(_is_about_it(token, draft) for token in piece) or not _joins(piece):
            return None
    if not given:
        return None
    question = all_of((any_of(tuple(dict.fromkeys(given))), asked(said)))
    return question if can_decide(question) else None


_LONGEST = 90


_SIGNS = sought(r"([(),;:.])")
_PRIOR_TO = sought(r"\bprior to\b")
# "Patients whose tumours have a mutation must have received ...": it is asked of them only.
_OF_SOME = sought(
    r"^(?:all |any )?(?:patient|subject|participant|woman|individual|those|person) (?:with|who|whose|having|that)\b(?! (?:metastatic |advanced |locally |or |recurrent |unresectable )*(?:breast cancer|disease|cancer) (?:must|should)).*\b(?:must|should|need|needs|required)\b"
)


def is_asked_of_some(line: str) -> bool:
    """ "Participants who had two lines of platinum must have progressed": asked of them only."""
    return _OF_SOME.match(line) is not None


def _apart(said: str) -> str:
    """The words with their signs apart."""
    return " ".join(_SIGNS.sub(r" \1 ", said).split())


_TURNS = sought(
    r"(?:^| )(?:no|not|never|without|none|free|except|unless|if|when|where|may|can|could|might|allowed|permitted|acceptable|excluding|exclude|only|but|however|until|provided|naive|instead|off)(?= |$)"
)


def _ways(tokens: Tokens) -> list[Tokens]:
    ways: list[Tokens] = [[]]
    for token in tokens:
        if token in ("or", "and/or", "/", "nor"):
            ways.append([])
        else:
            ways[-1].append(token)
    return [way for way in ways if way]


def _given_by(token: str, draft: Draft) -> Criterion | None:
    found = THING.match(token)
    if found is None or found["letter"] not in "DCX":
        return None
    said = draft.spoken(token + " ")
    if _TO_COME.match(said) is not None:
        return None
    value = draft.at(found["sign"])
    known = bare_given(value)
    return None if known is None or names_no_drugs(known, said) else known


_TO_COME = sought(r"^(?:to )?be\b")


def _is_about_it(token: str, draft: Draft) -> bool:
    found = THING.match(token)
    if found is None:
        return token in _GOES_ON
    if found["letter"] in "WTBNRSPQ":
        return True
    return found["letter"] == "F" and set(draft.spoken(token + " ").split()) <= _GOES_ON | {
        "disease",
        "breast",
        "cancer",
        "or",
        "recurrent",
    }


def _joins(piece: Tokens) -> bool:
    """Whether a piece without a drug ends, or begins, with what the drug beside it shares."""
    return any(token in ENDS or token in _PLACES or token[0] in "SWTRBN" or token[0] == "F" for token in piece)


_PLACES = word_set(
    "adjuvant neoadjuvant neo metastatic advanced early palliative combination alone monotherapy single setting agent both more greater longer"
)


# --- lines that ask something of nobody but of those treated

_LETS_IN = sought(
    r"\b(?:allowed|permitted|permissible|acceptable|(?:is|are|be|remain|still) eligible|may (?:have|be|continue|also|receive|participate|enroll|enter)|no limit|no restriction|unlimited|any number)\b"
)
_OF_THOSE = sought(
    r"^(?:however , |but |and )?(?:if|for (?:patient|subject|participant|those)|(?:patient|subject|participant|those|individual|woman|all patient) (?:who|on|receiving|taking|treated|with (?:prior|previous))|in case|when|such|these|this|those|they|it|all such|the dose|dose|washout|a washout)\b"
)
_MUST_STAY = sought(
    r"\b(?:must|should|has to|have to|need to|needs to) (?:also )?(?:be|have been|remain|stop|discontinue|have stopped|have discontinued|have completed|stay) ?(?:at |on |in |kept |maintained |taken )*(?:stable|unchanged|constant|discontinued|stopped|tapered|held|off|completed|finished|well tolerated|initiated|started)?\b"
)
_STOPS = sought(
    r"\b(?:stable|unchanged|constant|discontinu\w+|stop\w*|tapered|held|off|completed|finished|tolerated|initiated|started|washout)\b"
)
_NOT_OF_THEM = sought(
    r"(?:^| )(?:relative|partner|spouse|donor|caregiver|cohort|arm|part|phase|stratum|group|step|module|allergy|allergic|hypersensitivity|contraindication|contraindicated|naive|untreated|lostsign|randomi\w+|biopsy|measurable|life expectancy|consent|negative|positive|histolog\w+|patholog\w+|must have (?:received|had|failed|progressed|a|an|at)|must not|no prior|no previous|not (?:be )?(?:allowed|permitted|acceptable|eligible)|eligible (?:to|for)|deemed|derived|benefit|ineligible|excluded|scheduled|planned|planning|candidate|refractory|resistant|failed|progressed|intolerant)(?= |$)"
)
_IF = sought(r"^(?:if|in case|for|when)\b")


def of_nobody_else(reduced: Sequence[tuple[str, Draft]]) -> Criterion | None:
    """The question of an inclusion of which each sentence speaks of nobody but of those who had what it names.

    reduced   what the grammar left of each sentence of the line, with its values
    """
    named: list[Criterion] = []
    words: list[str] = []
    bound = False
    for number, (left, draft) in enumerate(reduced):
        tokens = without_last(left.split(), {",", ";", "-", ":", ".", "/"})
        said = draft.spoken(" ".join(tokens) + " ").strip()
        words.append(said)
        if draft.denied or not tokens or len(tokens) > _LONGEST or ":" in tokens:
            return None
        if _names_more(tokens) or _BESIDE_THE_STUDY.search(said) is not None:
            return None
        if not all(_speaks_of_them(clause) for clause in _apart(said).split(" ; ")):
            return None
        if _NOT_COUNTED.search(said) is not None:
            return None
        bound = bound or _BINDS.search(_IF_NEEDED.sub(" ", _apart(said))) is not None
        known: list[Criterion] = []
        for token in tokens:
            found = THING.match(token)
            if found is None or found["letter"] in "WTBNRSPQAIUHYE":
                continue
            value = draft.at(found["sign"])
            if found["letter"] == "X" and not (isinstance(value, Not) or is_at_most(value) or _only_time(value)):
                return None
            if found["letter"] in "CX" and _only_time(value):
                continue
            if found["letter"] == "F" and _is_extent(draft.spoken(token + " ")):
                continue
            thing = bare_given(value.of if isinstance(value, Not) else value)
            if thing is None or _TO_COME.match(draft.spoken(token + " ")) is not None:
                return None
            known.append(thing)
        if not known and (number == 0 or _OF_THOSE.match(said) is None):
            return None
        named.extend(known)
    if not bound:
        # It lets in, and asks for nothing.
        return None
    if not named:
        return None
    question = any_of((negated(any_of(tuple(dict.fromkeys(named)))), asked(". ".join(words))))
    return question if can_decide(question) else None


# The drug of the trial itself, by which a time is told.
_BESIDE_THE_STUDY = sought(
    r"\b(?:first dose|first administration|first infusion|initiation|start|starting|initiating|beginning|administration) of (?!treatment\b|therapy\b|study\b|protocol\b|trial\b|such\b|prior\b|these\b)[a-z0-9-]{4,}"
)
# Words that may stand beside a drug and a joint, and name no other drug.
_NAMES_NOTHING = word_set(
    "must should may can but if provided however they it in for as who that which patient subject participant or and is are was were has have be been on after within at least when not only with given used administered discontinued stopped completed allowed permitted "
    "adjuvant neoadjuvant metastatic advanced no other any prior previous current concurrent stable chronic the a an all to by of during before their these those such than alone long then therapy treatment agent drug eligible acceptable"
)


def _names_more(tokens: Tokens) -> bool:
    """Whether beside a drug in a list something stands that is not known."""
    for at, token in enumerate(tokens):
        if token not in ("or", "and", "and/or", "/", ","):
            continue
        before, behind = tokens[at - 1 : at], tokens[at + 1 : at + 2]
        if not before or not behind:
            continue
        drugs = [one[0] in "DC" and THING.match(one) is not None for one in (before[0], behind[0])]
        plain = [THING.match(one) is None and one not in _NAMES_NOTHING for one in (before[0], behind[0])]
        if (drugs[0] and plain[1]) or (drugs[1] and plain[0]):
            return True
    return False


def _speaks_of_them(clause: str) -> bool:
    """Whether a clause lets somebody in, or asks something of nobody but of those treated."""
    if _NO_OPTION.match(clause) is not None:
        return False
    if _IF.match(clause) is not None and _DEMANDS.search(clause) is None and _LETS_IN.search(clause) is None:
        # "If progression is observed on a taxane": what then, it does not say.
        return False
    conditional = _IF.match(clause) is not None
    if _NOT_OF_THEM.search(_AFTER_IF.sub(" ", clause) if conditional else clause) is not None:
        return False
    if _DEMANDS.search(clause) is not None and _OF_IT.search(clause) is None:
        # "... but patients must have adequate counts": something else is demanded.
        return False
    stays = _MUST_STAY.search(clause) is not None and _STOPS.search(clause) is not None
    return stays or _LETS_IN.search(clause) is not None or _OF_THOSE.match(clause) is not None


_DEMANDS = sought(r"\b(?:must|should|has to|have to|needs? to)\b")
# What is demanded of the treatment, or of its time, and of nothing else.
_OF_IT = sought(
    r"\b(?:must|should|has to|have to|needs? to) (?:also |only |not )*(?:be |have |have been |be demonstrated |have also been |been )*(?:on |in |at |kept |off |maintained )*(?:stable|unchanged|constant|discontinu\w+|stop\w*|tapered|held|off|completed|finished|tolerated|initiated|started|washed|given|administered|elapsed|passed|documented|demonstrated|limited|restricted)\b|\b(?:washout|interval)\b|\b(?:if|when)\b"
)
_AFTER_IF = sought(r"\bmust have (?:received|had|been)\b")
_NO_OPTION = sought(
    r"^(?:no|not|without|must|should|has|have) (?!limit|restriction|been|completed|discontinued|stopped)"
)
_NOT_COUNTED = sought(r"\b(?:do|does|will|are|is) not (?:be )?count\w*")
_BINDS = sought(
    r"\b(?:if|provided|providing|as long as|so long as|but|however|only|until|unless|must|should|at least|more than|need to|required)\b|[≥>]"
)
_IF_NEEDED = sought(
    r"\b(?:if|as|when) (?:needed|necessary|indicated|clinically indicated|required|applicable)\b|\bbut (?:is |are )?not required\b"
)


def _only_time(value: object) -> bool:
    """Whether it asks for nothing but that treatment lies far enough back: of whoever had it."""
    return "Washout(" in repr(value) and "AskHuman(" not in repr(value) and "Condition(" not in repr(value)


def _is_extent(words: str) -> bool:
    return set(words.split()) <= {
        "metastatic",
        "advanced",
        "locally",
        "disease",
        "breast",
        "cancer",
        "recurrent",
        "or",
        "/",
        "early",
        "stage",
        "unresectable",
        "free",
        "relapse",
    }
