"""The lesions of a read in the central nervous system and those outside it, as two reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onward.engines.response.read import LesionRead, Read

_SITES = frozenset({"brain", "leptomeninges"})
_PLACES = ("brain", "cerebr", "cerebell", "mening", "dura", "intracranial", "spinal cord", "pons", "cns")


def is_in_cns(lesion: LesionRead) -> bool:
    """By its coded site, else by the words for its place."""
    if lesion.site and lesion.site != "other":
        return lesion.site in _SITES
    return any(word in lesion.site_text.lower() for word in _PLACES)


def inside(read: Read) -> Read | None:
    """The lesions in the central nervous system, PET left out; None when there are none."""
    return _part(read, is_in_cns)


def outside(read: Read) -> Read | None:
    """All other lesions; None when there are none."""
    return _part(read, lambda lesion: not is_in_cns(lesion))


def _part(read: Read, belongs: Callable[[LesionRead], bool]) -> Read | None:
    visits = tuple(
        replace(
            visit,
            lesions=tuple(one for one in visit.lesions if belongs(one) and one.role not in ("reference", "benign")),
        )
        for visit in read.visits
    )
    if not any(visit.lesions for visit in visits):
        return None
    names = {lesion.lesion for visit in visits for lesion in visit.lesions}
    return replace(
        read, visits=visits, flags=tuple(flag for flag in read.flags if not flag.lesion or flag.lesion in names)
    )
