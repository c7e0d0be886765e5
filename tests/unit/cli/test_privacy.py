"""A canary: planted names and ids must never reach standard error, an exception's text or a repr in a log."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from tests.unit.cli.records import breast_cancer, bundle, lab, patient, write

from onward.cli import main

CANARY = "Zzyzxcanary"


def planted() -> dict[str, object]:
    """A record that is wrong in many ways and full of the canary's name."""
    who = patient(
        f"{CANARY}-id",
        name=[{"family": CANARY, "given": [CANARY], "text": f"{CANARY} {CANARY}"}],
        birthDate=f"{CANARY}",
        telecom=[{"value": f"{CANARY}@example.org"}],
        identifier=[{"system": "http://example.org/mrn", "value": f"{CANARY}-mrn"}],
    )
    return bundle(
        who,
        breast_cancer(f"{CANARY}-id", onsetDateTime=CANARY, note=[{"text": CANARY}]),
        lab(f"{CANARY}-id", effectiveDateTime=CANARY, valueQuantity={"value": CANARY, "unit": CANARY}),
        lab(f"{CANARY}-id", "l2", subject={"reference": f"Patient/{CANARY}-other", "display": CANARY}),
        {"resourceType": "MedicationRequest", "subject": {"display": CANARY}, "medicationCodeableConcept": CANARY},
        {"resourceType": CANARY, "id": "odd"},
    )


@pytest.mark.parametrize("command", ["disease", "timeline", "board", "import"])
def test_no_name_on_standard_error_or_in_a_log(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path / "planted.json", planted())
    arguments = [command, str(path), "--json", "--store", str(tmp_path / "s.sqlite")]
    if command == "board":
        arguments += ["--out", str(tmp_path / "b.html")]
    with caplog.at_level(logging.DEBUG):
        main(arguments)
    captured = capfd.readouterr()
    # The kind of a resource is no patient data; it is named where a resource of an unknown kind is reported.
    assert CANARY not in captured.err.replace(f'"{CANARY}"', "")
    assert CANARY not in caplog.text


def test_issues_name_places_and_not_people(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main(["import", str(write(tmp_path / "planted.json", planted())), "--json", "--store", str(tmp_path / "s.sqlite")])
    issues = json.loads(capfd.readouterr().out)["issues"]
    assert issues
    for issue in issues:
        text = json.dumps({key: value for key, value in issue.items() if "resource type" not in issue["what"].lower()})
        assert f"{CANARY}-mrn" not in text
        assert f"{CANARY}@" not in text
