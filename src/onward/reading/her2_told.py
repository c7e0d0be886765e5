"""A call of HER2 with the tests by which it was found, in words that nobody has foreseen.

"HER2-negative by local testing (IHC 0 or 1+, or 2+ with a FISH ratio below 2.0)": whoever is not HER2-negative is none
of these. The call is asked of the record, and the whole line of a human beside it. That holds only where every word
speaks of these tests, where one call is named, and where the scores are those that everybody counts to it.
"""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, Criterion, Receptor, parts_of
from onward.criteria.receptor_nodes import AskedCall
from onward.reading.grammar import Draft
from onward.reading.partial import asks_of_a_group
from onward.reading.partial_cut import Tokens
from onward.reading.partial_part import asked
from onward.reading.rules.disease import is_disease
from onward.reading.rules.values import criterion_of
from onward.reading.sought import sought
from onward.reading.things import Fixed, all_of
from onward.reading.word_set import word_set

# All that such a line may say beside the call.
_WORDS = word_set(
    "her2 her 2 neu erbb2 c erbb her2neu human epidermal growth factor receptor type hercep herceptest dako ventana pathway kit assay assays test tests tested testing tester methodology method methods technique",
    "ihc immunohistochemistry immunohistochemical immunohistochemically immuno histochemistry fish cish sish dish ish dual probe single fluorescence fluorescent chromogenic silver enhanced in situ hybridization hybridisation",
    "score scores scored scoring status result results ratio signal signals copy copies number numbers gene genes chromosome cep17 centromere centromeric enumeration 17 nucleus nuclei cell cells per amplification amplified nonamplified non amplify overexpression overexpressing overexpress overexpressed expression expressing expresses express",
    "staining stained stain membrane membranous complete incomplete intense weak moderate strong uniform faint tumor tumors cancer breast primary metastatic metastasis lesion site tissue sample specimen biopsy disease invasive carcinoma",
    "positive positivity negative negativity equivocal intermediate indeterminate unequivocal borderline",
    "defined define definition as by a an the or and and/or with of on at to from for if then when is are be been must has have had having was were that which this these either both one any least only shown demonstrated determined determination considered confirmed confirmation documented documentation assessed assessment measured evaluated evaluation verified validated reported classified according per based using via through above below",
    "than less greater more equal lower higher over under percent immunoreactive required mandatory needed also ie eg such standard criterion criteria guideline guidelines asco cap american society clinical oncology college pathologist pathologists 2007 2013 2018 2023 most recent recently latest analyzed available before prior time known",
    "but diagnosis indicating confirmatory  absence order confirm previously collected performed all should present deletion control indicated laboratory local locally central centrally sponsor designated institutional institution study entry enrollment screening reference accredited certified pathology patient subject participant whose who woman alone",
    "+ - ( ) [ ] / , ; : . = ≥ ≤ > < %",
)
_OVER = sought(r"2 ?\+ ?(?:or|to|-|and|/|,|, or) ?(?:ihc |score |of )*3 ?\+|≥ ?2 ?\+|at least 2 ?\+")
_WEAK = sought(r"(?<![\d.])2 ?\+|\bihc (?:score )?(?:of )?2\b|0 ?[-,] ?(?:1 ?\+? ?, ?)?(?:or )?2\b")
_BY_THE_GENE = sought(r"\b(?:fish|ish|cish|sish|dish|hybridi[sz]ation|amplif\w+|nonamplified|ratio)\b")
_STRONG = sought(r"(?<![\d.])3 ?\+|\bihc (?:score )?(?:of )?3\b|[<≤] ?3 ?\+")
_UNSURE = sought(r"\b(?:positive|negative) (?:or|and/or|/) (?:negative|positive)(?! by| on| for| ish| fish)\b|\b(?:unknown|low|ultralow|not tested|regardless|irrespective|unless|except|exception|allowed|permitted|eligible|ineligible|excluded|may|can)\b")  # fmt: skip
# "If the cancer is HER2-positive: ...", "those with HER2-negative cancer must have ...": of others nothing is asked.
_OF_SOME = sought(r"(?:if|for|in|when|where|among|those)\b|with\b.*\b(?:must|should|has to|have to)\b")
_CALLED = sought(
    r"\b(?:her ?2|erbb2|neu)(?: (?:status|is|tumor|breast cancer|-))* (?P<call>positive|negative|overexpress\w*|amplifi\w+)\b"
)
_THING = sought(r"^(?P<letter>[FXC])(?P<sign>[\ue000-\uf8ff])$")
_OF_TESTS = sought(r"^[IRNKBAJPGM][\ue000-\uf8ff]$")


def her2_told(left: str, draft: Draft) -> Criterion | None:
    """The question of such a line, of which the grammar left some words; None for any other line."""
    tokens = left.split()
    said = draft.spoken(f"{left} ")
    if (
        tokens[1:] == []
        or _UNSURE.search(said) is not None
        or (not draft.denied and (asks_of_a_group(said) or _OF_SOME.match(said)))
    ):
        return None
    named = _named(tokens, draft)
    if named is None:
        return None
    calls = {call for one in named for call in _calls_of(one)}
    if len(calls) != 1 or not _is_usual(calls.pop(), said):
        return None
    return all_of((*dict.fromkeys(named), asked(said)))


def _named(tokens: Tokens, draft: Draft) -> list[Criterion] | None:
    """The calls and the disease that a line names; None where it speaks of anything but the tests of HER2."""
    found: list[Criterion] = []
    for at, token in enumerate(tokens):
        thing = _THING.match(token)
        if thing is None:
            if _OF_TESTS.match(token) is not None:
                if not _WORDS.issuperset(_plain(draft.spoken(f"{token} "))):
                    return None
            elif token not in _WORDS:
                return None
            continue
        value = draft.at(thing["sign"])
        criterion = criterion_of(value, denied=False)
        if "Her2Score(" in repr(criterion) or "Her2Ish(" in repr(criterion):
            # A score of one of its ways, beside the call or without it.
            called = _CALLED.search(draft.spoken(f"{token} "))
            if called is not None:
                call: AskedCall = "positive" if called["call"].startswith(("pos", "over", "amp")) else "negative"
                found.append(Receptor(marker="HER2", calls=(call,)))
            continue
        if not _is_of_disease(criterion) or (thing["letter"] == "C" and not isinstance(value, Fixed)):
            return None
        joined = {*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2]} & {"or", "and/or"}
        if not set(_calls_of(criterion)) and joined:
            return None
        found.append(criterion)
    return found or None


def _plain(words: str) -> list[str]:
    plain = (word.strip(",;:.()%+≥≤<>=") for word in words.split())
    return [word for word in plain if word and not word.replace(".", "").isdigit()]


def _is_of_disease(criterion: Criterion) -> bool:
    """Whether nothing is asked but the disease, its extent and its receptors, all of them together."""
    if isinstance(criterion, AnyOf):
        return all(isinstance(part, Receptor) and part.marker == "HER2" for part in criterion.of) or is_disease(
            criterion
        )
    return all(map(_is_of_disease, criterion.of)) if isinstance(criterion, AllOf) else is_disease(criterion)


def _calls_of(criterion: Criterion) -> tuple[tuple[str, ...], ...]:
    if isinstance(criterion, Receptor):
        return (tuple(criterion.calls),) if criterion.marker == "HER2" else ()
    return tuple(call for part in parts_of(criterion) for call in _calls_of(part))


def _is_usual(calls: tuple[str, ...], said: str) -> bool:
    """Whether the scores are those that everybody counts to the call: 2+ only beside a test of the gene."""
    if calls == ("negative",):
        return _STRONG.search(said) is None and (_WEAK.search(said) is None or _BY_THE_GENE.search(said) is not None)
    if calls == ("positive",):
        return _OVER.search(said) is None and (_WEAK.search(said) is None or _BY_THE_GENE.search(said) is not None)
    return False
