"""Answers as plain JSON values, in the fields that other programs read (INTERFACE: stable names).

Each document is imported when it is first asked for: options need no reader of trials, and trials none of images.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onward.outputs.plain.disease import disease_document
    from onward.outputs.plain.facts import fact_document, issue_document, skipped_document, timeline_document
    from onward.outputs.plain.grading import grade_document, graded_table_document
    from onward.outputs.plain.options import options_document
    from onward.outputs.plain.packet import packet_document
    from onward.outputs.plain.reading import read_line_document, reading_document
    from onward.outputs.plain.trial_match import (
        explained_document,
        line_document,
        match_document,
        near_miss_document,
        not_understood_documents,
        open_question_document,
        overall_document,
        ranked_document,
        understood_documents,
        verdict_change_document,
    )
    from onward.outputs.plain.trials import change_documents, near_site_document, site_document, trial_document

_MODULES = {
    "disease": ("disease_document",),
    "facts": ("fact_document", "issue_document", "skipped_document", "timeline_document"),
    "grading": ("grade_document", "graded_table_document"),
    "options": ("options_document",),
    "packet": ("packet_document",),
    "reading": ("read_line_document", "reading_document"),
    "trial_match": (
        "explained_document",
        "line_document",
        "match_document",
        "near_miss_document",
        "not_understood_documents",
        "open_question_document",
        "overall_document",
        "ranked_document",
        "understood_documents",
        "verdict_change_document",
    ),
    "trials": ("change_documents", "near_site_document", "site_document", "trial_document"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "change_documents",
    "disease_document",
    "explained_document",
    "fact_document",
    "grade_document",
    "graded_table_document",
    "issue_document",
    "line_document",
    "match_document",
    "near_miss_document",
    "near_site_document",
    "not_understood_documents",
    "open_question_document",
    "options_document",
    "overall_document",
    "packet_document",
    "ranked_document",
    "read_line_document",
    "reading_document",
    "site_document",
    "skipped_document",
    "timeline_document",
    "trial_document",
    "understood_documents",
    "verdict_change_document",
]


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)
