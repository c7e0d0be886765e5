"""Menopause: without periods for how long, "pre- or postmenopausal", and what proves it."""

from __future__ import annotations

from typing import Literal, cast

from onward.criteria import AllOf, AskHuman, Condition, Criterion, Menopause
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.things import JUDGED, Fixed, Ill, all_of

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
