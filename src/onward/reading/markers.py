"""List markers and indentation of single lines of text, before anything is joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = r"[*•◦▪‣·●○■□➢►▶✓✔\uf0b7\uf0a7°]+|-{1,2}(?!-)|[–—]"
_NUMBER = r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})(?:[.)]|\.\)|\\[.)])|\[\d{1,2}\]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|[IE]\d{1,2}[.):]|#\d{1,2}[.):]?"
# A bullet needs a space, or a capital, after it; a number needs a space, or a capital letter that begins a word.
_MARKER = re.compile(
    rf"(?P<bullet>{_BULLET})(?:\s+|(?=[A-Z(≥>]))|(?P<number>{_NUMBER})(?:\s+|(?=[A-Z][a-z])|$)|o\s{{1,3}}(?=[A-Z≥≤><])"
)
_OUTLINE = re.compile(
    r"(?:(?:inclusion|exclusion)\s*(?:criterion|criteria)?\s*(?:#|no\.?)?\s*\d{1,2}\s*[.):]\s*)", re.IGNORECASE
)
# "1.5 x ULN" and "2.0 mg/dL" begin with a number that counts nothing.
_MEASURE = re.compile(r"\d{1,2}\.\d{1,2}\s*(?:x|×|mg|g/|times|%|ULN|mmol|µ|u?mol|cm|mm)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Physical:
    """One line of the text as it stands.

    indent   column of its first sign;  body_indent   column of its first word, behind the marker
    marker   the marker without spaces, "" for none
    body     the words
    after_blank   whether an empty line stands before it
    """

    indent: int
    body_indent: int
    marker: str
    body: str
    after_blank: bool

    @property
    def kind(self) -> str:
        """The kind of its marker: "*", "1.", "a)", ...; lines of one list share it. "" for none."""
        shape = re.sub(r"\d+", "1", self.marker)
        if re.fullmatch(r"\(?[a-zA-Z][.)]", shape) and shape.strip("().") not in "iIvVxX":
            return re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", shape))
        return re.sub(r"[ivx]+", "i", shape) if re.search(r"[ivx]", shape) else shape


def physical_lines(text: str) -> list[Physical]:
    """The lines that hold something, with their markers taken off."""
    found: list[Physical] = []
    blank = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if not stripped or not any(sign.isalnum() or sign in "<>≥≤" for sign in stripped):
            blank = True
            continue
        indent = len(raw) - len(raw.lstrip())
        marker, body = _without_marker(stripped)
        found.append(Physical(indent, indent + len(stripped) - len(body), marker, body, blank))
        blank = False
    return found


def _without_marker(line: str) -> tuple[str, str]:
    """The marker and the rest; two markers in a row ("* 1. ...") are one."""
    marker = ""
    rest = line
    for _ in range(3):
        found = _MARKER.match(rest) if not _MEASURE.match(rest) else None
        if found is None or found.end() == 0 or found.end() >= len(rest):
            found = _OUTLINE.match(rest)
            if found is None or found.end() >= len(rest):
                break
        marker += found[0].strip()
        rest = rest[found.end() :]
    return marker, rest
