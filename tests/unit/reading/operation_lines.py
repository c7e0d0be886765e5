"""Margins, operations that only the trial can name, and whom a treatment is only told by: section, text, plain form."""

from __future__ import annotations

from typing import Any

from tests.unit.reading.local_lines import (
    ASKED,
    BREAST,
    MAJOR,
    NODES,
    RECOVERED,
    both,
    either,
    no,
    procedure,
    radiotherapy,
)

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
    # breast and axilla, in more words
    ("inclusion", "Status post segmental mastectomy, after sentinel node biopsy and/or axillary dissection", both(procedure("breast conserving surgery"), NODES)),
    ("inclusion", "Definitive breast surgery, either mastectomy, or lumpectomy with axillary dissection (or sentinel node biopsy)", both(procedure(*BREAST), NODES)),
    ("inclusion", "Axillary staging with sentinel node biopsy, targeted axillary dissection or axillary clearance", NODES),
    ("inclusion", "Breast surgery: nipple sparing mastectomy/lumpectomy", procedure(*BREAST)),
    ("inclusion", "Diagnosis of invasive breast cancer must have been made by core biopsy or limited incisional biopsy", {"breast_cancer": {}}),
    # the marrow in the field
    ("exclusion", "Prior radiation must not have involved more than 30% of the bone marrow", both({"had": {"event": "radiotherapy"}}, ASKED)),
    ("inclusion", "Prior radiation must not have involved more than 30% of the bone marrow", no(both({"had": {"event": "radiotherapy"}}, ASKED))),
    # an exception is no denial of it: whoever had both is meant
    ("inclusion", "No surgery other than biopsy and no prior chemotherapy", both(no(both(ANY, no(ASKED))), no({"exposed": {"to": {"classes": ["chemotherapy"]}}}))),
    ("exclusion", "Major surgery within 4 weeks, excluding needle biopsy", both(MAJOR, no(ASKED))),
    ("exclusion", "Last radiotherapy within the past 3 weeks", {"had": {"event": "radiotherapy", "within_days": 21}}),
    ("exclusion", "Major surgery within 4 weeks, or scheduled surgery during the study", either(MAJOR, ASKED)),
    ("exclusion", "Dental surgery (e.g. extraction of a molar)", procedure("dental surgery")),
    # radiotherapy with the sentences that stand behind it
    ("exclusion", "Radiotherapy within 14 days before the first dose. A 1-week washout is permitted for palliative radiation to non-CNS disease.", either(radiotherapy(7), both(radiotherapy(14), no(ASKED)))),
    ("exclusion", "Radiotherapy within 14 days. Participants must have recovered from all radiation-related toxicities, not require steroids, and not have had radiation pneumonitis.", either(radiotherapy(14), no(RECOVERED), ASKED, {"condition": {"groups": ["radiation pneumonitis"]}})),
    ("exclusion", "Radiotherapy within 14 days. Palliative radiotherapy to the bone is permitted. The last radiotherapy must have been completed at least 7 days before the first dose.", either(both(radiotherapy(14), no(ASKED)), radiotherapy(7))),
    ("exclusion", "Radiotherapy within 14 days, or has radiation-related toxicity requiring corticosteroids", either(radiotherapy(14), {"condition": {"groups": ["toxicity of radiotherapy"], "qualities": ["requiring corticosteroid"]}})),
    ("exclusion", "Must have recovered from all radiation-related toxicities unless a zorblax is given, and not have had radiation pneumonitis", None),
    # what narrows it is asked
    ("exclusion", "Palliative radiotherapy within 14 days", both(radiotherapy(14), ASKED)),
    ("exclusion", "Wide-field radiation therapy within 28 days or limited-field radiation therapy within 14 days", either(both(radiotherapy(28), ASKED), both(radiotherapy(14), ASKED))),
    ("exclusion", "Radiotherapy within 28 days, except palliative radiotherapy", both(radiotherapy(28), no(ASKED))),
    # that something is needed is not told by its having been done once
    ("exclusion", "Requiring immediate palliative surgery and/or radiotherapy", None),
    ("inclusion", "Surgery must consist of mastectomy or conservative surgery with axillary dissection", both(procedure(*BREAST), NODES)),
    ("inclusion", "Definitive breast surgery including total mastectomy and axillary dissection (modified radical mastectomy), or lumpectomy and sentinel node biopsy", both(procedure(*BREAST), NODES)),
    ("inclusion", "Irreversible surgical sterilization by hysterectomy, bilateral oophorectomy or bilateral salpingectomy, but not tubal ligation", procedure("hysterectomy", "oophorectomy", "salpingectomy")),
    ("inclusion", "No prior mastectomy, but sentinel node biopsy is allowed", either(no(procedure("mastectomy")), ASKED)),
    ("inclusion", "No prior radiotherapy to the brain (partial or whole brain irradiation, radiosurgery)", no({"had": {"event": "radiotherapy", "sites": ["brain"]}})),
    ("exclusion", "Prior radiotherapy to the pelvis", both({"had": {"event": "radiotherapy"}}, ASKED)),
    ("exclusion", "Incisional biopsy of the primary tumor or the primary tumor excised", None),
    # since each of them: the list behind is no denial
    ("inclusion", "At least 2 months since prior surgery, adjuvant therapy, or radiotherapy", None),
    # how an illness was found adds nothing; who waits for a transplant has none
    ("exclusion", "Biopsy-proven cirrhosis", {"condition": {"groups": ["cirrhosis"]}}),
    ("exclusion", "On a transplant list", {"condition": {"groups": ["waiting for a transplant"]}}),
    # where it applies
    ("inclusion", "Completed adjuvant radiotherapy (if indicated)", either(both({"had": {"event": "radiotherapy"}}, ASKED), ASKED)),
    ("inclusion", "Adjuvant chemotherapy if indicated, unless a zorblax is planned", None),
    # a person is no treatment
    ("exclusion", "Seen by a radiation oncologist", None),
    ("exclusion", "Prior radiation therapy", {"had": {"event": "radiotherapy"}}),
)  # fmt: skip
