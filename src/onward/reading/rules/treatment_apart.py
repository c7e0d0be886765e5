"""Who is let off a treatment that is asked for, and what beside it is not counted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Exposed, Lines, Not
from onward.reading.drug_sets import drugs_of, with_beyond
from onward.reading.grammar import Found, Stage
from onward.reading.rules.therapy_lines import drugs_and_where
from onward.reading.things import JUDGED, Several, Thing, Treated, all_of, any_of, with_quality, with_status
from onward.reading.things_asked import question_of

APART = Stage("who is let off a treatment")
rule = APART.rule

_WHY = r"(?:contraindicat\w+|contra indicated|intoleran\w+|not (?:clinically |medically )?(?:indicated|appropriate|eligible|available|suitable|candidate|recommended)|ineligible|unable to (?:tolerate|receive)|refus\w+|declin\w+|unsuitable|inappropriate)"


@APART.raw(
    rf"(?P<what>[DX][\ue000-\uf8ff]) (?:(?:is|are) required )?(?:, )?(?P<unless>unless (?:[a-z]+ |[PQ][\ue000-\uf8ff] |, ){{0,8}}?{_WHY}(?: (?:[a-z]+|[DP][\ue000-\uf8ff]|or|and|,|/)){{0,12}} )(?=\.? ?$)",
    gives="X",
    hint="unless",
)
def let_off(found: Found) -> object:
    """ "must have received a taxane unless contraindicated": or somebody sees why not."""
    if found.draft.denied or found.match.start() != 0:
        return None
    value = found.draft.at(found.match["what"][1])
    if isinstance(value, (Treated, Several)):
        parts = value.parts if isinstance(value, Several) else (value,)
        if not all(isinstance(part, Treated) and part.window is None and part.when != "now" for part in parts):
            return None
        question = question_of(with_status(value, "ever"), denied=False)
    elif isinstance(value, (Exposed, Lines, AllOf, AnyOf)) and _is_given(value):
        question = value
    else:
        return None
    asked = AskHuman(question=f"Is it so: {found.draft.spoken(found.match['unless']).strip()}?", because=JUDGED)
    return any_of((question, asked))


def _is_given(value: Criterion) -> bool:
    match value:
        case Exposed() | Lines():
            return True
        case AllOf() | AnyOf():
            return all(map(_is_given, value.of))
        case _:
            return False


_NOT_CHEMOTHERAPY = frozenset({"endocrine therapy", "biologic therapy", "targeted therapy", "immunotherapy", "anti-HER2", "bone agent", "CDK4/6 inhibitor"})  # fmt: skip


@rule(
    "<X> ( {not including|excluding|exclusive of|not counting|no limit on prior|no limit on} [prior] <CD:apart> )",
    "<X> , {not including|exclusive of|not counting} <CD:apart>",
    gives="X",
)
def not_counted(found: Found) -> object:
    """ "at most four prior chemotherapies (not including endocrine therapy)": that is none, and counts for nothing."""
    value, apart = found.any("X"), found.any("apart")
    parts = apart.parts if isinstance(apart, Several) else (apart,)
    if not _of_chemotherapy(value):
        return None
    for part in parts:
        if not isinstance(part, Treated) or part.drugs.drugs or part.drugs.roles or not part.drugs.classes:
            return None
        if not set(part.drugs.classes) <= _NOT_CHEMOTHERAPY:
            return None
    return value


def _of_chemotherapy(value: object) -> bool:
    match value:
        case Lines():
            return value.containing is not None and value.containing.classes == ("chemotherapy",)
        case Not():
            return _of_chemotherapy(value.of)
        case AllOf():
            return all(map(_of_chemotherapy, value.of))
        case _:
            return False


@rule(
    "<X> [,|;|(] [at least] <N> of {which|them} {was|were|must be|must have been|should be|has been|had to be} [given|administered] {in combination with|combined with|with} [a|an] <D> [)]",
    "<X> [,] {if|provided|provided that} <X:one> {was|were|has been} [given|administered] in combination [with] <D>",
    gives="X",
)
def one_of_which(found: Found) -> object:
    """ "one or two endocrine therapies, one of which was in combination with a CDK4/6 inhibitor": that was given, and together."""
    value, thing = found.any("X"), cast("Thing", found.any("D"))
    if found.draft.denied or found.words.count("(") != found.words.count(")") or not _asks_for_lines(value):
        return None
    if (found.has("N") and found.any("N") != 1) or (found.has("one") and not isinstance(found.any("one"), Lines)):
        return None
    drugs, where = drugs_and_where(replace(thing, when="") if isinstance(thing, Treated) else thing)
    if drugs is None or where.settings:
        return None
    told = found.draft.spoken(found.match[0]).strip()
    asked = AskHuman(question=f"Were they given together: {told}?", because=JUDGED)
    return all_of((cast("Criterion", value), Exposed(to=drugs), asked))


def _asks_for_lines(value: object) -> bool:
    match value:
        case Lines():
            return True
        case AllOf():
            return any(map(_asks_for_lines, value.of))
        case _:
            return False


@rule(
    "[<P>] [who] {is not|are not|not} on {stable|stable or decreasing|stable or tapering|decreasing or stable} [dose of|doses of] <D>",
    gives="C",
)
def dose_not_stable(found: Found) -> object:
    """ "not on a stable or decreasing dose of steroids": whoever takes them in another way."""
    thing = cast("Thing", found.any("D"))
    if not found.draft.denied or not isinstance(thing, Treated) or thing.window is not None:
        return None
    told = re.sub(r"^(?:patient|subject|participant) who ", "", found.draft.spoken(found.match[0])).strip()
    return with_quality(with_status(replace(thing, qualities=()), "now"), told)


@rule(
    "<C> ( {except [for]|excluding|other than|not including|with exception of} [any|prior] <D:apart> )",
    "<C> [,] {except for|excluding|other than|not including|with exception of} [any|prior] <D:apart>",
    gives="C",
)
def windowed_but_for(found: Found) -> object:
    """ "cancer treatment within 3 years (except for tamoxifen)": tamoxifen does not count."""
    thing, apart = found.any("C"), drugs_of(cast("Thing", found.any("apart")))
    behind = found.match.string[found.match.end() :]
    if not isinstance(thing, Treated) or thing.window is None or thing.drugs.excluding or apart is None:
        return None
    if apart.roles or apart.payloads or apart.targets or apart.excluding:
        return None
    if behind.startswith(("or ", "and ", ", ", "for ", "in ", "S", "W", "(")):
        return None
    return replace(thing, drugs=replace(thing.drugs, excluding=(*apart.classes, *apart.drugs)))


@rule(
    "<C> [,] {such as|eg|for example} <D:example>",
    "<C> ( {such as|eg|for example} <D:example> )",
    gives="C",
)
def windowed_examples(found: Found) -> object:
    """ "immunosuppressants within 2 weeks, such as methotrexate": examples of the class."""
    thing, named = found.any("C"), drugs_of(cast("Thing", found.any("example")))
    behind = found.match.string[found.match.end() :]
    if not isinstance(thing, Treated) or thing.window is None or named is None or named.roles or named.excluding:
        return None
    if behind.startswith(("or ", "and ", ", ")) or not thing.drugs.classes:
        return None
    return replace(thing, drugs=with_beyond(thing.drugs, named))


@rule("{last|most recent} <C>", gives="C")
def last_so_long_ago(found: Found) -> object:
    """ "last chemotherapy at least 90 days ago": since the last dose time is counted anyhow."""
    thing = found.any("C")
    return thing if isinstance(thing, Treated) and thing.window is not None else None
