"""The case books of bone, brain, volume and marker criteria: SDTM tables in, the command's answers out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.knowledge.response_answers import assert_as_derived
from tests.knowledge.response_reads import read_book
from tests.knowledge.response_tables import write_case_tables

from onward.cli import main

BOOKS = {
    "mda-bone": "mda_bone",
    "rano-bm": "rano_bm",
    "volumetric-brain": "volumetric_brain",
    "marker-trend": "marker_trend",
}


@lru_cache(maxsize=4)
def told(criterion: str) -> Mapping[str, Mapping[str, Any]]:
    """What `onward response` prints for each case of a book."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setattr("onward.cli.response.print_line", lambda document: lines.append(json.dumps(document)))
        write_case_tables(Path(name), read_book(f"{BOOKS[criterion]}.cases.yaml"))
        main(["response", name, "--criteria", criterion, "--ndjson", "--quiet", "--as-of", "2028-01-01"])
    documents = [json.loads(line) for line in lines]
    return {document["person"]: document for document in documents if document.get("person") and "visits" in document}


def each() -> list[Any]:
    return [
        pytest.param(criterion, answer, id=f"{criterion} {answer['id']}")
        for criterion, book in BOOKS.items()
        for answer in read_book(f"{book}.answers.yaml")
    ]


@pytest.mark.parametrize(("criterion", "answer"), each())
def test_the_command_answers_as_derived_from_the_paper(criterion: str, answer: Mapping[str, Any]) -> None:
    assert_as_derived(told(criterion)[answer["id"]], answer)


@pytest.mark.parametrize("criterion", BOOKS)
def test_every_case_has_one_answer(criterion: str) -> None:
    cases = [case["id"] for case in read_book(f"{BOOKS[criterion]}.cases.yaml")]
    assert len(set(cases)) == len(cases)
    assert cases == [answer["id"] for answer in read_book(f"{BOOKS[criterion]}.answers.yaml")]
