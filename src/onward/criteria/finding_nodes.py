"""Questions that a clinician answers by looking, and which records seldom hold in words; and which cancer it is."""

from __future__ import annotations

from dataclasses import dataclass

from onward.criteria.checks import must_name_something, must_say


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a clinician judges by looking or asking: measurable disease, visceral crisis, able to swallow.

    name   as in reading/findings, which holds the question to ask and what in a record settles it
    Silence of the record is UNKNOWN and for a human: it is never presumed away.
    """

    name: str

    def __post_init__(self) -> None:
        must_say(self.name, "finding: name")


@dataclass(frozen=True, slots=True, kw_only=True)
class CancerType:
    """A cancer of one of these kinds is recorded, for trials of several cancers.

    kinds   "breast", "solid tumour", "ovarian", "non-small cell lung", ... as in reading/cancers
    Where only breast cancer is recorded, another kind is NO on the presumption that it would be recorded.
    """

    kinds: tuple[str, ...]

    def __post_init__(self) -> None:
        must_name_something(self.kinds, "cancer_type: kinds")
