"""Response written out: SDTM RS, an ADaM-like summary, FHIR, DICOM SR, and a plain table."""

from __future__ import annotations

from onward.outputs.response.fhir import response_bundle
from onward.outputs.response.pictures import write_pictures
from onward.outputs.response.reports import write_reports
from onward.outputs.response.tables import ADRS, RS, VISITS, Table, adrs_table, rs_table, visits_table
from onward.outputs.response.write import write_responses

__all__ = [
    "ADRS",
    "RS",
    "VISITS",
    "Table",
    "adrs_table",
    "response_bundle",
    "rs_table",
    "visits_table",
    "write_pictures",
    "write_reports",
    "write_responses",
]
