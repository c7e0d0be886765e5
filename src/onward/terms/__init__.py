"""The words that every room speaks: truth values, dates, codes, quantities, issues and errors."""

from __future__ import annotations

from onward.terms.codes import Code, CodeSystem, code_system
from onward.terms.dates import (
    UNDATED,
    PartialDate,
    Period,
    add_months,
    at,
    days_between,
    is_before,
    is_on_or_before,
    on_day,
    parse_date,
    shift_days,
)
from onward.terms.errors import KnowledgeError, OnwardError, RecordsError, StoreError, UsageError
from onward.terms.issues import Issue, Severity
from onward.terms.quantities import Comparator, Quantity, convert, is_above, is_below
from onward.terms.truth import Truth, WhyUnknown, all_of, any_of
from onward.terms.units import Unit, parse_unit, ucum_of_spelling

__all__ = [
    "UNDATED",
    "Code",
    "CodeSystem",
    "Comparator",
    "Issue",
    "KnowledgeError",
    "OnwardError",
    "PartialDate",
    "Period",
    "Quantity",
    "RecordsError",
    "Severity",
    "StoreError",
    "Truth",
    "Unit",
    "UsageError",
    "WhyUnknown",
    "add_months",
    "all_of",
    "any_of",
    "at",
    "code_system",
    "convert",
    "days_between",
    "is_above",
    "is_before",
    "is_below",
    "is_on_or_before",
    "on_day",
    "parse_date",
    "parse_unit",
    "shift_days",
    "ucum_of_spelling",
]
