"""From the tables of a story to FHIR R4 resources in the shape of mCODE STU4."""

from writing.files import bundle_text, ndjson_texts
from writing.record import Record
from writing.story import write_story

__all__ = ["Record", "bundle_text", "ndjson_texts", "write_story"]
