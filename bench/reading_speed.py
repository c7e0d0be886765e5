"""Reading eligibility texts: trials per second on one core, and against medspaCy's pipeline on the same texts.

The texts are those of ONWARD_DATA (trials/breast_dev.ndjson.gz, every sixteenth trial); without it lines written for
the tests. medspaCy runs its sentence splitter, its target matcher with the phrases of Onward's own lexicon (illnesses,
drugs, tests), and ConText: it marks words and their negation, while Onward goes on to typed questions.

medspaCy is no declared dependency: its package asks for medspacy-quickumls, and that for leveldb, which has no wheel.
Without those the pipeline needs neither compiler nor model:

    pip install --only-binary=:all: spacy pysbd pyrush jsonschema click
    pip install --only-binary=:all: --no-deps medspacy
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.timing import median_seconds, paired
from onward.intake import read_trials
from onward.knowledge import reading_lexicon
from onward.reading import Reader, read_text
from onward.reading.lexicon import lexicon_of

Report = Callable[[str, str, str], None]


def texts() -> list[str]:
    """Eligibility texts of one trial in sixteen, or lines of ours where no data is at hand."""
    data = os.environ.get("ONWARD_DATA")
    if data:
        trials = read_trials(Path(data) / "trials" / "breast_dev.ndjson.gz").trials
        return [trial.eligibility_text for trial in trials[::16] if trial.eligibility_text]
    from tests.unit.reading.lab_lines import EXCLUSION, INCLUSION

    wanted, unwanted = ("\n".join(f"* {text}" for text, _ in lines) for lines in (INCLUSION, EXCLUSION))
    return [f"Inclusion Criteria:\n\n{wanted}\n\nExclusion Criteria:\n\n{unwanted}"] * 20


def measure(report: Report) -> None:
    """Trials per second, cold and warm, and the ratio to medspaCy."""
    known = reading_lexicon()
    lexicon = lexicon_of(known)
    wanted = texts()
    readers = [Reader(lexicon) for _ in range(8)]

    def ours() -> int:
        # A reader remembers lines: each run has one that remembers nothing.
        reader = readers.pop() if readers else Reader(lexicon)
        return sum(len(read_text(text, reader)) for text in wanted)

    cold = median_seconds(ours, runs=3)
    warm_reader = Reader(lexicon)
    for text in wanted:
        read_text(text, warm_reader)
    warm = median_seconds(lambda: [read_text(text, warm_reader) for text in wanted], runs=3)
    report("reading eligibility texts, one core, nothing remembered", f"{len(wanted) / cold:,.0f} trials/s", "> 100")
    report("the same, lines read before", f"{len(wanted) / warm:,.0f} trials/s", "")
    pipeline = _medspacy(known)
    if pipeline is None:
        report("against medspaCy's pipeline on the same texts", "not installed", "faster")
        return
    sides = paired(ours, lambda: [pipeline(text) for text in wanted], runs=3)
    report("against medspaCy's pipeline on the same texts", f"{sides.ratio:.1f} x", "faster")


def _medspacy(known: Any) -> Callable[[str], object] | None:
    """The pipeline with the phrases of the lexicon; None where it is not installed."""
    try:
        import medspacy  # pyright: ignore[reportMissingImports]
        from medspacy.target_matcher import TargetRule  # pyright: ignore[reportMissingImports]
    except ImportError:
        return None
    import logging

    logging.disable(logging.WARNING)
    try:
        from loguru import logger  # pyright: ignore[reportMissingImports]

        logger.remove()
    except (ImportError, ValueError):
        pass
    pipeline = medspacy.load(medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"])
    words = known.words
    phrases = {
        phrase: label
        for label, entries in (("illness", words.illnesses), ("drug", words.drugs), ("test", words.analytes))
        for one in entries
        for phrase in one.words
    }
    phrases |= {name: "drug" for drug in known.drugs for name in (drug.name, *drug.brands, *drug.synonyms)}
    pipeline.get_pipe("medspacy_target_matcher").add([TargetRule(phrase, label) for phrase, label in phrases.items()])
    return pipeline
