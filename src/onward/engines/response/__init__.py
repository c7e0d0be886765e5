"""Is the treatment working? Response criteria over what readers measured: each category with its reasons."""

from __future__ import annotations

from onward.engines.response.reads import Flag, LesionRead, Read, VisitRead, reads_of
from onward.engines.response.respond import CRITERIA, respond
from onward.engines.response.result import ReaderResponse, Reason, TargetAt, VisitResponse

__all__ = [
    "CRITERIA",
    "Flag",
    "LesionRead",
    "Read",
    "ReaderResponse",
    "Reason",
    "TargetAt",
    "VisitRead",
    "VisitResponse",
    "reads_of",
    "respond",
]
