"""Margins, operations that only the trial can name, and whom a treatment is only told by: section, text, plain form."""

from __future__ import annotations

from typing import Any

from tests.unit.reading.local_lines import ASKED, BREAST, both, either, no, procedure

CLEAR: dict[str, Any] = {"finding": {"name": "clear resection margins"}}
POSITIVE: dict[str, Any] = {"finding": {"name": "positive resection margins"}}
UNKNOWN: dict[str, Any] = {"finding": {"name": "unknown resection margins"}}
ANY: dict[str, Any] = {"had": {"event": "procedure"}}

OPERATION_LINES: tuple[tuple[str, str, Any], ...] = (
    # margins: free of what, by how much
    ("inclusion", "Margins of the resected specimen must be histologically free of invasive tumor and DCIS", CLEAR),
    ("inclusion", "No evidence of invasive carcinoma or DCIS at the surgical margins", CLEAR),
    ("inclusion", "Negative microscopic surgical margins", CLEAR),
    ("inclusion", "Clear margins of at least 3 mm on all sides", both(CLEAR, ASKED)),
    ("inclusion", "Margins free of disease and DCIS are required", CLEAR),
    ("inclusion", "Negative margins on final histology are required", CLEAR),
    ("inclusion", "Total mastectomy with clear margins", both(procedure("mastectomy"), CLEAR)),
    ("inclusion", "Removed by lumpectomy and no positive margins", both(procedure("breast conserving surgery"), CLEAR)),
    ("exclusion", "Surgical margins that cannot be assessed or are positive at pathologic evaluation", either(POSITIVE, UNKNOWN)),
    ("inclusion", "Margins must be free of zorblax", None),
    # what was removed the words around it tell, or the trial
    ("inclusion", "Completed surgical excision", both(ANY, ASKED)),
    ("inclusion", "No prior surgical resection", no(both(ANY, ASKED))),
    ("exclusion", "Prior mastectomy", procedure("mastectomy")),
    ("inclusion", "Definitive breast surgery", procedure(*BREAST)),
    # a person is no treatment
    ("exclusion", "Seen by a radiation oncologist", None),
    ("exclusion", "Prior radiation therapy", {"had": {"event": "radiotherapy"}}),
)  # fmt: skip
