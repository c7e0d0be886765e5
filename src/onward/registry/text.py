"""Registry text as people read it."""

from __future__ import annotations

import re

# A backslash before a sign that has a meaning in markdown (spec.commonmark.org, backslash escapes).
_ESCAPED = re.compile(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")


def readable_text(text: str) -> str:
    """The text without markdown's backslash escapes (`\\>= 18` becomes `>= 18`); all else stays, line by line."""
    return _ESCAPED.sub(r"\1", text)
