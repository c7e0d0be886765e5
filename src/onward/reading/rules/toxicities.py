"""Toxicity of earlier treatment: what ended a treatment, and to which grade something must have gone back."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import cast

from onward.criteria import AskHuman, Condition, Exposed, Not
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.therapy_ends import ended
from onward.reading.things import JUDGED, Ill, Several, Thing, all_of

TOXICITIES = Stage("toxicity of earlier treatment")
rule = TOXICITIES.rule

_STOPPED = "{discontinued|discontinue|discontinuing|stopped|withdrawn from|was discontinued from|were discontinued from|been discontinued from|permanently discontinued|had to discontinue|had to stop|discontinuation of|permanent discontinuation of|termination of|stop|interruption of}"
_BECAUSE = "{for|due to|because of|secondary to|as result of|owing to|on account of|as consequence of}"
_KIND = "[<H> [or higher|or greater|or above]|unacceptable|any|severe|serious|significant|clinically significant|treatment related|drug related|immune related|immune mediated|related]"


@rule(
    f"[<P>] [who|that] [has|have|had] [previously|permanently] {_STOPPED} [prior|previous|treatment with|therapy with|receiving|any prior] <D> [therapy|treatment] {_BECAUSE} {_KIND} [<D:of> related|toxic] <C>",
    f"<D> [therapy|treatment] [that|which] [and] {{was|were|and was|has been|have been|had to be}} [permanently] {{discontinued|stopped|withdrawn}} [from that treatment|from treatment] {_BECAUSE} {_KIND} <C>",
    gives="X",
)
def stopped_for_toxicity(found: Found) -> object:
    """ "discontinued prior abemaciclib due to toxicity"; of which grade, a human knows."""
    thing, cause = cast("Thing", found.any("D")), found.any("C")
    if not isinstance(cause, Ill) or _TOXIC.search(found.draft.spoken(found.match[0])) is None:
        return None
    stopped = ended(thing, ("toxicity",))
    if stopped is None or not isinstance(stopped, Exposed):
        return None
    behind = re.split(r"\b(?:for|due to|because of|secondary to|as result of|owing to|on account of|as consequence of) ", found.draft.spoken(found.match[0]), maxsplit=1)[-1]  # fmt: skip
    if set(behind.split()) <= _PLAIN:
        return stopped
    return all_of((stopped, AskHuman(question=f"Is it so: {behind}?", because=JUDGED)))


_TOXIC = re.compile(r"\b(?:toxic\w*|adverse|irae|side effect|reaction|intoleran\w+|ae)\b")
_PLAIN = frozenset(
    [
        "unacceptable",
        "any",
        "treatment",
        "drug",
        "related",
        "toxicity",
        "toxic",
        "effect",
        "adverse",
        "event",
        "ae",
        "side",
        "reaction",
    ]
)


@rule(
    "[any|all|existing|pre existing|pre existent|preexisting|ongoing|prior] <C> {must|should|has to|have to|must have} [have] {be|recover to|recovered to|resolved to|resolve to|been resolved to|improve to|improved to|be resolved to|be recovered to|return to|be controlled to|have it at|be at} [at|to] [<B>] grade {<N>|<R>} [or {less|lower|better|below}]",
    "<P> [with|who have] [evidence of|any|pre existing] <C> {must have it at|must have it|must have recovered to|must be} [at] [<B>] grade {<N>|<R>} [or {less|lower|better|below}]",
    gives="X",
)
def back_to_grade(found: Found) -> object:
    """ "peripheral neuropathy must be grade 1 or less"."""
    thing = found.any("C")
    if not isinstance(thing, Ill) or thing.grade is not None or thing.window is not None or thing.qualities:
        return None
    most = _most(found)
    if most is None:
        return None
    left = Condition(
        groups=thing.groups,
        status="now",
        except_groups=thing.except_groups,
        at_least_grade=most + 1,
    )
    # Among what keeps out, too, a "must" says what is asked for.
    return left if found.draft.denied else Not(of=left)


def _most(found: Found) -> int | None:
    """The highest grade that may be left; None where the words say something else."""
    if found.has("R"):
        bound = found.take("R", Bound)
        if bound.high is None or bound.low is not None or bound.unit:
            return None
        value = bound.high.value - (1 if bound.high_open else 0)
        return int(value) if 0 <= value <= 3 and value == int(value) else None
    number = found.take("N", Decimal)
    side = found.maybe("B", str)
    less = re.search(r"\bor (?:less|lower|better|below)\b", found.words) is not None
    if side in ("at_least", "above") or number != int(number):
        return None
    if side is None and not less and not re.search(r"\bto (?:at )?grade\b", found.words):
        return None
    most = int(number) - (1 if side == "below" else 0)
    return most if 0 <= most <= 3 else None


@rule(
    "<C> {from|related to|due to|caused by|during|on|with|associated with|attributed to|while receiving|to|resulting from|induced by} [any|prior|previous|earlier|treatment with|therapy with|receipt of|receiving|other] <D>",
    gives="C",
)
def of_immunotherapy(found: Found) -> object:
    """ "immune-related adverse events from prior immunotherapy": there are no others."""
    thing, drugs = found.any("C"), found.any("D")
    if not isinstance(thing, Ill) or thing.groups != ("immune-related adverse event",):
        return None
    return thing if _is_immune(drugs) else None


_IMMUNE = ("immunotherapy", "immune checkpoint", "PD-1", "PD-L1", "CTLA-4")


def _is_immune(value: object) -> bool:
    if isinstance(value, Several):
        return all(_is_immune(part) for part in value.parts)
    return any(name in repr(value) for name in _IMMUNE)


@rule(
    "<C> {that|which|, which} [has|have] {led to|leads to|lead to|resulted in|required|caused|leading to|resulting in|necessitated} [permanent|treatment] {discontinuation|treatment discontinuation|discontinuation of <D>|discontinuation of treatment|discontinuation of therapy|discontinuation of that treatment|permanent discontinuation}",
    gives="C",
)
def that_ended_it(found: Found) -> object:
    """ "immune-related adverse events that led to discontinuation"."""
    thing = found.any("C")
    if not isinstance(thing, Ill):
        return None
    words = found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,")
    return replace(thing, qualities=(*thing.qualities, words))
