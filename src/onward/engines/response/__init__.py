"""Is the treatment working? Response criteria over what readers measured: each category with its reasons."""

from __future__ import annotations

from onward.engines.response.as_status import SPEAKING, Statuses, statuses_of
from onward.engines.response.best import Assessed, Best, Between, best_confirmed, best_overall, until_progression
from onward.engines.response.compared import Why
from onward.engines.response.counted_readers import Disagreement, Withheld
from onward.engines.response.courses import Course, courses_of
from onward.engines.response.criterion import Asked, Criterion
from onward.engines.response.naming import lesion_labels
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead
from onward.engines.response.reads import reads_of
from onward.engines.response.recist import overall_response
from onward.engines.response.respond import CRITERIA, applying, asked_of, respond, respond_by_all
from onward.engines.response.result import Number, ReaderResponse, Reason, TargetAt, VisitResponse
from onward.engines.response.side_by_side import Answered, Row, SideBySide, side_by_side

__all__ = [
    "CRITERIA",
    "SPEAKING",
    "Answered",
    "Asked",
    "Assessed",
    "Best",
    "Between",
    "Course",
    "Criterion",
    "Disagreement",
    "Flag",
    "LesionRead",
    "Number",
    "Read",
    "ReaderResponse",
    "Reason",
    "Row",
    "SideBySide",
    "Statuses",
    "TargetAt",
    "VisitRead",
    "VisitResponse",
    "Why",
    "Withheld",
    "applying",
    "asked_of",
    "best_confirmed",
    "best_overall",
    "courses_of",
    "lesion_labels",
    "overall_response",
    "reads_of",
    "respond",
    "respond_by_all",
    "side_by_side",
    "statuses_of",
    "until_progression",
]
