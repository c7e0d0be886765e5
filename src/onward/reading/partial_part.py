"""One part of a line: words that frame it, adjectives, something understood, and words that restrict it.

"Extensive, previously treated lymphoedema of the arm": whoever has no lymphoedema has none of that kind. The words that
are not understood stay beside what is, as a question for a human.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onward.criteria import NODES, AskHuman, Criterion, Finding, Not, parts_of
from onward.reading.drug_sets import is_of_cancer
from onward.reading.grammar import Draft
from onward.reading.rules.disease import is_disease
from onward.reading.rules.values import criterion_of, thing_of
from onward.reading.sought import sought
from onward.reading.things import (
    JUDGED,
    CnsSpread,
    Fixed,
    Happened,
    Ill,
    SecondCancer,
    Several,
    Thing,
    Treated,
    Unless,
    all_of,
    at_any_time,
    with_status,
)
from onward.reading.twice_denied import is_twice_denied
from onward.reading.word_set import word_set

# Words that may stand before a thing and ask for nothing.
FRAME = word_set(
    "patient subject participant woman person individual candidate those who that which with have has had having must should be is are was were been being "
    "present presence of any all each known documented confirmed diagnosed diagnosis evidence presenting history past medical personal received receive "
    "receiving undergone undergoing experienced developed suffering from also clinical histologically cytologically pathologically histological "
    "pathological histologic cytologic pathologic pathology biopsy proven radiologically radiographically currently current ongoing concurrent concomitant "
    "use using taking existing pre preexisting previous prior previously clinically newly new at least one or more to only adult eligible sign symptom in "
    "whom there already considered confirmation documentation proof cytological established"
)
# Of these, such as say that it was at some time.
_EVER = frozenset({"history", "prior", "previous", "previously", "past"})
_NOW = frozenset(
    {
        "current",
        "currently",
        "ongoing",
        "concurrent",
        "concomitant",
        "receiving",
        "undergoing",
        "taking",
        "using",
        "use",
    }
)
# Behind a thing these restrict it: what follows narrows what was named.
RESTRICTING = word_set(
    "with without requiring require requires that which who whose whom due within for in of on by from after before during prior since treated defined as "
    "confirmed documented diagnosed at to under not despite caused associated related resulting leading involving using per according located present "
    "measuring detected occurring characterized when while where causing needing necessitating lasting following secondary expressing presenting having "
    "limited localized confined affecting interfering worsening persisting attributed attributable attributed judged assessed determined evaluated measured "
    "measurable accessible amenable likely suitable based consistent suspicious until through over between against among near despite beyond because "
    "arising originating extending invading greater less larger smaller more resolved unresolved lostsign uncontrolled controlled active inactive naive "
    "refractory resistant sensitive free used given administered performed completed done initiated started obtained taken received ongoing exceeding "
    "lacking containing shown demonstrated found identified noted seen visible proven verified tested reported recorded ending ended stopped discontinued "
    "managed thought felt judged deemed known suspected including"
    "potentially possibly appropriate diagnosed experiencing overexpressing currently previously histologically clinically radiographically manifested evidenced"
)
# What may stand between frame and thing: an adjective narrows the noun behind it. These do not, or name another thing.
_NO_ADJECTIVE = sought(
    r"^(?:no|not|non|none|never|without|neither|nor|free|absence|absent|lack|negative|un\w*known|possible|potential|potentially|suspected|presumed|presumptive|probable|risk|family|familial|anti|pre|post|post\w+ive|former|low|lower|high|higher|elevated|increased|decreased|reduced|"
    r"partner|sibling|sister|mother|relative|donor|caregiver|healthy|normal|adequate|other|another|than|same|different|either|both|including|such|like|unless|except|if|may|can|could|would|will|able|unable|ability|inability|willing|unwilling|"
    r"planned|planning|scheduled|need|needing|candidate|indication|contraindication|allergy|hypersensitivity|intolerance|resistant|refractory|response|responding|last|first|second|third|only|sole|time|day|week|month|year|test|testing|"
    r"or|and|and/or|of|for|to|in|on|at|by|from|as|per|during|after|before|since|until|about|between|through|but|which|whose|whom|his|her|their|its|it|this|these|those|they|he|she|every|some|few|most|much|number|dose|cycle|course|line|regimen|agent|drug|"
    r"prevent\w*|avoid\w*|exclu\w+|eligib\w+|allow\w*|permit\w*|accept\w*|refus\w+|declin\w+|discontinu\w+|stop\w*|complet\w+|fail\w*|progress\w+|relaps\w+|screen\w*|surviv\w+|treat\w*|mimick\w*|resembl\w*|minus|plus|x|poor|inadequate|insufficient|impaired|abnormal|limited|difficult|bad|diminished|deficient|less|more|least|most|part|type|class|gene|status|level|score|imaging|study|trial|protocol)$"
)
_ADJECTIVE = sought(
    r"^(?:[a-z]{3,}(?:al|ic|ive|ous|ed|ing|ant|ent|ary|ory|able|ible|ar|oid|ly|ile|ine|ate|ite|ish|ful|less|esthetic)|large|small|gross|extreme|pure|sole|full|dry|wet|deep|rare|sensory|motor|open|early|late|right|left|upper|lower|severe|long|short|dense|brittle|invasive|overt|frank|occult|wide|whole|bulky)$"
)
# In the words beside a thing these turn it, or add to it: then nothing can be said.
TURNING = sought(
    r"(?:^| )(?:unless|except|excepting|excluding|excluded|exclude|exclusion|ineligible|eligible|allow|allowed|allows|permitted|permissible|acceptable|accepted|may|can|could|might|optional|however|but|although|regardless|irrespective|either|neither|nor|whether|instead|alternatively|otherwise|"
    r"required|mandatory|necessary|needed|necessarily|applicable|apply|waived|exempt|exception|note|only|provided|providing|as long|other than|rather|even|if|must|should|will|shall|cannot|recommended|encouraged|considered|such as|including|includes|include|eg|ie|like|etc|plus|vs|versus|"
    r"also|additionally|addition|then|who are|who is|relative|sister|mother|daughter|father|sibling|family|familial|partner|spouse|donor|caregiver|child|physician|provider|healthy|control|cohort|arm|group|part|stratum|phase|strata|respectively|same|both|respective|question|answer|survey|\? )(?= |$)"
)
_THING = sought(r"^(?P<letter>[CDFOX])(?P<sign>[\ue000-\uf8ff])$")
_ANY_THING = sought(r"^[A-Z][\ue000-\uf8ff]$")
_TIME_OR_NUMBER = sought(r"^[WTRABNIU][\ue000-\uf8ff]$")
_DENYING = (
    ("no", "evidence", "of"), ("no", "history", "of"), ("no", "known"), ("no", "prior"), ("no", "other"), ("no", "concurrent"), ("no",),
    ("without",), ("absence", "of"), ("free", "of"), ("not", "have"), ("must", "not", "have"), ("must", "not", "be"), ("should", "not", "have"), ("should", "not", "be"), ("may", "not", "have"), ("may", "not", "be"), ("cannot", "have"), ("cannot", "be"),
    ("has", "not", "had"), ("have", "not", "had"), ("has", "not", "received"), ("have", "not", "received"), ("must", "not", "have", "received"), ("not", "received"), ("never", "received"), ("have", "no"), ("has", "no"), ("must", "have", "no"), ("not", "be"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a line as a question.

    criterion  the question;  whole  every word of it is understood
    thing      the thing at its head, where there is one
    adjectives words before the thing that are not understood, "" for none
    restricted words behind the thing, "" for none
    """

    criterion: Criterion
    whole: bool
    thing: object = None
    adjectives: str = ""
    restricted: str = ""

    @property
    def is_read(self) -> bool:
        return not isinstance(self.criterion, AskHuman)


def asked(words: str) -> AskHuman:
    """Words that are not understood, as a question for a human."""
    return AskHuman(question=f"Is it so: {words.strip(' .,;:')}?", because=JUDGED)


# Among what keeps out, "may not take steroids" says what keeps out.
_FORBIDS = sought(r"(?:\w+ )?(?:(?:may|must|should|can|shall|will) not|cannot)\b")


def denial_before(tokens: list[str]) -> int:
    """How many words of denial a part begins with, those of who is meant included; 0 where it denies nothing."""
    start = 0
    while start < len(tokens) and (
        _is_person(tokens[start]) or tokens[start] in ("with", "who", "all", "patient", "woman")
    ):
        start += 1
    best = 0
    for words in _DENYING:
        if tuple(tokens[start : start + len(words)]) == words:
            best = max(best, len(words))
    return start + best if best else 0


def _ends_in_exceptions(value: object) -> bool:
    """Whether what stands behind it belongs to its exceptions: "except carcinoma in situ of the skin"."""
    return isinstance(value, SecondCancer) and bool(value.except_groups or value.except_words or value.except_in_situ)


def _is_person(word: str) -> bool:
    return len(word) == 2 and word[0] == "P" and word[1] >= "\ue000"


def read_part(tokens: list[str], draft: Draft, *, denied: bool) -> Part | None:
    """The part as a question; None where its words may turn or widen what is understood in it."""
    said = draft.spoken(" ".join(tokens) + " ")
    at = 0
    before: list[str] = []
    while at < len(tokens) and not _THING.match(tokens[at]):
        word = tokens[at]
        if _ANY_THING.match(word) and word[0] not in "PQ":
            return None
        before.append(word)
        at += 1
    if at == len(tokens):
        return None
    adjectives = _adjectives(before)
    if adjectives is None or _TO_COME.search(said) is not None:
        return None
    found = _THING.match(tokens[at])
    assert found is not None
    value = draft.at(found["sign"])
    tail = tokens[at + 1 :]
    if tail and tail[0] in _NOISE and (len(tail) == 1 or tail[1] in RESTRICTING):
        if tail[0] == "status" and re.search(r"positiv|negativ", said) is None:
            return None
        tail = tail[1:]
    while tail and (_is_person(tail[0]) or tail[0] in ("patient", "subject")):
        tail = tail[1:]
    if tail and _ADDS_NOTHING.fullmatch(draft.spoken(" ".join(tail) + " ").strip()) is not None:
        tail = []
    if tail and not restricts(tail, draft) and (denied or not _goes_on_asking(value, tail, draft)):
        return None
    if TURNING.search(_NARROWING.sub(" ", " ".join((*before, *tail)) + " ")) is not None:
        return None
    if denied and any(isinstance(_value(word, draft), Several) for word in tail):
        # "Related to A, or B": a list was made among the words, and B may stand by itself.
        return None
    if {"or", "and", "and/or"}.intersection(tail) and not _is_one_restriction(tail, denied=denied):
        return None
    if (not _may_be_restricted(value, denied=denied) and (tail or adjectives)) or (tail and _ends_in_exceptions(value)):
        return None
    if tail and "Receptor(" in repr(value) and _OTHER_CALL.match(draft.spoken(" ".join(tail) + " ")) is not None:
        # "HER2 negative or positive", however it is written.
        return None
    if tail and "LabValue(" in repr(value) and _LIMIT.search(" ".join(tail)) is not None:
        # A second limit, for some: the first is not meant for all.
        return None
    if _mixes(value):
        return None
    if (
        any(word[0] == "Q" and _ANY_THING.match(word) for word in before)
        and isinstance(value, Fixed)
        and not is_disease(value.criterion)
    ):
        # "Poor venous access" is none of the kinds of venous access.
        return None
    if isinstance(value, (Ill, CnsSpread)) and not _ONLY_NARROWS.issuperset(
        word for word in adjectives if word.isalpha()
    ):
        # "Portal hypertension" is no hypertension: of an illness only words for how much and how long narrow it.
        return None
    if isinstance(value, (Treated, Several)) and is_of_cancer(value) and _IN_NEED.search(" ".join(before)) is not None:
        # "Requiring neoadjuvant chemotherapy": it is still to come.
        return None
    thing = _timed(value, before)
    if tail and _TELLS_TIME.search(said) is not None:
        thing = at_any_time(thing)
    criterion = criterion_of(thing, denied=denied)
    if (
        denied
        and not _FORBIDS.match(said)
        and re.match(r"(?:\w+ ){0,2}(?:no|not|without|never|none|absence|free)\b", said) is not None
    ):
        return None
    if (denied and is_twice_denied(criterion)) or _is_of_menopause(criterion, said):
        return None
    told = all_of((criterion, asked(said))) if tail or adjectives else criterion
    return Part(
        criterion=told,
        whole=not tail and not adjectives,
        thing=thing,
        adjectives=draft.spoken(" ".join(adjectives) + " ") if adjectives else "",
        restricted=draft.spoken(" ".join(tail) + " ") if tail else "",
    )


# "Infection requiring antibiotics within 7 days": the time is asked of a human, so no "now" may answer it.
_TELLS_TIME = sought(r"\b(?:within|last|past|previous|preceding|prior|before|ago|days?|weeks?|months?|years?)\b")
# What is still to come stands in no record.
_TO_COME = sought(
    r"\b(?:anticipat\w+|plan(?:s|ned|ning)?|scheduled|expect\w*|expectation|likely to|intend\w*|intention|will (?:need|require|undergo|receive)|may (?:need|require)|future|upcoming|elective|candidate|about to|for whom|best option|treatment of choice)\b"
)
_IN_NEED = sought(r"\b(?:requir\w+|needs?|needing)\b")
_LIMIT = sought(
    r"[RABIN][\ue000-\uf8ff]|(?:^| )(?:for|in) (?:[a-z]+ )*[PCFXY][\ue000-\uf8ff]|(?:^| )in (?:presence|absence|case) "
)


_OTHER_CALL = sought(r"(?:(?:of|or|and|and/or|/|to|,) )?(?:positive|negative|unknown|equivocal)\b")


def _mixes(value: object) -> bool:
    """ "Therapy for this or another cancer": the cancer is what was treated, and none that counts by itself."""
    if not isinstance(value, Several):
        return False
    cancers = any(
        isinstance(part, SecondCancer) or (isinstance(part, Fixed) and is_disease(part.criterion))
        for part in value.parts
    )
    return cancers and any(isinstance(part, (Treated, Happened)) for part in value.parts)


def _is_of_menopause(criterion: Criterion, said: str) -> bool:
    """Whether an age stands beside the bleeding: one of several ways of being postmenopausal."""
    return re.search(r"menopaus|amenorrh|menses|menstru|ovar|hysterectom", said) is not None and "Age(" in repr(
        criterion
    )


def _adjectives(before: list[str]) -> list[str] | None:
    """The words before a thing that narrow it; None where one of them may do otherwise."""
    found: list[str] = []
    for n, word in enumerate(before):
        if word in ("or", "and", "and/or", "/") and 0 < n < len(before) - 1 and {before[n - 1], before[n + 1]} <= FRAME:
            continue  # "histological or cytological confirmation"
        if word in ("or", "and/or", "/") and (n < 2 or tuple(before[n - 1 : n + 2]) != ("one", "or", "more")):
            return None  # "pancreatic or breast cancer": the first belongs to the noun as well
        if word in FRAME or _is_person(word) or word == ",":
            if word not in ("or", ",") and found and word not in ("of",):
                return None  # "… adjective patients with": the adjective is not the thing's
            continue
        if _ANY_THING.match(word):  # a quality that is known as such
            found.append(word)
            continue
        if not is_adjective(word):
            return None
        found.append(word)
    return None if len(found) > 3 else found


# Behind the name of a disease or a finding these add nothing.
_NOISE = frozenset({"status", "state", "disease", "setting", "condition"})
# "that may interfere", "as the only site": they narrow as well, though their words may turn something elsewhere.
_NARROWING = sought(
    r"(?:^| )(?:(?:that|which) (?:may|might|could|would|can|will|must|should)(?: not)?|(?:as|is|being|with|are) only|as part of|not (?:required|needed)(?= to))(?= )"
)


_RELATING = word_set(
    "requiring require requires with within in for during that which who due under treated following after before since resulting leading associated"
)


def _goes_on_asking(value: object, tail: list[str], draft: Draft) -> bool:
    """ "HER2-negative metastatic cancer": a question right behind another asks for more."""
    if not isinstance(value, (Fixed, *NODES)) or re.match(r"^[FX][\ue000-\uf8ff]$", tail[0]) is None:
        return False
    return (
        re.match(
            r"(?:must|should|may|can|will|no|not|without|never|or|if|unless|except)\b", draft.spoken(tail[0] + " ")
        )
        is None
    )


_ONLY_NARROWS = word_set(
    "extensive ipsilateral bilateral unilateral contralateral baseline residual chronic acute severe serious significant active uncontrolled symptomatic asymptomatic persistent recurrent recent new important major minor mild moderate clinical clinically",
    "concomitant concurrent unresolved untreated treated unstable progressive refractory resistant extreme gross overt frank detectable measurable visible documented invasive systemic disseminated local localized widespread diffuse multiple life threatening",
    "medically medical relevant substantial debilitating intermittent frequent ongoing permanent irreversible complicated hemodynamically poorly difficult early late long standing existing intercurrent generalized massive large left right upper lower",
)


def narrows_an_illness(word: str) -> bool:
    """Whether an adjective before an illness only says how much, or how long, there is of it."""
    return word in _ONLY_NARROWS


def _value(word: str, draft: Draft) -> object:
    found = _THING.match(word)
    return None if found is None else draft.at(found["sign"])


def is_adjective(word: str) -> bool:
    """Whether a word narrows the noun beside it."""
    return _NO_ADJECTIVE.match(word) is None and _ADJECTIVE.match(word) is not None


_ADDS_NOTHING = sought(
    r"(?:in any setting|(?:in|on|of|for|to|during|into) (?:this |the )?(?:study|trial|protocol)|defined|as defined|at any time|of any (?:kind|type|grade|sort)|as well|if any|prior to (?:study|trial)(?: entry)?|at (?:baseline|screening|study entry)|by (?:history|imaging|histology)|for any reason|in the past|of drug|to date)"
)


def restricts(tail: list[str], draft: Draft) -> bool:
    first = tail[0] if tail[0] not in (",", "(") else (tail[1] if len(tail) > 1 else "")
    if first in RESTRICTING or _TIME_OR_NUMBER.match(first) is not None:
        return True
    # A thing of its own behind the first: "... requiring immunosuppression".
    if _THING.match(first) is None:
        return False
    words = draft.spoken(first + " ")
    return words.split(" ")[0] in _RELATING and re.search(r" (?:or|and|and/or) |[;,]", words) is None


_ANOTHER = sought(
    r"(?:, |; )(?:or|and|and/or) |(?:^| )(?:or|and|and/or) (?:(?:any|known|active|prior|other|current|previous|concurrent|history|evidence|presence|a|with|have|has|had|be|is|are|received|use|patient|of|severe|uncontrolled|symptomatic|who|that|Q[\ue000-\uf8ff]|P[\ue000-\uf8ff]) )*[CDFOX][\ue000-\uf8ff]"
    r"|(?:^| )(?:or|and|and/or) (?:any|known|active|prior|other|current|previous|concurrent|history|evidence|presence|patient|have|has|had|received|use|who|with|is|are) "
)


_OR_MORE = sought(
    r"(?:^| )or (?:more|higher|greater|worse|above|less|lower|below|equal|longer|older|younger|later|earlier)(?= )"
)


def _is_one_restriction(tail: list[str], *, denied: bool) -> bool:
    """Whether an "or" in what restricts a thing stays within it: "confirmed by histology or cytology"."""
    words = " ".join(tail)
    if denied:
        # An unread alternative would be lost, and whoever has it would be let in.
        words = _OR_MORE.sub(" ", words + " ")
        return re.search(r"(?:^| )(?:or|and|and/or)(?= |$)", words) is None
    return tail[0] in RESTRICTING and _ANOTHER.search(words) is None and "and/or" not in words


def _may_be_restricted(value: object, *, denied: bool) -> bool:
    """Whether words beside it narrow it: of a denial, or of one way among several, they might say otherwise."""
    match value:
        case Ill() | Treated() | Happened() | CnsSpread() | SecondCancer():
            return True
        case Several():
            return denied
        case Unless():
            return False
        case Fixed():
            return _is_positive(value.criterion)
        case _:
            return isinstance(value, NODES) and _is_positive(value)


def _is_positive(criterion: Criterion) -> bool:
    if isinstance(criterion, Finding) and criterion.name.startswith("no "):
        # "Free of disease in the axilla" asks for less than to be free of disease.
        return False
    return (
        not isinstance(criterion, Not)
        and criterion.__class__.__name__ != "When"
        and all(map(_is_positive, parts_of(criterion)))
    )


def _timed(value: object, before: list[str]) -> object:
    if isinstance(value, NODES):
        return value
    thing = thing_of(value)
    words = set(before)
    if words & _EVER and not isinstance(thing, Fixed):
        return _with(thing, "ever")
    if words & _NOW and not words & _EVER and isinstance(thing, (Ill, Treated, Happened)):
        return _with(thing, "now")
    return value


def _with(thing: Thing, status: str) -> Thing:
    if isinstance(thing, Ill) and thing.status:
        return thing
    if isinstance(thing, (Treated, Happened)) and (thing.window or (isinstance(thing, Treated) and thing.when)):
        return thing
    return with_status(thing, "ever" if status == "ever" else "now")
