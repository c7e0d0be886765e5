"""`onward options` and the board page on FHIR records: Breast-GPA where a brain metastasis is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.option_people import bundle_of

from onward.cli import main

Prognosis = Callable[..., dict[str, Any] | None]

HER2 = {
    "sex": "female",
    "born": "1960-03-02",
    "menopause": "post",
    "diagnosed": "2012-05-02",
    "er": "90%",
    "pr": "40%",
    "her2": "3+",
    "metastases": {"brain": "2026-09-10", "liver": "2024-10-01"},
    "karnofsky": "80",
    "status_on": "2026-09-20",
}


@pytest.fixture
def prognosis(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Prognosis:
    """What the command says under `prognosis`."""

    def run(person: dict[str, Any], **more: Any) -> dict[str, Any] | None:
        path = tmp_path / "record.json"
        path.write_text(json.dumps(bundle_of({**person, **more})), encoding="utf-8")
        main(["options", str(path), "--region", "us", "--json", "--as-of", "2026-11-28", "--quiet"])
        return json.loads(capfdbinary.readouterr().out)["prognosis"]

    return run


def test_what_is_not_recorded_stays_open(prognosis: Prognosis) -> None:
    found = prognosis(HER2)
    assert found is not None
    # 60 or older 0, Karnofsky 80 0.5, HR+/HER2+ 1.5, liver before 0; their number is not told: 0 or 0.5.
    assert found["score"] is None
    assert found["possible"] == [2, 2.5]
    assert [one["median_months"] for one in found["survival"]] == [12.9, 23.5]
    assert found["survival"][0]["middle_half_months"] == [5.6, 27]
    assert len(found["questions"]) == 1
    assert "How many brain metastases" in found["questions"][0]
    assert found["for"] == "professionals"
    assert found["review"] == "none"
    assert any(source["verified"] for source in found["source"])
    assert [item["points"] for item in found["items"]] == [[0], [0.5], [1.5], [0, 0.5], [0]]


def test_ecog_is_never_turned_into_karnofsky(prognosis: Prognosis) -> None:
    found = prognosis(HER2, karnofsky="", ecog="1")
    assert found is not None
    item = next(one for one in found["items"] if one["item"] == "Karnofsky")
    assert item["points"] == [0, 0.5, 1]
    assert "one scale does not stand for the other" in item["because"]
    assert item["question"]


def test_an_old_karnofsky_status_does_not_count(prognosis: Prognosis) -> None:
    found = prognosis(HER2, status_on="2025-01-01")
    assert found is not None
    assert next(one for one in found["items"] if one["item"] == "Karnofsky")["points"] == [0, 0.5, 1]


def test_nobody_without_a_brain_metastasis(prognosis: Prognosis) -> None:
    assert prognosis(HER2, metastases={"liver": "2024-10-01"}) is None


def test_the_page_says_it_with_what_is_open(tmp_path: Path) -> None:
    record, page = tmp_path / "record.json", tmp_path / "board.html"
    record.write_text(json.dumps(bundle_of(HER2)), encoding="utf-8")
    main(["board", str(record), "--region", "us", "--out", str(page), "--as-of", "2026-11-28", "--quiet"])
    html = page.read_text(encoding="utf-8")
    assert "Breast-GPA between 2.0 and 2.5" in html
    assert "How many brain metastases" in html
    assert "not a forecast for one person" in html
