"""Patient: who it is, and whether the person has died (hl7.org/fhir/R4/patient.html)."""

from __future__ import annotations

from collections.abc import Iterator

from onward.intake.fhir.resource import Found, Resource
from onward.intake.fhir.values import Json, code_word, date_at, is_absent, objects_at, text_at
from onward.terms import UNDATED, at
from onward.timeline import Death, Demographics, Sex, Standing

_SEXES = {sex.value: sex for sex in Sex} | {"f": Sex.FEMALE, "m": Sex.MALE}


def read_patient(patient: Resource) -> Iterator[Found]:
    """Demographics, and Death where the record says anything about it."""
    body = patient.body
    birth = date_at(body, "birthDate")
    if birth is None and body.get("birthDate") is not None:
        yield patient.issue("a birthDate that is no date", "took the date of birth as not recorded", "birthDate")
    word = code_word(body, "gender")
    sex = _SEXES.get(word)
    if word and sex is None:
        yield patient.issue(
            "a gender that is no FHIR code", "took it as not recorded; use female, male, other or unknown", "gender"
        )
    address = _address(body)
    yield Demographics(
        **patient.fact(when=UNDATED),
        names=_names(body),
        birth=birth,
        sex=sex,
        postal_code=text_at(address, "postalCode"),
        country=text_at(address, "country"),
    )
    yield from _death(patient)


def _names(body: Json) -> tuple[str, ...]:
    """Full names as written, the official or usual one first, old ones last."""
    ranks = {"official": 0, "usual": 1, "": 2, "old": 9, "maiden": 9}
    found: list[tuple[int, str]] = []
    for name in objects_at(body, "name"):
        given = name.get("given")
        family = name.get("family")
        # DSTU2 has an array of family names.
        parts = [
            *(given if isinstance(given, list) else [given]),
            *(family if isinstance(family, list) else [family]),
        ]
        text = " ".join(part for part in parts if isinstance(part, str) and part) or text_at(name, "text")
        if text:
            found.append((ranks.get(code_word(name, "use"), 3), text))
    return tuple(dict.fromkeys(text for _, text in sorted(found, key=lambda pair: pair[0])))


def _address(body: Json) -> Json:
    """The home address that is in use, else the first one."""
    addresses = objects_at(body, "address")
    current = [a for a in addresses if a.get("use") not in ("old", "billing", "temp")]
    return next(iter(current or addresses), {})


def _death(patient: Resource) -> Iterator[Found]:
    body = patient.body
    day = date_at(body, "deceasedDateTime")
    dead = body.get("deceasedBoolean")
    if day is not None or is_absent(body, "deceasedDateTime"):
        yield Death(**patient.fact(when=at(day), path="deceasedDateTime"))
    elif body.get("deceasedDateTime") is not None:
        yield patient.issue(
            "a deceasedDateTime that is no date", "took the person as dead without a date", "deceasedDateTime"
        )
        yield Death(**patient.fact(when=UNDATED, path="deceasedDateTime"))
    elif dead is True:
        yield Death(**patient.fact(when=UNDATED, path="deceasedBoolean"))
    elif dead is False:
        yield Death(**patient.fact(when=UNDATED, standing=Standing.REFUTED, path="deceasedBoolean"))
    elif dead is not None:
        yield patient.issue(
            "a deceasedBoolean that is neither true nor false", "took it as not recorded", "deceasedBoolean"
        )
