"""The how-to of two sites is run as it stands: every line that begins with A$ or B$."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from onward.cli import main

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "read-together.md"


def test_every_command_of_the_page_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PAGE.read_text(encoding="utf-8")
    table = next(block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if block.startswith("visit,"))
    (tmp_path / "amber.csv").write_text(table)
    # Birch measures the liver lesion of week 8 as the page says.
    (tmp_path / "birch.csv").write_text(
        table.replace("longest diameter,50", "longest diameter,56").replace("T01", "L1")
    )
    (tmp_path / "amber-again.csv").write_text(table.replace("longest diameter,50", "longest diameter,55"))
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^([AB])\$ onward (.+)$", text, re.MULTILINE)
    assert len(commands) == 28
    case = ""
    for site, line in commands:
        monkeypatch.setenv("ONWARD_HOME", str(tmp_path / site))
        words = shlex.split(line.replace(" CASE", f" {case}"))
        assert main(words) == 0, f"{line}\n{capsys.readouterr().err}"
        said = capsys.readouterr().out
        if line.startswith("reads open"):
            case = said.split()[1].rstrip(":")
        if line.startswith("response"):
            assert "R. Cedar, adjudicator" in said
    assert "decided by: other measurement of the same lesion" in (tmp_path / "compare.html").read_text()
    main(["reads", "show", case, "--json", "--reader", "R. Amber"])
    assert json.loads(capsys.readouterr().out)["state"] == "settled"  # 55 mm is progression too: the readers agree now
