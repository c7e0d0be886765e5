"""Lesions as people call them: where a lesion's name is a DICOM UID, sentences name its place instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from onward.engines.response.read import Flag
from onward.engines.response.result import ReaderResponse, Reason, VisitResponse
from onward.timeline import site_name

_UID = re.compile(r"\d+(?:\.\d+){2,}")


def lesion_labels(response: ReaderResponse) -> Mapping[str, str]:
    """A readable name for each lesion whose name is a UID: its place, numbered where several have the same."""
    places: dict[str, str] = {}
    for visit in response.visits:
        for lesion in visit.lesions:
            if _UID.fullmatch(lesion.lesion) is not None and not places.get(lesion.lesion):
                words = lesion.site_text or (site_name(lesion.site) if lesion.site else "")
                places[lesion.lesion] = words.replace(", ", " ")  # sentences list lesions with commas
    counts: dict[str, int] = {}
    for place in places.values():
        counts[place] = counts.get(place, 0) + 1
    seen: dict[str, int] = {}
    found: dict[str, str] = {}
    for lesion, place in places.items():
        called = place or "lesion"
        if counts[place] > 1 or not place:
            seen[place] = seen.get(place, 0) + 1
            called = f"{called} {seen[place]}"
        found[lesion] = called
    return found


def in_words(response: ReaderResponse) -> ReaderResponse:
    """The response with readable names in its sentences; lesions keep their own names as ids."""
    labels = lesion_labels(response)
    if not labels:
        return response

    def said(text: str) -> str:
        return _UID.sub(lambda found: labels.get(found.group(), found.group()), text)

    return replace(
        response,
        visits=tuple(_visit(visit, said) for visit in response.visits),
        best_overall_because=said(response.best_overall_because),
        best_confirmed_because=said(response.best_confirmed_because),
        flags=tuple(
            Flag(visit=flag.visit, lesion=flag.lesion, what=said(flag.what), did=said(flag.did))
            for flag in response.flags
        ),
    )


def _visit(visit: VisitResponse, said: Callable[[str], str]) -> VisitResponse:
    return replace(
        visit,
        targets=tuple(replace(target, note=said(target.note)) for target in visit.targets),
        numbers=tuple(replace(number, says=said(number.says)) for number in visit.numbers),
        because=tuple(Reason(says=said(reason.says), section=reason.section) for reason in visit.because),
        would_change=tuple(map(said, visit.would_change)),
        doubts=tuple(map(said, visit.doubts)),
    )
