"""Taking values out of parsed JSON or YAML of any shape: what is of another kind than expected is noted, not raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onward.intake.registry.dates import registry_date
from onward.terms import Issue, PartialDate, Severity

Body = Mapping[str, object]

_NOTHING: Body = {}


class Fields:
    """Reads the fields of one trial and remembers which of them could not be taken."""

    __slots__ = ("_odd",)

    def __init__(self) -> None:
        self._odd: dict[str, str] = {}

    def text(self, body: Body, key: str) -> str:
        """Text as it stands; a number or truth value as it is written; "" when absent."""
        value = body.get(key)
        if type(value) is str:
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return f"{value}"
        self._note(key, "text", value)
        return ""

    def texts(self, body: Body, key: str) -> tuple[str, ...]:
        """A list of texts; a lone text counts as a list of one."""
        value = body.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,) if value else ()
        if isinstance(value, list):
            found: list[str] = []
            for item in value:
                if isinstance(item, str):
                    found.append(item)
                elif isinstance(item, int | float):
                    found.append(f"{item}")
                elif item is not None:
                    self._note(key, "texts", item)
            return tuple(found)
        self._note(key, "a list of texts", value)
        return ()

    def part(self, body: Body, *keys: str) -> Body:
        """The object at the end of a path; an empty one when absent."""
        for key in keys:
            value = body.get(key)
            if value is None:
                return _NOTHING
            if not isinstance(value, dict):
                self._note(key, "an object", value)
                return _NOTHING
            body = value
        return body

    def parts(self, body: Body, key: str) -> Iterator[Body]:
        """The objects of a list; a lone object counts as a list of one."""
        value = body.get(key)
        if value is None or value == "":
            return
        if isinstance(value, dict):
            yield value
            return
        if not isinstance(value, list):
            self._note(key, "a list of objects", value)
            return
        for item in value:
            if isinstance(item, dict):
                yield item
            elif item is not None:
                self._note(key, "objects", item)

    def flag(self, body: Body, key: str) -> bool | None:
        """A truth value, however it is written (true, "Y", "No"); None when absent."""
        value = body.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool):
            return value
        found = _FLAGS.get(value.strip().lower()) if isinstance(value, str) else None
        if found is None:
            self._note(key, "yes or no", value)
        return found

    def number(self, body: Body, key: str) -> float | None:
        """A number, also written as text; None when absent or not finite."""
        value = body.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            try:
                number = float(value)
            except (ValueError, OverflowError):
                number = float("nan")
            if number - number == 0:
                return number
        self._note(key, "a number", value)
        return None

    def whole(self, body: Body, key: str) -> int | None:
        """A whole number; None when absent."""
        number = self.number(body, key)
        return None if number is None else int(number)

    def date(self, body: Body, key: str) -> PartialDate | None:
        """A date as registries write it; None when absent."""
        return self.date_of(self.text(body, key), key)

    def date_of(self, text: str, key: str) -> PartialDate | None:
        """Read a date; what is none is noted under `key`."""
        if not text.strip():
            return None
        found = registry_date(text)
        if found is None:
            self._odd.setdefault(key, "expected a date")
        return found

    def note(self, key: str, what: str) -> None:
        """Remember that something at `key` could not be taken."""
        self._odd.setdefault(key, what)

    def issues(self, file: str, place: str) -> tuple[Issue, ...]:
        """One issue that names every field that could not be taken."""
        if not self._odd:
            return ()
        return (
            Issue(
                file=file,
                place=place,
                what="; ".join(f"{key}: {what}" for key, what in self._odd.items()),
                did="kept the trial and took these as not stated; see the record at its registry",
                severity=Severity.WARNING,
            ),
        )

    def _note(self, key: str, wanted: str, value: object) -> None:
        self._odd.setdefault(key, f"expected {wanted}, found {_KINDS.get(type(value), 'something else')}")


_FLAGS = {
    "true": True,
    "yes": True,
    "y": True,
    "1": True,
    "false": False,
    "no": False,
    "n": False,
    "0": False,
    "accepts healthy volunteers": True,
}
_KINDS: dict[type, str] = {
    str: "text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}
