"""One criterion's answer at a visit, laid beside the others, and what explains that they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.engines.response.result import ReaderResponse, VisitResponse

DIAMETERS = ("recist-1.1", "irecist")
METABOLIC = ("percist-1.0", "eortc-1999")
IMAGES = (*DIAMETERS, *METABOLIC, "mda-bone", "rano-bm", "volumetric-brain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One criterion's answer at the visit that is looked at."""

    response: ReaderResponse
    visit: VisitResponse
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One explanation: its name, the sentence, what would settle it, and the lesions it is about."""

    kind: str
    says: str
    settles: str
    lesions: tuple[str, ...] = ()


def answers_by(compared: Sequence[Compared], *criteria: str) -> list[Compared]:
    """Those by some criteria."""
    return [one for one in compared if one.response.criterion in criteria]
