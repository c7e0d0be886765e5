"""What goes to standard output: JSON documents, lines, tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

import orjson


def print_json(document: object) -> None:
    """One indented document, as bytes: the same answer gives the same bytes on every terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")


def print_line(document: object) -> None:
    """One object on one line."""
    sys.stdout.buffer.write(orjson.dumps(document) + b"\n")


def print_people(
    documents: Iterable[Mapping[str, object]],
    *,
    count: int,
    as_lines: bool,
    issues: Sequence[object],
    skipped: Sequence[object],
) -> None:
    """One person's document with what was skipped in it, or several under `people`, or one line each.

    issues   of files that belong to no one person; the caller has put them into the document of a single person
    """
    if as_lines:
        for document in documents:
            print_line(document)
        if issues or skipped:
            print_line({"kind": "issues", "issues": issues, "skipped": skipped})
        return
    if count == 1:
        for document in documents:
            print_json({**document, "skipped": skipped})
        return
    print_json({"people": list(documents), "issues": issues, "skipped": skipped})


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for people; wide columns wrap."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        # Text, not markup: square brackets of a record are no formatting.
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table)


def print_issues(issues: Sequence[Mapping[str, object]], *, to_stderr: bool = True) -> None:
    """Issues as lines that say file, place, what and what was done."""
    out = sys.stderr if to_stderr else sys.stdout
    for issue in issues:
        place = f", {issue['place']}" if issue["place"] else ""
        print(f"{issue['severity']}: {issue['file']}{place}: {issue['what']} {issue['did']}", file=out)
