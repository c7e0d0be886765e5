"""Operations of the breast, by what they were and how long ago; procedures by their own names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, Criterion, Had
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.rules.disease import is_disease
from onward.reading.things import JUDGED, Fixed, Happened, Several, Thing, Window, all_of, with_quality, with_window
from onward.reading.things_asked import question_of

OPERATIONS = Stage("operations")
rule = OPERATIONS.rule

_BREAST = frozenset({"mastectomy", "breast conserving surgery"})


def _kinds(thing: object) -> frozenset[str]:
    """The kinds of procedure that a thing names, if it names nothing else."""
    match thing:
        case Happened() if thing.event.kinds and not thing.qualities and thing.window is None:
            return frozenset(thing.event.kinds)
        case Several():
            parts = [_kinds(part) for part in thing.parts]
            return frozenset(kind for part in parts for kind in part) if all(parts) else frozenset()
        case _:
            return frozenset()


# Words that do not belong to the name of a procedure.
_NO_NAME = (
    "of|with|without|and|or|and/or|to|for|in|on|at|by|from|as|than|that|which|who|is|are|was|were|be|been|has|have|had|having|must|should|may|can|will|not|no|any|other|known|prior|previous|previously|current|currently|history|"
    "recent|status|post|undergone|underwent|undergoing|received|require|requires|requiring|within|during|after|before|since|patient|subject|participant|including|such|like|eg|ie|either|both|all|elective|major|minor|planned|scheduled|concurrent|their|his|her|least|one|two|following|had|a"
)
_ENDING = r"(?!vas|tub|sterili)[a-z]{3,}(?:ectomy|plasty|ostomy|pexy|oscopy|rrhaphy|desis)|(?!di)[a-z]{3,}otomy"


@OPERATIONS.raw(
    rf"(?<![^ ])(?P<name>(?:(?!(?:{_NO_NAME}) )[a-z]+ )?(?:{_ENDING}) )", gives="O", hint="ectomy |plasty |tomy |pexy |oscopy |rrhaphy |desis "
)  # fmt: skip
def by_its_name(found: Found) -> object:
    """ "splenectomy", "open cholecystectomy": a record answers it that names it."""
    return Happened(event=Had(event="procedure", kinds=(found.match["name"].strip(),)))


@rule(
    "{total|subtotal|complete|simple|radical|modified radical|unilateral|bilateral} {or|and/or|,} <O>",
    "<O> or {partial|subtotal|segmental} mastectomy",
    gives="O",
)
def in_whole_or_part(found: Found) -> object:
    """ "total or partial mastectomy"."""
    if not _kinds(found.any("O")) or not _kinds(found.any("O")) <= _BREAST:
        return None
    if _kinds(found.any("O")) == frozenset({"mastectomy"}) and not re.search(
        r"\b(?:partial|subtotal|segmental)\b", found.words
    ):
        # "Modified radical or total mastectomy": each of them takes the whole breast.
        return found.any("O")
    return Happened(event=Had(event="procedure", kinds=("mastectomy", "breast conserving surgery")))


@rule(
    "<DO:breast> [,|(] {with|plus|and|followed by|along with|together with|combined with|as well as|and either|with either|and/or} [either|ipsilateral|appropriate|adequate|an|level i or ii|level ii|level i and ii] <DO:axilla> [)]",
    "<DO:breast> [,] <DO:axilla>",
    gives="C",
)
def with_the_axilla(found: Found) -> object:
    """ "lumpectomy or mastectomy, with sentinel node biopsy or axillary dissection": both are asked for."""
    breast, axilla = found.any("breast"), found.any("axilla")
    if found.draft.denied or found.words.count("(") != found.words.count(")") or "and/or" in found.words:
        return None
    if not _kinds(breast) or not _kinds(breast) <= _BREAST or _kinds(axilla) != frozenset({"axillary surgery"}):
        return None
    before = found.match.string[: found.match.start()]
    if {"no", "not", "without", "or"}.intersection(before.split()[-8:]):
        return None
    operated = Happened(event=Had(event="procedure", kinds=tuple(sorted(_kinds(breast), reverse=True))))
    nodes = Happened(event=Had(event="procedure", kinds=("axillary surgery",)))
    return Several(joint="and", parts=(operated, nodes))


@rule(
    "<O> [,] {including|:|ie|either|, either|: either|consisting of|( ie|( either|(} [either|,|:] <DO:kinds> [)]",
    gives="O",
)
def of_these_kinds(found: Found) -> object:
    """ "breast surgery: mastectomy or lumpectomy": the kinds say the same once more."""
    one, kinds = found.any("O"), found.any("kinds")
    if found.words.count("(") != found.words.count(")") or not isinstance(one, Happened):
        return None
    if _kinds(kinds) and _kinds(kinds) <= _kinds(one):
        return one
    return None


_TO = "{and|to|until|till}"
_SLOT = (
    "[last|final|most recent|date of|date of last|completion of|end of|date of final|day of|time of|their|end of last]"
)
_ANCHOR = "[date of|time of|day of|start of|planned|study|pre] {$anchor|d1|pre entry} [/ step <N>]"


@rule(
    f"[time|interval|time interval|period|time period|interval of time|time window|window|time frame|delay] {{between|from|elapsed between|elapsed from}} {_SLOT} <DO:what> [( ... )] {_TO} {_ANCHOR} {{must be|should be|is|of|will be|must not be|should not be|must not exceed|should not exceed|cannot exceed|exceeds|exceed|be}} [<B>] <T> [and <B:more> <T:longer>]",
    f"[interval of|period of|time period of] <B> <T> [may|must|should|can|have|has] [elapse|have elapsed|has elapsed|elapsed|pass|have passed|interval] {{between|from}} {_SLOT} <DO:what> [( ... )] {_TO} {_ANCHOR}",
    f"[patient|subject|participant] [must be|should be|must have been|be] {{registered|randomized|enrolled|entered|registration|randomization|enrollment|treatment should be started|treatment must be started|study therapy must start|able to start protocol treatment|able to start protocol therapy|able to start protocol rx|must start protocol therapy|must start protocol treatment|able to start study treatment}} [on study|to study] [must|should|will] [be|occur|take place] {{within|<B>}} <T> {{of|from|after|following}} {_SLOT} <DO:what>",
    gives="X",
)
def so_long_since(found: Found) -> object:
    """ "the interval between the last operation and registration must be no more than 70 days"."""
    what = cast("Thing", found.any("what"))
    if found.draft.denied or not _only_events(what) or found.words.count("(") != found.words.count(")"):
        return None
    side = found.maybe("B", str)
    if side is None:
        side = "at_most" if "within" in found.words or "exceed" in found.words else None
        if side is None or (
            "exceed" in found.words and "not exceed" not in found.words and "cannot" not in found.words
        ):
            return None
    if " not be " in found.words and found.has("B"):
        side = {"above": "at_most", "at_least": "below", "at_most": "above", "below": "at_least"}[side]
    parts = [_since(what, side, found.take("T", Stretch))]
    if found.has("more"):
        parts.append(_since(what, found.take("more", str), found.take("longer", Stretch)))
    known = [part for part in parts if part is not None]
    return all_of(tuple(known)) if len(known) == len(parts) else None


def _only_events(thing: Thing) -> bool:
    match thing:
        case Happened():
            return thing.window is None
        case Several():
            return all(_only_events(part) for part in thing.parts)
        case _:
            return False


def _since(what: Thing, side: str, stretch: Stretch) -> Criterion | None:
    at_least = side in ("at_least", "above")
    made = with_window(what, Window(days=stretch.days, at_least=at_least))
    return None if made is None else question_of(made, denied=not at_least)


@rule("<N> - <T> {post|after|following|since|from} [completion of|end of|last|definitive] <O>", gives="X")
def between_two(found: Found) -> object:
    """ "2 to 8 weeks after breast surgery": at least as long as the first, and no longer than the second."""
    event = found.any("O")
    if found.draft.denied or not isinstance(event, Happened) or event.window is not None:
        return None
    least, most = found.any("N"), found.take("T", Stretch)
    words = found.draft.spoken(found.match[0]).split()
    unit = {"day": 1, "week": 7, "month": 30}.get(next((w for w in words if w in ("day", "week", "month")), ""))
    if unit is None or not str(least).isdigit():
        return None
    shortest = int(str(least)) * unit
    if shortest >= most.days:
        return None
    return all_of(
        (
            question_of(replace(event, window=Window(days=most.days)), denied=True),
            question_of(replace(event, window=Window(days=shortest, at_least=True)), denied=False),
        )
    )


_TO_COME = "{anticipation of|anticipated|anticipate|anticipating|expected|expectation of|expecting|planned|scheduled|scheduled for|plan for|plans for|planning|planning to undergo|plan to undergo|plans to undergo|intends to undergo|likely to require|expected to undergo|expected to require|scheduled to have|scheduled to undergo|may require|that may require|who may require|patient that may require|patient who may require|likely to undergo|is scheduled to have|is expected to undergo|is planning}"
_STUDY = "{study|trial|study treatment|this study|study period|study participation|treatment period|treatment|protocol therapy|protocol treatment|participation|study duration|intervention period|<T>|study therapy|<D> portion of this study|<D> portion of study|<D> phase of study|<D>}"


@rule(
    f"[<P>|any] [that|who] {_TO_COME} [need for|need of|requirement for|for|to require|to undergo|a|any|elective] <O> [{{or|and/or|and|/}} [any|other|any other] <O:more> [{{requiring|under}} general anesthesia]] [anticipated] [{{during|in|within|while on|throughout|through|at any time during|over|prior to completion of}} [course of|period of|time of|participation in|duration of|next|time on|next <T>] {_STUDY}]",
    gives="F",
)
def still_to_come(found: Found) -> object:
    """ "anticipation of the need for major surgery during the study": no record holds what is planned."""
    if not isinstance(found.any("O"), Happened):
        return None
    if found.match.string[: found.match.start()].endswith(("had or ", "has or ", "have or ", "recent or ")):
        # "Has had or is scheduled to have surgery within 4 weeks".
        return None
    return Fixed(criterion=AskHuman(question=f"Is it planned: {found.draft.spoken(found.match[0])}?", because=JUDGED))


_BIOPSY = frozenset({"biopsy"})


@rule(
    "<O> {proven|confirmed|verified|documented|proved|proven and|confirmation of|confirming|demonstrating|showing|diagnosed|that confirmed|should demonstrate|should definitively demonstrate|that demonstrate|demonstrate|that show} [diagnosis of|presence of|recurrent|persistent|a] <F>",
    "<F> [that is|that has been|which was|has been|must be|must have been] {made|obtained|established|confirmed|diagnosed|documented|proven} {by|on|from|through|with|via|by either|through either} [a|either] <DO:biopsy> [,] or <DO:another>",
    "<F> [that is|that has been|which was|has been|has been histologically|must be|must have been] {confirmed|diagnosed|documented|proven|made|verified|established|shown|demonstrated|histologically confirmed|histologically proven|previously diagnosed|obtained} {by|on|from|through|with|via|in|through either|by either} [a|either|diagnostic] <DO:biopsy>",
    "<F> ( [confirmed by|proven by|by|diagnosed by|through either|through] <DO:biopsy> )",
    gives="F",
)
def shown_by_biopsy(found: Found) -> object:
    """ "biopsy-proven breast cancer": how it was found adds nothing."""
    thing = found.any("F")
    shown = found.any("biopsy") if found.has("biopsy") else found.any("O")
    if not isinstance(thing, Fixed) or not is_disease(thing.criterion) or not isinstance(shown, (Happened, Several)):
        return None
    parts = shown.parts if isinstance(shown, Several) else (shown,)
    if found.has("another"):
        parts = (*parts, cast("Thing", found.any("another")))
    if not all(
        isinstance(part, Happened) and part.window is None and frozenset(part.event.kinds) == _BIOPSY for part in parts
    ):
        return None
    return thing


@rule(
    "<F:disease> [,] {excised|resected|removed|surgically removed|completely resected|adequately excised|completely excised|surgically resected} [with|by|via] <F:margin>",
    gives="X",
)
def excised_with(found: Found) -> object:
    """ "breast cancer, excised with negative margins"."""
    disease, margin = found.any("disease"), found.any("margin")
    if found.draft.denied or not isinstance(disease, Fixed) or not is_disease(disease.criterion):
        return None
    if not isinstance(margin, Fixed) or "margin" not in found.draft.spoken(found.match[0]):
        return None
    operated = Had(event="procedure", kinds=("mastectomy", "breast conserving surgery"))
    return all_of((disease.criterion, operated, question_of(margin, denied=False)))


@rule("{open|endoscopic|surgical} <O>", gives="O")
def made_openly(found: Found) -> object:
    """ "open biopsy"."""
    event = found.any("O")
    if not isinstance(event, Happened) or event.window is not None or event.event.event != "procedure":
        return None
    return event if found.words.startswith("surgical ") else with_quality(event, found.words.split()[0])


@rule(
    "[has|have] had or {is scheduled to have|is scheduled for|scheduled to have|will have|plans to have|plans to undergo|is planned to have|is planning|is expected to have|is scheduled to undergo|are scheduled to have|planned|is planned for|has planned} <CO:event>",
    gives="C",
)
def had_or_to_come(found: Found) -> object:
    """ "has had, or is scheduled to have, major surgery within 4 weeks"."""
    event = found.any("event")
    if not isinstance(event, Happened) or event.window is None or not found.draft.denied:
        return None
    asked = AskHuman(question=f"Is it planned: {found.draft.spoken(found.match[0])}?", because=JUDGED)
    return Several(joint="or", parts=(event, Fixed(criterion=asked)))


@rule("<O> {requiring|under|that require|which require|performed under|with} general anesthesia", gives="O")
def under_anaesthesia(found: Found) -> object:
    """ "any surgery requiring general anaesthesia" is major."""
    event = found.any("O")
    if event == Happened(event=Had(event="procedure")):
        return Happened(event=Had(event="major surgery"))
    return event if isinstance(event, Happened) and event.event.event == "major surgery" else None
