"""The page that counts what Onward says of the public data is the one that it says today."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench.census import PAGE, page, whole

DATA = Path(os.environ.get("ONWARD_DATA") or "absent")
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not (DATA / "molecular").is_dir(), reason="ONWARD_DATA names no folder with public data"),
]


def test_the_page_is_not_stale() -> None:
    written = (Path(__file__).parents[2] / PAGE).read_text(encoding="utf-8")
    assert page(whole(DATA)) == written, "run: python -m bench.census --write, and read what changed"
