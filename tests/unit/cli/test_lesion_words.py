"""What studies write of non-targets and new lesions in TUMSTATE, through `onward response`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.response_reads import rows_of, write_rows

from onward.cli import main

NON_TARGETS = {
    "UNEQUIVOCAL PROGRESSION": "PD",
    "UNEQUIVOCAL": "PD",
    "Unequivocal PD": "PD",
    "PD": "PD",
    "PRESENT, UNEQUIVOCAL PROGRESSION": "PD",
    "PRESENT": "NON-CR/NON-PD",
    "PRESENT - STABLE": "NON-CR/NON-PD",
    "NON-CR/NON-PD": "NON-CR/NON-PD",
    "INCREASED": "NON-CR/NON-PD",
    "EQUIVOCAL PROGRESSION": "NON-CR/NON-PD",
    "ABSENT": "CR",
    "Resolved": "CR",
    "CR": "CR",
    "NOT EVALUABLE": "NE",
    "NO UNEQUIVOCAL PROGRESSION": "NE",
}
NEW = {
    "UNEQUIVOCAL": "yes",
    "Unequivocal new lesion": "yes",
    "PRESENT": "yes",
    "Y": "yes",
    "EQUIVOCAL": "equivocal",
    "PRESENT - EQUIVOCAL": "equivocal",
    "NOT UNEQUIVOCAL": "equivocal",
    "SUSPICIOUS": "equivocal",
    "UNCERTAIN": "equivocal",
    "FLIBBERT": "equivocal",
    "ABSENT": "no",
    "NO": "no",
    "N": "no",
    "NONE": "no",
    "BENIGN": "no",
    "NOT EVALUABLE": "no",
}


def _answered(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["response", str(path), "--criteria", "recist-1.1", "--ndjson", "--quiet"]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[0])


@pytest.mark.parametrize(("word", "expected"), NON_TARGETS.items())
def test_words_of_a_non_target(tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, expected: str) -> None:
    case = {"id": "P1", "lesions": {"T01": "liver", "NT01": "bone"}}
    tu, tr = rows_of({**case, "visits": ["0: T01=30, NT01=present", "56: T01=30, NT01=present"]})
    tr[-1]["TRORRES"] = word
    write_rows(tmp_path, tu, tr)
    assert _answered(tmp_path, capsys)["visits"][1]["non_target"] == expected


@pytest.mark.parametrize(("word", "expected"), NEW.items())
def test_words_of_a_new_lesion(tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, expected: str) -> None:
    case = {"id": "P1", "lesions": {"T01": "liver", "N01": "lung"}}
    tu, tr = rows_of({**case, "visits": ["0: T01=30", "56: T01=30, N01=unequivocal"]})
    tr[-1]["TRORRES"] = word
    write_rows(tmp_path, tu, tr)
    visit = _answered(tmp_path, capsys)["visits"][1]
    assert (visit["new_lesion"], visit["overall"]) == (expected, "PD" if expected == "yes" else "SD")


def test_a_row_of_a_new_lesion_on_which_nothing_is_written_is_no_progression(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {"id": "P1", "lesions": {"T01": "liver", "N01": "lung"}}
    tu, tr = rows_of({**case, "visits": ["0: T01=30", "56: T01=30, N01=unequivocal"]})
    tr[-1]["TRORRES"] = ""
    write_rows(tmp_path, tu, tr)
    assert _answered(tmp_path, capsys)["visits"][1]["overall"] == "SD"
