"""The main job on real input: a board for everybody in the public FHIR data, each file by itself and all together."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from onward.cli import main

DATA = Path(os.environ.get("ONWARD_DATA") or "absent")
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not (DATA / "fhir").is_dir(), reason="ONWARD_DATA names no folder with public data"),
]


def test_everybody_in_the_folder_gets_a_page(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    status = main(["board", str(DATA / "fhir"), "--out", str(tmp_path / "boards"), "--json", "--as-of", "2026-11-23"])
    document = json.loads(capfdbinary.readouterr().out)
    # 40 Synthea people, 7 of the mCODE examples, one stage-IV person; the counts of the data's own README.
    people = {one["person"] for one in document["people"]}
    assert len(people) == 48
    pages = {page.name for page in (tmp_path / "boards").iterdir()}
    assert pages == {f"{hashlib.sha256(person.encode()).hexdigest()[:16]}.html" for person in people}
    assert status in (0, 1)
    for page in (tmp_path / "boards").iterdir():
        assert page.stat().st_size < 4_000_000, f"{page.name} is {page.stat().st_size} bytes"


@pytest.mark.parametrize(
    "file", sorted((DATA / "fhir").rglob("*.json*")) if DATA.is_dir() else [], ids=lambda file: file.name[:60]
)
def test_every_file_by_itself_gives_a_page_or_says_why_not(
    file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "board.html"
    status = main(["board", str(file), "--out", str(out), "--as-of", "2026-11-23"])
    said = capfd.readouterr()
    assert "Traceback" not in said.err
    if status == 0 or out.exists():
        assert out.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    else:
        assert status == 1
        assert said.err.strip()


def test_the_same_records_give_the_same_packet_byte_for_byte(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = str(DATA / "fhir" / "mcode_mbc_example" / "mbc_patient_bone.json")
    packets = []
    for _ in range(2):
        main(["board", file, "--json", "--as-of", "2026-11-23"])
        packets.append(capfdbinary.readouterr().out)
    assert packets[0] == packets[1]
