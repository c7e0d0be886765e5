"""One person against many trials read before: all verdicts, the order, and the full tree of one trial."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.timing import median_seconds, paired

Report = Callable[[str, str, str], None]

_DAY = date(2026, 11, 13)
_EXAMPLE = Path(__file__).parents[1] / "examples" / "hr-positive"
_TRIALS = 1000


def measure(report: Report) -> None:
    """Print what matching takes; the trials are those of $ONWARD_DATA, read beforehand."""
    from onward.app.answers import answer as answers_of
    from onward.app.records import load_people
    from onward.app.reference import criteria_reference
    from onward.app.trial_catalogue import load_trials
    from onward.app.trial_matching import MatchRequest, match_person
    from onward.app.trial_reading import read_catalogue
    from onward.criteria import answer, subject_of
    from onward.engines.trials import Asking, match_trial, screen
    from onward.knowledge import geography
    from onward.outputs.plain import explained_document
    from onward.registry import find_place

    data = os.environ.get("ONWARD_DATA", "")
    files = [Path(data) / "trials" / f"{name}.ndjson.gz" for name in ("breast_dev", "other_dev")]
    if not data or not all(file.is_file() for file in files):
        report("one person against 1,000 trials", "needs ONWARD_DATA", "< 200 ms")
        return
    trials = load_trials([str(file) for file in files]).trials[:_TRIALS]
    catalogue = read_catalogue(trials, workers=os.cpu_count() or 1)
    again = median_seconds(lambda: read_catalogue(trials), runs=3)
    report(f"{len(trials):,} trials read before: loaded and made ready", f"{again * 1000:.0f} ms", "")
    person = load_people([str(_EXAMPLE)], today=_DAY).people[0]
    known = answers_of(person, as_of=_DAY)
    subject = subject_of(known.timeline, known.picture, criteria_reference(), as_of=_DAY)
    asked = sum(line.question is not None for one in catalogue.trials for line in one.lines)
    report("questions of these trials, and distinct ones", f"{asked:,}, {len(catalogue.questions):,}", "")

    def all_verdicts() -> object:
        return list(screen(catalogue, Asking(catalogue, subject)))

    def every_line_afresh() -> object:
        return [
            answer(catalogue.questions[line.question], subject)
            for one in catalogue.trials
            for line in one.lines
            if line.question is not None
        ]

    both = paired(all_verdicts, every_line_afresh, runs=5)
    took = sorted(both.ours)[len(both.ours) // 2]
    report(f"one person, {len(trials):,} trials: all verdicts, deciding lines", f"{took * 1000:.0f} ms", "< 200 ms")
    report("the same against answering every line of every trial afresh", f"{both.ratio:.1f} times faster", "")
    took = median_seconds(
        lambda: [match_trial(one, asking) for asking in [Asking(catalogue, subject)] for one in catalogue.trials]
    )
    report(f"one person, {len(trials):,} trials: every line with its answer", f"{took * 1000:.0f} ms", "")
    request = MatchRequest(near=find_place("02115", geography()))
    took = median_seconds(lambda: match_person(known.timeline, known.picture, catalogue, request, as_of=_DAY), runs=5)
    report("the same with sites, distances, order, near misses, questions", f"{took * 1000:.0f} ms", "")
    longest = max(catalogue.trials, key=lambda one: len(one.lines))

    def tree() -> object:
        return explained_document(match_trial(longest, Asking(catalogue, subject)), subject)

    took = median_seconds(tree)
    report(f"full tree of one trial, the longest ({len(longest.lines)} lines)", f"{took * 1000:.1f} ms", "")
    usual = sorted(catalogue.trials, key=lambda one: len(one.lines))[len(catalogue.trials) // 2]
    took = median_seconds(lambda: explained_document(match_trial(usual, Asking(catalogue, subject)), subject))
    report(f"full tree of one trial, the median ({len(usual.lines)} lines)", f"{took * 1000:.1f} ms", "< 5 ms")
