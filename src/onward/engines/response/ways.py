"""Which way an answer points, so that criteria with other codes can be laid side by side."""

from __future__ import annotations

BETTER, SAME, WORSE, WAITING, OPEN = "better", "same", "worse", "waiting", "open"
_WAYS = {
    **dict.fromkeys(("CR", "PR", "iCR", "iPR", "CMR", "PMR", "falling"), BETTER),
    **dict.fromkeys(("complete remission", "partial remission", "improved", "no evidence of disease"), BETTER),
    **dict.fromkeys(("SD", "iSD", "SMD", "NON-CR/NON-PD", "NON-iCR/NON-iUPD", "no significant change", "stable"), SAME),
    **dict.fromkeys(("PD", "iCPD", "PMD", "rising", "progression", "distant metastasis"), WORSE),
    **dict.fromkeys(("iUPD", "rising, unconfirmed"), WAITING),
}


def way_of(category: str) -> str:
    """ "better", "same", "worse", "waiting" for what is not confirmed, "open" for what says nothing."""
    return _WAYS.get(category, OPEN)
