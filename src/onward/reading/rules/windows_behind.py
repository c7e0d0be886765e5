"""Windows, bounds and doses behind what they restrict."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import (
    LabWord,
)
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.values import same_letter, thing_of
from onward.reading.things import (
    Fixed,
    Several,
    Thing,
    Treated,
    Window,
    with_quality,
    with_status,
    with_window,
)

WINDOWED = Stage("windows behind")
_NAMED = "[medical|cardiac|cardiovascular|procedure or|event or|disease or] [condition|event|disease|disorder|illness|abnormality|procedure|finding|criterion]"
_ANY_OF = f"{{any of following {_NAMED}|one of following {_NAMED}|one or more of following {_NAMED}|at least one of following {_NAMED}|either of following {_NAMED}|following {_NAMED}}}"


@WINDOWED.rule(
    "<CDO:thing> [,|(] <B> <T> [ago|prior|earlier|before|previously] [)]",
    "<CDO:thing> [,|(] <B> <W> [)]",
    gives="",
)
def bounded_behind(found: Found) -> object:
    """ "wide-field radiotherapy ≤ 28 days", "heart failure (< the last 6 months)"."""
    if found.take("B", str) not in ("at_most", "below") or ("(" in found.words) != (")" in found.words):
        return None
    if "(" in found.words and isinstance(thing_of(found.any("thing")), Several):
        return None  # "Heart disease or stroke (< 48 hours)": the bracket may be said of the last alone
    window = found.maybe("W", Window)
    if window is None:
        window = Window(days=found.take("T", Stretch).days)
    made = with_window(thing_of(found.any("thing")), window)
    return None if made is None else same_letter(found, "thing", made)


@WINDOWED.rule(
    "<D> [,|(] [at] [dose|a dose|dosage|daily dose|doses] [of|:|is] <AR:dose> [of] [D|prednisone|prednisolone|methylprednisolone] [or] [equivalent|its equivalent|equivalent dose] [daily|per day] [)]",
    gives="D",
)
def dose(found: Found) -> object:
    """ "aspirin (> 325 mg/day)": the dose stays for a human."""
    if ("(" in found.words) != (")" in found.words) or not isinstance(found.any("D"), Treated):
        return None
    return with_quality(
        cast("Thing", found.any("D")), f"dose {found.draft.said[ord(found.match['dose']) - FIRST_THING]}"
    )


@WINDOWED.rule(
    "<CDFOX:thing> {prior to|before|at any time prior to|any time prior to} [date of|time of] $anchor", gives=""
)
def before_the_study(found: Found) -> object:
    """ "heart failure at any time prior to enrolment"."""
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


@WINDOWED.rule(
    "<CFO:thing> [,] [that occurred|occurring|diagnosed|which occurred|in|either|documented|experienced|present|treated|occurred|of onset] [occurring|diagnosed] <W>",
    gives="",
    again=True,
)
def in_window(found: Found) -> object:
    """ "myocardial infarction within 6 months"."""
    thing, window = thing_of(found.any("thing")), found.take("W", Window)
    if isinstance(thing, Fixed) and isinstance(thing.criterion, LabWord) and window.days is not None:
        if window.at_least or thing.criterion.within_days is not None:
            return None
        test = replace(thing.criterion, within_days=window.days)
        return same_letter(found, "thing", replace(thing, criterion=test))
    made = with_window(thing_of(found.any("thing")), found.take("W", Window))
    return None if made is None else same_letter(found, "thing", made)


@WINDOWED.rule("[known] history [,] <W> of <C:thing>", gives="C")
def history_in_a_window(found: Found) -> object:
    """ "history within the last year of acute coronary syndrome"."""
    return with_window(with_status(thing_of(found.any("thing")), "ever"), found.take("W", Window))


@WINDOWED.rule(
    f"[experience of|experienced|has|have|had] [{_ANY_OF}] [occurring|diagnosed|experienced] <W> [,|:|of] [{_ANY_OF}] [,|:] <CO:thing>",
    gives="",
)
def window_before(found: Found) -> object:
    """ "within 6 months: myocardial infarction"; a list that is not read to its end would lose the time for the rest."""
    behind = found.match.string[found.match.end() :]
    if behind and not behind.startswith((";", ". ", ")")):
        return None
    return in_window(found)


@WINDOWED.rule(f"[{{has|have|had|with}}] [[a] [personal] history of] {_ANY_OF} [,|:] <C:thing>", gives="C")
def any_of_these(found: Found) -> object:
    """ "any of the following conditions: stroke, HIV infection": any of those named."""
    behind = found.match.string[found.match.end() :]
    if not found.draft.denied or (behind and not behind.startswith((";", ". ", ")"))):
        return None
    if not isinstance(found.any("thing"), Several):
        # The heading of what stands below: "any of the following cardiac conditions".
        return None
    made = found.any("thing")
    return with_status(cast("Thing", made), "ever") if "history" in found.words.split() else made
