"""What `onward options` says of everybody in a public study, counted by class of treatment: found, withheld, ruled out.

    ONWARD_DATA=FOLDER python -m bench.options_census            print the page
    ONWARD_DATA=FOLDER python -m bench.options_census --write    write docs/reference/options-census.md

Counts only: no person's data enters the page.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from onward.app.options import options_of
from onward.engines.options import OptionsAnswer, Verdict
from onward.intake import PersonRecord, read

PAGE = Path("docs/reference/options-census.md")
AS_OF = date(2026, 11, 28)
REGIONS: tuple[Literal["us", "eu"], ...] = ("us", "eu")
_LISTS = (Verdict.OPTION, Verdict.UNDECIDED, Verdict.REJECTED, Verdict.NOT_AVAILABLE, Verdict.CONTINUING)


@dataclass(slots=True)
class OptionsCensus:
    """Counts over one set of people in one region.

    rules     list -> rule -> people;  groups: list -> class of treatment -> people for whom at least one stands there
    why       what was missing or stood against -> people
    """

    region: str
    people: int = 0
    nothing: Counter[str] = field(default_factory=Counter)
    rules: dict[Verdict, Counter[str]] = field(default_factory=dict)
    groups: dict[Verdict, Counter[str]] = field(default_factory=dict)
    missing: Counter[str] = field(default_factory=Counter)
    against: Counter[str] = field(default_factory=Counter)
    tests: Counter[str] = field(default_factory=Counter)
    options: Counter[int] = field(default_factory=Counter)

    def add(self, found: OptionsAnswer) -> None:
        self.people += 1
        if found.nothing_because:
            self.nothing[_kind(found.nothing_because)] += 1
        self.options[len(found.of(Verdict.OPTION))] += 1
        for verdict in _LISTS:
            here = found.of(verdict)
            self.rules.setdefault(verdict, Counter()).update(one.rule.id for one in here)
            self.groups.setdefault(verdict, Counter()).update({one.rule.group for one in here})
        if not found.nothing_because:
            waiting = found.of(Verdict.UNDECIDED)
            self.missing.update({missing.what for one in waiting for missing in one.missing})
            self.against.update({reason.by for one in found.of(Verdict.REJECTED) for reason in one.reasons})
            self.tests.update({one.test for one in found.tests})


def _kind(reason: str) -> str:
    """A reason without what belongs to one person."""
    return "the record says that this person has died" if "died" in reason else reason.split(":")[0]


def take(people: Iterable[PersonRecord], *, region: Literal["us", "eu"]) -> OptionsCensus:
    """Decide about everybody and count."""
    census = OptionsCensus(region=region)
    for person in people:
        census.add(options_of(person, region=region, as_of=AS_OF).options)
    return census


def whole(data: Path) -> tuple[OptionsCensus, ...]:
    """The public study of the data folder, region by region."""
    people = read([data / "molecular" / "breast_msk_2018"], today=AS_OF).people
    return tuple(take(people, region=region) for region in REGIONS)


def page(censuses: Sequence[OptionsCensus]) -> str:
    """The counts as a page."""
    first = censuses[0]
    lines = [
        "# Therapy options of a public study",
        "",
        "Written by `python -m bench.options_census --write` over `breast_msk_2018` (Razavi et al., Cancer Cell",
        f"2018, PMID 30205045; cBioPortal, ODbL 1.0), {first.people:,} people, as of {AS_OF}. Counts only; a test",
        "fails when it is stale. The study records receptors, menopause, sites and sequencing, but no treatment, no",
        "line and no dates by the calendar, so what depends on them must be withheld with the question that would",
        "settle it, and most of it is. What was looked at by hand stands in",
        "[thirty people](../explanation/thirty-people-and-their-options.md).",
    ]
    for census in censuses:
        lines += ["", f"## Region {census.region}", ""]
        lines += _table(("people", "count"), [("all", census.people), *_most(census.nothing)])
        lines += ["", "### Classes of treatment", ""]
        lines += _groups(census)
        lines += ["", "### Options per person", ""]
        lines += _table(("options", "people"), sorted(census.options.items()))
        lines += ["", "### Rules", ""]
        lines += _rules(census)
        lines += ["", "### What was missing, of people with metastatic breast cancer who are alive", ""]
        lines += _table(("missing", "people"), _most(census.missing))
        lines += ["", "### What ruled out", ""]
        lines += _table(("condition or gate", "people"), _most(census.against))
        lines += ["", "### Tests to consider", ""]
        lines += _table(("test", "people"), _most(census.tests))
    return "\n".join(lines) + "\n"


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first, equal ones by name."""
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


def _groups(census: OptionsCensus) -> list[str]:
    """People for whom at least one rule of the class stands in the list."""
    names = sorted({name for counter in census.groups.values() for name in counter})
    rows = [(name, *(census.groups.get(verdict, Counter())[name] for verdict in _LISTS[:4])) for name in names]
    return _table(("class", "an option", "withheld", "ruled out", "not available"), rows)


def _rules(census: OptionsCensus) -> list[str]:
    names = sorted({name for counter in census.rules.values() for name in counter})
    rows = [(f"`{name}`", *(census.rules.get(verdict, Counter())[name] for verdict in _LISTS[:4])) for name in names]
    return _table(("rule", "option", "withheld", "ruled out", "not available"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    marks = ["---", *("---:" for _ in head[1:])]
    return [
        f"| {' | '.join(head)} |",
        f"|{'|'.join(marks)}|",
        *(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows),
    ]


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


def main() -> int:
    """Print or write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.options_census", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the page instead of printing it")
    arguments = parser.parse_args()
    data = os.environ.get("ONWARD_DATA")
    if not data:
        print("set ONWARD_DATA to the folder of public data", file=sys.stderr)
        return 2
    text = page(whole(Path(data)))
    if arguments.write:
        (Path(__file__).parents[1] / PAGE).write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
