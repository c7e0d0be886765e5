"""Reading eligibility texts: trials per second on one core, and against medspaCy's pipeline on the same texts.

    ONWARD_DATA=FOLDER python -m bench reading                       print the figures
    ONWARD_DATA=FOLDER python -m bench.reading_speed --write         write docs/explanation/reading-speed.md

The texts are those of ONWARD_DATA (trials/breast_dev.ndjson.gz, every sixteenth trial); without it they are made of
lines written for the tests, each of them once, and nothing is said of the aim. Before they are measured a process has
read all the others, as in the midst of a catalogue of thousands; what a fresh process pays once is measured apart. Each
pass is a process of its own that was forked there, so this needs a system that can fork (Linux, macOS).

medspaCy runs its sentence splitter, its target matcher with the phrases of Onward's own lexicon (illnesses, drugs,
tests), and ConText: it marks words and their negation, while Onward goes on to typed questions.

medspaCy is no declared dependency: its package asks for medspacy-quickumls, and that for leveldb, which has no wheel.
Without those the pipeline needs neither compiler nor model. It lives in a virtual environment of its own, and runs as a
process of its own (`medspacy_peer`):

    python -m venv MEDSPACY
    MEDSPACY/bin/pip install --only-binary=:all: spacy pysbd pyrush jsonschema click
    MEDSPACY/bin/pip install --only-binary=:all: --no-deps medspacy
    ONWARD_MEDSPACY=MEDSPACY/bin/python ONWARD_DATA=FOLDER python -m bench reading
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.written_texts import written_texts
from onward.intake import read_trials
from onward.knowledge import reading_lexicon
from onward.reading import Reader, read_text
from onward.reading.announced import opens
from onward.reading.cohort_names import cohorts_named
from onward.reading.headings import is_heading
from onward.reading.lexicon import lexicon_of
from onward.reading.sought import letters_in

Report = Callable[[str, str, str], None]
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "reading-speed.md"
RUNS = 3
AIM = 100  # trials a second on one core


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Seconds of processor time of one pass, run by run; `theirs` is None where medspaCy is not installed.

    are_public   the texts are the registry's; without its data they are made of lines written for the tests
    before       how many other texts were read before
    fresh        seconds of a fresh process from its start to the last of these texts
    """

    texts: int
    are_public: bool = True
    before: int = 0
    fresh: float | None = None
    cold: tuple[float, ...]
    warm: tuple[float, ...]
    theirs: tuple[float, ...] | None

    @property
    def ratio(self) -> float | None:
        """Median over the pairs of theirs / ours: how many times faster we are."""
        if self.theirs is None:
            return None
        return statistics.median(b / a for a, b in zip(self.cold, self.theirs, strict=True))

    def per_second(self, seconds: tuple[float, ...]) -> float:
        """Trials per second, by the median run."""
        return self.texts / statistics.median(seconds)


def texts() -> tuple[list[str], list[str]]:
    """Eligibility texts to measure by, of one trial in sixteen, and all others, to be read before; or written by us."""
    data = os.environ.get("ONWARD_DATA")
    if not data:
        written = written_texts()
        return written[::2], written[1::2]
    trials = read_trials(Path(data) / "trials" / "breast_dev.ndjson.gz").trials
    wanted = [trial.eligibility_text for trial in trials[::16] if trial.eligibility_text]
    others = [trial.eligibility_text for n, trial in enumerate(trials) if n % 16 and trial.eligibility_text]
    return wanted, others


def measured(runs: int = RUNS) -> Speed:
    """Both sides in turn, after one warm-up of each.

    Ours has read all other texts once, as in the midst of a catalogue: expressions are compiled and words known, but no
    line of those that are measured, nor any word that only they have; a second reader knows no line at all.
    """
    fresh = _fresh()
    known = reading_lexicon()
    wanted, others = texts()
    lexicon = lexicon_of(known)
    before, reader = Reader(lexicon), Reader(lexicon)
    for text in others:
        read_text(text, before)
    # The reader remembers lines; these remember lines as well.
    for remembered in (is_heading, opens, cohorts_named, letters_in):
        remembered.cache_clear()
    cold: list[float] = []
    theirs: list[float] = []
    warm: list[float] = []
    with _medspacy(phrases_of(known), wanted) as peer:
        for run in range(runs + 1):
            ours, again = _in_a_process_of_its_own(lambda: [read_text(text, reader) for text in wanted])
            peers = None if peer is None else peer()
            if run:
                cold.append(ours)
                warm.append(again)
                if peers is not None:
                    theirs.append(peers)
    public = bool(os.environ.get("ONWARD_DATA"))
    return Speed(
        texts=len(wanted),
        are_public=public,
        before=len(others),
        fresh=fresh,
        cold=tuple(cold),
        warm=tuple(warm),
        theirs=tuple(theirs) or None,
    )


def _in_a_process_of_its_own(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of a first and a second pass, neither of which leaves anything behind."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        os.write(into, json.dumps((_seconds(work), _seconds(work))).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as told:
        first, second = json.load(told)
    os.waitpid(child, 0)
    return first, second


def _fresh() -> float:
    """Seconds of processor time of a fresh process that starts and reads the texts."""
    command = [sys.executable, "-c", "from bench.reading_speed import read_all; read_all()"]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    return float(found.stdout)


def read_all() -> None:
    """Read the texts to measure by, and print the seconds of this process until then."""
    reader = Reader(lexicon_of(reading_lexicon()))
    for text in texts()[0]:
        read_text(text, reader)
    print(time.process_time())


def measure(report: Report) -> None:
    """Trials per second, cold and warm, and the ratio to medspaCy."""
    found = measured()
    speed = f"{found.per_second(found.cold):,.0f} trials/s"
    of = "eligibility texts" if found.are_public else "texts of lines written for the tests"
    report(f"reading {of}, one core, no line read before", speed, f"> {AIM}" if found.are_public else "")
    report("the same, lines read before", f"{found.per_second(found.warm):,.0f} trials/s", "")
    if found.fresh is not None:
        report("a fresh process, from its start to the last of them", f"{found.fresh:.1f} s", "")
    words = "not installed" if found.ratio is None else f"{found.ratio:.2f} x"
    report("against medspaCy's pipeline on the same texts", words, "> 1 x")


def phrases_of(known: Any) -> dict[str, str]:
    """The phrases of the lexicon that medspaCy's target matcher looks for, each with its kind."""
    words = known.words
    phrases = {
        phrase: label
        for label, entries in (("illness", words.illnesses), ("drug", words.drugs), ("test", words.analytes))
        for one in entries
        for phrase in one.words
    }
    return phrases | {name: "drug" for drug in known.drugs for name in (drug.name, *drug.brands, *drug.synonyms)}


@contextmanager
def _medspacy(phrases: dict[str, str], wanted: list[str]) -> Iterator[Callable[[], float] | None]:
    """One pass of medspaCy over the texts, in seconds; None where it is not installed."""
    python = os.environ.get("ONWARD_MEDSPACY") or sys.executable
    peer = subprocess.Popen(
        [python, str(Path(__file__).with_name("medspacy_peer.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert peer.stdin is not None
    assert peer.stdout is not None
    into, out = peer.stdin, peer.stdout

    def one_pass() -> float:
        into.write("go\n")
        into.flush()
        return float(out.readline())

    try:
        into.write(json.dumps({"phrases": phrases, "texts": wanted}) + "\n")
        into.flush()
        yield one_pass if out.readline().strip() == "ready" else None
    finally:
        into.close()
        peer.wait()


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def page(found: Speed) -> str:
    """The page in Markdown."""
    return _PAGE.format(
        texts=f"{found.texts} public texts of breast-cancer trials" if found.are_public else _written(found),
        python=platform.python_version(),
        machine=platform.machine(),
        aim=_aim(found),
        rows="\n".join(_rows(found)),
        against=_against(found),
        once=_once(found),
    )


def _rows(found: Speed) -> Iterator[str]:
    yield f"| Onward, no line read before | {found.per_second(found.cold):,.0f} | > {AIM} |"
    yield f"| Onward, lines read before | {found.per_second(found.warm):,.0f} | |"
    if found.theirs is not None:
        yield f"| medspaCy | {found.per_second(found.theirs):,.1f} | |"


def _written(found: Speed) -> str:
    return f"{found.texts} texts of lines written for the tests (the public ones were not at hand)"


def _aim(found: Speed) -> str:
    if not found.are_public:
        return "these texts say nothing about it."
    speed = found.per_second(found.cold)
    return "it is met." if speed > AIM else f"it is not met: {speed:,.0f} of {AIM} on one."


def _once(found: Speed) -> str:
    if found.fresh is None:
        return ""
    once = max(0.0, found.fresh - statistics.median(found.cold))
    return (
        f"\n\nBefore them the process had read {found.before} other texts, and no line of these. A fresh one pays"
        f" {once:.1f} s once: it loads words and rules, and compiles each expression when it first tries it."
    )


def _against(found: Speed) -> str:
    ratio = found.ratio
    if ratio is None:
        return "medspaCy was not installed for this run: nothing is said about it."
    runs = f"median of {len(found.cold)} pairs, measured in turn in one run"
    if ratio < 1:
        return f"Onward is slower than medspaCy's pipeline on the same texts: {ratio:.2f} of its speed ({runs})."
    return f"Onward is **{ratio:.1f} times as fast** as medspaCy's pipeline on the same texts ({runs})."


_PAGE = """\
<!-- Written by python -m bench.reading_speed --write: run it again instead of changing the figures. -->

# How fast eligibility texts are read

{texts}, in seconds of processor time, Python {python}, {machine}.
The aim is over 200 trials a second on two cores, which is 100 on one; {aim}

| | trials a second on one core | aim |
| --- | ---: | ---: |
{rows}

{against}{once}

medspaCy runs its sentence splitter, its target matcher with the phrases of Onward's own lexicon, and ConText: it
marks words and whether they are denied. Onward goes on to typed questions with limits, windows and exceptions. Neither
loads a language model here. The ratio holds from machine to machine; trials a second do not. How medspaCy is installed
beside Onward stands at the head of `bench/reading_speed.py`; without it the bench says "not installed".
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    arguments = parser.parse_args()
    if arguments.write and not os.environ.get("ONWARD_DATA"):
        parser.error("the page speaks of public texts: ONWARD_DATA names their folder")
    found = measured()
    if arguments.write:
        PAGE.write_text(page(found), encoding="utf-8")
    else:
        print(page(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
