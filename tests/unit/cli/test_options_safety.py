"""`onward options` on FHIR records: what safety takes out, warns of, or wants checked before a drug is started."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.option_people import bundle_of

from onward.cli import main

Options = Callable[..., dict[str, Any]]

# A postmenopausal woman, ER 90 %, HER2 1+, metastases in bone two months ago, nothing given against them.
HORMONE = {
    "sex": "female",
    "born": "1960-03-02",
    "menopause": "post",
    "diagnosed": "2012-05-02",
    "er": "90%",
    "pr": "40%",
    "her2": "1+",
    "metastases": {"bone": "2026-10-01"},
}
# The same, HER2 3+ and after docetaxel, trastuzumab and pertuzumab.
HER2 = {
    **HORMONE,
    "her2": "3+",
    "metastases": {"liver": "2024-10-01"},
    "treatments": [
        {
            "drugs": ["docetaxel", "trastuzumab", "pertuzumab"],
            "setting": "metastatic",
            "start": "2024-11-01",
            "end": "2026-10-01",
            "ended": "progression",
        }
    ],
}


def lab(analyte: str, value: str, unit: str, on: str = "2026-11-20", **limits: str) -> dict[str, Any]:
    """A measurement of a few days ago."""
    return {"analyte": analyte, "value": value, "unit": unit, "on": on, **limits}


@pytest.fixture
def options(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Options:
    """The answer of the command about one person."""

    def run(person: dict[str, Any], **more: Any) -> dict[str, Any]:
        path = tmp_path / "record.json"
        path.write_text(json.dumps(bundle_of({**person, **more})), encoding="utf-8")
        main(["options", str(path), "--region", "us", "--json", "--as-of", "2026-11-28", "--quiet"])
        return json.loads(capfdbinary.readouterr().out)

    return run


def entries(document: dict[str, Any], name: str, drug: str) -> list[dict[str, Any]]:
    """Options of a list that hold a drug."""
    return [one for one in document[name] if drug in one["drugs"]]


def cautions(document: dict[str, Any], drug: str) -> str:
    """All that is said of an option with a drug, as text."""
    found = entries(document, "options", drug)
    assert found, f"no option with {drug}"
    return json.dumps([one["cautions"] for one in found])


def test_a_qtcf_of_470_takes_ribociclib_out_and_449_does_not(options: Options) -> None:
    rejected = options(HORMONE, labs=[lab("QTcF", "470", "ms")])
    assert not entries(rejected, "options", "ribociclib")
    assert "ribociclib-qtcf-450" in json.dumps(entries(rejected, "rejected", "ribociclib"))
    assert entries(rejected, "options", "palbociclib"), "the others stay"
    fine = options(HORMONE, labs=[lab("QTcF", "449", "ms")])
    assert entries(fine, "options", "ribociclib")
    assert "ribociclib-qtcf-450" not in cautions(fine, "ribociclib")


def test_a_qtcf_that_is_not_recorded_is_a_check(options: Options) -> None:
    assert "not recorded: ECG with QTcF" in cautions(options(HORMONE), "ribociclib")


def test_a_qtcf_without_a_unit_or_of_a_year_ago_decides_nothing(options: Options) -> None:
    for why, result in (("unreadable", lab("QTcF", "470", "")), ("too old", lab("QTcF", "470", "ms", "2025-11-20"))):
        document = options(HORMONE, labs=[result])
        assert entries(document, "options", "ribociclib")
        assert f"{why}: ECG with QTcF" in cautions(document, "ribociclib")


def test_two_results_of_one_day_that_contradict_each_other_decide_nothing(options: Options) -> None:
    document = options(HORMONE, labs=[lab("QTcF", "470", "ms"), lab("QTcF", "430", "ms")])
    assert entries(document, "options", "ribociclib")
    assert "conflicting: ECG with QTcF" in cautions(document, "ribociclib")


def test_neutrophils_without_a_unit_or_in_percent_are_a_check(options: Options) -> None:
    for unit in ("", "%"):
        document = options(HORMONE, labs=[lab("neutrophils", "0.4", unit)])
        assert "unreadable: neutrophils" in cautions(document, "palbociclib")


def test_a_potassium_without_the_laboratorys_limit_cannot_be_called_low(options: Options) -> None:
    document = options(HORMONE, labs=[lab("potassium", "3.4", "mmol/L")])
    assert "imprecise: potassium" in cautions(document, "ribociclib")


def test_an_lvef_of_35_takes_medicines_against_her2_out(options: Options) -> None:
    document = options(HER2, labs=[lab("LVEF", "35", "%")])
    for drug in ("trastuzumab deruxtecan", "trastuzumab", "trastuzumab emtansine"):
        assert not entries(document, "options", drug), drug
    assert "tdxd-lvef-40" in json.dumps(entries(document, "rejected", "trastuzumab deruxtecan"))
    low = options(HER2, labs=[lab("LVEF", "45", "%")])
    assert "not studied below 50 %" in cautions(low, "trastuzumab deruxtecan")


def test_a_history_of_lung_disease_is_said_at_a_deruxtecan_and_active_disease_takes_it_out(options: Options) -> None:
    document = options(HER2, conditions=["interstitial lung disease"])
    text = json.dumps(document)
    assert "tdxd-ild" in text
    assert not (entries(document, "options", "trastuzumab deruxtecan") and "tdxd-ild" not in text)


def test_every_rule_stands_in_one_list_whatever_safety_says(options: Options) -> None:
    document = options(HER2, labs=[lab("LVEF", "35", "%"), lab("neutrophils", "0.4", "10*9/L")])
    lists = ("options", "undecided", "rejected", "continuing")
    rules = [
        one["rule"] if isinstance(one["rule"], str) else one["rule"]["id"] for name in lists for one in document[name]
    ]
    assert len(rules) == len(set(rules))
