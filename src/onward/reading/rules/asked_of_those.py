"""Treatment that is asked of some only: "prior trastuzumab is required for patients with HER2-positive disease"."""

from __future__ import annotations

from typing import cast

from onward.criteria import AllOf, Criterion, Exposed, Lines, When
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.treated_disease import is_for_all, is_treatment, tells_who
from onward.reading.rules.values import criterion_of
from onward.reading.sought import sought
from onward.reading.things import Fixed, Several, Thing, all_of, with_quality, with_settings, with_status

THOSE = Stage("asked of those who")


@THOSE.rule("<D> as {first line|second line|third line} {therapy|treatment} {of|for} <F>", gives="D")
def as_a_line_of_it(found: Found) -> object:
    """ "trastuzumab as first-line treatment of metastatic breast cancer": which line it was, a human says."""
    disease = found.any("F")
    thing = cast("Thing", found.any("D"))
    if not isinstance(disease, Fixed) or disease.qualities or "Metastatic()" not in repr(disease.criterion):
        return None
    placed = with_settings(thing, ("metastatic",))
    which = found.words.split(" line ")[0].split()[-1]
    return None if placed is None else with_quality(with_status(placed, "ever"), f"as {which} line treatment")


@THOSE.rule(
    "{received|had|taken|been treated with|been exposed to|be exposed to|tolerated} {and|and have|and must have|and then} <X>",
    gives="X",
)
def received_and_ended(found: Found) -> object:
    """ "must have received and progressed on trastuzumab": whoever progressed on it received it."""
    value = found.any("X")
    return value if not found.draft.denied and isinstance(value, (Exposed, Lines)) and value.ended_by else None


@THOSE.rule(
    "[<P:they>] [must have|should have|have|received] <DX:given> {is|are|was|were|will be} {required|mandatory|necessary} [only] {for|in|of|if} [all|any] [<P>] [patient is|patient|subject] [with|who have|have|has|who are|is|are|whose disease is|whose <J:what> is|whose <J:what> are|whose <J:what>|in whom] <FX:who> [<P:more>]",
    "[<P:they>] [must have|should have|have] [received|had|been treated with] <DX:given> ( [required] [only] [for|in|of|if] [<P>] [with|who have|who are|is|are] <FX:who> [<P:more>] only )",
    "[<P:they>] [must have|should have|have] [received|had|been treated with] <DX:given> ( {for|in|if|only for|only if} [<P>] [<J>] [tumor|patient is|disease is|disease|is|are|with|who have|who are] <FX:who> [<P:more>] [only] )",
    "[<P:they>] [must have|should have|have] [received|had|been treated with] <DX:given> [,] if [<P>] [<J>] [tumor|patient is|disease is|disease|is|are|has|have|with] <FX:who> [<P:more>]",
    gives="X",
    whole=True,
)
def required_of_those(found: Found) -> object:
    """ "prior trastuzumab (HER2-positive patients only)": of nobody else is it asked."""
    if found.draft.denied:
        return None
    who, given = criterion_of(found.any("who"), denied=False), found.any("given")
    if not tells_who(who) or is_for_all(who) or not is_treatment(given):
        return None
    return When(condition=_only_what_tells(who), then=criterion_of(given, denied=False))


@THOSE.rule(
    "{if|for} [<P>] [is|are|has|have|with|tumor|disease] <FX:who> [<P:more>] [,|:] [<P:again>] [they|he|she] {must|should|must have|should have|must have been} [have] [had|received|been] <DX:given>",
    "{if|for} [<P>] [is|are|has|have|with|tumor|disease] <FX:who> [<P:more>] {,|:} [<P:again>] [they|he|she] <X:given>",
    gives="X",
)
def asked_of_those_if(found: Found) -> object:
    """ "if HER2-positive, must have progressed on trastuzumab, or be ineligible for it": the "or" stands behind both."""
    behind = found.match.string[found.match.end() :]
    if found.match.start() or not behind.startswith(("or ", ", or ")):
        return None
    said = found.draft.said[ord(found.sign("given") or " ") - FIRST_THING]
    demands = not {"must", "should"}.isdisjoint((*found.words.split(), *said.split()[:2]))
    return required_of_those(found) if demands else None


@THOSE.rule(
    "<DX:given> ( {for|in|if|only for|only if} [<P>] [<J>] [patient is|disease is|disease|is|are|with|who have|who are] <FX:who> [<P:more>] [only] ) {and|,|;}",
    gives="",
)
def required_of_those_and_more(found: Found) -> object:
    """ "progressed on hormones (if ER-positive) and had a taxane": the bracket speaks of what stands before it."""
    made = required_of_those(found) if not found.match.start() else None
    said = found.draft.spoken(found.match[0].rsplit(" ", 2)[0])
    return None if made is None else f"{found.draft.put('X', made, said)}{found.words.split()[-1]} "


@THOSE.rule(
    "[must have|have|had] <C:general> {must include|must have included|should have included|which must have included|must contain|must have contained} [both|either|at least one|at least] <D>",
    gives="D",
)
def included_in_it(found: Found) -> object:
    """ "prior treatment in the metastatic setting must have included a taxane"."""
    where = _placed(found.any("general"))
    if found.draft.denied or where is None:
        return None
    thing = with_status(cast("Thing", found.any("D")), "ever")
    return with_settings(thing, where.settings) if where.settings else thing


@THOSE.rule("<FX:who> [,] <DX:given>", gives="X", whole=True)
def kept_out_with_it(found: Found) -> object:
    """ "HER2-positive disease not previously treated with trastuzumab", among what keeps out: both of one person."""
    who, given = criterion_of(found.any("who"), denied=False), found.any("given")
    said = found.draft.said[ord(found.sign("given") or " ") - FIRST_THING]
    if not found.draft.denied or not tells_who(who) or not is_treatment(given) or _TREATED.match(said) is None:
        return None
    return all_of((who, criterion_of(given, denied="not" not in said.split()[:2])))


_TREATED = sought(
    r"^(?:who (?:have|has|had) )?(?:not |never )?(?:been )?(?:previously |already )?(?:pre)?treated with\b"
)


def _placed(general: object) -> Exposed | None:
    """Treatment of any kind in a setting; None for anything that says more."""
    first = general.parts[0] if isinstance(general, Several) else None
    given = first.criterion if isinstance(first, Fixed) and not first.qualities else None
    if not isinstance(given, Exposed) or given.ended_by or given.to.roles != ("anticancer",):
        return None
    return given


def _only_what_tells(who: Criterion) -> Criterion:
    """Of whom alone it is asked, without the cancer that all of the trial have."""
    if not isinstance(who, AllOf):
        return who
    return all_of(tuple(part for part in who.of if not is_for_all(part)))
