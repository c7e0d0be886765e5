"""The reading of one trial's criteria as plain values: what `onward trials read` prints (INTERFACE.md, `trials`)."""

from __future__ import annotations

from onward.criteria import describe_criterion, to_plain
from onward.reading import EligibilityLine, EligibilityReading
from onward.registry import Trial


def reading_document(trial: Trial, reading: EligibilityReading) -> dict[str, object]:
    """One trial: its coverage, its lines, and those of its arms and dose levels apart."""
    coded = {cohort.code or cohort.label: cohort for cohort in trial.cohorts}
    own = {code: [line for line in reading.lines if line.cohort == code] for code in coded}
    return {
        "schema": "onward.reading/1",
        **_names(trial),
        "title": trial.title,
        "coverage": round(reading.coverage, 4),
        "structured": [
            {"text": field.text, "reading": to_plain(field.criterion), "says": describe_criterion(field.criterion)}
            for field in reading.structured
        ],
        "lines": [read_line_document(line) for line in reading.lines if line.cohort not in coded],
        "cohorts": [
            {
                "code": code,
                "level": cohort.level,
                "label": cohort.label,
                "suspended": cohort.suspended,
                "lines": [read_line_document(line) for line in own[code]],
            }
            for code, cohort in coded.items()
        ],
    }


def _names(trial: Trial) -> dict[str, str]:
    """NCT id; for coded files also, or instead, the protocol number."""
    names = {"nct_id": trial.id} if not trial.protocol_no or trial.id.upper().startswith("NCT") else {}
    return {**names, "protocol_no": trial.protocol_no} if trial.protocol_no else names


def read_line_document(line: EligibilityLine) -> dict[str, object]:
    """One line; `says` is the reading in words, `part_of` the line whose reading covers this one."""
    return {
        "section": line.section,
        "index": line.index,
        "text": line.text,
        "reading": None if line.reading is None else to_plain(line.reading),
        "says": None if line.reading is None else describe_criterion(line.reading),
        "why_unreadable": line.why_unreadable,
        "part_of": line.part_of,
        "depth": line.depth,
        **({"cohort": line.cohort} if line.cohort else {}),
        **({"assumed": list(line.assumed)} if line.assumed else {}),
    }
