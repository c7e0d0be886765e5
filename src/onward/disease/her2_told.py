"""What results of HER2 leave possible, before the laboratory's overall word narrows it."""

from __future__ import annotations

from dataclasses import dataclass

from onward.disease.her2_ihc import LOW, POSITIVE, ULTRALOW, ZERO

ANYTHING = frozenset({ZERO, ULTRALOW, LOW, POSITIVE})
POSITIVE_OR_LOW = frozenset({LOW, POSITIVE})
LAB_STATUS = "her2-lab-status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is possible, by which rule.

    only_negative   no more than "negative" is known of what is not positive
    clash           what contradicts, each a sentence
    undecided_ish   an ISH result that IHC would decide, and there is none: an overall word then stands by itself
    """

    possible: frozenset[str]
    rule: str
    because: str
    only_negative: bool = False
    clash: tuple[str, ...] = ()
    undecided_ish: bool = False
    at_odds: bool = False  # IHC and ISH contradict each other
