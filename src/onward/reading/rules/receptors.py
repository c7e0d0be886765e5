"""ER, PR, hormone receptors and HER2: calls, percentages, scores, in-situ hybridisation, and a trial's own definition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from onward.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    Her2Ish,
    Her2Score,
    Limits,
    Receptor,
    ReceptorPercent,
    her2_negative,
    hormone_receptor_positive,
    triple_negative,
)
from onward.criteria.receptor_nodes import IhcScore, Sample
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.things import all_of, any_of

RECEPTORS = Stage("receptors")
rule = RECEPTORS.rule


@dataclass(frozen=True, slots=True)
class Markers:
    """Receptors named together; `joint` "and", "or", or "/" where a slash leaves it open."""

    names: tuple[str, ...]
    joint: str


def _markers(value: object) -> Markers:
    if isinstance(value, Markers):
        return value
    return Markers((cast("str", value),), "")


_STATUS = "[receptor] [status|expression|protein expression|tumor status|disease status|protein]"


@rule(
    "<K> [status] {and|, and|,} [/] <K:other>",
    "<K> {or|, or|and/or|and or|/ or} <K:other>",
    "<K> / <K:other>",
    gives="K",
    again=True,
)
def together(found: Found) -> object:
    """ "ER and/or PR"."""
    one, other = _markers(found.any("K")), _markers(found.any("other"))
    words = found.words
    joint = "or" if " or " in words or "and/or" in words or " and / or " in words else "/" if " / " in words else "and"
    joints = {joint, one.joint, other.joint} - {""}
    if len(joints) > 1 and joints != {"and", "/"}:
        return None
    return Markers((*one.names, *other.names), "and" if "and" in joints else joint)


@rule("<K> ( <K:other> )", gives="K")
def said_twice(found: Found) -> object:
    """ "hormone receptor (ER and/or PR)"."""
    one, other = _markers(found.any("K")), _markers(found.any("other"))
    if one.names == other.names:
        return one
    if one.names == ("HR",) and set(other.names) == {"ER", "PR"}:
        return Markers(("HR",), "")
    return None


_POSITIVE = "{positive|overexpressing|over expressing|overexpression|amplified|positivity|overexpressed|expressing|overexpressor|+|amplification|positive ( + )|over expression|overexpress|over expressed}"
_NEGATIVE = "{negative|non overexpressing|negativity|not overexpressed|non amplified|normal|negative ( - )|non overexpressed|nonamplified|not amplified}"


@rule(
    f"<K> {_STATUS} [(|is|must be|are|was|should be|:|as|tumor that is|gene] {_POSITIVE} [)]",
    "{positive|overexpression|amplification|overexpress|overexpressing|over express|over expressing|positivity} [for|of] <K> [status|gene|protein]",
    "express <K>",
    gives="X",
)
def positive(found: Found) -> object:
    """ "HER2-positive", "ER and/or PR positive"."""
    markers = _markers(found.any("K"))
    amplified = "amplif" in found.words or "express" in found.words
    if amplified and markers.names != ("HER2",) and not {"expressing", "express"} & set(found.words.split()):
        return None
    if found.words.startswith("express ") and not found.match.string[: found.match.start()].endswith("must "):
        return None
    names = markers.names
    if set(names) == {"ER", "PR"} and markers.joint in ("or", "/"):
        return hormone_receptor_positive()
    if len(names) > 1 and markers.joint != "and":
        return None
    return all_of(tuple(_positive(name) for name in names))


@rule(
    f"<K> {_STATUS} [(|is|must be|are|was|should be|:|as|gene] {_NEGATIVE} [)]",
    "negative [for] <K> [status]",
    "absence of <K> [overexpression|expression]",
    gives="X",
)
def negative(found: Found) -> object:
    """ "ER and PR negative"."""
    markers = _markers(found.any("K"))
    if markers.joint == "or":
        return None
    return all_of(tuple(_negative(name) for name in markers.names))


def _positive(name: str) -> Criterion:
    match name:
        case "ER":
            return Receptor(marker="ER", calls=("positive", "low positive"))
        case "PR":
            return Receptor(marker="PR", calls=("positive",))
        case "HER2":
            return Receptor(marker="HER2", calls=("positive",))
        case _:
            return hormone_receptor_positive()


def _negative(name: str) -> Criterion:
    match name:
        case "ER":
            return Receptor(marker="ER", calls=("negative",))
        case "PR":
            return Receptor(marker="PR", calls=("negative",))
        case "HER2":
            return her2_negative()
        case _:
            return AllOf(of=(Receptor(marker="ER", calls=("negative",)), Receptor(marker="PR", calls=("negative",))))


@rule("<K> {low|low expressing|low expression|low positive}", gives="X")
def low(found: Found) -> object:
    """ "HER2-low", "ER low"."""
    markers = _markers(found.any("K"))
    if markers.names == ("HER2",):
        return Receptor(marker="HER2", calls=("low",))
    if markers.names == ("ER",):
        return Receptor(marker="ER", calls=("low positive",))
    return None


@rule("<K> {ultralow|ultra low}", "<K> {zero|null}", gives="X")
def lowest(found: Found) -> object:
    """ "HER2-ultralow"."""
    if _markers(found.any("K")).names != ("HER2",):
        return None
    return Receptor(marker="HER2", calls=("zero",) if "zero" in found.words or "null" in found.words else ("ultralow",))


@rule(
    "triple negative [(|:|,] [tnbc|tn] [)]",
    "{triple negative breast cancer|tnbc|triple negative disease|triple negative} [( {tnbc|<K> {negative|-} [,|/|and] <K:b> {negative|-} [,|/|and|, and] <K:c> {negative|-}} )]",
    "{triple receptor negative|triple negative [phenotype|status|subtype]}",
    gives="X",
)
def three_negative(_found: Found) -> object:
    """ "triple-negative"."""
    return triple_negative()


@rule(
    "{estrogen|progesterone|hormone|estrogen and progesterone|estrogen and/or progesterone} {receptor positive}",
    "hormone [receptor] sensitive",
    "hormone sensitive",
    "{estrogen sensitive|hormone responsive|hormone dependent|endocrine responsive|hormonally responsive|hormone receptor sensitive}",
    gives="X",
)
def by_name(found: Found) -> object:
    """ "hormone-sensitive"."""
    words = found.words
    if words.startswith("estrogen receptor"):
        return _positive("ER")
    if words.startswith("progesterone receptor"):
        return _positive("PR")
    return hormone_receptor_positive()


@rule("estrogen {and|and/or|or|/} <K>", gives="K")
def estrogen_and(found: Found) -> object:
    """ "estrogen and/or progesterone receptor"."""
    other = _markers(found.any("K"))
    if other.names != ("PR",):
        return None
    words = found.words
    return Markers(("ER", "PR"), "or" if "or" in words.split() or "and/or" in words else "/" if "/" in words else "and")


# --- percentages

_STAINED = "[[of] {tumor|invasive|stained|positive|nuclear|malignant|cancer|invasive tumor|tumor cell|cell|nuclei} [cell] [nuclei] [staining|stained|positive|positivity|nuclear staining|with nuclear staining|stain positive|are immunoreactive]] [staining|positive|positivity|expression|nuclear staining|positive staining|positive cell|stained cell|cell stain positive]"


@rule(
    f"<K> {_STATUS} [staining|expression|is|:|by ihc|of|staining present in|in|positive cell|nuclear staining|defined as|present in|( |immunohistochemistry|nuclei positive|level|defined by|staining by ihc|must be|expression of] <R> {_STAINED} [by {{ihc|immunohistochemistry|immunohistochemical staining}}] [)]",
    "<R> <K> [expression|staining|positive|positivity|positive cell]",
    gives="X",
)
def percent(found: Found) -> object:
    """ "ER ≥ 10 %"."""
    bound = found.take("R", Bound)
    markers = _markers(found.any("K"))
    if bound.unit != "%" or "HER2" in markers.names:
        return None
    names = ("ER", "PR") if markers.names == ("HR",) else markers.names
    numbers = [one.value for one in (bound.low, bound.high) if one is not None]
    if any(number > 100 for number in numbers):
        return None
    parts = tuple(ReceptorPercent(marker="ER" if name == "ER" else "PR", limits=bound.limits) for name in names)
    if len(parts) == 1:
        return parts[0]
    below = bound.low is None
    if markers.joint == "and" or below:
        return all_of(parts)
    return any_of(parts)


@rule(
    f"<X> [status|tumor] {{(|defined as|, defined as|as defined by|( defined as|( ie|( with|( confirmed as}} [<K:again>] [positive|negative|expression|staining|expression of] <R> [of] [<K:third>] {_STAINED} [for <K:fourth>] [in nuclei|of cell|of positive cancer cell|of tumor cell|positive nuclei|of nuclei|nuclei|cell|assessed|by ihc|by immunohistochemistry] [)]",
    gives="X",
)
def own_percent(found: Found) -> object:
    """ "ER-positive (≥ 10 % of cells)": the trial's own cut-off."""
    call, bound = found.any("X"), found.take("R", Bound)
    if bound.unit != "%" or bound.times or found.words.count("(") != found.words.count(")"):
        return None
    parts = call.of if isinstance(call, (AllOf, AnyOf)) else (call,)
    if not all(isinstance(part, Receptor) and part.marker in ("ER", "PR") for part in parts):
        return None
    calls = {one for part in parts if isinstance(part, Receptor) for one in part.calls}
    positive_ = calls <= {"positive", "low positive"}
    if not positive_ and calls != {"negative"}:
        return None
    if re.search(r"X[\ue000-\uf8ff] (?:, )?(?:and|or|and/or|,|/) $", found.match.string[: found.match.start()]):
        # Of two receptors told apart the cut-off may be meant for both: it waits until they are one.
        return None
    if positive_ == (bound.low is None) or (bound.low is not None and bound.high is not None):
        return None
    for name in ("again", "third", "fourth"):
        if found.has(name) and not set(_markers(found.any(name)).names) <= {"ER", "PR", "HR"}:
            return None
    made = tuple(
        ReceptorPercent(marker=part.marker, limits=bound.limits)
        for part in parts
        if isinstance(part, Receptor) and part.marker in ("ER", "PR")
    )
    if len(made) == 1:
        return made[0]
    return any_of(made) if isinstance(call, AnyOf) else all_of(made)


@rule("<X> {status|receptor|receptor status|tumor status|receptor disease|expression status}", gives="X")
def status(found: Found) -> object:
    """ "HER2-negative status"."""
    value = found.any("X")
    parts = value.of if isinstance(value, (AllOf, AnyOf)) else (value,)
    behind = found.match.string[found.match.end() :].split()
    if behind and behind[0] in ("unknown", "known", "must", "is", "or", "not"):
        return None
    return value if all(isinstance(part, (Receptor, ReceptorPercent, Her2Score, Her2Ish)) for part in parts) else None


# --- HER2: scores and hybridisation

HER2 = Stage("HER2 scores")
her2_rule = HER2.rule

_IHC = "{ihc|immunohistochemistry|immunohistochemistry ( ihc )|immunohistochemical|immunohistochemical staining|immunohistochemistry score|ihc score|herceptest|hercep test|immunohistochemical ( ihc )|immunohistochemistry test|immunostaining}"
_ISH = "{fish|ish|cish|sish|dish|in situ hybridization|fluorescence in situ hybridization|fluorescent in situ hybridization|fluorescence in situ hybridization ( fish )|fluorescent in situ hybridization ( fish )|in situ hybridization ( ish )|insitu hybridization|fluorescence in situ hybridisation|in situ hybridisation|dual ish|fish test|ish test}"
_SCORE = "{<N> +|<N>}"


@her2_rule(
    "<N> [+] {,|, or|or|/|-|to|and} <N:second> [+] [{,|, or|or|/|-|to|and} <N:third> +] {by|on|score by|per|score on|staining by|with} %s [score|staining|test]"
    % _IHC,
    "%s [score|staining|result|level|status|of|is|:|=|with score of|score of|score is] <N> [+] {,|, or|or|/|-|to|and} <N:second> [+] [{,|, or|or|/|-|to|and} <N:third> [+]]"
    % _IHC,
    "<N> + {by|on|score by|score on|per|staining by|with} %s" % _IHC,
    "%s [score|staining|result|level|status|of|is|:|=|score of|with score of|intensity] <N> +" % _IHC,
    "%s [score|staining|result|of|is|:|=|score of] <N>" % _IHC,
    "<N> {by|on|score by|score on} %s" % _IHC,
    gives="I",
)
def ihc(found: Found) -> object:
    """ "IHC 1+ or 2+"."""
    numbers = [int(found.take(name, Decimal)) for name in ("N", "second", "third") if found.has(name)]
    if any(not 0 <= number <= 3 for number in numbers):
        return None
    words = found.words
    if (" - " in words or " to " in words) and len(numbers) == 2:
        if numbers[0] >= numbers[1]:
            return None
        numbers = list(range(numbers[0], numbers[1] + 1))
    if len(set(numbers)) != len(numbers):
        return None
    return Her2Score(scores=tuple(cast("IhcScore", "0" if number == 0 else f"{number}+") for number in sorted(numbers)))


@her2_rule(
    f"{_ISH} [result|test|status|is|:] {{positive|amplified|amplification|gene amplified|+|positivity|gene amplification}}",
    f"{{positive|amplified|amplification|gene amplified|gene amplification}} [by|on|for|result by|in] {_ISH} [test]",
    gives="I",
)
def ish_positive(_found: Found) -> object:
    """ "FISH-positive"."""
    return Her2Ish(states=("amplified",))


@her2_rule(
    f"{_ISH} [result|test|status|is|:] {{negative|not amplified|non amplified|nonamplified|unamplified|negativity}}",
    f"{{negative|not amplified|non amplified|nonamplified|unamplified|no amplification}} [by|on|for|result by|in] {_ISH} [test]",
    gives="I",
)
def ish_negative(_found: Found) -> object:
    """ "ISH-negative"."""
    return Her2Ish(states=("not amplified",))


@her2_rule(
    f"[{_ISH}] [<K>] [gene] [/] [to] [:] [cep17|cep 17|chromosome 17|cen17] [gene|signal|amplification|copy number] ratio [of|is|:] <R> [by] [{_ISH}]",
    gives="I",
)
def ish_ratio(found: Found) -> object:
    """ "FISH ratio ≥ 2.0"."""
    bound = found.take("R", Bound)
    if bound.unit or bound.times:
        return None
    return Her2Ish(ratio=bound.limits)


@her2_rule("<I> {and|/|, and|with|,|but|and/or} [a|is|are|has|that is|also] <I:other>", "<I> ( <I:other> )", gives="I")
def both(found: Found) -> object:
    """ "IHC 2+ and FISH negative": a score that hybridisation settles."""
    one, other = found.any("I"), found.any("other")
    score = one if isinstance(one, Her2Score) else other
    ish = other if score is one else one
    if not isinstance(score, Her2Score) or not isinstance(ish, Her2Ish) or "and/or" in found.words:
        return None
    if score.scores != ("2+",):
        if score.scores in (("1+", "2+"), ("0", "1+", "2+")):
            settled = Her2Score(scores=("1+",)) if score.scores == ("1+", "2+") else Her2Score(scores=("0", "1+"))
            return AnyOf(of=(settled, AllOf(of=(Her2Score(scores=("2+",)), ish))))
        return None
    return AllOf(of=(score, ish))


@her2_rule("<I> {or|, or|and/or|;|, and/or|; or} [a|is|are|of] <I:other>", gives="I", again=True)
def one_of(found: Found) -> object:
    """ "IHC 3+ or FISH amplified"."""
    one, other = found.any("I"), found.any("other")
    if not isinstance(one, (Her2Score, Her2Ish, AllOf, AnyOf)) or not isinstance(
        other, (Her2Score, Her2Ish, AllOf, AnyOf)
    ):
        return None
    return any_of((one, other))


_ASCO = "[[,|(] {as defined by|by|per|according to|as per|based on|defined by|in accordance with|using|following|as determined by|as assessed by|as defined per|determined by|meeting} [current|most recent|latest|recent|updated] [<N>|local] [american society of clinical oncology [( asco )] [/|and|-] college of american pathologist [( cap )] [( asco / cap )]|asco [/|-|and] cap] [guideline|criterion|recommendation|definition|standard|testing guideline] [<N:year>|( <N:year2> )] [)]]"


@her2_rule(
    "<X> [status] [,|(|:|;|-] [defined as|defined by|as defined by|ie|which is defined as|is defined as|determined by|as determined by|confirmed by|by|as|either|as evidenced by|documented by|based on|meaning|as demonstrated by|as assessed by|with|eg] [either] [<K>] <I> [staining] [)]",
    gives="X",
)
def defined(found: Found) -> object:
    """ "HER2-positive (IHC 3+ or FISH amplified)": the trial's own definition, or the usual one."""
    return own_definition(found.any("X"), found.any("I"))


def own_definition(call: object, own: object) -> object:
    """A call on HER2 with what the trial means by it: the usual call, or the trial's own results."""
    if call == her2_negative():
        return call if _is_usual_negative(own) else _negative_as(own)
    if call == Receptor(marker="HER2", calls=("positive",)):
        return call if _is_usual_positive(own) else own
    if call == Receptor(marker="HER2", calls=("low",)):
        return call if own in (_LOW, _LOW_FLAT) else own
    return None


_POSITIVE_BY_SCORE = Her2Score(scores=("3+",))
_AMPLIFIED = Her2Ish(states=("amplified",))
_LOW = AnyOf(of=(Her2Score(scores=("1+",)), AllOf(of=(Her2Score(scores=("2+",)), Her2Ish(states=("not amplified",))))))
_LOW_FLAT = _LOW


def _is_usual_positive(own: object) -> bool:
    parts = own.of if isinstance(own, AnyOf) else (own,)
    usual = {
        _POSITIVE_BY_SCORE,
        _AMPLIFIED,
        AllOf(of=(Her2Score(scores=("2+",)), _AMPLIFIED)),
        Her2Ish(ratio=Limits(at_least=Decimal(2))),
    }
    return all(part in usual for part in parts) and len(parts) > 1


def _is_usual_negative(own: object) -> bool:
    parts = set(own.of if isinstance(own, AnyOf) else (own,))
    negative_ish = Her2Ish(states=("not amplified",))
    settled = {AllOf(of=(Her2Score(scores=("2+",)), negative_ish)), negative_ish}
    scores = {score for part in parts if isinstance(part, Her2Score) for score in part.scores}
    others = {part for part in parts if not isinstance(part, Her2Score)}
    return scores <= {"0", "1+"} and others <= settled and bool(scores and others)


def _negative_as(own: object) -> object:
    return own if isinstance(own, (Her2Score, Her2Ish, AllOf, AnyOf)) else None


@her2_rule("<K> [status] [of|is|:|by|with|expression|must be|as] <I>", "<I> <K>", gives="X")
def by_result(found: Found) -> object:
    """ "HER2 IHC 1+ or 2+/ISH-"."""
    return found.any("I") if _markers(found.any("K")).names == ("HER2",) else None


@her2_rule(f"<X> {_ASCO[1:-1]}", gives="X")
def by_guideline(found: Found) -> object:
    """ "per ASCO/CAP guidelines" adds nothing to a call."""
    if not re.search(r"asco|oncology|guideline|criterion|recommendation|definition|standard", found.words):
        return None
    return found.any("X")


@her2_rule(
    f"<X> {{by|on|using|per|with|via|as determined by|determined by|assessed by|confirmed by|as assessed by}} [either] {{{_IHC[1:-1]}|{_ISH[1:-1]}}} [{{and/or|or|and|/}} {{{_IHC[1:-1]}|{_ISH[1:-1]}}}] [testing|test|staining|analysis|assay|method|criterion|methodology]",
    gives="X",
)
def by_method(found: Found) -> object:
    """ "HER2-positive by FISH": how it was found adds nothing to a call."""
    value = found.any("X")
    return value if isinstance(value, (Receptor, AllOf, AnyOf)) else None


@her2_rule("<I> ( <I:definition> )", gives="I")
def defined_by_ratio(found: Found) -> object:
    """ "FISH-negative (ratio below 2.2)": the trial's own limit."""
    one, own = found.any("I"), found.any("definition")
    return (
        own if isinstance(one, Her2Ish) and one.states and isinstance(own, Her2Ish) and own.ratio is not None else None
    )


@HER2.rule("[her2 :|her2] <I> [result|staining|status|by local laboratory|positive]", gives="X", whole=True)
def alone(found: Found) -> object:
    """ "IHC 3+" on a line of its own."""
    value = found.any("I")
    return value if isinstance(value, (Her2Score, Her2Ish, AllOf, AnyOf)) else None


SAMPLES = Stage("specimen")
SampleName = Literal["primary", "metastasis", "latest", "any"]


def with_sample(criterion: Criterion, sample: Sample) -> Criterion | None:
    """The receptor question on one kind of specimen."""
    from dataclasses import replace

    match criterion:
        case Receptor() | ReceptorPercent() | Her2Score() | Her2Ish():
            return replace(criterion, sample=sample)
        case AllOf() | AnyOf():
            parts = tuple(with_sample(part, sample) for part in criterion.of)
            known = tuple(part for part in parts if part is not None)
            return replace(criterion, of=known) if len(known) == len(parts) else None
        case _:
            return None
