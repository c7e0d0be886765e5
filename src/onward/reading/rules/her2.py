"""HER2 by its tests: scores of immunohistochemistry, in-situ hybridisation, and the definition a trial gives."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from onward.criteria import AllOf, AnyOf, Her2Ish, Her2Score, Limits, Receptor, her2_negative
from onward.criteria.receptor_nodes import IhcScore
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.receptors import markers_of
from onward.reading.things import any_of

HER2 = Stage("HER2 scores")
her2_rule = HER2.rule

_IHC = "{ihc|immunohistochemistry|immunohistochemistry ( ihc )|immunohistochemical|immunohistochemical staining|immunohistochemistry score|ihc score|herceptest|hercep test|immunohistochemical ( ihc )|immunohistochemistry test|immunostaining}"
_ISH = "{fish|ish|cish|sish|dish|in situ hybridization|fluorescence in situ hybridization|fluorescent in situ hybridization|fluorescence in situ hybridization ( fish )|fluorescent in situ hybridization ( fish )|in situ hybridization ( ish )|insitu hybridization|fluorescence in situ hybridisation|in situ hybridisation|dual ish|fish test|ish test}"


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
    f"[{_ISH}] [<K>] [gene] [/] [to] [:] [cep17|cep 17|chromosome 17|cen17|d17z1] [gene|signal|amplification|copy number] ratio [of|is|:] <R> [by] [{_ISH}]",
    gives="I",
)
def ish_ratio(found: Found) -> object:
    """ "FISH ratio ≥ 2.0"."""
    bound = found.take("R", Bound)
    if bound.unit or bound.times:
        return None
    return Her2Ish(ratio=bound.limits)


@her2_rule(
    "<K> [gene] {copy number|gene copy number|copy} [of|is|:|=] <R> [by] [%s]" % _ISH,
    gives="I",
)
def copies(found: Found) -> object:
    """ "average HER2 copy number < 4.0 signals per cell"."""
    bound = found.take("R", Bound)
    if bound.unit or bound.times or markers_of(found.any("K")).names != ("HER2",):
        return None
    return Her2Ish(copies=bound.limits)


@her2_rule("<I> {and|/|, and|with|,|but|and/or} [a|is|are|has|that is|also] <I:other>", "<I> ( <I:other> )", gives="I")
def both(found: Found) -> object:
    """ "IHC 2+ and FISH negative": a score that hybridisation settles."""
    one, other = found.any("I"), found.any("other")
    if isinstance(one, Her2Ish) and isinstance(other, Her2Ish) and {"and", "with"}.intersection(found.words.split()):
        # "A ratio below 2 with a copy number below 4".
        numbers = one.ratio is not None and one.copies is None and other.copies is not None and other.ratio is None
        return Her2Ish(ratio=one.ratio, copies=other.copies) if numbers else None
    score = one if isinstance(one, Her2Score) else other
    ish = other if score is one else one
    if not isinstance(score, Her2Score) or not isinstance(ish, Her2Ish) or "and/or" in found.words:
        return None
    if score.scores != ("2+",):
        if score.scores in (("1+", "2+"), ("0", "1+", "2+")):
            settled = Her2Score(scores=("1+",)) if score.scores == ("1+", "2+") else Her2Score(scores=("0", "1+"))
            return AnyOf(of=(settled, AllOf(of=(Her2Score(scores=("2+",)), ish))))
        asked_of_both = score.scores == ("2+", "3+") and " and " in f" {found.words} "
        return AllOf(of=(score, ish)) if asked_of_both else None
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
        return call if _is_usual_negative(own) else None if _is_high(own) else _negative_as(own)
    if call == Receptor(marker="HER2", calls=("positive",)):
        return call if _is_usual_positive(own) else None if _is_usual_negative(own) or _is_low(own) else own
    if call == Receptor(marker="HER2", calls=("low",)):
        return call if own in (_LOW, _LOW_FLAT) else own
    return None


def _is_low(own: object) -> bool:
    """Whether there is no 2+, 3+ or amplification among the results: nobody calls that positive."""
    match own:
        case AllOf():
            return any(map(_is_low, own.of))
        case AnyOf():
            return all(map(_is_low, own.of))
        case Her2Score():
            return set(own.scores) <= {"0", "1+"}
        case Her2Ish():
            return own.states == ("not amplified",)
        case _:
            return False


def _is_high(own: object) -> bool:
    """Whether every result is one that is called positive."""
    parts = own.of if isinstance(own, AnyOf) else (own,)
    return all(part in (Her2Score(scores=("3+",)), Her2Ish(states=("amplified",))) for part in parts)


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
    below_two = Her2Ish(ratio=Limits(below=Decimal(2)))
    settled = {AllOf(of=(Her2Score(scores=("2+",)), negative_ish)), negative_ish, below_two}
    scores = {score for part in parts if isinstance(part, Her2Score) for score in part.scores}
    others = {part for part in parts if not isinstance(part, Her2Score)}
    return scores <= {"0", "1+"} and others <= settled and bool(scores and others)


def _negative_as(own: object) -> object:
    return own if isinstance(own, (Her2Score, Her2Ish, AllOf, AnyOf)) else None


@her2_rule("<K> [status] [of|is|:|by|with|expression|must be|as] <I>", "<I> <K>", gives="X")
def by_result(found: Found) -> object:
    """ "HER2 IHC 1+ or 2+/ISH-"."""
    return found.any("I") if markers_of(found.any("K")).names == ("HER2",) else None


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
    if isinstance(one, AllOf) and isinstance(own, Her2Ish) and own.ratio is not None:
        # "3+ and FISH-negative (ratio below 2.2)".
        parts = tuple(own if isinstance(part, Her2Ish) and part.states else part for part in one.of)
        return AllOf(of=parts) if own in parts else None
    return (
        own if isinstance(one, Her2Ish) and one.states and isinstance(own, Her2Ish) and own.ratio is not None else None
    )


def is_result(value: object) -> bool:
    """Whether a question asks for nothing but results of HER2 tests."""
    match value:
        case AllOf() | AnyOf():
            return all(map(is_result, value.of))
        case _:
            return isinstance(value, (Her2Score, Her2Ish))


@her2_rule("<X> [,] {(|( defined as|defined as|, defined as} <X:own> [)]", gives="X")
def defined_by_name(found: Found) -> object:
    """ "HER2-positive (HER2 3+)": the definition names the receptor again."""
    own = found.any("own")
    if not is_result(own) or found.words.count("(") != found.words.count(")"):
        return None
    return own_definition(found.any("X"), own)


@HER2.rule(
    "[or|or -] [her2 :|her2] <I> [result|staining|status|by local laboratory|positive] [or]", gives="X", whole=True
)
def alone(found: Found) -> object:
    """ "IHC 3+" on a line of its own."""
    value = found.any("I")
    return value if isinstance(value, (Her2Score, Her2Ish, AllOf, AnyOf)) else None
