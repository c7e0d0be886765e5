"""What stands around the name of the disease: the other breast, adjectives, T, N and M, and statuses that are known."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import (
    AllOf,
    BreastCancer,
    CancerType,
    Criterion,
    Finding,
    HasVariant,
    Not,
    Receptor,
    Score,
    TnmCategory,
    When,
)
from onward.criteria.receptor_nodes import AskedCall, MarkerName
from onward.reading.grammar import Found, Stage
from onward.reading.rules.disease import UNRESECTABLE, begins_a_clause, is_disease, is_extent
from onward.reading.rules.receptors import Markers
from onward.reading.rules.tnm import SAID_TWICE, TNM, is_tnm
from onward.reading.things import Fixed, Happened, Ill, Thing, all_of, with_quality

EXTENTS = Stage("around the disease")
rule = EXTENTS.rule


@rule("<F> ( <F:tnm> )", "<F> , <F:tnm>", "<F:tnm> [,] <F>", gives="F")
def with_tnm(found: Found) -> object:
    """ "stage IIA (T2N0) breast cancer": what is said twice is said once; else both."""
    one, other = found.any("F"), found.any("tnm")
    if (
        not isinstance(one, Fixed)
        or not isinstance(other, Fixed)
        or not is_tnm(other)
        or not (is_disease(one.criterion) or one.criterion in SAID_TWICE)
    ):
        return None
    if is_tnm(one) and ("(" in found.words or "," in found.words):
        return None  # which of the signs the bracket is said of, or whether both are asked, nobody can tell
    if "(" in found.words and isinstance(other.criterion, TnmCategory):
        said = SAID_TWICE.get(one.criterion)
        if said is not None:
            return one if frozenset(other.criterion.categories) == said else None
    return Fixed(criterion=all_of((one.criterion, other.criterion)))


def _parts(criterion: Criterion) -> tuple[Criterion, ...]:
    return criterion.of if isinstance(criterion, AllOf) else (criterion,)


@rule(
    "[prior|previous|history of|personal history of|any prior|any history of] {ipsilateral or contralateral|contralateral or ipsilateral|ipsilateral and/or contralateral|ipsilateral / contralateral} [invasive|primary] {<F:breast>|<C:other>}",
    gives="F",
)
def on_either_side(found: Found) -> object:
    """ "history of ipsilateral or contralateral breast cancer": an earlier one on whichever side."""
    breast, other = found.any("breast"), found.any("other")
    if isinstance(breast, Fixed) and not (isinstance(breast.criterion, BreastCancer) and not breast.qualities):
        return None
    if isinstance(other, Ill) and other.groups != ("contralateral breast cancer",):
        return None
    if not isinstance(breast, Fixed) and not isinstance(other, Ill):
        return None
    return Fixed(criterion=BreastCancer(), qualities=(f"an earlier one ({found.draft.spoken(found.words).strip()})",))


@rule(
    "[synchronous|metachronous|prior|previous|history of] {contralateral|synchronous contralateral} [or] [invasive|primary] <F:breast> [at any time|ever]",
    "<F:breast> {in contralateral breast|of contralateral breast|in opposite breast|of opposite breast}",
    gives="C",
)
def other_breast(found: Found) -> object:
    """ "contralateral breast cancer"."""
    breast = found.any("breast")
    if not isinstance(breast, Fixed) or not isinstance(breast.criterion, BreastCancer) or breast.qualities:
        return None
    if "or" in found.words.split():
        return None
    return Ill(groups=("contralateral breast cancer",))


@rule("[synchronous|concurrent|simultaneous] bilateral [invasive|primary] <F:breast>", "invasive <F:both>", gives="F")
def both_breasts(found: Found) -> object:
    """ "bilateral invasive breast cancer"."""
    if found.has("both"):
        both = found.any("both")
        named = isinstance(both, Fixed) and both.criterion == Finding(name="bilateral breast cancer")
        return both if named else None
    breast = found.any("breast")
    if not isinstance(breast, Fixed) or not isinstance(breast.criterion, BreastCancer):
        return None
    return Fixed(criterion=Finding(name="bilateral breast cancer"))


@rule(
    "{prior|previous|history of|personal history of|prior history of|past history of|past|earlier|former|previous history of|previously diagnosed|any prior|any history of} [diagnosis of] [( ipsilateral {and/or|or|and} contralateral )|( contralateral {and/or|or|and} ipsilateral )] [invasive|primary|known] <F:breast> [history]",
    gives="F",
)
def earlier_breast_cancer(found: Found) -> object:
    """ "prior breast cancer" among what keeps out is another one than that of today: a human tells them apart."""
    breast = found.any("breast")
    if not found.draft.denied or not isinstance(breast, Fixed) or not is_disease(breast.criterion):
        return None
    if not any(isinstance(part, BreastCancer) for part in _parts(breast.criterion)):
        return None
    return with_quality(cast("Thing", breast), f"an earlier one ({found.draft.spoken(found.words).strip()})")


@rule("<F:extent> {must be|should be|has to be|needs to be} <F:unresectable>", gives="X")
def part_must_be(found: Found) -> object:
    """ "locally advanced disease must be unresectable": asked of those who have that, and of nobody else."""
    extent, more = found.any("extent"), found.any("unresectable")
    if more != Fixed(criterion=UNRESECTABLE) or extent != Fixed(criterion=Finding(name="locally advanced disease")):
        return None
    before = found.match.string[: found.match.start()].rstrip()
    if found.draft.denied or not begins_a_clause(before):
        return None
    return When(condition=cast("Fixed", extent).criterion, then=UNRESECTABLE)


@rule("<F:extent> {must not be|should not be|must never be|cannot be|must not have been} <F:curable>", gives="X")
def part_must_not_be(found: Found) -> object:
    """ "locally recurrent disease must not be amenable to surgery": asked of those who have that, and of nobody else."""
    extent, curable = found.any("extent"), found.any("curable")
    if not isinstance(extent, Fixed) or not isinstance(curable, Fixed) or not is_extent(extent) or curable.qualities:
        return None
    if found.draft.denied or not begins_a_clause(found.match.string[: found.match.start()].rstrip()):
        return None
    return When(condition=extent.criterion, then=Not(of=curable.criterion))


@rule("{current|currently|present|existing|known current|active} <F>", gives="F")
def at_present(found: Found) -> object:
    """ "current inflammatory breast cancer": what is recorded of the disease is of now."""
    thing = found.any("F")
    return thing if isinstance(thing, Fixed) and is_disease(thing.criterion) and not thing.qualities else None


@rule(
    "<F> {diagnosis|status|disease status|disease state|histology|subtype|phenotype|diagnosed|at diagnosis|at initial diagnosis}",
    gives="F",
)
def called_a_diagnosis(found: Found) -> object:
    """ "a breast cancer diagnosis"; of the extent only what holds today is asked."""
    thing = found.any("F")
    if not isinstance(thing, Fixed) or not is_disease(thing.criterion):
        return None
    if "at " in found.words:
        return thing if isinstance(thing.criterion, BreastCancer | CancerType) else None
    return thing


@rule("<F:kind> : <F:extent>", "<F:kind> : <X:extent>", gives="F")
def kind_and_extent(found: Found) -> object:
    """ "colorectal cancer: stage IV"."""
    kind, extent = found.any("kind"), found.any("extent")
    if found.match.start() != 0 or not isinstance(kind, Fixed):
        return None
    if (
        isinstance(extent, Fixed)
        and not extent.qualities
        and isinstance(extent.criterion, BreastCancer | CancerType)
        and CancerType(kinds=("solid tumour",)) in _parts(kind.criterion)
    ):
        # "Stage IV solid tumour: lung or breast cancer": the list says which are meant.
        general = CancerType(kinds=("solid tumour",))
        return Fixed(
            criterion=all_of(tuple(extent.criterion if one == general else one for one in _parts(kind.criterion)))
        )
    if not isinstance(kind.criterion, BreastCancer | CancerType):
        return None
    more = extent.criterion if isinstance(extent, Fixed) and not extent.qualities else extent
    if isinstance(more, (Finding, AllOf)) or is_disease(cast("Criterion", more)):
        return Fixed(criterion=all_of((kind.criterion, cast("Criterion", more))))
    return None


_ADJECTIVES = (
    "irresectable|localized|palpable|resected|unifocal|locoregional|symptomatic|asymptomatic|high risk|low risk|intermediate risk|screen detected|mammographically detected|untreated|previously untreated|"
    "incurable|treatment naive|heavily pretreated|pretreated|oligometastatic|oligoprogressive|high grade|low grade|progressive|progressing|stable|de novo|newly|skin only|measurable residual|ulcerated|fungating|sporadic|hereditary|"
    "familial|aggressive|indolent|superficial|deep|gross|bulky|isolated|multiple|synchronous|second primary|residual|non inflammatory|clinically node negative|clinically node positive|selected|advanced refractory|biopsiable|extracranial|"
    "nonmeasurable|non visceral|persistent|resectable or unresectable|previously treated|primary|definitively treated|surgically resected|completely resected|histologic|invasive|noninvasive|early resected|platinum sensitive|platinum resistant|platinum refractory|"
    # How its cells look.
    "adenocarcinoma|squamous cell|squamous|non squamous|nonsquamous|serous|high grade serous|low grade serous|endometrioid|clear cell|non clear cell|mucinous|non mucinous|papillary|undifferentiated|poorly differentiated|"
    "well differentiated|moderately differentiated|transitional cell|adenosquamous|epithelial|non muscle invasive|high grade epithelial|cutaneous"
)


_OR = "{or|and|,|/|and/or|, or}"


@rule(
    f"{{{_ADJECTIVES}}} [{_OR} {{{_ADJECTIVES}}} [{_OR} {{{_ADJECTIVES}}}]] <F:thing>",
    gives="F",
    again=True,
)
def narrowed(found: Found) -> object:
    """ "localized breast cancer": the adjective narrows, and stays for a human."""
    thing = found.any("thing")
    if not isinstance(thing, Fixed) or not is_disease(thing.criterion):
        return None
    words = found.words.split()[:-1]
    before = found.match.string[: found.match.start()].split()
    if before and before[-1] in ("or", "/", "and/or", "non", "not", "no"):
        return None
    if words in (["primary"], ["invasive"]):
        return thing
    return with_quality(cast("Thing", thing), " ".join(words))


@rule(
    "known <K> [status|statuse]",
    "<K> {status|statuse|receptor status|expression} [are|is|must be|should be|have been|has been|to be] [known|available|documented|determined|required|assessed|must be known|must be documented|must be available|must be determined|to be known|must have been determined|positive or negative]",
    "{documented|available} <K> {status|statuse}",
    gives="X",
)
def known(found: Found) -> object:
    """ "known ER, PR and HER2 status": any result will do."""
    words = found.words
    if not re.search(r"known|available|documented|determined|required|assessed", words) or found.draft.denied:
        return None
    markers = found.any("K")
    names = markers.names if isinstance(markers, Markers) else (cast("str", markers),)
    parts: list[Criterion] = []
    for name in names:
        own = ("ER", "PR") if name == "HR" else (name,)
        parts.extend(Receptor(marker=cast("MarkerName", marker), calls=_CALLS[marker]) for marker in own)
    return all_of(tuple(parts))


_CALLS: dict[str, tuple[AskedCall, ...]] = {
    "ER": ("positive", "low positive", "negative"),
    "PR": ("positive", "negative"),
    "HER2": ("positive", "low", "ultralow", "zero", "negative"),
}


@rule(
    "<F> ( {any|regardless of|irrespective of|with any|all} <K> [status|expression|receptor status] )",
    "<F> [,] {regardless of|irrespective of|with any|independent of} <K> [status|expression|receptor status]",
    "<F> , any <K> {status|expression|receptor status}",
    gives="F",
)
def whatever_receptor(found: Found) -> object:
    """ "breast cancer (any HER2 and ER/PR status)"."""
    return found.any("F")


@TNM.rule(
    "[all|any|each|the] [primary|invasive|index|patient] <J> [tissue|sample|specimen|cell] [and/or|or|and|/] [<F:spread>|<J:other>|metastatic <J:third>|metastatic lesion|<C:fourth>] {must be|is|are|should be|has to be|to be|that is|that are|that were|must also be|will be|must have been|must have|must express|expresses|express|must|was|were|found to be|as|with} [both|either|confirmed|known to be|determined to be|be] <X>",
    gives="",
)
def the_tumour_is(found: Found) -> object:
    """ "the primary tumor and/or metastasis must be ER-negative"."""
    value = found.any("X")
    if found.any("J") not in ("cancer", "breast") or not is_disease(cast("Criterion", value)):
        return None
    if isinstance(value, Finding) or found.match.string[: found.match.start()].strip(" ,;:") not in ("", "and"):
        return None
    return found.match[0][-3:]


@TNM.rule(
    "[all|any|each] [primary|index|patient] <J> [sample|tissue|specimen] {must harbor|harbor|harboring|must carry|must have|with|has|have|that harbor|that has|carrying|must contain|expressing} [documented|known|at least one|evidence of] <F:change>",
    gives="F",
)
def the_tumour_carries(found: Found) -> object:
    """ "tumors must harbor a KRAS mutation"."""
    change = found.any("change")
    if found.any("J") not in ("cancer", "breast") or not isinstance(change, Fixed) or change.qualities:
        return None
    if found.match.string[: found.match.start()].strip(" ,;:") not in ("", "and", "with") or found.draft.denied:
        return None
    return change if isinstance(change.criterion, HasVariant | Score) else None


@rule(
    "<F> [,] {confirmed by|proven by|documented by|established by|diagnosed by|by|determined by|based on|as confirmed by|demonstrated by|from|on} [histology of|core|needle|tissue|means of|diagnostic|initial|a recent] <O:biopsy> [report|specimen|results]",
    gives="F",
)
def by_biopsy(found: Found) -> object:
    """ "breast cancer by core biopsy": how it is known adds nothing."""
    thing, how = found.any("F"), found.any("biopsy")
    if not isinstance(thing, Fixed) or not is_disease(thing.criterion) or not isinstance(how, Happened):
        return None
    return thing if how.event.kinds == ("biopsy",) and how.window is None else None
