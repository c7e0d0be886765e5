"""Words of the response part: whose answers are drawn, what a lesion is called, numbers as they stand in a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from onward.engines.response import ReaderResponse, VisitResponse
from onward.timeline import site_name

_COUNTS = (("adjudicat", "consensus"), ("investigator", "local", "site"))


def drawn_reader(responses: Sequence[ReaderResponse], *criteria: str) -> ReaderResponse | None:
    """The answers by the first of `criteria` that was answered, of the reader who counts: an adjudicator, else the
    local reader, else the first.
    """
    for criterion in criteria:
        found = [one for one in responses if one.criterion == criterion]
        for words in _COUNTS:
            for one in found:
                if any(word in f"{one.reader_role} {one.reader}".lower() for word in words):
                    return one
        if found:
            return found[0]
    return None


def lesion_name(lesion: str, site: str, labels: Mapping[str, str]) -> str:
    """ "T01 liver"; where the name is a UID, its place ("Liver metastasis segment VII")."""
    where = site_name(site) if site and site != "other" else site
    return labels.get(lesion) or f"{lesion} {where}".strip()


def short_name(lesion: str, order: int, labels: Mapping[str, str]) -> str:
    """ "T01", or the number of the lesion where its name is a UID."""
    return str(order) if lesion in labels else lesion


def percent_text(value: Decimal | None) -> str:
    """ "-30.0"; "" for None."""
    return "" if value is None else f"{value.quantize(Decimal('0.1')):+f}"


def days_after(visit: VisitResponse, start: VisitResponse) -> int | None:
    """Days from the baseline to a visit; None while one has no day."""
    if visit.date is None or start.date is None:
        return None
    return (visit.date.earliest - start.date.earliest).days


def baseline_of(response: ReaderResponse) -> VisitResponse | None:
    """The baseline visit."""
    return next((visit for visit in response.visits if visit.is_baseline), None)
