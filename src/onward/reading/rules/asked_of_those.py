"""Treatment that is asked of some only: "prior trastuzumab is required for patients with HER2-positive disease"."""

from __future__ import annotations

from onward.criteria import AllOf, Criterion, Exposed, Lines, When
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.treated_disease import is_for_all, is_treatment, tells_who
from onward.reading.rules.values import criterion_of
from onward.reading.things import all_of

THOSE = Stage("asked of those who")


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
    "[<P:they>] <DX:given> ( [required] [only] [for|in|of|if] [<P>] [with|who have|who are|is|are] <FX:who> [<P:more>] only )",
    "[<P:they>] <DX:given> ( {for|in|if|only for|only if} [<P>] [tumor|patient is|disease is|disease|is|are|with|who have|who are] <FX:who> [<P:more>] [only] )",
    "[<P:they>] <DX:given> [,] if [<P>] [tumor|patient is|disease is|disease|is|are|has|have|with] <FX:who> [<P:more>]",
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


def _only_what_tells(who: Criterion) -> Criterion:
    """Of whom alone it is asked, without the cancer that all of the trial have."""
    if not isinstance(who, AllOf):
        return who
    return all_of(tuple(part for part in who.of if not is_for_all(part)))
