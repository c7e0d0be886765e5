"""Treatment in time: in a setting, ever, or now."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, Finding
from onward.reading.drug_sets import is_of_cancer
from onward.reading.grammar import Found, Stage
from onward.reading.rules.drugs import joint_of
from onward.reading.rules.values import same_letter
from onward.reading.sought import sought
from onward.reading.things import (
    JUDGED,
    Fixed,
    Happened,
    Several,
    Thing,
    Treated,
    Where,
    at_present_as,
    with_quality,
    with_settings,
    with_status,
)
from onward.reading.word_set import word_set

GIVEN = "{treatment|therapy|exposure|use|administration|receipt|treated|exposed|systemic treatment|received|receiving|therapies|usage|systemic therapy}"

TREATMENTS = Stage("lists of treatments and events")
TIMES = Stage("treatment in time")
time_rule = TIMES.rule


_AND = "{,|and|or|/|and/or|, and|, or|, and/or|or any|as well as|nor}"


@TREATMENTS.rule(
    f"<DO:one> {_AND} [other|any|any other|prior|previous|last|recent|prior or concurrent] <DO:other>",
    gives="D",
    again=True,
)
def treatments(found: Found) -> object:
    """ "chemotherapy, radiotherapy or major surgery": one list, so that a window or a setting behind it holds for all."""
    one, other = cast("Thing", found.any("one")), cast("Thing", found.any("other"))
    if not is_plain(one) or not is_plain(other) or not (_has_event(one) or _has_event(other)):
        return None
    other = at_present_as(one, other)
    joint = joint_of(found, one, other)
    if any(isinstance(thing, Several) and thing.joint != joint for thing in (one, other)):
        if not found.draft.denied:
            return None
        joint = "or"
    parts = tuple(part for thing in (one, other) for part in (thing.parts if isinstance(thing, Several) else (thing,)))
    return Several(joint=joint, parts=parts)


@TREATMENTS.rule(
    "{amenable to|candidate for|suitable for|eligible for|fit for|indication for|contraindication to|contraindicated for|in need of|refusing|declining|unable to undergo|unwilling to undergo|appropriate for} [receive|undergo|any|further|immediate] <DO:what>",
    gives="F",
)
def meant_for_it(found: Found) -> object:
    """ "amenable to curative surgery or curative radiotherapy": nothing that was done; a human judges it."""
    what = cast("Thing", found.any("what"))
    words = found.words
    parts = what.parts if isinstance(what, Several) else (what,)
    curative = all(
        isinstance(part, Happened) and any("curative" in quality for quality in part.qualities) for part in parts
    )
    if curative and words.startswith(("amenable ", "candidate ", "suitable ", "eligible ")):
        return Fixed(criterion=Finding(name="candidate for curative treatment"))
    if not all(isinstance(part, Happened) for part in parts):
        return None
    return Fixed(criterion=AskHuman(question=f"Is it so: {found.draft.spoken(words)}?", because=JUDGED))


@TREATMENTS.rule("<F:fit> {or|and/or} <O>", gives="F", again=True)
def fit_for_either(found: Found) -> object:
    """ "amenable to curative surgery or radiotherapy": the second is what she may be fit for, as the first is."""
    fit, event = found.any("fit"), found.any("O")
    if fit != Fixed(criterion=Finding(name="candidate for curative treatment")) or not isinstance(event, Happened):
        return None
    return fit if event.window is None else None


def is_plain(thing: Thing) -> bool:
    """Whether nothing is said of when, where or how it was given."""
    match thing:
        case Treated():
            return thing.window is None and not thing.ended_by and not thing.when and not thing.settings
        case Happened():
            return thing.window is None
        case Several():
            return all(is_plain(part) for part in thing.parts)
        case _:
            return False


def _has_event(thing: Thing) -> bool:
    return isinstance(thing, Happened) or (isinstance(thing, Several) and any(_has_event(part) for part in thing.parts))


@time_rule(
    "<D> [,] <S>",
    "<S> <D>",
    gives="D",
)
def in_setting(found: Found) -> object:
    """ "chemotherapy for metastatic disease"."""
    where = found.take("S", Where)
    if not where.settings:
        return _against_cancer(cast("Thing", found.any("D")), found)
    return with_settings(cast("Thing", found.any("D")), where.settings, where.also_for)


def _against_cancer(thing: Thing, found: Found) -> Thing:
    """ "Metformin or chemotherapy for the treatment of cancer": of what is given for much else a human says what for."""
    match thing:
        case Several():
            return replace(thing, parts=tuple(_against_cancer(part, found) for part in thing.parts))
        case Treated(supportive=True) if found.has("S"):
            return with_quality(thing, found.draft.spoken(f"S{found.sign('S')} ").strip())
        case _:
            return thing


@time_rule("<O> <S>", gives="O")
def event_in_setting(found: Found) -> object:
    """ "surgery for metastatic disease"."""
    where = found.take("S", Where)
    if not where.settings:
        return found.any("O")
    return with_settings(cast("Thing", found.any("O")), where.settings, where.also_for)


_EVER = (
    "{prior|previous|previously|past|earlier|any prior|any previous|prior or current|previous or current|history of|history of prior|prior history of|previous history of|prior systemic|prior use of|any history of|preceding|"
    "prior or concurrent|previous or concurrent|prior or concomitant|prior and/or concurrent|current or prior|current or previous|concurrent or prior|any}"
)


@time_rule(
    f"{_EVER} [{GIVEN} {{with|of|to|using|including|on|by|}}] [prior|any|a|one|systemic|other|more] <D> [in past|before|previously|at any time]",
    f"{GIVEN} {{with|to|of|on|using}} [prior|any|previous] <D> {{in past|previously|at any time}}",
    "[patient|have|has|had|having|who have|who has|who had|must have|must|been|be] {received|been treated with|been exposed to|undergone|treated with|received treatment with|had|received therapy with|been previously treated with|previously received|previously treated with|been given|receipt of|received prior treatment with|received prior therapy with|received any|exposure to|exposed to|received previous treatment with|received prior|had prior treatment with|had prior therapy with|had prior exposure to|had prior|had previous|had treatment with|received previous|previously been treated with|been pretreated with|pretreated with|prior received|had any prior|taken} [prior|any|a|one|systemic|other|previous|treatment with|therapy with|any type of] <D> [in past|before|previously|at any time]",
    gives="D",
)
def ever(found: Found) -> object:
    """ "prior treatment with trastuzumab"."""
    return with_status(cast("Thing", found.any("D")), "ever")


_NOW = (
    "{concurrent|concomitant|current|currently|ongoing|simultaneous|receiving|currently receiving|taking|currently taking|currently on|use of|current use of|concurrent use of|concomitant use of|chronic use of|"
    "requirement for|requires|require|requiring|need for|needing|on|patient receiving|is receiving|are receiving|is taking|are taking|be receiving|be taking|being treated with|currently treated with|currently being treated with|"
    "concurrent treatment with|concomitant treatment with|concurrent therapy with|concomitant therapy with|current treatment with|current therapy with|ongoing treatment with|treatment with concomitant|chronic treatment with|"
    "chronic concomitant treatment with|concurrent administration of|concomitant administration of|regular use of|continuous use of|use|using|currently using|chronic|ongoing therapy with|chronic therapy with|daily|require use of|requiring use of|requires use of|"
    "require treatment with|requires treatment with|requiring treatment with|must be receiving|need|need to use|long term use of|long term treatment with|continued use of|currently receiving treatment with|treatment with chronic|undergoing treatment with|undergoing|chronic or concurrent use of|concurrent or planned use of|other concurrent|other concomitant|any other concurrent|any concurrent|any concomitant|"
    "have ongoing requirement for|concurrently receiving|concurrently using|concurrent chronic|chronic daily|chronic daily use of|under treatment with|under|systemic treatment with|current or chronic use of|current chronic|receive concurrent|receive concomitant|receive other|receive any other|be on|is on|are on|maintained on|who are taking|who are receiving|who require|who are on|requires concomitant use of|require concomitant use of|require concurrent use of|requiring concurrent use of|requiring concomitant use of|concurrent systemic|concomitant systemic|planned concurrent}"
)


@time_rule(
    f"{_NOW} [any|other|a|any other|systemic|concurrent|concomitant|chronic|regular|therapeutic|continuous|daily|long term] <D> [at present|currently|at study entry|at same time|at time of study entry]",
    gives="D",
)
def now(found: Found) -> object:
    """ "concurrent use of strong CYP3A inhibitors"."""
    if _IN_NEED.match(found.words) is not None and is_of_cancer(cast("Thing", found.any("D"))):
        # "Requiring neoadjuvant chemotherapy": treatment that is to come.
        return None
    placed = found.match.string[found.match.end() :].startswith(("S", ", S")) or _is_placed(found.any("D"))
    if placed and found.words.startswith(("use ", "use of ")):
        # "Use of an antibody-drug conjugate in the metastatic setting": at some time.
        return with_status(cast("Thing", found.any("D")), "ever")
    return _taken_so(with_status(cast("Thing", found.any("D")), "now"), found.words)


# For how long, or how much of it: a record of what is taken now does not tell.
_SO = sought(r"\b(?:chronic(?:ally)?|long term|therapeutic dose|full dose)\b")


def _taken_so(thing: Thing, words: str) -> Thing:
    """ "Chronic use of", "long term treatment with": it stays with the drug for a human."""
    for how in dict.fromkeys(_SO.findall(words)):
        if how not in repr(thing):
            thing = with_quality(thing, how)
    return thing


def _is_placed(thing: object) -> bool:
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    return any(isinstance(part, Treated) and bool(part.settings) for part in parts)


_IN_NEED = sought(r"(?:requirement|require|requires|requiring|need|needing|who require)\b")


_NEEDED = word_set("require requires requiring requirement need needing")

# Words before a drug that say it is taken now, in any order, and such as may stand between them.
_STRONG_NOW = word_set(
    "concurrent concomitant current currently ongoing chronic chronically regular regularly daily require requires requiring requirement need needing receiving taking using use stable maintenance maintained concurrently"
)
_STRONG_EVER = word_set("prior previous previously past earlier history received exposed exposure pretreated ever")
_AROUND = word_set(
    "treatment therapy administration with of to on for the any other a an systemic therapeutic is are be being been has have had was were who that patient use dose regimen long term must not in vivo receipt in combination treated undergoing under established and or full highly active standard concomitantly previous"
)
_TURNING = word_set("not no without never")
_EARLIER = "|".join(sorted(_STRONG_EVER | (_AROUND - _TURNING)))
_AT_PRESENT = "|".join(sorted(_STRONG_NOW | (_AROUND - _TURNING)))


@TIMES.raw(
    rf"(?<![^ ])(?P<words>(?:(?:{_EARLIER}) )+)D(?P<what>[\ue000-\uf8ff]) ",
    gives="D",
    beside=(_EARLIER.replace("|", " "), "D"),
)
def ever_in_other_words(found: Found) -> object:
    """ "previous in vivo exposure to monoclonal antibodies"."""
    words = found.match["words"].split()
    if words[0] in ("and", "or", "of", "to", "with", "on", "in") or words[-1] in ("and", "or", "in"):
        return None
    if not _STRONG_EVER.intersection(words) or ("or" in words or "and" in words):
        return None
    thing = cast("Thing", found.draft.at(found.match["what"]))
    return with_status(thing, "ever") if _is_free(thing, "ever") else None


@TIMES.raw(
    rf"(?<![^ ])(?P<words>(?:(?:{_AT_PRESENT}|Q[\ue000-\uf8ff]) )+)D(?P<what>[\ue000-\uf8ff]) ",
    gives="D",
    beside=("Q " + _AT_PRESENT.replace("|", " "), "D"),
)
def now_in_other_words(found: Found) -> object:
    """ "current chronic use of immunosuppressive agents"."""
    words = found.match["words"].split()
    if words[0] in ("and", "or", "of", "to", "with", "in", "for") or words[-1] in ("and", "or", "in"):
        return None
    if not _STRONG_NOW.intersection(words) or ("or" in words or "and" in words):
        return None
    thing = cast("Thing", found.draft.at(found.match["what"]))
    if not _is_free(thing, "now") or not re.match(r"[a-z]", words[0]):
        return None
    if not _STRONG_NOW.intersection(words) - _NEEDED and is_of_cancer(thing):
        return None
    for word in words:
        if word[0] == "Q":
            thing = with_quality(thing, found.draft.spoken(word))
    return _taken_so(with_status(thing, "now"), " ".join(words))


def _is_free(thing: Thing, status: str) -> bool:
    """Whether nothing else was said of when it is, or was, given."""
    match thing:
        case Treated():
            return thing.when in ("", status)
        case Several():
            return all(_is_free(part, status) for part in thing.parts)
        case _:
            return False


@time_rule(
    "[other|any other] <DO:what> {during|for duration of|throughout|while on|while in|for entire duration of|over course of|for course of|for period of|during course of|while participating in|while enrolled in|during participation in} [entire|duration of|course of|active] {study|trial|study period|study treatment|study participation|treatment period|protocol treatment|protocol therapy|study drug administration|study duration|protocol} [period|participation|treatment]",
    gives="",
)
def during_the_study(found: Found) -> object:
    """ "Other anticancer treatment while on study": what goes on then, and no treatment of the past."""
    thing = cast("Thing", found.any("what"))
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    if not all(_may_go_on(part) for part in parts):
        return None
    return same_letter(found, "what", with_status(thing, "now"))


def _may_go_on(thing: Thing) -> bool:
    match thing:
        case Treated():
            return thing.when != "ever" and thing.window is None and not thing.settings and not thing.ended_by
        case Happened():
            return thing.window is None
        case _:
            return False
