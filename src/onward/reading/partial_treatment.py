"""What a sentence about treatment cannot do without: whoever never had the drug does not meet it.

"Progression after at least 8 weeks of standard doses of a taxane" is not understood as a whole, and yet nobody meets it
who was never given a taxane. The drug is asked of the record, the whole sentence of a human beside it. That holds only
where the drug is what was given, and not one of several ways, a thing to come, or what somebody reacts to: only known
words may stand before it, and no alternative behind it.
"""

from __future__ import annotations

from itertools import pairwise

from onward.criteria import Criterion
from onward.reading.amounts import Bound
from onward.reading.by_the_way import tells_what_it_is
from onward.reading.decides import can_decide
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens, without_brackets, without_last
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import (
    Happened,
    Several,
    Thing,
    all_of,
)
from onward.reading.treatment_conditions import conditional_treatment, one_way_treatment
from onward.reading.treatment_given import (
    THING,
    holds_a_list,
    joins_ends,
    leaves_out_a_way,
    names_no_drugs,
    speaks_of_it,
    treatment_in,
    turns,
    weakened,
)
from onward.reading.treatment_tied import NOT_THE_DRUG, ONLY_NARROWS, STAYS, is_tied
from onward.reading.word_set import word_set

_ILLNESS_TREATED = sought(
    r"\b(?:condition|disorder|illness)s? (?:that )?(?:has |have )?requir\w+ (?:\w+ ){0,3}(?:treatment|therapy)\b"
)
_IS_REQUIRED = sought(r"(?<!who )(?<!whom )(?<!that )\b(?:is|are) (?:required|mandatory)(?: |$)")
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
# Here the words speak of somebody else, of what is to come, or of what is let in.
_REFUSED = sought(
    r"(?:^| )(?:untreated|requiring|requires|require|needing|requirement|relative|sister|mother|daughter|family|familial|partner|spouse|donor|caregiver|healthy|volunteer|cohort|arm|part|phase|stratum|group|step|module|naive|candidate|amenable|plan|planned|planning|plans|scheduled|intend|intended|intention|expected|willing|unwilling|able|unable|"
    r"eligible|ineligible|suitable|optional|allergy|allergic|hypersensitivity|hypersensitive|hypersensitivities|reaction|contraindication|contraindicated|contraindications|indicated|indication|inclusion|exclusion|lostsign|discontinued|stopped|"
    r"regardless|irrespective|whether|neither|nor|instead|rather|future|question|survey|note|define|defined|definition|considered|versus|vs|recommended|decline|declined|refuse|refused|refusal|offered|excluded|eg\.|consent|agree|will|would|recovery|recovered|resolved|resolution|toxicity|toxicities|questionnaire|available|unavailable|appropriate)(?= |$)"
)
# "Requiring neoadjuvant chemotherapy", "surgery to be performed": it says nothing of what was given.
_TO_COME = sought(
    r"^(?:[a-z]+ )?(?:requir\w+|needs?|needing) |\bto be (?:given|started|initiated|administered|received|performed|begun|added)\b"
)


# "A biopsy of the tumour, or the tumour excised": the second needs no biopsy.
_OR_REMOVED = sought(r"\bor (?:[a-z]+ ){0,4}(?:excised|removed|resected|operated|irradiated|ablated|amputated)\b")


def partial_treatment(left: str, draft: Draft) -> Criterion | None:
    """The question of a reduced sentence about treatment of which no more is understood than the drug."""
    tokens = without_last(left.split(), {",", ";", "-", ":", ".", "/", "or", "and", "and/or"})
    if left.count("(") != left.count(")") or tells_what_it_is(draft.spoken(left)):
        return None
    if _MEASURED.search(left) is not None:
        return None  # "castrate levels of testosterone": it is measured, and not given
    found = (
        necessary_treatment(tokens, draft) or conditional_treatment(tokens, draft) or one_way_treatment(tokens, draft)
    )
    if found is None or not can_decide(found) or (draft.denied and leaves_out_a_way(found, draft.spoken(left))):
        return None
    return found


_MEASURED = sought(r"(?<![^ ])(?:levels?|concentrations?) of D")


def necessary_treatment(tokens: Tokens, draft: Draft) -> Criterion | None:
    """What the sentence cannot do without, with the whole of it for a human; None where no drug is certain to be."""
    plain, brackets = without_brackets(tokens)
    if plain is None or not plain or len(tokens) > 80:
        return None
    said = draft.spoken(" ".join(tokens) + " ").strip()
    told = said.replace("as part of", "as")
    cannot_stop = _CANNOT_STOP.match(said) is not None and draft.denied
    if cannot_stop:
        plain = [token for token in plain if token not in _STOPPING]
    if (
        _TO_COME.search(said) is not None
        or (draft.denied and _OR_REMOVED.search(said) is not None)
        or _REFUSED.search(_CANNOT_STOP.sub(" ", told) if cannot_stop else told) is not None
        or ";" in plain
        or ":" in plain
        or "." in plain
    ):
        return None
    if any(_adds_a_way(inner, draft, denied=draft.denied) for inner, _ in brackets):
        return None
    if not draft.denied and plain[0][0] == "N" and THING.match(plain[0]) is not None:
        # "4 prior lines of endocrine therapy": perhaps the sign was lost, and at most so many are let in.
        return None
    if not draft.denied and _TWO_ENDS.search(said) is not None:
        # "Progressed on a taxane for advanced disease, relapsed on an adjuvant one": perhaps in either way.
        return None
    if not draft.denied and (is_for_some(plain, draft) or "last dose" in said):
        # "The last dose of X was 21 days before": no more than what is asked of those who had it.
        return None
    if _ILLNESS_TREATED.search(said) is not None or (draft.denied and _IS_REQUIRED.search(said) is not None):
        # "Prior trastuzumab is required", among what keeps out: it is asked for.
        return None
    found = _given(plain, draft)
    if found is None:
        found = _presupposed(plain, draft)
        if found is not None and names_no_drugs(
            weakened(found[1], denied=True, ended=False, placed=False), draft.spoken(plain[found[0]] + " ") + said
        ):
            return None
        return (
            None
            if found is None
            else all_of((weakened(found[1], denied=draft.denied, ended=False, placed=False), asked(said)))
        )
    at, thing = found
    behind = plain[at + 1 :]
    if names_no_drugs(
        weakened(thing, denied=True, ended=False, placed=False),
        f"{draft.spoken(plain[at] + ' ')} {_last_words(plain, at, draft)}",
    ):
        return None
    if isinstance(thing, Several) and thing.joint == "or" and behind[:1] == ["and"]:
        # "A or B and C" leaves open what is meant.
        return None
    if not is_tied(behind, draft, denied=draft.denied) or holds_a_list(thing):
        return None
    # "Progressed on, or intolerant to, ..." ended in either way; "in the metastatic setting or as adjuvant" in either.
    if "directed therapy" in repr(thing) and not {"including", "such", "eg", "like"}.isdisjoint(behind):
        # A class that no list holds, with its drugs: whoever had one of them had it.
        return None
    core = weakened(
        thing, denied=draft.denied, ended="or" not in plain[:at], placed="or" not in behind and "/" not in behind
    )
    return all_of((core, asked(said)))


def _last_words(plain: Tokens, at: int, draft: Draft) -> str:
    """The words around a drug, by which it is told whose treatment it is."""
    return draft.spoken(" ".join(plain[max(0, at - 4) : at + 7]) + " ")


def drug_of_a_way(tokens: Tokens, draft: Draft) -> Criterion | None:
    """The drug of one way among several ("or on anticoagulants"), as wide as can be; None where none is certain."""
    found = _given(tokens, draft)
    if found is None or _REFUSED.search(draft.spoken(" ".join(tokens) + " ").strip()) is not None:
        return None
    return weakened(found[1], denied=True, ended=False, placed=False)


_TWO_ENDS = sought(
    r", (?:relapsed?|recurred|recurrence|progressed|progression) (?:on|after|during|within|while|following|under|despite|in)\b"
)
# "Unable to stop strong inhibitors": whoever takes none is not kept out.
_CANNOT_STOP = sought(
    r"^(?:(?:patient|subject|participant|who|is|are|be) )*(?:unable|inability|unwilling|not able|cannot)(?: (?:or|and/or) (?:unable|unwilling|not willing))? (?:to )?(?:discontinue|stop|transition off|come off|switch from|taper|withhold|refrain from)(?: (?:the )?(?:use of|taking|using))? "
)
_STOPPING = word_set(
    "unable inability unwilling discontinue stop transition off come switch taper withhold refrain or to use of taking using"
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
        found = THING.match(token)
        if found is None:
            if token in ("or", "and/or", "/", ","):
                if token in _COMMA and not draft.denied and tokens[at + 1 : at + 2] == ["including"]:
                    # "Progressed on standard therapy, including a taxane".
                    continue
                if not joins_ends(tokens, at, draft):
                    return None
                continue
            if token in _INCLUDING and not draft.denied:
                continue
            if token in _FINISHED and not _OF_COURSES.isdisjoint(tokens[at:]):
                is_given = True
                continue
            if token not in _BEFORE and not _is_adjective_of_a_drug(tokens, at):
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
                if turns(draft, token):
                    return None
                continue
            case "D" | "C" | "X" | "O":
                thing = treatment_in(value)
                if thing is None or turns(draft, token):
                    return None
                words = draft.spoken(token + " ").split()
                if tokens[at - 1 : at] == ["to"] and tokens[at - 2 : at - 1] == ["prior"]:
                    return None
                if not draft.denied and not is_given and _GIVEN.isdisjoint(words) and not speaks_of_it(value):
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
    words = [token for token in tokens if THING.match(token) is None]
    if _FOR_SOME.search(" ".join(tokens[:1])) is not None:
        return None
    if not _NOT_PRESUPPOSED.isdisjoint(words) or (draft.denied and not {"and", "must", "should"}.isdisjoint(words)):
        return None
    found: tuple[int, Thing | Criterion] | None = None
    for at, token in enumerate(tokens):
        match = THING.match(token)
        if token in ("or", "and/or", "/", "nor") and not (joins_ends(tokens, at, draft) or _goes_on(tokens, at)):
            return None
        behind = tokens[at + 1 : at + 2]
        if draft.denied and token in _COMMA and behind and behind[0] not in ONLY_NARROWS:
            return None
        if match is None:
            continue
        if match["letter"] in "CDFXO" and turns(draft, token):
            return None
        if not draft.denied and match["letter"] in "BTW" and found is None and not _is_a_length(tokens, at):
            return None
        value = draft.at(match["sign"])
        if match["letter"] == "R" and isinstance(value, Bound) and value.low is None:
            return None
        if found is not None or match["letter"] not in "DCX":
            continue
        thing = treatment_in(value)
        said = draft.spoken(f"{token} ").split()
        if (
            thing is None
            and draft.denied
            and not {"or", ",", "and"}.isdisjoint(" ".join(said).replace(",", " ,").split())
        ):
            return None
        if thing is None or isinstance(thing, Happened) or holds_a_list(thing):
            continue
        if said[:1] == ["to"] or said[:2] == ["prior", "to"]:
            continue
        before = tokens[max(0, at - 7) : at]
        if before and before[-1] not in _JUST_BEFORE and THING.match(before[-1]) is None:
            continue
        if before[-2:] == ["prior", "to"] or said[:1] == ["be"]:
            continue
        if behind and behind[0] in NOT_THE_DRUG:
            # "A hormone or hormone inhibitors".
            return None
        if _STRONG.isdisjoint(before) and _STRONG.isdisjoint(said):
            continue
        found = at, thing
    return found


_FOR_SOME = sought(r"^(?:for|if|in|when|where|among)(?= |$)")


def is_for_some(tokens: Tokens, draft: Draft) -> bool:
    """Whether it is asked of some only: "patients with HER2-low tumours must have received ..."."""
    if any(one[0] == "P" and len(one) == 2 and before == "for" for before, one in pairwise(tokens)):
        return True
    demands = any(token in ("must", "should", "need", "needs", "required", "have", "has") for token in tokens)
    for at, token in enumerate(tokens):
        found = THING.match(token)
        if found is None:
            continue
        if found["letter"] == "P" and tokens[at - 1 : at] == ["for"] and at:
            return True
        value = draft.at(found["sign"])
        if found["letter"] == "C" and treatment_in(value) is None:
            return True
        if found["letter"] in "FX" and demands and _NARROWS_WHO.search(repr(value)) is not None:
            return True
        if found["letter"] in "DC" and treatment_in(value) is not None:
            return not {"must", "should", "need", "needs"}.isdisjoint(tokens[at + 1 :])
    return False


_NARROWS_WHO = sought(
    r"Receptor|Her2|HasVariant|Menopause|HasSex|Score\(|CancerType|OtherCancer|MetastaticSites|Condition\(|LabWord"
)
_STRONG = word_set(
    "received treated given undergone failed progression progressed progressive progressing refractory resistant resistance relapse relapsed recurrence recurred intolerant prior previous previously receiving taking completed"
)
_COMMA = frozenset({","})
# "Completed 6 cycles of a taxane": they were given.
_FINISHED = frozenset({"completed"})
_OF_COURSES = frozenset({"cycle", "course", "dose"})
_INCLUDING = frozenset({"including"})


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether an "or" only goes on about where and when."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else ""
    return behind in STAYS


def _is_a_length(tokens: Tokens, at: int) -> bool:
    return tokens[at + 1 : at + 2] == ["of"] or (tokens[at][0] == "B" and _is_long(tokens[at + 1 :]))


def _is_long(behind: Tokens) -> bool:
    """ "At least 8 weeks of ...": how long it was given."""
    return len(behind) > 1 and behind[0][0] == "T" and behind[1] == "of"


_NO_ADJECTIVE = word_set(
    "important significant clinical recurrent persistent resistant refractory intolerant dependent relevant recent equivalent concomitant potential critical available eligible ineligible indicated contraindicated unable able "
    "non pre post anti no not without than versus for against by per via start starts started starting stop stopped stopping discontinue discontinuing avoid avoiding delay refuse decline declined initiate initiated begin begun increase decrease reduce change changed switch plan need needs contain contains include except "
    "interact and or but prior to from about because since until before biosimilar placebo sham hypothetical possible potential anticipated future planned upcoming"
)
_ADJECTIVE = sought(
    r"[a-z]*(?:ive|al|ic|ous|ary|ent|ant|ar|oid|like|based|specific|lating|targeted|directed|pegylated|modified)|pan|dual|oral|new|novel|mono|full|low|high|dose|weekly|human|inhaled|approved"
)


def _is_adjective_of_a_drug(tokens: Tokens, at: int) -> bool:
    """Whether a word that is not known stands right before the drug, or before one more such word: it narrows the drug."""
    for n, token in enumerate(tokens[at : at + 3]):
        if THING.match(token) is not None:
            return n > 0 and token[0] in "DC"
        if token in _NO_ADJECTIVE or _ADJECTIVE.fullmatch(token) is None:
            return False
    return False
