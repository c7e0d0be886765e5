"""What keeps out, and behind it, announced as such, a list of exceptions: "steroids within 14 days, with the following exceptions: ..."

Whoever has nothing of what stands before is not kept out; whoever has it is asked whether it is one of the exceptions.
"""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria import Criterion
from onward.reading.decides import can_decide
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import all_of, negated

_ANNOUNCED = sought(
    r"(?: ,| ;| \.| \()* (?:except (?:in |for |as )?(?:cases? |situations? |circumstances? )?(?:as )?(?:outlined|listed|described|specified|noted) (?:below|here|as follow)|(?:note : )?(?:with |except for |except |excluding |apart from )?(?:the )?following (?:are )?exceptions?(?: (?:to|from) (?:this|these) (?:criteri(?:on|a)|exclusion|exclusions|rule))?(?: (?:are|is) (?:permitted|allowed|made))?"
    r"|(?:the )?exceptions? (?:to (?:this|these) (?:criteri(?:on|a)|exclusion|rule) )?(?:are |is |include |includes |: )(?:permitted for |allowed for |made for |as follow )?|exceptions? (?:are )?(?:permitted|allowed|made) for)(?: :)? (?=[^ ])"
)
# Behind the exceptions, somebody is kept out after all.
_KEPT_OUT = sought(r"\b(?:excluded|ineligible|prohibited|not (?:be )?(?:eligible|allowed|permitted|acceptable))\b")


def with_listed_exceptions(line: str, *, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of such a line among what keeps out; None for any other.

    read  how what stands before the exceptions is read
    """
    found = _ANNOUNCED.search(line)
    if found is None or found.start() == 0:
        return None
    before, behind = f"{line[: found.start()].strip(' ,;.(')} ", line[found.end() :].strip(" .,;:()")
    if not behind or _KEPT_OUT.search(behind) is not None or before.count("( ") != before.count(") "):
        return None
    known = read(before)
    if known is None or not can_decide(known):
        return None
    return all_of((known, negated(asked(behind))))
