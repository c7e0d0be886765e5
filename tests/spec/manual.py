"""Spec tests write the manual.

A folder of tests/spec is a chapter, a file a page, a test a section: tests/spec/criteria/test_person.py writes
docs/reference/criteria/person.md.

    page title      first line of the file's docstring; the rest of it is the introduction
    section title   name of the test function, without "test_" and with spaces
    first lines     docstring of the test (every spec test has one)
    the rest        what the test gives to its `manual` fixture: text, tables, code

When every test of a file has passed, the page is compared with the committed one, and a stale page fails with the
command that writes it anew. `make docs` (ONWARD_WRITE_REFERENCE=1) writes instead of comparing. Only whole files are
compared: a run of one test says nothing about the page.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "tests" / "spec"
REFERENCE = ROOT / "docs" / "reference"

_MARK = "<!-- Written by "
_REFRESH = "The page is written by its tests. If the tests are right, write it anew: make docs"


class Section:
    """What one test says on its page."""

    def __init__(self, title: str, paragraph: str) -> None:
        self._parts = [f"## {title}", paragraph]

    def text(self, paragraph: str) -> None:
        """A paragraph in Markdown."""
        self._parts.append(inspect.cleandoc(paragraph))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table; cells are plain text (a bar or a line break in one is escaped)."""
        lines = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
        self._parts.append("\n".join(lines))

    def row(self, head: Sequence[str], cells: Sequence[str]) -> None:
        """One row of a table: the cases of a parametrised test, one after the other, make one table."""
        if not self._parts[-1].startswith(_row(head)):
            self.table(head, ())
        self._parts[-1] += "\n" + _row(cells)

    def code(self, text: str, language: str = "") -> None:
        """A block of code or of a file."""
        self._parts.append(f"```{language}\n{text.rstrip()}\n```")

    def render(self) -> str:
        """The section in Markdown."""
        return "\n\n".join(self._parts)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), '<br>') for cell in cells)} |"


class Page:
    """One page: the sections of one test file, in the order of the file."""

    def __init__(self, module: ModuleType) -> None:
        source = Path(str(module.__file__))
        self.source = source.relative_to(ROOT)
        chapter = source.parent.relative_to(SPEC)
        self.path = REFERENCE / chapter / f"{source.stem.removeprefix('test_').replace('_', '-')}.md"
        self._doc = inspect.getdoc(module) or ""
        self._order = [name for name, value in vars(module).items() if _is_test(name, value, module)]
        self._sections: dict[str, Section] = {}
        self._passed: set[str] = set()
        self._failed: set[str] = set()

    def section(self, test: str, doc: str | None) -> Section:
        """The section of a test function; the cases of one parametrised test share it."""
        assert doc, f"{test}: a spec test says in its docstring what holds"
        if test not in self._sections:
            title = test.removeprefix("test_").replace("_", " ")
            self._sections[test] = Section(title[0].upper() + title[1:], inspect.cleandoc(doc))
        return self._sections[test]

    def ran(self, test: str, *, passed: bool) -> None:
        """Note how a test went."""
        (self._passed if passed else self._failed).add(test)

    @property
    def is_whole(self) -> bool:
        """Whether every test of the file ran and passed."""
        return not self._failed and self._passed == set(self._order)

    def render(self) -> str:
        """The page in Markdown."""
        title, _, rest = self._doc.partition("\n")
        parts = [f"{_MARK}{self.source} (make docs): change the test, not this page. -->", f"# {title.rstrip('.')}"]
        if rest.strip():
            parts.append(rest.strip())
        parts.extend(self._sections[test].render() for test in self._order if test in self._sections)
        return "\n\n".join(parts) + "\n"

    def write(self) -> None:
        """Put the page in its place."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.render(), encoding="utf-8")

    def check(self) -> None:
        """Fail when the committed page is not what the tests say, or a page has lost its tests."""
        name = self.path.relative_to(ROOT)
        written = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        if written != self.render():
            changed = difflib.unified_diff(
                written.splitlines(), self.render().splitlines(), f"{name} (committed)", f"{name} (tests)", lineterm=""
            )
            raise AssertionError(f"{name} is stale. {_REFRESH}\n" + "\n".join(list(changed)[:60]))
        for orphan in sorted(self.path.parent.glob("*.md")):
            first = orphan.read_text(encoding="utf-8").partition("\n")[0]
            source = first.removeprefix(_MARK).partition(" ")[0]
            if first.startswith(_MARK) and not (ROOT / source).exists():
                raise AssertionError(f"{orphan.relative_to(ROOT)} has lost its tests ({source}): delete it")


def _is_test(name: str, value: object, module: ModuleType) -> bool:
    return name.startswith("test_") and inspect.isfunction(value) and value.__module__ == module.__name__
