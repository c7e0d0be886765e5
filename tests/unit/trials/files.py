"""Small trials for tests, written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onward.registry import Trial, TrialSource


def study(nct_id: str = "NCT00000001", **modules: Any) -> dict[str, Any]:
    """A study of the API v2; modules by name, without the word Module (`eligibility={...}`)."""
    found: dict[str, Any] = {"identificationModule": {"nctId": nct_id}}
    found.update({f"{name}Module": content for name, content in modules.items()})
    return {"protocolSection": found}


def updated(day: str) -> dict[str, Any]:
    """A status module with the day of the last update."""
    return {"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": day, "type": "ACTUAL"}}


def write(path: Path, *documents: Any) -> Path:
    """One JSON document, or several as lines."""
    path.write_text("\n".join(json.dumps(one) for one in documents) + "\n", encoding="utf-8")
    return path


SOURCE = TrialSource(file="trials.json", place="", sha256="", format="ClinicalTrials.gov v2")


def trial(nct_id: str = "NCT00000001", **fields: Any) -> Trial:
    """A trial as a value."""
    return Trial(id=nct_id, source=SOURCE, **fields)
