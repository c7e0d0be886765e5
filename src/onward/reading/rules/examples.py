"""What an illness names behind it: examples, the same said again in brackets, and what a bracket tells of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman
from onward.reading.grammar import Found, Stage
from onward.reading.rules.disease import is_disease
from onward.reading.rules.illness import joined
from onward.reading.rules.illness_words import one_family
from onward.reading.rules.values import same_letter, thing_of
from onward.reading.shared_window import are_moments, sharing_head, sharing_window
from onward.reading.sought import sought
from onward.reading.things import JUDGED, Fixed, Ill, SecondCancer, Several, Thing, with_quality

NAMED = Stage("what an illness names")
rule = NAMED.rule
EXAMPLES = Stage("examples that are not understood")

# What is required of an illness, or of the one before it: "pneumonitis that required steroids".
REQUIRES = sought(r"(?:that |which )?(?:requir|need|necessitat)\w*")
# The list goes on behind this pair.
GOES_ON = re.compile(r"(?:,|and|or|/|and/or|;)(?: (?:and|or|any|other))* [CDFO][\ue000-\uf8ff] ")


@rule(
    "{condition|illness|disease|disorder} {such as|including|including but not limited to|eg|like} [,|:] <C>", gives="C"
)
def such_as(found: Found) -> object:
    """ "conditions such as ..."."""
    return None


@rule(
    "<C> [,] {including but not limited to|including , but not limited to ,|including but not limited to ,|including|such as|eg|, eg ,|including any of following|like|including following|especially|particularly|in particular|for example|for instance|include|such as but not limited to|included but not limited to} [,|:] [any of following] <C:example>",
    "<C> [,] including , but not limited to <C:examples>",
    "<C> ( {including but not limited to|including , but not limited to|including|such as|eg|ie|for example|especially|particularly|for instance|in particular|such as but not limited to|eg , but not limited to} [,|:] <C:example> [etc] )",
    gives="C",
)
def including(found: Found) -> object:
    """ "uncontrolled illness including active infection": the illness, and what it names."""
    thing, example = cast("Thing", found.any("C")), cast("Thing", found.any("example") or found.any("examples"))
    if found.has("examples") and not isinstance(example, Several):
        return None  # one alone stands below, and its heading ends here
    if " ie " in found.words:
        return None
    general = thing.parts[-1] if isinstance(thing, Several) else thing
    if "(" not in found.words and isinstance(thing, Ill) and isinstance(example, Ill):
        needs = tuple(words for words in example.qualities if REQUIRES.match(words) and not thing.qualities)
        if needs and one_family(thing, example):
            # "Pneumonitis, including radiation pneumonitis, that required steroids": either of them.
            thing = replace(thing, qualities=needs)
    if _ILLUSTRATES.search(found.words) is not None and isinstance(thing, Ill) and isinstance(example, Ill):
        thing = _told_behind(thing, example, found)
    if "(" not in found.words and GOES_ON.match(found.match.string, found.match.end()) is None and are_moments(thing):
        # "Stroke, including transient ischaemic attack, within 6 months": all of it in that time.
        thing = sharing_window(thing, example)
    # "Uncontrolled illness including asthma": asthma that is uncontrolled.
    return joined(thing, sharing_head(general, example), "or")


# Behind these stands one of its kind, and no member of its own: "including" may bring in what is none.
_ILLUSTRATES = sought(r"^[^(]* (?:such as|like|for example|for instance) (?!.*\()")


def _told_behind(general: Ill, example: Ill, found: Found) -> Ill:
    """ "Mood disorder such as depression within two years, not controlled": the disorder is meant to be so as well."""
    if GOES_ON.match(found.match.string, found.match.end()) is not None or general.qualities or general.window:
        return general
    behind = found.draft.spoken(found.match[0]).split(" such as ")[-1]
    told = tuple(words for words in example.qualities if behind.endswith(words))
    window = example.window if example.window is not None and not example.window.at_least else None
    return replace(general, qualities=told, window=window)


@rule("<C> ( <C:again> )", gives="C")
def illness_said_again(found: Found) -> object:
    """ "hepatitis B (HBV)"; "severe cardiac disease (unstable angina)" names an example."""
    one, again = found.any("C"), found.any("again")
    if isinstance(one, Ill) and isinstance(again, Ill) and one.groups == again.groups:
        return one
    if (
        isinstance(one, Several)
        and isinstance(again, Ill)
        and isinstance(one.parts[-1], Ill)
        and one.parts[-1].groups == again.groups
    ):
        return one
    if not found.draft.denied or isinstance(one, Fixed):
        return None
    return joined(or_as_told(cast("Thing", one), cast("Thing", again), found), cast("Thing", again), "or")


def or_as_told(general: Thing, named: Thing, found: Found) -> Thing:
    """ "Cardiac events (infarction, stroke)": perhaps only those named are meant, so of any other a human is asked."""
    if isinstance(general, Several) and general.joint != "or":
        return general
    said = found.draft.spoken(found.words.split(" ", 1)[1]).strip(" ,:()")
    wide = general.parts[-1] if isinstance(general, Several) else general
    if not isinstance(wide, Ill) or not isinstance(named, Several):
        return general
    meant = with_quality(wide, f"as meant by ({said})")
    return replace(general, parts=(*general.parts[:-1], meant)) if isinstance(general, Several) else meant


@rule("<Q> {or|and/or|,} <C>", gives="C")
def quality_or_illness(found: Found) -> object:
    """ "uncontrolled or intercurrent illness": some illness or other is for a human either way."""
    thing = found.any("C")
    first = thing.parts[0] if isinstance(thing, Several) else thing
    if not isinstance(first, Ill) or first.groups != ("concurrent illness",):
        return None
    judged = with_quality(first, f"{found.any('Q')} or intercurrent")
    return judged if not isinstance(thing, Several) else replace(thing, parts=(judged, *thing.parts[1:]))


@rule("<COF:thing> ( {eg|such as|for example|including} [,] <CX:example> [etc] )", gives="")
def examples_understood(found: Found) -> object:
    """ "active cardiac disease (e.g. unstable angina, QTcF > 480 ms)": what it names counts as well."""
    thing = thing_of(found.any("thing"))
    if not found.draft.denied or (isinstance(thing, Fixed) and is_disease(thing.criterion)):
        return None
    head = thing.parts[-1] if isinstance(thing, Several) else thing
    return found.draft.put("C", joined(thing, sharing_head(head, thing_of(found.any("example"))), "or"))


@EXAMPLES.rule(
    "<COF:thing> ( {eg|such as|for example|including|eg ,|for example ,|including , but not limited to ,} ... )",
    gives="",
)
def examples_in_brackets(found: Found) -> object:
    """Examples in words that are not known: among what keeps out, a human looks at them as well."""
    thing = thing_of(found.any("thing"))
    if isinstance(thing, Fixed) and is_disease(thing.criterion):
        return None
    if isinstance(thing, SecondCancer) and "breast " in found.draft.spoken(found.match[0].split("( ", 1)[1]):
        # "Earlier cancers (including breast cancer)": the question of another cancer leaves that one out.
        return None
    before = found.match.string[: found.match.start()].split()
    if isinstance(thing, Fixed) or not (found.draft.denied or {"no", "not", "without"}.intersection(before)):
        return same_letter(found, "thing", thing)
    words = found.draft.spoken(found.match[0][found.match[0].index("( ") + 2 :]).strip(" ()")
    by_name = isinstance(thing, Ill) and thing.groups != ("concurrent illness",) and bool(thing.qualities)
    if by_name and words.startswith(("eg", "such as", "for example", "including")):
        # With its quality a human looks at the illness anyway; an example is one of its kind.
        return same_letter(found, "thing", with_quality(thing, words))
    asked = AskHuman(
        question=f"Is it so: {re.sub('^(?:eg|such as|for example|including)[ ,]+', '', words)}?", because=JUDGED
    )
    return same_letter(found, "thing", joined(thing, Fixed(criterion=asked), "or"))


@EXAMPLES.rule("<C:thing> ( {ie|ie ,|defined as|defined by|that is ,|that is} ... )", gives="")
def told_in_brackets(found: Found) -> object:
    """ "pneumonitis (i.e. that limits daily life)": what the bracket tells of it stays for a human."""
    thing = thing_of(found.any("thing"))
    before = found.match.string[: found.match.start()].split()
    denied = found.draft.denied or not {"no", "not", "without"}.isdisjoint(before)
    if not isinstance(thing, Ill) or not denied or thing.groups == ("concurrent illness",):
        return None
    inner = found.match[0][found.match[0].index("( ") + 2 :]
    behind = found.match.string[found.match.end() :]
    if re.search(r"C[\ue000-\uf8ff]", inner) is not None or re.match(r"C[\ue000-\uf8ff]", behind) is not None:
        return None  # illnesses by their names are members of their own
    return same_letter(found, "thing", with_quality(thing, found.draft.spoken(inner).strip(" ()")))


@EXAMPLES.rule("[with|have|has|having] feature {suggestive|suspicious} {of|for} <C:thing>", gives="C")
def features_of(found: Found) -> object:
    """ "with features suggestive of MDS": nobody has it yet by that."""
    said = found.draft.spoken(found.match[0]).strip()
    return Fixed(criterion=AskHuman(question=f"Is it so: {said}?", because=JUDGED))
