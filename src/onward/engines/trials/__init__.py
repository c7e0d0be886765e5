"""Which trials may fit, line by line, and why.

`prepare` makes trials ready once; `match_trial` asks every line of one of them, `screen` gives all verdicts with the
lines that decide them; `rank`, `near_misses` and `questions_over` put the answers together for people.
"""

from __future__ import annotations

from onward.engines.trials.asking import Asking
from onward.engines.trials.matched import Matched
from onward.engines.trials.matching import CohortMatch, LineMatch, TrialMatch, Verdict, match_trial
from onward.engines.trials.near_misses import NearMiss, near_misses
from onward.engines.trials.prepared import Catalogue, Part, PreparedCohort, PreparedLine, PreparedTrial, prepare
from onward.engines.trials.presuming import presumed_truth, verdict_if_complete
from onward.engines.trials.prospects import Outlook, day_in_words, outlook
from onward.engines.trials.questions import OpenQuestion, questions_over
from onward.engines.trials.ranking import WEIGHTS, Ranked, Reach, decided_share, rank
from onward.engines.trials.relevance import Relevance, relevance
from onward.engines.trials.screening import Screened, screen, screen_trial
from onward.engines.trials.verdict_changes import Became, LineChange, VerdictChange, verdict_changes

__all__ = [
    "WEIGHTS",
    "Asking",
    "Became",
    "Catalogue",
    "CohortMatch",
    "LineChange",
    "LineMatch",
    "Matched",
    "NearMiss",
    "OpenQuestion",
    "Outlook",
    "Part",
    "PreparedCohort",
    "PreparedLine",
    "PreparedTrial",
    "Ranked",
    "Reach",
    "Relevance",
    "Screened",
    "TrialMatch",
    "Verdict",
    "VerdictChange",
    "day_in_words",
    "decided_share",
    "match_trial",
    "near_misses",
    "outlook",
    "prepare",
    "presumed_truth",
    "questions_over",
    "rank",
    "relevance",
    "screen",
    "screen_trial",
    "verdict_changes",
    "verdict_if_complete",
]
