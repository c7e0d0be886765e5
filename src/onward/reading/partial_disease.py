"""Inclusions of which no more is certain than the disease that each of their ways names.

"Zorbically proven melanoma, zorbic lung cancer or breast cancer that has come back" is met by nobody who has none of
them. The diseases are asked of the record as one choice, the whole line of a human beside it. That holds only where
each piece behind an "or" or a comma names a disease that is known, or goes on about the piece before it.
"""

from __future__ import annotations

import re

from onward.criteria import (
    NODES,
    Age,
    AllOf,
    AnyOf,
    BreastCancer,
    CancerType,
    Criterion,
    Finding,
    HasSex,
    Not,
    Stage,
    parts_of,
)
from onward.reading.adjectives import is_adjective
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.one_restriction import RESTRICTING
from onward.reading.partial_cut import DEPENDENT, Tokens, without_last
from onward.reading.partial_part import FRAME, asked
from onward.reading.rules.disease import is_disease, is_extent
from onward.reading.sought import sought
from onward.reading.things import Fixed, Several, all_of, any_of
from onward.reading.word_set import word_set

_THING = sought(r"^(?P<letter>[A-Z])(?P<sign>[\ue000-\uf8ff])$")
_LONGEST = 130
# What opens a piece that may be a way of its own.
_JOINTS = frozenset({",", "or", "and/or", "and", "/", "(", ")", ";", "plus", "&"})
_ADDING = frozenset({"and", "plus", "&", ";"})
_WAYS = frozenset({"or", "and/or", "/"})
# Here a demand lets in others, keeps some out, holds for some only, or speaks of what is to come.
_TURNING = sought(
    r"(?:^| )(?:unless|except\w*|excepting|other than|apart from|aside from|excluding|eligible|allow\w*|permit\w*|permissible|acceptable|accepted|may|can|could|optional|however|regardless|irrespective|whether|alternatively|otherwise|instead|"
    r"waived|exempt|provided|as long as|only if|if|when|in case|in the absence|cohort|cohorts|arm|arms|stratum|strata|phase|part|group|groups|module|step|substudy|control|controls|healthy|volunteer|donor|relative|sister|mother|daughter|family|caregiver|partner|spouse|carrier|prevention|"
    r"respectively|vs|versus|neither|nor|excluded|ineligible|exclusion|not required|not mandatory|not necessary|for those|for patients|whichever|optional|preferred|preferably|recommended|encouraged|also|separate|separately|risk|suspected|suspicion|suspicious|probable|possible|free|without|no|never|none|"
    r"history of|prior history|definition|characteristic|refers|considered|means|note|question|survey|tissue|sample|specimen|block|must not|should not|willing|agree|candidate|planned|planning|scheduled|one of|following|below)(?= |$)"
)
_BEFORE = FRAME | word_set(
    "the a an be been have has had must should invasive infiltrating primary unilateral female male adult ductal lobular mammary proven selected pathological and/or or and / untreated treated previously newly first age aged either is are was advanced "
    "the following of with measurable any type kind form disease subtype such as including include includes but not limited to eg ie like mainly namely all standard"
)
# In a piece without a disease that is known, these speak of another disease, or of other people.
_ANOTHER = sought(
    r"(?:^| )(?:\w*(?:carcinoma|sarcoma|blastoma|glioma)|cancer|cancers|malignanc\w+|lymphoma|leukemia|melanoma|myeloma|mesothelioma|tumor|tumors|neoplasm|disease|patient|patients|subject|participant|woman|women|man|men|people|dcis|lcis|lesion|nodule|mass|metastasis|recurrence|recurrent|metastatic|stage|advanced|unresectable|inoperable|"
    r"nsclc|sclc|hnscc|scchn|tnbc|rcc|hcc|crc|gbm|scc|pdac|crpc|[FXJYPCV][\ue000-\uf8ff])(?= |$)"
)
# Of what was given, found or counted: a piece that goes on about the disease named before.
_ABOUT_IT = sought(r"^[DOLKGMEWTRBANISQH][\ue000-\uf8ff]$")


def any_disease(left: str, draft: Draft) -> Criterion | None:
    """The choice of the diseases of which each way of an inclusion names one; None where a way may do without."""
    tokens = without_last(left.strip(" .,;:-").split(), {",", ";", "-", ":", ".", "/", "or", "and", "and/or"})
    if draft.denied or not tokens or len(tokens) > _LONGEST or {":", ".", "["}.intersection(tokens):
        return None
    if tokens.count("(") != tokens.count(")") or left.startswith(("or ", "and ", "and/or ")):
        return None
    said = draft.spoken(" ".join(tokens) + " ").strip()
    if _DENIED_FIRST.match(said) is not None:
        return None  # "no autoimmune disorder with visceral involvement" asks for none
    if _OF_THOSE.match(_BRACKETS.sub("", " ".join(tokens) + " ")) is not None and _ALL_WITH_IT.match(said) is None:
        return None
    plain = _NO_THERAPY.sub(" ", _apart(" ".join(tokens)))
    if _TURNING.search(plain) is not None or _TURNED_INSIDE.search(_apart(said)) is not None:
        return None
    if any(_hides_a_way(draft.at(word[1])) for word in tokens if _THING.match(word) is not None and word[0] in "CDX"):
        return None
    named: list[Criterion] = []
    added: set[int] = set()
    restricted = weak = False
    # A word before the first disease that is another way of having it: "progressive or relapsed disease".
    beside = False
    pieces = _pieces(tokens)
    for n, (joint, piece) in enumerate(pieces):
        found = _disease_of(piece, draft, opened=joint)
        if found is not None and not named and not (_is_a_disease_itself(found) or _is_measured(found)):
            # "ER-positive, HER2-negative breast cancer": what is said of the disease that follows.
            beside = beside or pieces[n + 1 : n + 2] == [] or pieces[n + 1][0] in _WAYS
            continue
        if found is not None:
            bare = _kind_of_cancer(found) if (beside and not named) or _is_asked_of_it(piece) else found
            if bare is None:
                return None
            if joint in _ADDING:
                added.add(len(named))
            named.append(bare)
            restricted = restricted or not RESTRICTING.isdisjoint(piece)
            continue
        if not named and joint == "(" and piece[0] not in _MAY_BE_MORE and _ANOTHER.search(" ".join(piece)) is None:
            continue
        if not named:
            if not _only_frames(piece, draft):
                return None
            if not all(
                word in _HOW or word in _STATES or word.endswith(("ed", "ly")) or _THING.match(word) is not None
                for word in piece
            ):
                return None  # "zorbic or breast cancer": perhaps another cancer
            beside = beside or not _HOW.issuperset(piece)
            continue
        if _STATES.issuperset(piece) or (
            joint not in _WAYS and _SAID_OF_IT.match(draft.spoken(piece[0] + " ")) is not None
        ):
            continue
        told_apart = joint == "(" and not (pieces[n + 1 : n + 2] and pieces[n + 1][0] in {*_WAYS, ","})
        goes_on = _goes_on(piece, joint) or (
            told_apart and piece[0] not in _MAY_BE_MORE and _ANOTHER.search(" ".join(piece)) is None
        )
        restricted = restricted or goes_on
        if goes_on or (joint in ("and", "plus", "&", ";") and piece[0] in _STARTS):
            continue
        if _ANOTHER.search(" ".join(piece)) is not None:
            return None
        if all(_ABOUT_IT.match(word) is not None or word in _OF_STATE for word in piece):
            weak = weak or (joint in _WAYS and not _OF_A_STATE.isdisjoint(piece))
        elif joint in ("and", "plus", "&", ";") or (restricted and len(piece) > 2):
            weak = weak or joint in _WAYS
        else:
            return None
    if weak:
        # "HER2 positive or negative": then no call is asked either.
        of_calls = not _CALLS.isdisjoint(tokens)
        kinds = [_kind_of_cancer(one, with_calls=not of_calls) for one in named]
        if any(one is None and n not in added for n, one in enumerate(kinds)):
            return None
        named = [one for one in kinds if one is not None]
    if not named or not (any(map(_is_a_disease_itself, named)) or all(map(_is_measured, named))):
        return None
    if _OF_THOSE.match(said) is not None and "CancerType(" in repr(named):
        # "With lung cancer, TNBC or sarcoma must have ...": the "must" stands inside of what was understood.
        return None
    question = all_of((any_of(tuple(dict.fromkeys(named))), asked(said)))
    return question if can_decide(question) else None


_DENIED_FIRST = sought(
    r"^(?:(?:patient|subject|participant|must|should|have|has|there is|with) )*(?:no|not|without|never|free of|absence of) "
)


# How it was found.
_HOW = FRAME | word_set(
    "clinical clinically radiological radiographic histological histologically cytological cytologically pathological pathologically or and and/or by patient the a of"
)


# How far the same disease has come.
_STATES = word_set(
    "unresectable inoperable resectable operable recurrent metastatic advanced locally progressive relapsed refractory persistent residual untreated measurable evaluable localized localised early late disseminated incurable biopsiable new newly borderline stage i ii iii iv iia iib iiia iiib iiic invasive infiltrating bilateral unilateral"
)


def _hides_a_way(value: object) -> bool:
    """Whether a list that was made before holds a disease: "curable by surgery; or metastatic disease"."""
    return isinstance(value, Several) and any(
        _hides_a_way(part) or (isinstance(part, Fixed) and is_disease(part.criterion)) for part in value.parts
    )


def _is_asked_of_it(piece: Tokens) -> bool:
    """ "Locally advanced cancer must be of such a size" is asked of those who have it."""
    at = next(n for n, word in enumerate(piece) if word[0] in "FX" and _THING.match(word) is not None)
    return not _MUST.isdisjoint(piece[at + 1 :])


_MUST = word_set("must should shall required")
# "Patients with TNBC must have had two lines": asked of them alone.
_OF_THOSE = sought(
    r"^(?:all |any )?(?:(?:female|male|adult) )*(?:P[\ue000-\uf8ff] |patient |subject |participant |woman )?(?:(?:with|who|whose|having) |[FX][\ue000-\uf8ff] ).*\b(?:must|should|shall|required|need)\b"
)


_CALLS = word_set("positive negative unknown low high")


def _kind_of_cancer(criterion: Criterion, *, with_calls: bool = True) -> Criterion | None:
    """The cancer without how far it has come; None where only that is named."""
    match criterion:
        case AllOf():
            known = tuple(
                one for part in criterion.of if (one := _kind_of_cancer(part, with_calls=with_calls)) is not None
            )
            return all_of(known) if known else None
        case AnyOf():
            kinds = [_kind_of_cancer(part, with_calls=with_calls) for part in criterion.of]
            known = tuple(one for one in kinds if one is not None)
            return any_of(known) if len(known) == len(kinds) else None
        case _:
            extent = is_extent(Fixed(criterion=criterion)) or isinstance(criterion, (Stage, Finding, Not))
            is_call = not with_calls and not isinstance(criterion, (BreastCancer, CancerType))
            return None if extent or is_call else criterion


# "... for whom there is no standard therapy left".
_NO_THERAPY = sought(
    r"\b(?:for (?:whom|which)|where|and|or) (?:there )?(?:(?:is|are|have|has) )?(?:no|not)\b[^,;()]*|\b(?:do|does) not exist\b|\bare no longer effective\b|\bnot (?:amenable|suitable|curable|considered|clinically indicated|treatable)\b"
)
_BRACKETS = re.compile(r"\( [^()]*\) ")
_SIGNS = re.compile(r"([(),;:])")
_TURNED_INSIDE = sought(
    r"(?:^| )(?:unless|except\w*|excluding|eligible|allowed|permitted|acceptable|may|must not|should not|optional|regardless|irrespective|cohort|arm|phase|part|prevention|risk of|family|relative|planned|candidate|suspected)(?= |$)"
)


def _apart(said: str) -> str:
    return " ".join(_SIGNS.sub(r" \1 ", said).split())


def _pieces(tokens: Tokens) -> list[tuple[str, Tokens]]:
    pieces: list[tuple[str, Tokens]] = []
    joint, now = "", list[str]()
    for word in tokens:
        if word not in _JOINTS:
            now.append(word)
            continue
        if now:
            pieces.append((joint, now))
            joint, now = word, []
        elif word in _WAYS or joint not in _WAYS:
            joint = word
    if now:
        pieces.append((joint, now))
    return pieces


def _disease_of(piece: Tokens, draft: Draft, *, opened: str) -> Criterion | None:
    """The disease that a piece names at its head, behind words that only frame or narrow it."""
    for at, word in enumerate(piece):
        found = _THING.match(word)
        if found is None:
            if word in _BEFORE or word in _STATES or is_adjective(word):
                continue
            return None
        if found["letter"] in "PQRBNW":
            continue
        if found["letter"] not in "FX":
            return None
        if _is_of_the_person(draft.at(found["sign"])):
            continue
        criterion = _criterion(draft.at(found["sign"]))
        if criterion is None and _goes_before(piece, at, draft):
            continue
        if criterion is None or (opened in ("and", "plus") and at > 2):
            return None
        behind = piece[at + 1 : at + 2]
        if behind and (behind[0] in _OTHER_NOUN or _NOUN_BEHIND.match(behind[0]) is not None):
            return None  # "metastatic work-up", "metastatic brain lesion"
        return criterion
    return None


# "Primary breast cancers must be operable": all of the trial have it.
_ALL_WITH_IT = sought(
    r"^(?:(?:the|all|primary|invasive|must|have|has|had) )*(?:breast (?:cancer|tumor|carcinoma)|tumor) (?!.*\bnot\b)|^(?:must|should|have|has)\b"
)
_NOUN_BEHIND = sought(r"^[CYL][\ue000-\uf8ff]$")
# Behind a disease these make it another thing.
_OTHER_NOUN = word_set(
    "mutation gene risk survivor work workup up characteristic staging evaluation screening program registry model score clinic center service diagnosis test antigen treatment therapy patient's cell line marker"
)


def _criterion(value: object) -> Criterion | None:
    criterion = value.criterion if isinstance(value, Fixed) else value
    if not isinstance(criterion, NODES):
        return None
    bare = _without_sex(criterion)
    if bare is None or not is_disease(bare) or not _is_there(bare):
        return None
    return bare


def _goes_before(piece: Tokens, at: int, draft: Draft) -> bool:
    """ "MSI-high colorectal cancer": a finding before the disease, that names none itself."""
    behind = piece[at + 1 : at + 2]
    value = draft.at(piece[at][1])
    criterion = value.criterion if isinstance(value, Fixed) else value
    return (
        bool(behind)
        and behind[0][0] in "FX"
        and _THING.match(behind[0]) is not None
        and not (isinstance(criterion, NODES) and _names_a_disease(criterion))
    )


def _names_a_disease(criterion: Criterion) -> bool:
    parts = parts_of(criterion)
    if parts:
        return any(map(_names_a_disease, parts))
    return is_disease(criterion)


def _is_of_the_person(value: object) -> bool:
    """ "Women of 20 years with ...": age and sex."""
    return isinstance(value, (Age, HasSex)) or (
        isinstance(value, AllOf) and all(isinstance(part, (Age, HasSex)) for part in value.of)
    )


def _without_sex(criterion: Criterion) -> Criterion | None:
    if isinstance(criterion, HasSex):
        return None
    if isinstance(criterion, AllOf):
        parts = tuple(part for part in criterion.of if not isinstance(part, HasSex))
        return all_of(parts) if parts else None
    return criterion


def _is_there(criterion: Criterion) -> bool:
    """Whether it asks for a disease, and does not only deny one."""
    match criterion:
        case Not():
            return False
        case AllOf():
            return any(map(_is_there, criterion.of))
        case AnyOf():
            return all(map(_is_there, criterion.of))
        case _:
            return True


def _is_a_disease_itself(criterion: Criterion) -> bool:
    """Whether it names the cancer or how far it has come, and not only how it is measured."""
    parts = parts_of(criterion)
    if parts:
        return any(map(_is_a_disease_itself, parts))
    return isinstance(criterion, (BreastCancer, CancerType)) or is_extent(Fixed(criterion=criterion))


def _is_measured(criterion: Criterion) -> bool:
    parts = parts_of(criterion)
    return any(map(_is_measured, parts)) if parts else criterion in _MEASURED


_MEASURED = tuple(Finding(name=name) for name in ("measurable disease", "evaluable disease", "non-measurable disease"))


def _only_frames(piece: Tokens, draft: Draft) -> bool:
    return all(
        word in _BEFORE
        or word in _STATES
        or is_adjective(word)
        or (_THING.match(word) is not None and (word[0] in "PQ" or _is_of_the_person(draft.at(word[1]))))
        for word in piece
    )


_STARTS = word_set(
    "must have has had should is are who with whose be progressed progression relapsed received measurable at adequate life willing able"
)
# "..., which is not amenable to surgery": said of what was named.
_SAID_OF_IT = sought(
    r"^(?:(?:that|which|who) )?(?:is|are|was|were|has|have|not|with|amenable|confirmed|documented|proven) "
)
_MAY_BE_MORE = word_set("or eg ie including also such plus and")
# Another state behind an "or", of the same disease: then how far it has come is not asked of everybody.
_OF_A_STATE = word_set(
    "negative positive unknown low high lacking refractory resistant intolerant relapsed recurrent progressive progressed failed untreated unresectable inoperable"
)
_OF_STATE = (
    _OF_A_STATE
    | FRAME
    | RESTRICTING
    | word_set(
        "eg ie such as like including not being been to after on of disease by for in a an the it they their both or and and/or who that"
    )
)


def _goes_on(piece: Tokens, joint: str) -> bool:
    """Whether a piece narrows the piece before it, and names no way of its own."""
    if joint in _WAYS:
        return piece[0] in _OF_TIME_AND_PLACE
    return piece[0] in RESTRICTING or DEPENDENT.match(piece[0]) is not None


_OF_TIME_AND_PLACE = word_set("within during after before since by from at in on to following")
