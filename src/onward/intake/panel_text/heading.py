"""What a section of a report is about, by its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum


class About(Enum):
    """What stands in a section."""

    FINDINGS = "findings"
    NEGATIVES = "what was looked for and not found"
    GENES = "genes that were looked at"
    OTHER = "text about treatment, trials, methods or literature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The section that a line stands in. origin and significance hold for its findings unless a line says otherwise."""

    about: About = About.FINDINGS
    origin: str = ""
    significance: str = ""


START = Section()

_OTHER = re.compile(
    r"therap|treatment|\bdrugs?\b|\btrials?\b|references?|literature|interpretation|comment|method|limitation|disclaimer|"
    r"about (?:the|this)|background|clinical (?:history|information|significance)|indication|family history|definition|"
    r"\bappendix\b|recommendation|glossary|previous|prior (?:test|result|report)|history",
    re.IGNORECASE,
)
_NEGATIVES = re.compile(
    r"pertinent negatives?|negative (?:findings|results)|not detected|wild[- ]?type genes|"
    r"no (?:reportable|relevant) (?:alteration|variant|mutation)s?$",
    re.IGNORECASE,
)
_GENES = re.compile(
    r"genes? (?:tested|analy[sz]ed|assayed|covered|included|sequenced|examined|on (?:the|this) panel)|gene list|"
    r"panel content",
    re.IGNORECASE,
)
_FINDINGS = re.compile(
    r"finding|alteration|variant|mutation|result|biomarker|signature|immunohisto|copy number|fusion|rearrangement|"
    r"detected|tier|somatic|germline",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(r"uncertain significance|unknown significance|\bvus\b|unclassified", re.IGNORECASE)
_GERMLINE = re.compile(r"\bgermline\b|\binherited\b|\bhereditary\b", re.IGNORECASE)
_SOMATIC = re.compile(r"\bsomatic\b", re.IGNORECASE)
_MOST_WORDS = 8


def section_of(line: str, before: Section) -> Section | None:
    """The section that a line opens; None when the line is no heading."""
    text = line.strip().strip("#*=-_ ").strip()
    if not text or len(text.split()) > _MOST_WORDS:
        return None
    is_marked = line.strip().startswith(("#", "==", "**")) or text.endswith(":") or text.isupper()
    words = text.rstrip(":").strip()
    if not is_marked or re.search(r"\d\s*%|\d+(?:\.\d+)?\s*mut|[a-z]\.\S", words):
        return None
    if _OTHER.search(words):
        return Section(about=About.OTHER)
    if _GENES.search(words):
        return Section(about=About.GENES, origin=_origin(words))
    if _NEGATIVES.search(words):
        return Section(about=About.NEGATIVES, origin=_origin(words) or before.origin)
    if _UNCERTAIN.search(words):
        return Section(
            about=About.FINDINGS, origin=_origin(words) or before.origin, significance="uncertain significance"
        )
    if _FINDINGS.search(words):
        return replace(START, origin=_origin(words))
    return None


def _origin(words: str) -> str:
    germline, somatic = _GERMLINE.search(words) is not None, _SOMATIC.search(words) is not None
    if germline == somatic:
        return ""
    return "germline" if germline else "somatic"
