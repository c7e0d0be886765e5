"""A device beside a drug that is being tried: "an investigational drug or device within 28 days".

No record tells of devices that are being tried. So whoever had such a drug is decided, and of the device a human is asked.
"""

from __future__ import annotations

from onward.criteria import AskHuman, Criterion
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of, negated

_DEVICE = sought(
    r"\b(?:investigational|experimental|unapproved|study)\b[^.;]*?(?:\b(?:or|and|and/or)|,|/) (?:(?:a|an|any|medical|surgical|investigational|experimental|used|using|use|of|have|has|or|and/or) )*devices?\b"
    r"|\bdevices? (?:or|and/or|/) (?:\w+ )?(?:drug|agent|product|therapy|treatment|medication)\b|\binvestigational (?:medical )?device\b"
)
_CLASS = "'investigational drug'"


def names_a_device(line: str) -> bool:
    """Whether a canonical line names a device that is being tried."""
    return "device" in line and _DEVICE.search(line) is not None


def with_device_beside(reading: Criterion, line: str, *, denied: bool) -> Criterion:
    """The reading of a line, a human asked of the device beside the drug that it names."""
    if not names_a_device(line) or _CLASS not in repr(reading):
        return reading
    device = AskHuman(question="Was a device that is being tried used in that time?", because=JUDGED)
    return any_of((reading, device)) if denied else all_of((reading, negated(device)))
