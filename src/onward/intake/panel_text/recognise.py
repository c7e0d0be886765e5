"""Whether a text is a molecular report. Light to import: every text that is no JSON is asked."""

from __future__ import annotations

import re

_NAMES = re.compile(r"(?:\.txt|\.text|\.rpt)(?:\.gz)?$|^[^.]+$", re.IGNORECASE)
_NO_REPORT = re.compile(
    r"^(?:readme|licen[cs]e|notice|copying|changelog|authors|version|requirements|sha256sums|meta_|data_|case)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:report|panel|sequencing|ngs|genomic|molecular|biomarkers?|liquid biopsy|ctdna|germline|pathology)\b",
    re.IGNORECASE,
)
_GENE = r"[A-Z][A-Z0-9]{1,6}(?:orf\d+)?"
_CHANGE = r"\(?(?:p\.)?\(?(?:[A-Z]|[A-Z][a-z]{2})\d{1,4}(?:[A-Z*=]|[A-Z][a-z]{2}|fs|del|dup|_)"
_FINDINGS = (
    re.compile(rf"\b{_GENE}\b[^\n]{{0,60}}?\s{_CHANGE}"),
    re.compile(
        rf"\b{_GENE}\b[^\n]{{0,30}}\b(?:amplification|amplified|deletion|fusion|rearrangement|wild[- ]?type)\b", re.I
    ),
    re.compile(r"\b(?:TMB|tumou?r mutation(?:al)? burden)\b[^\n]{0,40}\d", re.IGNORECASE),
    re.compile(r"\b(?:MSI|microsatellite\w*)\b[^\n]{0,40}\b(?:stable|high|low|MSS|MSI-H)\b", re.IGNORECASE),
    re.compile(r"\bPD-?L1\b[^\n]{0,60}\d", re.IGNORECASE),
    re.compile(
        r"\bno (?:reportable|clinically significant|pathogenic|somatic|germline)[^\n]{0,60}\b(?:in|detected)\b", re.I
    ),
)


def is_panel_report(name: str, text: str) -> bool:
    """Whether a text with this file name reads like a molecular report: it says so, and it holds a result."""
    own = name.rpartition("/")[2]
    if not _NAMES.search(own) or _NO_REPORT.match(own):
        return False
    return _ABOUT.search(text) is not None and any(pattern.search(text) for pattern in _FINDINGS)
