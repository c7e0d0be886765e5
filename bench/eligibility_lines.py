"""Eligibility texts cut into criterion-sized lines by a plain splitter, for drawing lines and for finding them again.

Independent of `onward.reading` on purpose: what is drawn, and how it is found again, must not depend on the reader that
is measured. Wrapped text is joined; a list item, or a paragraph without a marker, is one line; a paragraph that counts
its own items ("1. ... 2. ... 3. ...") is cut at the numbers.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TRIALS = Path("trials", "breast_dev.ndjson.gz")

_MARKER = re.compile(
    r"^(?:[*•◦▪‣·●○■□\uf0b7]|[-–—](?=\s|[A-Z])|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)](?=\s|[A-Z])|\(?[a-zA-Z][.)]\s|\(?[ivx]{1,4}[.)]\s)\s*"
)
_INLINE = re.compile(r"(?:(?<=[.;:,])|(?<=\s))\s*\(?(\d{1,2})[.)]\s*(?=[A-Z≥≤<>(])")
_SECTION = re.compile(r"^\W*(?:(?:main|key|major|general|patient|subject|specific)\s+)*(in|ex)clusion\b", re.IGNORECASE)
_LONG = 350  # characters from which a paragraph that counts its own items is cut
_NOTHING = re.compile(
    r"^(?:[\w /,&-]{0,40}:\s*)?(?:status\s+)?"
    r"(?:not specified|see disease characteristics|unspecified|not applicable|n/?a)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line of an eligibility text. `above` are the lines that it stands under or after, nearest last."""

    trial: str
    index: int
    section: str  # "inclusion", "exclusion", "unknown"
    text: str
    above: tuple[str, ...]

    @property
    def key(self) -> str:
        return key_of(self.text)


def normalised(text: str) -> str:
    """Letters, digits and signs that carry meaning; markers, spaces and escapes do not count."""
    plain = unicodedata.normalize("NFKC", text).replace("\\", "").lower()
    return re.sub(r"[^\w<>=≤≥%+-]|_", "", _without_marker(plain.strip()))


def key_of(text: str) -> str:
    """Twelve hex digits that stand for a line without repeating it."""
    return hashlib.sha256(normalised(text).encode()).hexdigest()[:12]


def trials(data: Path) -> Iterator[Mapping[str, Any]]:
    """The studies of the file under the folder of public data."""
    with gzip.open(data / TRIALS, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def nct_id(study: Mapping[str, Any]) -> str:
    return study["protocolSection"]["identificationModule"]["nctId"]


def eligibility_text(study: Mapping[str, Any]) -> str:
    return study["protocolSection"].get("eligibilityModule", {}).get("eligibilityCriteria", "")


def pieces(study: Mapping[str, Any]) -> list[Piece]:
    """All lines of one study, headings included, in the order of the text."""
    found: list[Piece] = []
    section, stack = "unknown", []
    for indent, text in _joined(eligibility_text(study)):
        for part in _cut(text):
            heading = _SECTION.match(part)
            if heading and len(part) < 90 and not re.match(r"^\W*exclusion of\b", part, re.IGNORECASE):
                section, stack = f"{heading.group(1).lower()}clusion", []
            while stack and stack[-1][0] >= indent:
                stack.pop()
            above = tuple(text for _, text in stack)
            before = (found[-1].text,) if found and found[-1].text not in above else ()
            found.append(
                Piece(trial=nct_id(study), index=len(found), section=section, text=part, above=(*above, *before))
            )
            stack.append((indent, part))
    return found


def is_line(piece: Piece) -> bool:
    """Whether a line can be drawn: no heading, and not a form field left open ("Renal: Not specified")."""
    text = piece.text.strip(" *-.")
    if _NOTHING.match(text) or not re.search(r"[^\W\d_]{2}", text):
        return False
    if _SECTION.match(text) and len(text) < 90 and len(text.split()) <= 8:
        return False
    bare = text.endswith(":") and len(text.split()) <= 7 and not re.search(r"\d", text)
    return not bare and not re.match(r"^[A-Z /&-]+(?:CHARACTERISTICS|THERAPY|CRITERIA):?$", text)


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Indent and text of each item or paragraph, wrapped lines joined."""
    text = text.replace("\r\n", "\n").replace("\xa0", " ")
    lines = text.split("\n")
    # The old indented form wraps at about 100 characters and parts paragraphs by blank lines.
    wrapped = any(line.startswith("          ") for line in lines) and "\n\n" in text
    item: list[str] = []
    indent = 0
    for line in (*lines, ""):
        bare = line.strip()
        starts = not bare or not wrapped or not item or bool(_MARKER.match(bare))
        if starts and item:
            yield indent, " ".join(item)
            item = []
        if bare:
            if not item:
                indent = len(line) - len(line.lstrip())
            item.append(_without_marker(_unescaped(bare)) if not item else _unescaped(bare))


def _unescaped(text: str) -> str:
    return re.sub(r"\\([<>\[\]^~*_#+=.\-])", r"\1", text)


def _without_marker(text: str) -> str:
    # Twice: "* 1. Age" and "- a) ..." carry two markers.
    for _ in range(2):
        text = _MARKER.sub("", text, count=1)
    return text.strip()


def _cut(text: str) -> list[str]:
    """A long paragraph at the numbers that count its items, 1 2 3 ...; else the text as it is."""
    if len(text) < _LONG:
        return [text] if text else []
    marks = list(_INLINE.finditer(text))
    counted, wanted = [], None
    for mark in marks:
        number = int(mark.group(1))
        if (wanted is None and number in (1, 2)) or number == wanted or (number == 1 and wanted):
            counted.append(mark)
            wanted = number + 1
    if len(counted) < 2:
        return [text]
    starts = [0, *(m.start() for m in counted)]
    ends = [*(m.start() for m in counted), len(text)]
    parts = [_without_marker(text[a:b].strip()) for a, b in zip(starts, ends, strict=True)]
    return [part for part in parts if part]
