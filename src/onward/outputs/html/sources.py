"""Numbers the sources that the page cites, in the order in which the page cites them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from onward.outputs.html.context import NO_MARKS, Basis, Mark, Marks, SourceEntry
from onward.timeline import AnyFact, Source

# A statement shows this many marks; the rest stand in a list one click away.
_SHOWN = 2
# Original texts in the page, in characters. A page beyond it would be slow to mail and to open; what does not fit is
# named with file and place.
_BUDGET = 900_000
_INDENT = re.compile(r"^ +", re.MULTILINE)


class SourceRegister:
    """Collects what is cited while a page is put together."""

    def __init__(self, resources: Mapping[str, str]) -> None:
        """`resources`: "file#place" of a source to the original text of that resource."""
        self._resources = resources
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._sources: list[Source] = []
        self._paths: dict[int, dict[str, None]] = {}
        self._bases: dict[tuple[int, ...], Basis] = {}

    def cite(self, facts: Iterable[AnyFact], *, every: bool = False) -> Marks:
        """The marks of a statement that rests on `facts`, each source once; `every`: no shortening."""
        marks: dict[int, Mark] = {}
        for fact in facts:
            for source in fact.sources:
                number = self._number(source)
                marks.setdefault(number, Mark(number=number, anchor=f"s{number}", label=_label(source)))
        if not marks:
            return NO_MARKS
        found = tuple(marks.values())
        if every or len(found) <= _SHOWN + 1:
            return Marks(first=found)
        key = tuple(marks)
        basis = self._bases.get(key)
        if basis is None:
            basis = self._bases[key] = Basis(anchor=f"basis-{len(self._bases) + 1}", marks=found)
        return Marks(first=found[:_SHOWN], more=len(found) - _SHOWN, basis=basis.anchor)

    def _number(self, source: Source) -> int:
        key = (source.file, source.place, source.resource)
        number = self._numbers.get(key)
        if number is None:
            self._sources.append(source)
            number = self._numbers[key] = len(self._sources)
        if source.path:
            self._paths.setdefault(number, {})[source.path] = None
        return number

    def entries(self) -> tuple[SourceEntry, ...]:
        """Every cited source, with its original text as far as the page has room for it."""
        left = _BUDGET
        found: list[SourceEntry] = []
        for number, source in enumerate(self._sources, start=1):
            text = _narrower(self._resources.get(f"{source.file}#{source.place}", ""))
            absent = "" if text else "The original text was not handed to this page."
            if len(text) > left:
                text, absent = "", "Left out to keep this page small enough to mail; the original stands in the file."
            left -= len(text)
            found.append(
                SourceEntry(
                    number=number,
                    anchor=f"s{number}",
                    resource=source.resource or "record",
                    file=source.file,
                    place=source.place,
                    paths=tuple(self._paths.get(number, ())),
                    text=text,
                    absent=absent,
                )
            )
        return tuple(found)

    def bases(self) -> tuple[Basis, ...]:
        """The lists of the statements that rest on more sources than they show."""
        return tuple(self._bases.values())


def _narrower(text: str) -> str:
    """The same text with half the indentation: a tenth of a page's size, and easier to read on a phone."""
    return _INDENT.sub(lambda found: found[0][: len(found[0]) // 2], text)


def _label(source: Source) -> str:
    return source.resource or source.place or source.file
