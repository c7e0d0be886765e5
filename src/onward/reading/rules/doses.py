"""Doses behind or before a drug: they narrow it, and stay for a human."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, DrugSet, Not
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.things import JUDGED, Several, Thing, Treated, Unless, all_of, with_quality, with_status
from onward.reading.things_asked import question_of

DOSES = Stage("doses of drugs")
rule = DOSES.rule
EXCEPTED = Stage("exceptions in words")

_PER = "[per day|/ day|daily|/ d|a day|once daily|twice daily|day]"


@rule("<AR:dose> / m2 [cumulative|total|lifetime] [dose] [of] [prior|previous] <D>", gives="")
def cumulative_before(found: Found) -> object:
    """ "more than 360 mg/m2 of doxorubicin"."""
    if re.match(r"(?:or|and|/|and/or) D", found.match.string[found.match.end() :]) is not None:
        # "Of doxorubicin or liposomal doxorubicin": of both.
        return None
    return cumulative(found)


@rule(
    "<D> [,|(] [with|at] [cumulative|total|lifetime|maximum|total cumulative] [dose] [of|:|must be|is] <AR:dose> / m2 [)]",
    "[prior|previous] {cumulative dose of|lifetime dose of|total dose of|total cumulative dose of|lifetime cumulative dose of|cumulative lifetime dose of|cumulative exposure to} [prior|previous] <D> [of] <AR:dose> / m2",
    gives="",
)
def cumulative(found: Found) -> object:
    """ "doxorubicin above 360 mg/m2": a bound from below narrows it; one from above is a limit by itself."""
    thing, bound = found.any("D"), found.maybe("dose", Bound)
    words = found.words
    if not isinstance(thing, Treated) or words.count("(") != words.count(")") or bound is None:
        return None
    said = found.draft.spoken(words).strip(" ,()")
    if bound.low is not None and bound.high is None:
        return found.draft.put("D", with_quality(with_status(thing, "ever"), said))
    if bound.high is None or bound.low is not None or found.draft.denied:
        return None
    asked = AskHuman(question=f"Was the dose above the limit: {said}?", because=JUDGED)
    return found.draft.put("X", Not(of=all_of((question_of(with_status(thing, "ever"), denied=True), asked))))


@rule(
    f"<D> [,|(] [at|in|with] [dose|dosage|daily dose|doses|total dose] [of|:|is] <AR:dose> {_PER} [(|of|or] [<D:measure>] [or] [equivalent|its equivalent|equivalent dose] [)]",
    gives="D",
)
def dose_behind(found: Found) -> object:
    """ "aspirin (> 325 mg/day)", "corticosteroids of more than 10 mg prednisone daily"."""
    words = found.words
    if words.count("(") != words.count(")"):
        return None
    thing = found.any("D")
    if not isinstance(thing, (Treated, Several)) or not _is_dose(found):
        return None
    told = found.draft.spoken(words.split(f"D{found.match['D']} ", 1)[1]).strip(" ,()")
    return _at_dose(thing, told)


@rule(
    f"<AR:dose> {_PER} [of] <D> [( ] [or equivalent|or its equivalent|equivalent|or equivalent dose] [) ] {_PER}",
    gives="D",
)
def dose_before(found: Found) -> object:
    """ "≥ 10 mg daily of prednisone (or equivalent)"."""
    words = found.words
    if words.count("(") != words.count(")") or not _is_dose(found):
        return None
    thing = found.any("D")
    if not isinstance(thing, Treated):
        return None
    if "equivalent" in words:
        if not set(thing.drugs.drugs) <= _STEROIDS:
            return None
        thing = replace(thing, drugs=DrugSet(classes=("corticosteroid",)), supportive=True)
    return _at_dose(thing, found.draft.spoken(words).strip(" ,()"))


_STEROIDS = frozenset({"prednisone", "prednisolone", "dexamethasone", "methylprednisolone", "hydrocortisone"})


def _is_dose(found: Found) -> bool:
    sign = found.sign("dose")
    said = found.draft.said[ord(sign) - FIRST_THING] if sign else ""
    return re.search(r"\b(?:mg|mcg|g|iu|unit|microgram|milligram)\b", said) is not None


def _at_dose(thing: Thing, words: str) -> Thing | None:
    if isinstance(thing, Several):
        # Behind a list the dose is meant for the last one.
        last = _at_dose(thing.parts[-1], words)
        return None if last is None else replace(thing, parts=(*thing.parts[:-1], last))
    return with_quality(thing, words if "dose" in words or "dosage" in words else f"dose {words}")


@rule("<D> or {equivalent|its equivalent}", gives="D")
def or_equivalent(found: Found) -> object:
    """ "prednisone or equivalent": any corticosteroid."""
    thing = found.any("D")
    if isinstance(thing, Treated) and thing.drugs == DrugSet(classes=("corticosteroid",)):
        return thing
    if not isinstance(thing, Treated) or not thing.drugs.drugs or not set(thing.drugs.drugs) <= _STEROIDS:
        return None
    return replace(thing, drugs=DrugSet(classes=("corticosteroid",)), supportive=True)


@EXCEPTED.rule(
    "<D> ( {excluding|except|except for|other than|not including|with exception of} ... )",
    gives="D",
)
def but_for_words(found: Found) -> object:
    """ "corticosteroids (except for inhaled ones)": an exception in words stays for a human."""
    thing = cast("Thing", found.any("D"))
    if found.match.string[: found.match.start()].endswith(("to ", "against ", "of ")):
        return None
    if re.search(r"[CDFOXWT][\ue000-\uf8ff] .*[CDFOXWT][\ue000-\uf8ff]", found.words) is None:
        words = found.draft.spoken(found.match[0].split("( ", 1)[1]).strip(" ()")
        words = re.sub(r"^(?:excluding|except for|except|other than|not including|with exception of) ", "", words)
        return Unless(thing=thing, exception=AskHuman(question=f"Is it only: {words}?", because=JUDGED))
    return None


@EXCEPTED.rule("<AR:dose> / m2 [cumulative|total|lifetime] [dose] [of] [prior|previous] <D>", gives="D")
def cumulative_of_several(found: Found) -> object:
    """ "more than 360 mg/m2 of doxorubicin or liposomal doxorubicin"."""
    thing, bound = cast("Thing", found.any("D")), found.maybe("dose", Bound)
    if not isinstance(thing, Several) or bound is None or bound.low is None or bound.high is not None:
        return None
    return with_quality(with_status(thing, "ever"), found.draft.spoken(found.match[0]).strip(" ,()"))


@EXCEPTED.rule(
    "{prior treatment with|prior exposure to|exposure to|previous exposure to} {following cumulative dose of|cumulative dose of} <D>",
    "{cumulative dose of|total dose of|lifetime dose of|total cumulative dose of|cumulative lifetime dose of|following cumulative dose of} [prior|previous] <D>",
    gives="D",
)
def dose_of(found: Found) -> object:
    """ "a cumulative dose of doxorubicin above 360 mg/m2": the dose is told with the drug."""
    thing = cast("Thing", found.any("D"))
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    told = all(isinstance(part, Treated) and any("m2" in words for words in part.qualities) for part in parts)
    if not told and found.draft.denied and found.words.startswith(("prior ", "exposure ", "previous ")):
        return with_quality(with_status(thing, "ever"), "up to the cumulative doses of the trial")
    return thing if told else None
