"""Responses into a folder: rs.csv, rs.xpt, adrs.csv, response.csv, response.fhir.json."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from onward.engines.response import ReaderResponse
from onward.outputs.response.fhir import response_bundle
from onward.outputs.response.tables import Table, adrs_table, rs_table, visits_table
from onward.outputs.response.transport import transport_bytes

# Numbers in a transport file; every other column is text.
_NUMBERS = frozenset({"RSSEQ", "VISITNUM"})


def write_responses(responses: Sequence[ReaderResponse], folder: Path) -> tuple[Path, ...]:
    """Write all forms; gives the files. Raises OSError when the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    rs = rs_table(responses)
    written = [_csv(table, folder) for table in (rs, adrs_table(responses), visits_table(responses))]
    transport = folder / "rs.xpt"
    transport.write_bytes(transport_bytes(rs, numbers=_NUMBERS, label="Disease Response"))
    bundle = folder / "response.fhir.json"
    bundle.write_text(json.dumps(response_bundle(responses), indent=1, ensure_ascii=False), encoding="utf-8")
    return (*written, transport, bundle)


def _csv(table: Table, folder: Path) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    path = folder / f"{table.name}.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path
