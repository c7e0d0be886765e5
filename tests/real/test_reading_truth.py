"""The reader of eligibility text against the truth written by hand: it may get better, and never worse than this.

The floors stand a little below what was measured (docs/explanation/reading-accuracy.md). No line is printed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench.eligibility_draw import SETS, drawn
from bench.eligibility_truth import labels, texts
from bench.reading_truth import figures, judged, words_of

pytestmark = pytest.mark.real

PRECISION = {
    "dev": 0.90,
    "measuring": 0.90,
    "focus": 0.85,
    "fresh": 0.90,
    "later": 0.87,
    "last": 0.83,
    "strict": 0.75,
    "blind": 0.80,
    "apart": 0.85,
}
COVERAGE = {
    "dev": 0.69,
    "measuring": 0.64,
    "focus": 0.55,
    "fresh": 0.60,
    "later": 0.80,
    "last": 0.75,
    "strict": 0.74,
    "blind": 0.70,
    "apart": 0.74,
}


@pytest.fixture(scope="module")
def data() -> Path:
    found = Path(os.environ.get("ONWARD_DATA", ""))
    if not os.environ.get("ONWARD_DATA") or not (found / "trials" / "breast_dev.ndjson.gz").is_file():
        pytest.skip("set ONWARD_DATA to the folder of public data to measure the reader of eligibility text")
    return found


@pytest.mark.parametrize("half", SETS)
def test_the_labels_are_of_the_lines_that_the_seed_draws(data: Path, half: str) -> None:
    assert [(label.trial, label.line) for label in labels(half)] == [(one.trial, one.key) for one in drawn(data, half)]


@pytest.mark.parametrize("half", SETS)
def test_every_label_finds_its_text(data: Path, half: str) -> None:
    of_half = labels(half)
    assert set(texts(data, of_half)) == {label.id for label in of_half}


@pytest.mark.parametrize("half", SETS)
def test_the_reader_is_as_right_as_it_was(data: Path, half: str) -> None:
    found = figures(judged(data, half))
    assert found.lost == 0, words_of(found)
    assert found.precision is not None, words_of(found)
    assert found.coverage is not None, words_of(found)
    assert found.precision >= PRECISION[half], words_of(found)
    assert found.coverage >= COVERAGE[half], words_of(found)
