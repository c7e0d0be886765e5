"""A demand of which only the head is understood: "breast cancer that has come back in the chest wall or in both breasts".

Whoever has no breast cancer does not meet it, whatever the words behind it ask for beside. They stay as a question for a
human. That holds only where no word offers a way in that does without the head: another disease behind an "or", an
exception, a permission, another group of people.
"""

from __future__ import annotations

import re

from onward.criteria import (
    NODES,
    Age,
    AllOf,
    AnyOf,
    Criterion,
    Finding,
    HasVariant,
    Not,
    Performance,
    Score,
    Stage,
    parts_of,
)
from onward.reading.feared import is_only_feared
from onward.reading.grammar import Draft
from onward.reading.next_cancer import goes_on_with_cancers
from onward.reading.other_state import names_another_state
from onward.reading.partial_cut import Tokens, without_brackets
from onward.reading.partial_part import FRAME, RESTRICTING, asked, is_adjective
from onward.reading.rules.disease import is_disease, is_extent
from onward.reading.rules.her2 import is_result
from onward.reading.sought import sought
from onward.reading.things import Fixed, Several, all_of, any_of
from onward.reading.word_set import word_set

_THING = sought(r"^(?P<letter>[FX])(?P<sign>[\ue000-\uf8ff])$")
_ANY_THING = sought(r"^[A-Z][\ue000-\uf8ff]$")
_HEADS = (Age, Performance, Score, HasVariant)
_MEASURED = frozenset({"measurable disease", "evaluable disease", "non-measurable disease"})

_BEFORE = FRAME | word_set(
    "the a an , be been have has had must should invasive infiltrating primary unilateral female male adult adenocarcinoma carcinoma ductal lobular mammary following criterion meeting meet "
    "proven selected outpatient ambulatory pathological histologically cytologically and/or or and / untreated treated previously newly first incident sporadic recently age aged japanese chinese caucasian african american asian hispanic black white korean healthy"
)
# Words with which a demand turns: it lets in others, keeps some out, or holds for some only.
_TURNING = sought(
    r"(?:^| )(?:unless|except\w*|other than|apart from|aside from|excluding|eligible|allow\w*|permit\w*|permissible|acceptable|accepted|may|can|could|optional|however|regardless|irrespective|either|whether|alternatively|otherwise|instead|"
    r"waived|exempt|provided|as long as|only if|if|when|in case|in the absence|cohort|cohorts|arm|arms|stratum|strata|phase|part|group|groups|module|step|substudy|control|controls|healthy|volunteer|donor|including|includes|such as|relative|sister|mother|family|caregiver|partner|spouse|"
    r"respectively|vs|versus|neither|nor|excluded|ineligible|exclusion|not required|not mandatory|not necessary|for those|for patients|for subjects|for participants|whichever|and/or|optional|preferred|preferably|recommended|encouraged|lostsign|also|separate|separately)(?= |$)"
)
_OR = word_set("or and/or")
_JOINTS = word_set("or and and/or / ,")
_NEXT_CANCER = sought(
    r"(?:^|\) ), (?:(?:and|or|[a-z]+|[QM][\ue000-\uf8ff]) ){0,4}J[\ue000-\uf8ff]|, (?:[a-z]+ ){0,3}(?:cancer|carcinoma|lymphoma|melanoma|sarcoma|mesothelioma)\b|^\( [^()]* \) , "
)
# "Invasive breast cancer, DCIS": one or the other.
_IN_SITU_TOO = sought(r"(?:^|, |/ )(?:dcis|lcis|(?:ductal |lobular )?carcinoma in situ)\b")
_PARTS = re.compile(r" ?(?:,|;|\b(?:or|and|and/or)\b) ")
_ASKED_OF_THEM = sought(
    r" (?:must|shall|should|need to|needs to|have to|has to|are required to|is required to) (?:also )?(?:have|has|be|meet|undergo|receive|agree|show|not)\b"
)
_GOES_ON = RESTRICTING | word_set(", ; and - amenable")
# What is said of all who have it, and asked of them only: "hormone-receptor negatives must have had chemotherapy".
_SAID_OF_THEM = sought(
    r"(?:must|should|shall|will|would|may|can|has|have|had|need|needs|is|are|was|were|who|do|does|did|or|/|\(|including|include|includes|such|eg|ie|like|to|as|than|:|[CDEFGIJKLMNOPRVXYZ][\ue000-\uf8ff])$"
)
_ENDS_A_WAY = word_set("or and/or ; .")
# In a way behind an "or" these speak of another disease, of other people or of the whole demand again.
_ANOTHER_WAY = sought(
    r"(?:^| )(?:cancer|carcinoma|malignanc\w+|lymphoma|leukemia|sarcoma|melanoma|myeloma|tumor|neoplasm|disease|patient|patients|subject|subjects|participant|women|woman|men|man|who|have|has|had|history|dcis|lcis|with|measurable|evaluable|recurrence|recurrent|metastatic|metastasis|"
    r"bone|lesion|stage|advanced|positive|negative|mutation|[FXJCPVGKIMEYO][\ue000-\uf8ff])(?= |$)"
)
_DENIED = word_set("no not without never non nor neither absence free lack cannot")
_LONGEST = 60


def demanded_head(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced sentence among what is asked for, of which the head is understood; else None."""
    tokens = left.strip(" .,;:-").split()
    if not tokens or len(tokens) > _LONGEST or ":" in tokens or left.count("(") != left.count(")"):
        return None
    if draft.denied:
        return _kept_out(tokens, draft)
    at = _head(tokens)
    if at is None:
        return _last_of_all(tokens, draft)
    found = _THING.match(tokens[at])
    assert found is not None
    value = draft.at(found["sign"])
    head = _criterion(value)
    if head is None:
        return None
    before, behind = tokens[:at], tokens[at + 1 :]
    if is_only_feared(before, draft) or (
        isinstance(head, Age | Performance) and behind[:1] and behind[0] in _OF_OTHERS
    ):
        return None
    if "," in behind and _NEXT_CANCER.search(" ".join(behind)) is not None:
        # One cancer after the other: the first alone is not asked of everybody.
        return None
    if behind and behind[0] in (",", "/") and _IN_SITU_TOO.search(draft.spoken(" ".join(behind) + " ")) is not None:
        return None
    if "," in behind and goes_on_with_cancers(head, _PARTS.split(draft.spoken(" ".join(behind) + " "))[1:]):
        return None
    if behind[:1] == [","] and is_extent(Fixed(criterion=head)):
        # "Resectable, borderline or metastatic cancer": the first is one of several.
        return None
    if names_another_state(draft.spoken(tokens[at] + " "), " ".join(behind)):
        return None
    if "," in behind and any(map(is_result, (head, *parts_of(head)))):
        # Results of tests in a row: each of them may be enough.
        return None
    if not behind and FRAME.issuperset(before):
        return None
    spoken = draft.spoken(" ".join(behind) + " ") if behind else ""
    if any(isinstance(part, Stage) for part in (head, *parts_of(head))) and _OTHER_STAGE.search(spoken) is not None:
        # "Stage IIIB with an effusion or stage IV": one of two stages.
        return None
    if _ASKED_OF_THEM.search(f" {spoken}") is not None:
        # "Patients with lung cancer, melanoma and sarcoma must have ...": asked of those who have one of them.
        return None
    if _TURNING.search(f" {' '.join(behind)} ") is not None or _TURNING.search(f" {' '.join(before)} ") is not None:
        return None
    if _TURNING.search(f" {spoken}") is not None or not _is_one_way(behind, draft):
        return None
    said = draft.spoken(" ".join(tokens) + " ")
    return all_of((head, asked(said)))


_OTHER_STAGE = sought(r"(?:^| )(?:or|and/or) (?:[a-z]+ ){0,3}?(?:stage|metastatic|recurrent|advanced|[cp]?t[0-4])")
# "18 to 55 years for volunteers", "22 years in one country": of whom it is asked is told behind it.
_OF_OTHERS = word_set("for in outside within if among")
_AGREEING = sought(
    r"(?:^| )(?:adequate|good|normal|sufficient|able|willing|ambulatory|score|signed|provided|functional)(?= )"
)


def _last_of_all(tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "Adequate blood counts, kidney and liver function and ECOG 0 to 2": the last of what is asked for is understood."""
    last = _THING.match(tokens[-1])
    if last is None or len(tokens) < 3 or tokens[-2] not in ("and", ","):
        return None
    value = draft.at(last["sign"])
    if not isinstance(value, (Age, Performance)):
        return None
    before = [word for word in tokens[:-2] if word != "and" or tokens[-2] == ","]
    words = " ".join(tokens[:-1])
    if not before or _TURNING.search(f" {words} ") is not None or not {"or", "and/or", *_DENIED}.isdisjoint(tokens):
        return None
    if _AGREEING.search(words) is None:
        return None
    return all_of((value, asked(draft.spoken(words.removesuffix(" and") + " "))))


_INCLUDING = (("including",), ("such", "as"), ("eg",), ("including", "but", "not", "limited", "to"))


def _kept_out(tokens: Tokens, draft: Draft) -> Criterion | None:
    """ "Stage IIIB disease (T4, or skin changes)", among what keeps out: whoever has no such disease is not kept out by it."""
    at = _head(tokens)
    if at is None:
        return None
    found = _THING.match(tokens[at])
    assert found is not None
    head = _criterion(draft.at(found["sign"]))
    if is_only_feared(tokens[:at], draft):
        return None
    before, behind = tokens[:at], [word for word in tokens[at + 1 :] if not _PERSON.match(word)]
    if head is None or not _is_positive(head) or not behind or not _NO_WIDER.isdisjoint(before):
        return None
    if any(map(is_adjective, before)):
        return None
    plain, brackets = without_brackets(behind)
    if plain is None or _TURNING_OUT.search(f" {' '.join(behind)} ") is not None:
        return None
    said = draft.spoken(" ".join(tokens) + " ")
    told = draft.spoken(" ".join(plain) + " ").split()
    rest = plain[1:] if plain[:1] == [","] else plain
    for words in _INCLUDING:
        if tuple(rest[: len(words)]) == words and not brackets:
            # What it includes may be more than its name says.
            return any_of((head, asked(draft.spoken(" ".join(rest[len(words) :]) + " "))))
    if plain and (plain[0] not in RESTRICTING or not {",", ";", "or", "and/or", "and"}.isdisjoint(told)):
        return None
    if any(inner[0] not in _SAYS_MORE and _AMOUNT.match(inner[0]) is None for inner, _ in brackets):
        # "Stroke (pulmonary fibrosis)": an unknown bracket may name another way.
        return None
    if any(inner[0] in ("or", "eg", "including", "also") or inner[:2] == ["such", "as"] for inner, _ in brackets):
        return any_of((head, asked(said))) if not plain else None
    if isinstance(head, (Age, Performance)) or is_result(head):
        return None
    return all_of((head, asked(said)))


_SAYS_MORE = RESTRICTING | word_set("or eg ie including also such t4 stage")
_AMOUNT = sought(r"^[RABNTW][\ue000-\uf8ff]$")
# A thing in a bracket may be another name, and a wider one.
_WIDER = sought(r"^[CDFJORXBN][\ue000-\uf8ff]$")
_PERSON = sought(r"^P[\ue000-\uf8ff]$")
_NO_WIDER = word_set("or and and/or / , no not without")
_TURNING_OUT = sought(
    r"(?:^| )(?:unless|except\w*|other than|apart from|eligible|allow\w*|permit\w*|may|can|could|if|when|regardless|must|should|only|cohort|arm|phase|part|not|no|without|relative|mother|sister|family)(?= |$)"
)


def _is_positive(criterion: Criterion) -> bool:
    return not isinstance(criterion, Not) and all(map(_is_positive, parts_of(criterion)))


def _head(tokens: Tokens) -> int | None:
    """The place of the first thing that is asked for, behind words that only frame it or narrow it."""
    for at, word in enumerate(tokens):
        if _THING.match(word) is not None:
            return at
        if word in _JOINTS and (at == 0 or not {tokens[at - 1], tokens[at + 1]} <= FRAME):
            # "Pancreatic or breast cancer": the other cancer is a way in as well.
            return None
        if word in _DENIED:
            return None
        if _ANY_THING.match(word) is not None:
            if word[0] in "PQW":
                continue
            return None
        if word in _BEFORE or is_adjective(word):
            continue
        return None
    return None


def _criterion(value: object) -> Criterion | None:
    if isinstance(value, Several):
        return None
    criterion = value.criterion if isinstance(value, Fixed) else value
    if not isinstance(criterion, NODES) or not _is_head(criterion):
        return None
    return (
        criterion
        if not isinstance(value, Fixed) or not value.qualities
        else all_of((criterion, *map(asked, value.qualities)))
    )


def _is_head(criterion: Criterion) -> bool:
    match criterion:
        case AllOf() | AnyOf():
            return any(map(_is_head, parts_of(criterion))) and all(_is_head(part) for part in parts_of(criterion))
        case Finding():
            return criterion.name in _MEASURED or is_disease(criterion)
        case _:
            return isinstance(criterion, _HEADS) or is_disease(criterion)


def _is_one_way(behind: Tokens, draft: Draft) -> bool:
    """Whether each "or" behind the head stays within what is said of it."""
    if behind[:1] == ["("]:
        plain, brackets = without_brackets(behind)
        if any(_WIDER.match(word) for inner, _ in brackets for word in inner):
            return False
        if plain is None or any(
            inner[0] in ("or", "eg", "including", "also", "but") or not _OR.isdisjoint(inner) for inner, _ in brackets
        ):
            # "Advanced (recurrent or metastatic)": the bracket may be wider than the word.
            return False
        return not plain or (plain[0] in _GOES_ON and _is_one_way(plain, draft))
    if behind[:1] and (_SAID_OF_THEM.match(behind[0]) is not None or behind[0] not in _GOES_ON):
        return False
    depth = 0
    for at, word in enumerate(behind):
        depth += (word == "(") - (word == ")")
        if word not in _OR:
            continue
        way: list[str] = []
        for other in behind[at + 1 :]:
            if other in _ENDS_A_WAY:
                break
            way.append(other)
        text = " ".join(way)
        if _ANOTHER_WAY.search(text) is not None or _ANOTHER_WAY.search(draft.spoken(text + " ")) is not None:
            return False
        if behind[at - 1 : at] == [","] and depth == 0:
            return False
    return True
