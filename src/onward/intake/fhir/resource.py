"""One resource on its way to facts: its content, its place, and what all facts and issues made from it share."""

from __future__ import annotations

from typing import Any

from onward.intake.fhir.references import Scope
from onward.intake.fhir.values import (
    Json,
    code_word,
    codes_of,
    recorded_on,
    text_of,
    unknown_unit,
    when_at,
)
from onward.knowledge import Codes
from onward.terms import Code, Issue, PartialDate, Period, Severity
from onward.timeline import AnyFact, Source, Standing

Found = AnyFact | Issue


class Resource:
    """A parsed resource with the means to read it.

    body   its JSON object
    kind   its resourceType (of FHIR R4, also where the source wrote another version's)
    key    "Kind/id": what other facts point to
    codes  the code tables
    """

    __slots__ = ("_source", "body", "codes", "file", "key", "kind", "person", "place", "scope", "sha256")

    def __init__(
        self,
        body: Json,
        *,
        kind: str,
        key: str,
        person: str,
        file: str,
        sha256: str,
        place: str,
        scope: Scope,
        codes: Codes,
    ) -> None:
        self.body = body
        self.kind = kind
        self.key = key
        self.person = person
        self.file = file
        self.sha256 = sha256
        self.place = place
        self.scope = scope
        self.codes = codes
        self._source: tuple[Source, ...] | None = None

    def sources(self, path: str = "") -> tuple[Source, ...]:
        if path:
            return (Source(self.file, self.sha256, self.place, self.key, path),)
        if self._source is None:
            self._source = (Source(self.file, self.sha256, self.place, self.key),)
        return self._source

    def issue(self, what: str, did: str, path: str = "", severity: Severity = Severity.WARNING) -> Issue:
        """Something imperfect in this resource; `what` continues "this Observation ..."."""
        # The id of a Patient names a person, so it stays out of messages.
        key = "" if self.kind == "Patient" else self.key
        place = ", ".join(part for part in (self.place, key, path) if part)
        return Issue(file=self.file, place=place, what=f"{self.kind}: {what}", did=did, severity=severity)

    def fact(
        self,
        *,
        when: Period,
        standing: Standing = Standing.CONFIRMED,
        codes: tuple[Code, ...] = (),
        text: str = "",
        path: str = "",
        recorded: PartialDate | None = None,
    ) -> dict[str, Any]:
        """The part that every fact has, to be spread into its constructor."""
        return {
            "when": when,
            "recorded_on": recorded or recorded_on(self.body),
            "standing": standing,
            "codes": codes,
            "text": text,
            "sources": self.sources(path),
        }

    def unit_issue(self, quantity: object, path: str) -> Issue | None:
        """An issue for a unit that is not known; the number then stays without unit."""
        unit = unknown_unit(quantity)
        if unit is None:
            return None
        return self.issue(
            f'the unit "{unit[:30]}" is not known to Onward',
            "kept the number without unit, so it compares with nothing; use a UCUM code",
            path,
        )


# hl7.org/fhir/R4/valueset-observation-status.html and valueset-diagnostic-report-status.html
_VOID = frozenset({"entered-in-error", "cancelled"})
_PRELIMINARY = frozenset({"registered", "preliminary", "partial"})


class Observed:
    """An Observation (or one of its components, which has no own status or time) ready for the readers of results."""

    __slots__ = ("body", "codes", "concept", "recorded_on", "resource", "standing", "when")

    def __init__(self, resource: Resource, standing: Standing) -> None:
        body = resource.body
        self.resource = resource
        self.body = body
        self.standing = standing
        self.concept = body.get("code")
        self.codes = codes_of(self.concept)
        self.when = when_at(body, "effective")
        self.recorded_on = recorded_on(body)

    @property
    def text(self) -> str:
        return text_of(self.concept)

    def fact(
        self,
        path: str = "",
        *,
        text: str | None = None,
        codes: tuple[Code, ...] | None = None,
        standing: Standing | None = None,
    ) -> dict[str, Any]:
        """What every fact made from this result has in common."""
        return self.resource.fact(
            when=self.when,
            standing=standing or self.standing,
            codes=self.codes if codes is None else codes,
            text=text_of(self.concept) if text is None else text,
            path=path,
        )


def standing_of_result(body: Json) -> Standing | None:
    """How firmly a result or report stands; None for one that was entered in error or cancelled."""
    status = body.get("status")
    if status == "final" or status is None:
        return Standing.CONFIRMED
    word = code_word(body, "status")
    if word in _VOID:
        return None
    return Standing.PROVISIONAL if word in _PRELIMINARY else Standing.CONFIRMED


_VERIFICATION = {
    "unconfirmed": Standing.PROVISIONAL,
    "provisional": Standing.PROVISIONAL,
    "differential": Standing.PROVISIONAL,
    "refuted": Standing.REFUTED,
}


def standing_of_condition(body: Json) -> Standing | None:
    """How firmly a Condition or AllergyIntolerance stands; None for one that was entered in error."""
    word = code_word(body, "verificationStatus")
    if word == "entered-in-error":
        return None
    return _VERIFICATION.get(word, Standing.CONFIRMED)
