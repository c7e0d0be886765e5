"""The case book of criteria side by side: SDTM tables in, what the command says of their disagreement out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.knowledge.response_reads import read_book
from tests.knowledge.response_tables import write_case_tables

from onward.cli import main


@lru_cache(maxsize=1)
def laid() -> Mapping[str, Mapping[str, Any]]:
    """What `onward response` says side by side, by person."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setattr("onward.cli.response.print_line", lambda document: lines.append(json.dumps(document)))
        write_case_tables(Path(name), read_book("side_by_side.cases.yaml"))
        main(["response", name, "--ndjson", "--quiet", "--as-of", "2028-01-01"])
    documents = [json.loads(line) for line in lines]
    return {document["person"]: document for document in documents if document.get("kind") == "side_by_side"}


@pytest.mark.parametrize("answer", [pytest.param(one, id=one["id"]) for one in read_book("side_by_side.answers.yaml")])
def test_what_is_said_where_criteria_disagree(answer: Mapping[str, Any]) -> None:
    found = laid().get(answer["id"])
    if not answer["verdict"]:
        assert found is None
        return
    assert found is not None
    assert [visit["verdict"] for visit in found["visits"]] == answer["verdict"], answer["why"]
    last = found["visits"][-1]
    assert sorted({why["kind"] for why in last["why"]}) == sorted(answer["kinds"]), last["why"]
    assert all(why["says"] and why["settles"] for why in last["why"])


def test_every_case_has_one_answer() -> None:
    cases = [case["id"] for case in read_book("side_by_side.cases.yaml")]
    assert cases == [answer["id"] for answer in read_book("side_by_side.answers.yaml")]
