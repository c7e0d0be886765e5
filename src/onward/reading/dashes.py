"""A list in one line whose parts stand between dashes: "use of aspirin - use of heparin" names two things."""

from __future__ import annotations

from onward.reading.sought import sought

_DASH = sought(r"\s+-+\s+")
# Words with which each part of such a list may begin.
_BEGINS = sought(
    r"(?:use|history|presence|evidence|treatment|diagnosis|known|active|prior|previous|current|receipt|ongoing|concurrent|any|uncontrolled|severe|significant)\b",
)


def with_dashes_as_joints(text: str) -> str:
    """An exclusion whose parts between dashes all begin alike, the parts joined by semicolons; any other as it was."""
    if " - " not in text:
        return text
    parts = _DASH.split(text.strip())
    firsts = {part[:60].split(" ")[0].lower() for part in parts}
    if len(parts) < 2 or len(firsts) != 1 or not all(_BEGINS.match(part.lower()) for part in parts):
        return text
    return "; ".join(part.rstrip(" ,;") for part in parts)
