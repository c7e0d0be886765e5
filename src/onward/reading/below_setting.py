"""The setting that a line names above others is that of what they name: "prior therapy received in the metastatic setting:"."""

from __future__ import annotations

import re

from onward.criteria import Criterion
from onward.reading.eligibility import Section
from onward.reading.line import Reader
from onward.reading.sought import sought

_NAMES = sought(
    r"^\W*(?!no\b|not\b|without\b)[^.:;]*\b(?:therap|treat|regimen|line|chemo)\w*\b[^.:;]{0,40}?\b(?P<setting>(?:in|for) (?:the )?(?:metastatic|adjuvant|neo-?adjuvant|advanced|(?:locally )?advanced(?:/| or | and/or )metastatic) (?:setting|disease))\b[^.;]{0,40}:\W*$",
    re.IGNORECASE,
)
_OWN = sought(r"\b(?:settings?|(?:neo-?)?adjuvant|metastatic|metastases|advanced|recurren\w+|early)\b", re.IGNORECASE)


def in_setting_above(
    own: Criterion | None, text: str, parent: str, section: Section, reader: Reader
) -> Criterion | None:
    """The reading of a line that names a treatment in no setting, in that which the line above it names."""
    if own is None or "settings=" not in repr(own) or _OWN.search(text) is not None:
        return own
    found = _NAMES.match(parent)
    if found is None or reader.read(text, section).reading != own:
        return own
    return reader.read(f"{text.rstrip(' .;,')} {found['setting']}", section).reading
