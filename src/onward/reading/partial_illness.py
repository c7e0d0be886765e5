"""What a sentence about illnesses cannot do without: whoever has none of them does not meet it.

"Oedema of the limbs that came with heart failure, or a thrombosis of glimmering kind" is not understood as a whole, and
yet it keeps nobody out who has neither. The illnesses are asked of the record, the whole sentence of a human beside
them. That holds only where each of the ways that the sentence names has such an illness, and where nothing before it
makes it another one: a risk, a suspicion, somebody else's, or its absence.
"""

from __future__ import annotations

from onward.criteria import NODES, AnyOf, CnsDisease, Condition, Criterion, HasSex, MetastaticSites, Not, parts_of
from onward.reading.by_the_way import is_by_the_way
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, cut, without_brackets, without_last
from onward.reading.partial_part import asked, denial_before, is_adjective
from onward.reading.partial_people import PLAIN_KINDS, THING, TURNS_BEFORE, conditional_illness, positive, widest
from onward.reading.partial_treatment import drug_of_a_way
from onward.reading.sought import sought
from onward.reading.things import CnsSpread, Fixed, Ill, Several, Thing, Unless, all_of, any_of, negated
from onward.reading.things_asked import question_of
from onward.reading.word_set import word_set

# Words that may stand before an illness and leave it what the sentence speaks of.
_BEFORE = word_set(
    "patient subject participant individual person woman man those who whose that which with have has had having must should been be is are was were being of the in at to and also all any either both on for by from as",
    "history prior previous previously past earlier known documented evidence evidenced confirmed presence present presenting diagnosis diagnosed medical personal clinical clinically radiographic radiological radiologic laboratory histological",
    "current currently active actively ongoing concurrent concomitant existing pre preexisting underlying new newly onset recent recurrent baseline persistent residual unresolved resolved controlled stable treated untreated asymptomatic symptomatic",
    "episode event sign symptom case form type kind grade complication due secondary related caused because hospitalization hospitalized admission treatment therapy treated medication surgery requiring require requires required need needing use receiving taking",
    "experienced experiencing experience developed suffering suffer suffered from one or more least other additional another severe serious significant major mild moderate acute chronic large massive extensive diffuse multiple life threatening bilateral unilateral",
    "visible gross overt detectable invasive systemic disseminated local localized widespread generalized uncontrolled unstable progressive refractory intractable frequent intermittent permanent irreversible complicated inherited acquired congenital hereditary",
    "within last year month week time screening study entry last any kind",
)
# Of these illnesses any word before them says of which kind they are, and not that they are something else.
_OF_ANY_KIND = frozenset(
    {
        "infection", "bacterial infection", "viral infection", "fungal infection", "parasitic infection", "opportunistic infection", "systemic infection", "bleeding", "gastrointestinal bleeding", "intracranial bleeding", "fracture", "wound", "ulcer", "pain",
        "oedema", "autoimmune disease", "cardiac disease", "cardiovascular disease", "vascular disease", "lung disease", "liver disease", "chronic kidney disease", "neurological disease", "psychiatric illness", "gastrointestinal disease",
        "skin disease", "eye disease", "retinal disease", "endocrine disease", "metabolic disease", "thyroid disease", "haematological disease", "thromboembolism", "venous thromboembolism", "arterial thromboembolism", "pulmonary embolism",
        "deep vein thrombosis", "arrhythmia or long QT", "ventricular arrhythmia", "atrial fibrillation", "effusion", "pleural effusion", "pericardial effusion", "ascites", "HIV", "hepatitis B", "hepatitis C", "immunodeficiency", "seizure",
        "pneumonitis", "interstitial lung disease", "heart failure", "myocardial infarction", "angina", "syncope", "cirrhosis", "uveitis", "keratitis", "toxicity of earlier treatment", "fistula", "gastrointestinal perforation", "pancreatitis",
        "colitis", "diarrhoea", "rheumatological disease", "connective tissue disease", "musculoskeletal disease", "dental disease", "substance abuse", "pneumonia", "cardiomyopathy", "ischaemic heart disease", "spinal cord compression",
    }
)  # fmt: skip
_TURNS_BEHIND = sought(
    r"^(?:negative|test|testing|screen\w*|vaccin\w*|prophyla\w*|score|scale|questionnaire|index|specialist|clinic|consultation|survivor|care|program|prevention|antibody|antigen|serology|status|risk|free|gene|mutation|trial|study|survey|assessment|mri|ct|imaging|scan|grade|burden|volume|involvement)(?= |$)"
)
# "Menstrual bleeding" is no bleeding of which criteria speak.
_NOT_OF_THAT_KIND = sought(r"\b(?:menstrual|menstruation|withdrawal|cyclic)\b")
_REFUSED = sought(
    r"(?:^| )(?:relative|family|familial|mother|father|sister|brother|sibling|parent|partner|spouse|donor|caregiver|allowed|permitted|permissible|acceptable|eligible|optional|exempt\w*|may (?:be|enroll|enter|participate|have|receive|continue|also|still)|can (?:be|enroll|enter|participate)|not (?:be |an )?(?:excluded|exclusion|required|exclusionary|considered|necessary|applicable)|regardless|irrespective|"
    r"whether|neither|cohort|arm|stratum|note|defined in|is defined|are defined|definition|considered|questionnaire|survey|healthy|volunteer|donor|caregiver|survivor|consent|question|ask|asked|self report\w*|contraindicat\w*|tissue|specimen|sample)(?= |$)"
)
# A piece that begins so restricts the piece before it.
_DEPENDENT = sought(
    r"^(?:due|resulting|leading|causing|within|despite|defined|including|such|as|during|because|in|at|of|by|that|which|where)(?= |$)"
)
_JOINTS = frozenset({"or", "and"})
_LONGEST = 90


def partial_illness(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced sentence about illnesses of which no more is understood than these."""
    tokens = without_last(left.split(), {",", ";", "-", ":", ".", "/", "or", "and", "and/or"})
    if not tokens or left.count("(") != left.count(")") or len(tokens) > _LONGEST:
        return None
    if not any(word.isalpha() and len(word) > 1 and word not in _JOINTS for word in tokens):
        # Every word is understood, and only what they make of each other is not.
        return None
    found = conditional_illness(tokens, draft) or necessary_illness(tokens, draft)
    return found if found is not None and can_decide(found) else None


def necessary_illness(tokens: Tokens, draft: Draft) -> Criterion | None:
    """The illnesses without which the sentence keeps nobody out, with the whole of it for a human."""
    plain, brackets = without_brackets(tokens)
    if plain is None or not plain or {":", "."}.intersection(plain):
        return None
    said = draft.spoken(" ".join(tokens) + " ").strip()
    if _REFUSED.search(said) is not None or any(_may_widen(inner, before, draft) for inner, before in brackets):
        return None
    if draft.denied:
        if denial_before(plain) or _is_denial(plain[0], draft):
            return None
        core = _ways(plain, draft)
        if core is None or (isinstance(core, AnyOf) and any(isinstance(one, HasSex) for one in core.of)):
            return None  # "450 ms in men and 470 ms in women": the sex tells of whom, and is no way of its own
        return all_of((core, asked(said)))
    length = denial_before(plain)
    if ";" in plain or (not length and not _is_denial(plain[0], draft)) or _DEMANDS.search(said) is not None:
        return None
    if plain[length : length + 1] in (["or"], ["and"], ["and/or"]):
        return None
    core = _ways(plain[length:], draft)
    return None if core is None else negated(all_of((core, asked(_without_denial(said)))))


_BESIDE = sought(
    r"^(?:with|without|defined|as|ie|requiring|require|grade|class|stage|within|per|by|at|on|in|for|of|from|during|after|before|since|due|that|which|who|not|using|based|according|confirmed|documented|measured|greater|less|more|any|[WTRBNQVHA][\ue000-\uf8ff]|[≥≤<>])$"
)


def _may_widen(inner: Tokens, before: Tokens, draft: Draft) -> bool:
    """ "(stroke, a glimmer or pericarditis)": perhaps each of them by itself. Examples are of the kind, and others narrow."""
    if inner[0] in ("or", "and/or", "and"):
        return True
    if inner[0] in ("eg", "including", "example") or tuple(inner[:2]) in (("such", "as"), ("for", "example")):
        return False
    if _BESIDE.match(inner[0]) is None and not all(is_adjective(word) for word in inner if word.isalpha()):
        # "Lung disease (glimmering)": perhaps another name, perhaps another illness.
        return True
    known = {group for token in before if (found := THING.match(token)) for group in _groups_at(found["sign"], draft)}
    for token in inner:
        found = THING.match(token)
        if (
            found is not None
            and found["letter"] in "CDOFX"
            and not known.issuperset(_groups_at(found["sign"], draft) or ("",))
        ):
            return True
    return False


def _groups_at(sign: str, draft: Draft) -> tuple[str, ...]:
    value = draft.at(sign)
    if isinstance(value, Several):
        return tuple(group for part in value.parts for group in _groups(part))
    return _groups(value) if isinstance(value, Ill) else ()


_DEMANDS = sought(r"\b(?:required|mandatory|needed|will|shall|but|(?:and|or|,) (?:must|should|have|has|with|be))\b")
_NO = sought(
    r"^(?:(?:patient|subject|participant|they|all) )*(?:must |should |may |can )?(?:no|not|without|never|free of|absence of)(?: (?:have|had|be|known|evidence of|history of|any))* "
)


def _without_denial(said: str) -> str:
    return _NO.sub("", f"{said} ").strip()


def _ways(tokens: Tokens, draft: Draft) -> Criterion | None:
    """Any of the illnesses, one at least of each way that the words name; None where a way has none."""
    members = cut(tokens, {",", ";", "or", "and", "and/or", "/"})
    pieces: list[tuple[str, Tokens]] = []
    for member in members:
        if not member.tokens:
            return None
        said = draft.spoken(" ".join(member.tokens) + " ").strip()
        if (pieces and (_only_restricts(member.tokens, said, draft) and member.joint in (",", "and", "or", "/"))) or (
            pieces and _is_only_kinds(pieces[-1][1])
        ):
            pieces[-1] = (pieces[-1][0], [*pieces[-1][1], *member.tokens])
        else:
            pieces.append((member.joint, list(member.tokens)))
    parts: list[Criterion] = []
    for _, piece in pieces:
        found = _illness(piece, draft)
        if found is None and draft.denied:
            found = drug_of_a_way(piece, draft)
        if found is None:
            return None
        parts.append(found)
    core = any_of(tuple(parts)) if parts else None
    return core if core is not None and _holds_illness(core) else None


def _only_restricts(tokens: Tokens, said: str, draft: Draft) -> bool:
    """ "..., resulting in hospitalisation": no drug, no event and no illness of its own."""
    if _DEPENDENT.match(said) is None:
        return False
    return all((found := THING.match(token)) is None or found["letter"] in "WTBNRQYAUI" for token in tokens)


def _is_only_kinds(tokens: Tokens) -> bool:
    """ "Acute (or) ...": adjectives that wait for their noun. "Venous (or) ..." would make another illness of it."""
    return all(token in _BEFORE or (len(token) == 2 and token[0] in "PQ") for token in tokens) and not {
        "treatment",
        "therapy",
        "medication",
        "surgery",
    }.intersection(tokens)


def _illness(tokens: Tokens, draft: Draft) -> Criterion | None:
    """The first illness of a piece, where nothing before it makes another one of it."""
    before: list[str] = []
    for at, token in enumerate(tokens):
        found = THING.match(token)
        if found is None:
            before.append(token)
            continue
        if found["letter"] in "PQWTBNRYAI":
            before.append(draft.spoken(token + " ").strip() if found["letter"] in "QY" else "")
            continue
        value = draft.at(found["sign"])
        told = draft.spoken(" ".join(tokens[:at]) + " ").strip()
        behind = draft.spoken(" ".join(tokens[at + 1 :]) + " ").strip()
        if (
            TURNS_BEFORE.search(told) is not None
            or _NOT_OF_THAT_KIND.search(told) is not None
            or _TURNS_BEHIND.match(behind) is not None
        ):
            return None
        own = draft.spoken(token + " ")
        if is_by_the_way(token, draft):
            return None
        if TURNS_BEFORE.search(PLAIN_KINDS.sub(" ", own)) is not None and found["letter"] in "FX":
            return None
        if found["letter"] == "X":
            return positive(value) if not any(before) or _BEFORE.issuperset(filter(None, before)) else None
        if found["letter"] not in "CF" or not isinstance(value, (Ill, CnsSpread, Several, Fixed, Unless)):
            return None
        if not _is_plain(before, value):
            return None
        if _holds_more(tokens[at + 1 :], draft):
            return None
        return positive(question_of(widest(value), denied=True))
    return None


_EXAMPLES = frozenset({"including", "such", "as", "eg", "especially", "particularly", "like"})


def _holds_more(behind: Tokens, draft: Draft) -> bool:
    """Whether a list behind the illness may hold ways of its own: "infarction 6 months before A, or B"."""
    for at, token in enumerate(behind):
        found = THING.match(token)
        if found is not None and isinstance(draft.at(found["sign"]), (Several, *NODES)):
            return _EXAMPLES.isdisjoint(behind[:at])
    return False


def _holds_illness(criterion: Criterion) -> bool:
    parts = parts_of(criterion)
    if parts:
        return any(map(_holds_illness, parts))
    return isinstance(criterion, (Condition, CnsDisease, MetastaticSites))


def _is_plain(before: list[str], thing: Thing) -> bool:
    """Whether the words before an illness leave it that illness."""
    words = [word for one in before for word in one.split()]
    if _BEFORE.issuperset(words):
        return True
    if isinstance(thing, Fixed):
        return isinstance(thing.criterion, CnsDisease) and all(map(is_adjective, filter(None, words)))
    groups = _groups(thing)
    if not groups or not _OF_ANY_KIND.issuperset(groups):
        return False
    return all(word in _BEFORE or is_adjective(word) or word.isalpha() for word in words)


def _groups(thing: Thing) -> tuple[str, ...]:
    match thing:
        case Ill():
            return thing.groups
        case Several():
            return _groups(thing.parts[0])
        case Unless():
            return _groups(thing.thing)
        case _:
            return ()


def _is_denial(token: str, draft: Draft) -> bool:
    found = THING.match(token)
    return found is not None and isinstance(draft.at(found["sign"]), Not)
