"""Clinical summary.

`onward response RECORDS --criteria clinical-summary`: where formal criteria cannot be used, what imaging reports,
markers, performance status, symptoms and the team's recorded status say, period by period. Nothing is derived:
`overall` is the status that the team recorded, in its own word, and null where none, or contradictory ones, are
recorded. A period is a group of reports and statuses at most 28 days after its first; markers and performance status
since the period before are told with it. On the board it stands where no lesion was measured.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.spec.manual import Section

from onward.cli import main

SUBJECT = {"reference": "Patient/p1"}
RECORD: list[dict[str, Any]] = [
    {"resourceType": "Patient", "id": "p1"},
    {
        "resourceType": "DiagnosticReport", "id": "ct1", "status": "final", "subject": SUBJECT,
        "category": [{"coding": [{"system": "http://loinc.org", "code": "LP29684-5", "display": "Radiology"}]}],
        "code": {"text": "CT chest and abdomen"}, "effectiveDateTime": "2026-01-10",
        "conclusion": "Bone metastases, unchanged.",
    },
    {
        "resourceType": "Observation", "id": "s1", "status": "final", "subject": SUBJECT,
        "code": {"coding": [{"system": "http://loinc.org", "code": "97509-4"}]}, "effectiveDateTime": "2026-01-20",
        "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "359746009"}]},
    },
    {
        "resourceType": "Observation", "id": "m1", "status": "final", "subject": SUBJECT,
        "code": {"coding": [{"system": "http://loinc.org", "code": "6875-9"}]}, "effectiveDateTime": "2026-03-28",
        "valueQuantity": {"value": 80, "unit": "U/mL", "system": "http://unitsofmeasure.org", "code": "U/mL"},
    },
    {
        "resourceType": "Observation", "id": "s2", "status": "final", "subject": SUBJECT,
        "code": {"coding": [{"system": "http://loinc.org", "code": "97509-4"}]}, "effectiveDateTime": "2026-04-02",
        "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "271299001"}]},
    },
    {
        "resourceType": "Observation", "id": "s3", "status": "final", "subject": SUBJECT,
        "code": {"coding": [{"system": "http://loinc.org", "code": "97509-4"}]}, "effectiveDateTime": "2026-04-05",
        "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "359746009"}]},
    },
]  # fmt: skip


def test_a_record(manual: Section, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report with a status ten days later is one period; two statuses that contradict each other give none."""
    entries = [{"resource": resource} for resource in RECORD]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    (tmp_path / "record.json").write_text(json.dumps(bundle), encoding="utf-8")
    arguments = ["response", str(tmp_path), "--criteria", "clinical-summary", "--ndjson", "--quiet"]
    main([*arguments, "--as-of", "2026-11-28"])
    document = json.loads(capsys.readouterr().out.splitlines()[0])
    manual.table(
        ("period", "overall", "what is recorded", "doubts"),
        [
            (visit["visit"], str(visit["overall"]), "; ".join(visit["because"]), "; ".join(visit["doubts"]))
            for visit in document["visits"]
        ],
    )
    assert [visit["visit"] for visit in document["visits"]] == ["2026-01-10 to 2026-01-20", "2026-04-02 to 2026-04-05"]
    assert [visit["overall"] for visit in document["visits"]] == ["stable", None]
    assert document["best_overall"] is None
