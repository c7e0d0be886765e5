"""Which report or panel holds a result: DiagnosticReport.result and Observation.hasMember, read backwards.

Results often leave their specimen to the report that holds them.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from onward.intake.fhir.reader import RawResource


@dataclass(frozen=True, slots=True)
class Holder:
    """A report or panel by its key, and the keys of the samples that it names."""

    key: str = ""
    specimens: tuple[str, ...] = ()


NO_HOLDER = Holder()


@dataclass(frozen=True, slots=True)
class Held:
    """What a report or panel holds: references to results and samples, as written."""

    results: tuple[str, ...]
    specimens: tuple[str, ...]


class _Reference(msgspec.Struct):
    reference: str | None = None


class _Report(msgspec.Struct):
    result: list[_Reference] | None = None
    specimen: list[_Reference] | None = None


class _Panel(msgspec.Struct):
    hasMember: list[_Reference] | None = None
    specimen: _Reference | None = None


_decode_report = msgspec.json.Decoder(_Report).decode
_decode_panel = msgspec.json.Decoder(_Panel).decode


def held_by(resource: RawResource) -> Held | None:
    """What a report or panel holds; None for every other resource, and for one whose references have another shape."""
    try:
        if resource.kind == "DiagnosticReport":
            report = _decode_report(resource.raw)
            return _held(report.result or [], report.specimen or [])
        if resource.kind == "Observation" and b'"hasMember"' in resource.raw:
            panel = _decode_panel(resource.raw)
            return _held(panel.hasMember or [], [panel.specimen] if panel.specimen is not None else [])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None  # the resource itself is read, and its shape reported, where it stands
    return None


def _held(results: list[_Reference], specimens: list[_Reference]) -> Held | None:
    if not results:
        return None
    return Held(
        tuple(item.reference for item in results if item.reference),
        tuple(item.reference for item in specimens if item.reference),
    )
