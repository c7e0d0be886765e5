"""Menopause: without periods for how long, "pre- or postmenopausal", and what proves it."""

from __future__ import annotations

from typing import Literal, cast

from onward.criteria import AllOf, AskHuman, Condition, Criterion, Menopause, Takes
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.sought import sought
from onward.reading.things import JUDGED, Fixed, Happened, Ill, Treated, all_of, any_of

MENOPAUSE = Stage("menopause")
rule = MENOPAUSE.rule

_AMENORRHOEA = Condition(groups=("amenorrhoea",))
_PERIODS = "{menses|menstrual period|menstrual bleeding|menstruation|period|vaginal bleeding|menstrual cycle}"
_LONG = "[for|of|>|≥|in|within|during|over|lasting|since] [the] [past|last|preceding|prior|previous|at least|greater than|more than] [<B>] <T> [or more|or longer|or greater|consecutively|duration]"


@rule(
    f"{{amenorrheic|amenorrhoeic|amenorrheal|no [spontaneous|natural] {_PERIODS}|without [spontaneous|natural] {_PERIODS}|has not had {_PERIODS}|have not had {_PERIODS}|[spontaneous|natural|complete|total] cessation of {_PERIODS}|absence of {_PERIODS}}} {_LONG}",
    f"<C:ill> {_LONG}",
    "<T> [or more|or longer] [of] {amenorrhea|amenorrhoea|<C:ill>}",
    f"[at least|>|≥|<B>] <T> [or more|or longer] {{without|with no|since last}} [spontaneous] {_PERIODS}",
    gives="F",
)
def without_periods(found: Found) -> object:
    """ "no menses for at least 12 months": for how long, a human says."""
    ill = found.any("ill")
    if found.has("ill") and not (
        isinstance(ill, Ill) and ill.groups == ("amenorrhoea",) and ill.window is None and not ill.qualities
    ):
        return None
    before = found.match.string[: found.match.start()].split()
    if before and before[-1] in ("not", "no", "without", "if"):
        return None
    side = found.maybe("B", str)
    if side in ("at_most", "below"):
        return None
    stretch = found.take("T", Stretch)
    if stretch.days < 28:
        return None
    asked = AskHuman(question=f"Is it so: {found.draft.spoken(found.words).strip(' ,.;')}?", because=JUDGED)
    return Fixed(criterion=AllOf(of=(_AMENORRHOEA, asked)))


_TREATED = sought(
    r"(?:woman |female |patient |P. )?(?:,|\( )?(?:and )?(?:must be |are |is |who are |who is )?(?:with|on|under|receiving|taking|treated with|who) (?:[a-z]+ ){0,4}D"
)
_States = tuple[Literal["pre", "peri", "post"], ...]


@rule(
    "{pre|peri} {or|and|/|and/or|or/and} <F>",
    "pre [,|/] {peri|or peri} [,|/] [or|and|and/or] <F>",
    "<F> {or|and|and/or|,|, or} <F:other>",
    gives="F",
)
def any_status(found: Found) -> object:
    """ "pre- or postmenopausal"."""
    value, other = found.any("F"), found.any("other")
    if not isinstance(value, Fixed) or not isinstance(value.criterion, Menopause) or value.qualities:
        return None
    states = set(value.criterion.status)
    if _TREATED.match(found.match.string, found.match.end()) is not None:
        # "Postmenopausal, or premenopausal on goserelin": what follows is said of the last alone.
        return None
    if found.has("other"):
        if not isinstance(other, Fixed) or not isinstance(other.criterion, Menopause) or other.qualities:
            return None
        states |= set(other.criterion.status)
    else:
        words = set(found.words.split())
        states |= {one for one in ("pre", "peri") if one in words}
    order = tuple(one for one in ("pre", "peri", "post") if one in states)
    return Fixed(criterion=Menopause(status=cast("_States", order)))


@rule("<F> {status|state} [<P>]", "<F> {status|state} {over|for|>|for more than|for at least} <T>", gives="F")
def status(found: Found) -> object:
    """ "postmenopausal status", "postmenopausal for over a year"."""
    value = found.any("F")
    if not isinstance(value, Fixed) or not isinstance(value.criterion, Menopause) or value.qualities:
        return None
    if found.draft.spoken(found.words).startswith(("menopausal", "menopause")):
        # "Any menopausal status" is no status.
        return None
    if not found.has("T"):
        return value
    asked: Criterion = AskHuman(question=f"Is it so: {found.draft.spoken(found.words).strip()}?", because=JUDGED)
    return Fixed(criterion=all_of((value.criterion, asked)))


# --- ovaries that a drug keeps still, where the trial takes that for menopause

SUPPRESSED = Stage("suppressed ovaries")
suppressed = SUPPRESSED.rule

_SUPPRESSES = frozenset({"GnRH agonist", "GnRH antagonist", "ovarian suppression"})
_STILL = "{suppressed ovarian function|suppressed ovary|ovarian suppression|ovarian function suppression|ovarian function suppressed|ovary suppressed|suppression of ovarian function}"
_WHO = "[woman|female|<P>|<X:woman>|patient]"


def _keeps_still(value: object) -> Criterion | None:
    """Taking what keeps the ovaries still; None for any other treatment."""
    if not isinstance(value, Treated) or value.window is not None or value.settings or value.ended_by:
        return None
    drugs = value.drugs
    named = (*drugs.classes, *drugs.roles)
    if not named or drugs.drugs or drugs.excluding or not set(named) <= _SUPPRESSES:
        return None
    taken: Criterion = Takes(drugs=drugs)
    asked = tuple(AskHuman(question=f"Is it so: {words}?", because=JUDGED) for words in value.qualities)
    return all_of((taken, *asked))


def _status_in(value: object) -> Menopause | None:
    fixed = value.criterion if isinstance(value, Fixed) and not value.qualities else value
    return fixed if isinstance(fixed, Menopause) else None


@suppressed(
    f"<F> [status] [for] {_WHO} [,|(|( or|, or|or|and/or] [including|include] {_WHO} [who are|who is] [either|already|currently] [on|receiving|taking|under|by|with|treated with] [or starting|or who will start] <D> [for <D:why>] [prior to $anchor|before $anchor] [)]",
    "<F> [status] [due to|by|because of|achieved by|achieved through] [either] [surgical|natural|surgical / natural|natural or surgical|surgical or natural] [menopause] [,] or [by|through|due to|with|induced by] <D> [)]",
    gives="F",
)
def or_suppressed(found: Found) -> object:
    """ "postmenopausal (including women on an LHRH agonist)": either."""
    status_ = _status_in(found.any("F"))
    taken = _keeps_still(found.any("D"))
    if status_ is None or status_.status != ("post",) or taken is None or found.draft.denied:
        return None
    words = found.words.split()
    if found.words.count("(") != found.words.count(")") or not {"including", "include", "or", "and/or"}.intersection(
        words
    ):
        return None
    ways: list[Criterion] = [status_, taken]
    if "starting" in words or "start" in words:
        ways.append(AskHuman(question="Will her ovaries be suppressed before the study begins?", because=JUDGED))
    return Fixed(criterion=any_of(tuple(ways)))


@suppressed(
    f"<F> {_WHO} [must be|are|is|who are] {{with|on|under|and on|receiving}} [adequate|effective|documented] {_STILL} [by|with|using|through|via] [use of|treatment with] <D> [/ antagonist|or antagonist] [or [by] <O>]",
    f"<F> {_WHO} {{with|on|under|and on|and receiving|and taking|and treated with|receiving|taking|treated with|who are on|who are receiving|must be on|must be receiving}} <D>",
    f"<F> {_WHO} {{and|who are|who is}} <D>",
    gives="F",
)
def kept_still(found: Found) -> object:
    """ "premenopausal with ovarian function suppressed by an LHRH agonist"."""
    status_ = _status_in(found.any("F"))
    taken = _keeps_still(found.any("D"))
    if status_ is None or "post" in status_.status or taken is None or found.draft.denied:
        return None
    if "must" in found.words.split():
        return None
    if not {"with", "on", "under", "receiving", "taking", "treated"}.intersection(
        found.draft.spoken(found.words).split()
    ):
        return None
    ways: list[Criterion] = [taken]
    if found.has("O"):
        removed = found.any("O")
        if not isinstance(removed, Happened) or removed.window is not None or removed.qualities:
            return None
        ways.append(removed.event)
    return Fixed(criterion=all_of((status_, any_of(tuple(ways)))))


@suppressed("<F> [status] [woman|female] [,] {or|, or|and/or} <F:other>", gives="F")
def either_way(found: Found) -> object:
    """ "postmenopausal, or premenopausal on goserelin"."""
    one, other = found.any("F"), found.any("other")
    if not isinstance(one, Fixed) or not isinstance(other, Fixed) or one.qualities or other.qualities:
        return None
    if "Menopause(" not in repr(one.criterion) or "Menopause(" not in repr(other.criterion) or found.draft.denied:
        return None
    return Fixed(criterion=any_of((one.criterion, other.criterion)))
