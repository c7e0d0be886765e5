"""What keeps somebody out cannot do so where none of what it names is there.

"Active or uncontrolled infection requiring systemic therapy (within 14 days), or a history of zorbic colitis" is not
understood as a whole; whoever has no infection and no colitis is not meant all the same. All that is named is asked of
the record as one choice, without the windows, qualities and exceptions that may narrow it, the whole line of a human
beside it. So it never keeps anybody out by itself, and lets in only who has none of it.

That holds only where nothing is named that is not understood: each piece between "or", "and" and commas names
something known, or goes on about the piece before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onward.criteria import (
    AllOf,
    AnyOf,
    CnsDisease,
    Condition,
    Criterion,
    Exposed,
    Finding,
    Had,
    LabValue,
    Metastatic,
    MetastaticSites,
    OtherCancer,
    Pregnancy,
    Takes,
)
from onward.reading.by_the_way import is_by_the_way, tells_what_it_is
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.partial_cut import DEPENDENT, Tokens
from onward.reading.partial_part import FRAME, RESTRICTING, asked, narrows_an_illness
from onward.reading.sought import sought
from onward.reading.things import (
    CnsSpread,
    Fixed,
    Happened,
    Ill,
    SecondCancer,
    Several,
    Treated,
    Unless,
    all_of,
    any_of,
)
from onward.reading.things_asked import question_of
from onward.reading.treatment_given import leaves_out_a_way, names_no_drugs
from onward.reading.word_set import word_set

_THING = sought(r"^(?P<letter>[CDFOX])(?P<sign>[\ue000-\uf8ff])$")
_AMOUNT_OR_TIME = sought(r"^[WTRABNIUSPQYE][\ue000-\uf8ff]$")
# What parts a line into pieces of which each may name a way of its own.
_JOINTS = frozenset({",", ";", ".", ":", "or", "and", "and/or", "/", "(", ")", "plus", "+", "&"})
# Here the words speak of somebody else or of another part of the trial, demand something, or let somebody in.
_REFUSED = sought(
    r"(?:^| )(?:untreated with|relative|relatives|sister|brother|mother|father|daughter|sibling|family|familial|partner|spouse|donor|caregiver|healthy|volunteer|provider|staff|candidate|"
    r"should|must|may (?:be|have|participate|enroll|enter|receive|continue|still)|contraindication|contraindicated|contraindications|allergy|allergic|hypersensitivity|intolerance|intolerant|reaction|"
    r"cohort|arm|stratum|phase|module|part|group|step|inclusion|exclusion|exclude|excluding|eligible|allowed|permitted|acceptable|permissible|naive|question|questionnaire|survey|prevention|prophylaxis|prophylactic|vaccination|immunization|"
    r"indicated|indication|to be (?:given|started|initiated|administered|received|performed)|planned|planning|scheduled|needed|required|necessary|anticipated|expected|recommended|intended|considered|neither|nor|inability|unable|unwilling|refuse|refusal|women|men|male|female|sex|pregnancy|pregnant|menopausal|postmenopausal|premenopausal|whom|option|child(?! pugh)|childbearing|contraception|contraceptive|consent|compliance|as well as|along with)(?= |$)"
)
# Behind these stands what does not count; it may not add a way either, so it is looked at like all else.
_EXCEPTION = word_set("except unless excluding excepting exception apart aside other than")
# Before a known thing these leave it what is there.
_BEFORE = FRAME | word_set(
    "a an and or either whether such as like eg ie including include includes limited but not is are namely following e g i example examples for due to related secondary associated caused by resulting from evidence history presence diagnosis established suffering suffer type types kind form forms any other another all certain various specific"
)
_AFTER_NOT = word_set("limited necessarily")
# "Lumpectomy 5 years before": within these years or before them, and who is meant is not told.
_LOST = sought(r"\blostsign (?:\d+|one|two|three|four|five|six|ten|twelve) (?:day|week|month|year)\b")


def presence_question(sentences: list[tuple[str, Draft]], beside: Sequence[str] = ()) -> Criterion | None:
    """The question of an exclusion of which all that it names is known, and not more; None for any other.

    sentences   what the grammar left of each sentence of the line, with its values
    beside      sentences that keep nobody out, for the human
    """
    named: list[Criterion] = []
    words: list[str] = []
    for left, draft in sentences:
        tokens = left.split()
        said = draft.spoken(left + " ").strip()
        if (
            not tokens
            or _LOST.search(said) is not None
            or len(tokens) > 220
            or tokens.count("(") != tokens.count(")")
            or _REFUSED.search(said) is not None
            or tells_what_it_is(said)
        ):
            return None
        found = _named(tokens, draft)
        if not found:
            return None
        named.extend(found)
        words.append(said)
    if not named:
        return None
    if any("HasSex(" in repr(one) for one in named):
        return None  # "450 ms in men and 470 ms in women": whom it is asked of, and nothing that is there
    limited = any("LabValue(" in repr(one) for one in named)
    if limited and (len(named) > 1 or any(_has_a_second_limit(left.split()) for left, _ in sentences)):
        # A second limit of the same test may be the looser one.
        return None
    if leaves_out_a_way(any_of(tuple(named)), " ".join(words)):
        return None
    question = all_of((any_of(tuple(dict.fromkeys(named))), asked(". ".join((*words, *beside)))))
    return question if can_decide(question) else None


def _has_a_second_limit(tokens: Tokens) -> bool:
    return any(word[0] in "BRNAI" and _AMOUNT_OR_TIME.match(word) is not None for word in tokens)


def _named(tokens: Tokens, draft: Draft) -> list[Criterion]:
    """All that the tokens name; [] where a piece may name something that is not known."""
    found: list[Criterion] = []
    within_exception = needs_a_drug = False
    before: Tokens = []
    for joint, piece in _pieces(tokens):
        if piece[0] in _EXAMPLES and not any(_THING.match(word) for word in before):
            return []  # of a kind that is not known, these are only some
        narrows = _goes_on(piece, joint, before)
        before = piece
        if joint in (".", ";"):
            within_exception = False
        is_exception = _excepts(piece[:3])
        if _excepts(piece):
            within_exception = True
        places = [n for n, word in enumerate(piece) if _THING.match(word) is not None]
        if not places:
            if not (narrows or _only_tells(piece) or (within_exception and _excepts(piece))):
                return []
            continue
        if (narrows and _only_tells_of_it(piece, draft)) or (needs_a_drug and _is_one_more_drug(piece, places, draft)):
            # "Infection requiring an antibiotic, or an antiviral": nobody is meant who has no infection.
            needs_a_drug = piece[places[-1]][0] == "D"
            continue
        if not _leads_to(piece[: places[0]]):
            if not narrows:
                return []
            continue
        if is_exception and found:
            continue  # "any toxicity, except alopecia"
        told = _heads(piece, places, draft)
        needs_a_drug = len(told) < len(places) and piece[places[-1]][0] == "D"
        for at in told:
            behind = piece[at + 1 :]
            if is_by_the_way(piece[at], draft):
                if behind and _THING.match(behind[0]) is not None and at + 1 in told:
                    continue  # "inflammatory bowel disease": of the noun behind it
                return []
            if not _is_the_noun(behind) or (piece[at][0] in "CD" and behind[:1] == ["inhibitor"]):
                return []  # "a hormone or its inhibitor": another drug
            named = _bare(draft.at(piece[at][1]))
            if named is None or names_no_drugs(named, draft.spoken(piece[at] + " ")):
                return []
            found.append(named)
    return found


def _excepts(piece: Tokens) -> bool:
    """Whether an exception begins in the piece; "or other agents" is none, "other than A" is."""
    return any(
        word in _EXCEPTION and (word not in _HALVES or piece[n + 1 : n + 2] in (["than"], ["from"]))
        for n, word in enumerate(piece)
    )


_HALVES = word_set("other apart aside than")


# Behind a thing these begin what only tells of it: "infection requiring antibiotics", "infarction before the start of X".
_TELLING = word_set(
    "requiring require requires needing necessitating necessitates due caused resulting leading during before after since while when following on under despite until by from using"
)
# Between those and what they speak of.
_LEADING_ON = word_set(
    "to of with the start initiation beginning end completion use treatment therapy administration any medication systemic intravenous iv oral parenteral topical chronic long term prophylactic medical active other additional continuous ongoing first last dose"
)
# At the head of a piece, these go on about the piece before.
_TELLS_FIRST = word_set(
    "requiring require requires needing necessitating that which due caused resulting leading during despite until defined because while"
)


def _heads(piece: Tokens, places: Sequence[int], draft: Draft) -> list[int]:
    """The places of what a piece names, without what only tells of the first of them."""
    told = [places[0]]
    for one, other in pairwise(places):
        if not (
            one == told[-1] and _only_told_of(piece[one + 1 : other]) and not _may_be_a_way(draft.at(piece[other][1]))
        ):
            told.append(other)
    return told


def _only_told_of(between: Tokens) -> bool:
    """Whether the words between two things make the second one tell of the first."""
    first = next(
        (
            n
            for n, word in enumerate(between)
            if word in _TELLING or (word == "prior" and between[n + 1 : n + 2] == ["to"])
        ),
        None,
    )
    if first is None:
        return False
    return all(word in _TELLING or word in _LEADING_ON or narrows_an_illness(word) for word in between[first + 1 :])


def _may_be_a_way(value: object) -> bool:
    """Whether a list was made of what tells and of what comes behind it: "before the start of X, or a stroke"."""
    return isinstance(value, Several) and not all(isinstance(part, Treated) for part in value.parts)


def _only_tells_of_it(piece: Tokens, draft: Draft) -> bool:
    things = [draft.at(word[1]) for word in piece if _THING.match(word) is not None]
    return piece[0] in _TELLS_FIRST and not any(map(_may_be_a_way, things))


def _is_one_more_drug(piece: Tokens, places: Sequence[int], draft: Draft) -> bool:
    """ "... or antiviral therapy": the second of two drugs that an illness needs."""
    if piece[places[0]][0] != "D" or isinstance(draft.at(piece[places[0]][1]), Several):
        return False
    return all(
        word in _ROUTES or narrows_an_illness(word) or _AMOUNT_OR_TIME.match(word) is not None
        for word in piece[: places[0]]
    )


_ROUTES = word_set("systemic intravenous iv oral parenteral topical chronic other")


_EXAMPLES = word_set("such including includes like eg ie")


def _pieces(tokens: Tokens) -> list[tuple[str, Tokens]]:
    pieces: list[tuple[str, Tokens]] = []
    joint: str = ""
    now: Tokens = []
    for word in tokens:
        if word in _JOINTS:
            if now:
                pieces.append((joint, now))
            joint, now = word, []
        else:
            now.append(word)
    if now:
        pieces.append((joint, now))
    return pieces


# Behind "or" these still speak of what was named before: "within 6 months or during the study".
_OF_TIME_AND_PLACE = word_set("within during after before prior since in at by of from")
# "requiring oxygen or needing steroids": of one thing, in two ways.
_CONSEQUENCE = word_set(
    "requiring require requires needing necessitating causing associated related resulting due leading"
)


def _goes_on(piece: Tokens, joint: str, before: Tokens) -> bool:
    """Whether a piece narrows the piece before it, and names no way of its own."""
    first = piece[0]
    if not before or first in _DENIES:
        return False
    if joint in ("or", "and", "and/or", "/"):
        return first in _OF_TIME_AND_PLACE or (first in _CONSEQUENCE and not _CONSEQUENCE.isdisjoint(before))
    if joint in (".", ";"):
        return False
    return first in RESTRICTING or DEPENDENT.match(first) is not None


_DENIES = word_set("no not without never none")


def _only_tells(piece: Tokens) -> bool:
    """Whether a piece is an adjective of what follows, a time or an amount."""
    if all(word[0] == "N" and _AMOUNT_OR_TIME.match(word) is not None for word in piece):
        return False  # "type 1 or 2": another kind
    return all(
        word in _BEFORE or narrows_an_illness(word) or (word[0] != "Y" and _AMOUNT_OR_TIME.match(word) is not None)
        for word in piece
    )


def _leads_to(before: Tokens) -> bool:
    """Whether the words before a thing leave it what is there: words that frame it, adjectives that only narrow it."""
    for n, word in enumerate(before):
        if word == "not" and before[n + 1 : n + 2] and before[n + 1] not in _AFTER_NOT:
            return False
        tells = word in _BEFORE or word in _EXCEPTION or narrows_an_illness(word)
        if not tells and _AMOUNT_OR_TIME.match(word) is None:
            return False
    return True


# Behind a thing these belong to its name, or go on about it.
_OF_ITS_NAME = word_set(
    "disease disorder event condition syndrome infection illness therapy treatment agent drug medication use abuse positive positivity patient mellitus "
    "episode symptom dysfunction failure malignancy cancer tumor lesion inhibitor inducer and/or both there will need would could might can may then now today"
)


def _is_the_noun(behind: Tokens) -> bool:
    """Whether what stands behind a thing leaves it the noun: "hypertension crisis" would be something else."""
    if not behind:
        return True
    word = behind[0]
    return (
        word in RESTRICTING
        or word in _OF_ITS_NAME
        or word in _EXCEPTION
        or word in _BEFORE
        or DEPENDENT.match(word) is not None
        or _THING.match(word) is not None
        or _AMOUNT_OR_TIME.match(word) is not None
        or word in ("[", "]", "<", ">", "≥", "≤", "-")
    )


def _bare(value: object) -> Criterion | None:
    """Whether it was there at any time, with nothing said of how; None for what cannot be asked so."""
    match value:
        case Ill():
            if "concurrent illness" in value.groups:
                return None
            bare = replace(value, status="ever", window=None, except_groups=(), qualities=(), grade=None)
            return question_of(bare, denied=True)
        case Treated():
            bare_drug = replace(
                value, window=None, when="ever", at_least_days=None, ended_by=(), settings=(), also_for="", qualities=()
            )
            return question_of(bare_drug, denied=True)
        case Happened():
            return at_any_time(question_of(replace(value, window=None, qualities=()), denied=True))
        case CnsSpread():
            return question_of(replace(value, qualities=()), denied=True)
        case SecondCancer():
            return OtherCancer()
        case Several():
            return _choice([_bare(part) for part in value.parts])
        case Unless():
            return _bare(value.thing)
        case Fixed():
            return at_any_time(value.criterion)
        case _:
            return at_any_time(value)


def at_any_time(value: object) -> Criterion | None:
    """A question without its times, qualities and settings: whether it was there at all; None for any other."""
    match value:
        case Condition():
            if "concurrent illness" in value.groups:
                return None
            return Condition(groups=value.groups)
        case OtherCancer():
            return OtherCancer()
        case Exposed():
            return replace(value, ended_by=(), settings=())
        case Had():
            return replace(value, within_days=None) if value.within_days is not None else value
        case Finding() if "measurable" in value.name or "evaluable" in value.name:
            return None
        case Takes():
            # What was stopped a few days ago may be meant as well.
            return Exposed(to=value.drugs)
        case Finding() | Metastatic() | MetastaticSites() | CnsDisease() | Pregnancy():
            return value
        case LabValue():
            return replace(value, within_days=None)
        case AnyOf():
            return _choice([at_any_time(part) for part in value.of])
        case AllOf():
            known = [one for part in value.of if (one := at_any_time(part)) is not None]
            return _choice(known[:1])
        case _:
            return None


def _choice(parts: Sequence[Criterion | None]) -> Criterion | None:
    known = [part for part in parts if part is not None]
    return any_of(tuple(known)) if known and len(known) == len(parts) else None
