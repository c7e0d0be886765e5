"""A line below one that is not understood, or that says when and how bad: what holds whatever the upper line means.

"For participants of the glimmer group:" above "bilirubin at most 1.5 times the upper limit" asks it of nobody else, so
whoever meets it is let in by that line, and whoever does not is asked of which group they are. "Uncontrolled conditions
within 6 weeks, including:" above "a stroke" keeps out nobody who never had one. The upper line stays for a human.
"""

from __future__ import annotations

import re

from onward.criteria import AskHuman, Condition, Criterion, LabValue, Not, parts_of
from onward.reading.announced import Kind, opens
from onward.reading.decides import can_decide
from onward.reading.eligibility import Section
from onward.reading.partial_part import asked
from onward.reading.partial_presence import at_any_time
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of

# A parent that turns what stands below it: it lets in, forbids, denies or defines.
_TURNS = sought(
    r"\b(?:not|no|none|without|never|unless|except\w*|eligible|ineligible|excluded|allowed|permitted|acceptable|considered|defined|means?|may)\b",
    re.IGNORECASE,
)
# What is listed is no illness and no treatment that she has: she cannot take it, or somebody in her family has it.
_OF_NO_PRESENCE = sought(
    r"\b(?:contra-?\s?indicat\w*|allerg\w*|hypersens\w*|intoleran\w*|sensitivit\w*|reactions?|unable|inabilit\w*|refus\w*|family|relatives?|partners?|at risk|risks? (?:of|for)|unless|considered|eligible|permitted|allowed|without|lack|absence|never)\b",
    re.IGNORECASE,
)
# "Patients with glimmering must have received:" names them by what stands before it.
_WHAT_THEY_MUST = sought(r"\s+(?:must|should|have to|need to|are required to)\b[^.:;]{0,60}:\s*$", re.IGNORECASE)


def of_those_meant(own: Criterion, parent: str, kind: Kind, section: Section) -> Criterion | None:
    """What a line asks for that stands below "For participants of the glimmer group:"; None where it tells nothing."""
    if _TURNS.search(parent) is not None:
        return None
    whom = _WHAT_THEY_MUST.sub("", parent).strip(" *:;,-")
    meant = AskHuman(question=f"Is she (or he) one of those meant by: {whom}?", because=JUDGED)
    if section == "exclusion":
        found: Criterion = all_of((own, meant))
    elif section == "inclusion" and kind == "all of":
        found = any_of((Not(of=meant), own))
    else:
        return None
    return found if can_decide(found) else None


def there_at_all(own: Criterion, text: str, parent: str, section: Section) -> Criterion | None:
    """What a line keeps out by, below one that says when and how bad: nobody who never had it; None where unsure."""
    if section != "exclusion" or _OF_NO_PRESENCE.search(parent) is not None:
        return None
    if not opens(parent) and any(isinstance(part, AskHuman) for part in _within(own)):
        return None  # what is not understood of it may be about the line above
    if any(isinstance(part, LabValue) for part in _within(own)):
        return None  # an older value may be the one that is meant
    there = at_any_time(own)
    if there is None or _is_any_illness(there):
        return None
    found = all_of((there, asked(f"{parent.strip(' *:;,-')}: {text.strip(' *:;,.-')}")))
    return found if can_decide(found) else None


def _is_any_illness(there: Criterion) -> bool:
    return any(isinstance(part, Condition) and "concurrent illness" in part.groups for part in _within(there))


def _within(criterion: Criterion) -> list[Criterion]:
    return [criterion, *(inner for part in parts_of(criterion) for inner in _within(part))]
