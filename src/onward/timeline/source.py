"""Where a fact comes from: file, resource and path, so that one click leads back to the original bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The place of a fact in the original record.

    file       name of the file or folder entry as the person gave it ("bundle.json", "labs.ndjson.gz")
    sha256     hash of the original bytes of that file, hexadecimal ("" while they are still being read)
    place      where the resource stands in the file: "entry[12].resource", "line 40", "row 7"; "" for the whole file
    resource   "Observation/abc", or the table's key ("sample P-1-T01"); "" when it has no id
    path       where in the resource the fact stands: "component[2]", "stage[0]", "column ER_PCT_PRIMARY"; "" for all
    """

    file: str
    sha256: str
    place: str
    resource: str
    path: str = ""
