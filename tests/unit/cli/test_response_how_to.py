"""The how-to of response is run as it stands: its tables, its commands, and what it says that they answer."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from onward.cli import main

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "judge-response.md"


def test_the_page_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = dict(re.findall(r"```(\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    (tmp_path / "tables").mkdir()
    for name in ("tu.csv", "tr.csv"):
        (tmp_path / "tables" / name).write_text(blocks[name], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ onward (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 2
    said = ""
    for line in commands:
        assert main(shlex.split(line)) == 0, line
        said += capsys.readouterr().out
    main(["response", "tables", "--ndjson"])  # the same sentences, not broken into lines of a table
    said += capsys.readouterr().out
    for promised in blocks["says"].splitlines():
        assert promised in said, said
    written = {path.name for path in (tmp_path / "answers").iterdir()}
    pictures = {f"{name}.{kind}" for name in ("waterfall", "swimmer", "spider") for kind in ("svg", "csv")}
    assert written == {"rs.csv", "rs.xpt", "adrs.csv", "response.csv", "response.fhir.json", "dicom"} | pictures
