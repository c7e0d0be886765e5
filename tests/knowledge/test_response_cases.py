"""The case books of response criteria: SDTM tables in, the command's answers out, against answers made by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.knowledge import response_pet
from tests.knowledge.response_answers import assert_as_derived
from tests.knowledge.response_reads import read_book, write_tables

from onward.cli import main

BOOKS = {
    "recist-1.1": "recist_1_1",
    "irecist": "irecist",
    "percist-1.0": "percist_1_0",
    "eortc-1999": "eortc_1999",
}


def write_book(book: str, folder: Path) -> None:
    """The tables of all cases of a book; the short form of a case is the book's own."""
    cases = read_book(f"{book}.cases.yaml")
    if book in response_pet.MEASURE:
        response_pet.write_tables(folder, cases, book)
    else:
        write_tables(folder, cases)


@lru_cache(maxsize=16)
def answered(criterion: str) -> Mapping[str, Mapping[str, Any]]:
    """What `onward response` prints for each case of a book."""
    book = BOOKS[criterion]
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setattr("builtins.print", lambda *words, **_: lines.append(" ".join(map(str, words))))
        patch.setattr("onward.cli.response.print_line", lambda document: lines.append(json.dumps(document)))
        write_book(book, Path(name))
        main(["response", name, "--criteria", criterion, "--ndjson", "--quiet"])
    documents = [json.loads(line) for line in lines if line.startswith("{")]
    return {document["person"]: document for document in documents if document.get("person")}


def each(kind: str) -> list[Any]:
    return [
        pytest.param(criterion, answer, id=f"{criterion} {answer['id']}")
        for criterion, book in BOOKS.items()
        for answer in read_book(f"{book}.{kind}.yaml")
    ]


@pytest.mark.parametrize(("criterion", "answer"), each("answers"))
def test_the_command_answers_as_derived_from_the_paper(criterion: str, answer: Mapping[str, Any]) -> None:
    assert_as_derived(answered(criterion)[answer["id"]], answer)


@pytest.mark.parametrize("criterion", BOOKS)
def test_every_case_has_one_answer(criterion: str) -> None:
    book = BOOKS[criterion]
    cases = [case["id"] for case in read_book(f"{book}.cases.yaml")]
    assert len(set(cases)) == len(cases)
    assert cases == [answer["id"] for answer in read_book(f"{book}.answers.yaml")]
