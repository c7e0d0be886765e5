"""What Onward says of everybody in the public data, counted: calls, abstentions and conflicts by kind.

    ONWARD_DATA=FOLDER python -m bench.census            print the page
    ONWARD_DATA=FOLDER python -m bench.census --write    write docs/reference/disease/census.md

Counts only: no person's data enters the page.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from onward.app.answers import answer
from onward.disease import DiseasePicture
from onward.intake import PersonRecord, read
from onward.timeline import Timeline

PAGE = Path("docs/reference/disease/census.md")
# The day on which everything is answered: a page that changed with the clock could not be compared.
AS_OF = date(2026, 11, 23)


@dataclass(slots=True)
class Census:
    """Counts over one set of people."""

    people: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, of: str, value: str) -> None:
        self.counts.setdefault(of, Counter())[value] += 1


def take(people: Iterable[PersonRecord]) -> Census:
    """Answer about everybody and count."""
    census = Census()
    for person in people:
        found = answer(person, as_of=AS_OF)
        census.people += 1
        _count(census, found.picture, found.timeline)
    return census


def _count(census: Census, picture: DiseasePicture, timeline: Timeline) -> None:
    for call in picture.receptors:
        census.add(f"{call.marker.value} call", call.call)
        census.add(f"{call.marker.value} rule", call.rule)
    census.add("subtype", picture.subtype.code)
    census.add("metastatic", picture.metastatic.value)
    census.add("onset", picture.onset.onset)
    census.add("CNS", picture.cns.status)
    census.add("endocrine", picture.endocrine.status)
    for site in picture.sites:
        census.add("site", site.site)
    census.add("highest line", str(max((line.n for line in picture.lines if line.n is not None), default="no line")))
    for line in picture.lines:
        census.add("setting of lines", line.setting)
    for conflict in picture.conflicts:
        census.add("conflict of the picture", conflict.kind)
    for conflict in timeline.conflicts:
        # The specimen and the instant differ from person to person; the kind of contradiction does not.
        census.add("conflict of the record", re.sub(r"\S*\d\S*", "N", conflict.what))
    for issue in timeline.issues:
        census.add("issue", re.sub(r'"[^"]*"|\S*\d\S*', "…", issue.what))


def page(sets: Mapping[str, Census]) -> str:
    """The counts as a page."""
    lines = [
        "# What Onward says of the public data",
        "",
        "Written by `python -m bench.census --write` over the public data folder; a test fails when it is stale.",
        f"Everything is answered as of {AS_OF}. Counts only; the data sets and their licences are named in the folder.",
        "What an answer means, and the rule of each call, stands on the other pages of this folder.",
        "",
    ]
    for name, census in sets.items():
        lines += [f"## {name}: {census.people:,} people", ""]
        for of, counts in census.counts.items():
            lines += [f"### {of}", "", f"| {of} | count |", "|---|---:|"]
            lines += [
                f"| {value} | {count:,} |" for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
            ]
            lines.append("")
    return "\n".join(lines)


def whole(data: Path) -> dict[str, Census]:
    """The study folder and the FHIR records."""
    return {
        "cBioPortal breast_msk_2018": take(read([data / "molecular" / "breast_msk_2018"]).people),
        "FHIR: mCODE examples and Synthea": take(read([data / "fhir"]).people),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print or write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.census", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE}")
    options = parser.parse_args(arguments)
    data = os.environ.get("ONWARD_DATA")
    if not data:
        print("census: set ONWARD_DATA to the folder with the public data", file=sys.stderr)
        return 2
    text = page(whole(Path(data)))
    if options.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
