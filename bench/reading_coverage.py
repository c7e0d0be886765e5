"""How much of eligibility texts the reader reads, counted over the public trials; and the page that says so.

    ONWARD_DATA=FOLDER python -m bench.reading_coverage            print the page
    ONWARD_DATA=FOLDER python -m bench.reading_coverage --write    write docs/explanation/reading-coverage.{md,svg}

Counts only: no line of a trial enters the page. Whether readings are right is another page (`bench.reading_truth`).
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any, Literal

from onward.criteria import to_plain
from onward.intake import read_trials
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, read_eligibility
from onward.registry import Trial, phases_of

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "reading-coverage.md"
DRAWING = PAGE.with_suffix(".svg")
SETS = {"breast": "breast_dev.ndjson.gz", "other": "other_dev.ndjson.gz"}
AIM = 0.90

# What came of one line. Headings ask nothing and are left out, as `EligibilityReading.coverage` does.
Outcome = Literal["whole", "part", "human", "open"]
OUTCOMES: dict[Outcome, str] = {
    "whole": "read whole",
    "part": "read, with a question for a human inside",
    "human": "recognised as for a human",
    "open": "stays open",
}

# What an open line speaks of, by its words (parts of patterns); the first family that fits names it.
FAMILIES: dict[str, str] = {
    "pregnancy and contraception": "pregnan contracep child.?bearing lactat breast.?feed nursing menopaus menstru",
    "brain and meninges": r"brain \bcns\b central.nervous mening intracran cranial",
    "receptors and genes": r"\b(?:er|pr|hr|pgr|her-?2\w*|erbb2|brca\w*|pd-?l1|pik3ca|esr1|ki-?67)\b receptor triple "
    "mutation gene amplif express oncotype",
    "laboratory": r"\buln\b upper.limit mg/d /mm x.?10 g/dl creatinin bilirub \bast\b \balt\b sgot sgpt platelet "
    r"neutroph \banc\b h[ae]?emoglob albumin \binr\b transamin phosphatase calcium potassium marrow leu[ck]ocyt wbc "
    "urin laborator",
    "heart and vessels": r"cardi myocard heart lvef \bqt angina arrhyth hypertens blood.pressure thromb embol stroke "
    r"vascular ejection \becg\b",
    "radiotherapy and surgery": "radioth radiat irradiat surg ectomy resect biops transplant",
    "earlier systemic treatment": "chemother endocrine hormon tamoxifen aromatase taxane anthracycl trastuz "
    "immunother prior previous receiv regimen lines?.of pretreat na[iï]ve",
    "other medicines": "medicat drug cyp inhibitor steroid anticoag warfarin aspirin vaccin bisphosph therapy "
    "treatment agent antibiotic conazole mycin",
    "stage, nodes, measurability": r"\b[pc]?t[0-4] \bn[0-3]\b stage node measurab recist lesion metasta "
    "locally.advanced unresect recurren",
    "the cancer": "malignan cancer carcinoma tumou?r lymphoma sarcoma leuk[ae] melanoma myeloma histolog cytolog",
    "infections": r"infect \bhiv\b hepatitis tubercul covid sars sepsis fever febrile",
    "allergy": "allerg hypersens intoleran contraindic",
    "other illness": "disease disorder syndrome illness condition neuropath seizure diabet pulmon pneumon lung bleed "
    "h[ae]morr ulcer bowel gastro swallow psychiatr toxicit grade nausea vomit diarrh",
    "person and fitness": r"\bage year male female women ecog karnofsky performance life.expect weigh bmi "
    "height sex",
    "visits, tissue, imaging": r"visit follow.?up sample tissue specimen imaging \bmri\b \bct\b scan mammogra test "
    "trial study enrol",
}
_FAMILIES = {name: re.compile("|".join(words.split()), re.IGNORECASE) for name, words in FAMILIES.items()}
_PHASE = {"early 1": "early phase 1", "not applicable": "not applicable"}
ELSE = "nothing of these"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTrial:
    """What came of the lines of one trial."""

    trial: Trial
    outcomes: Mapping[tuple[str, Outcome], int]  # (section, outcome): lines
    human: Mapping[str, int]
    families: Mapping[str, int]  # of open lines

    @property
    def lines(self) -> int:
        return sum(self.outcomes.values())

    def of(self, outcome: Outcome) -> int:
        """Lines with this outcome, of all sections."""
        return sum(count for (_, one), count in self.outcomes.items() if one == outcome)

    @property
    def coverage(self) -> float | None:
        """Share read or recognised; None without lines."""
        return 1 - self.of("open") / self.lines if self.lines else None


def read_trial(trial: Trial, lines: Iterable[EligibilityLine]) -> ReadTrial:
    """Count the lines of one trial, headings left out."""
    outcomes: Counter[tuple[str, Outcome]] = Counter()
    human: Counter[str] = Counter()
    families: Counter[str] = Counter()
    for line in lines:
        if line.why_unreadable == "heading":
            continue
        outcome = outcome_of(line)
        outcomes[line.section, outcome] += 1
        if outcome == "human":
            human[line.why_unreadable] += 1
        elif outcome == "open":
            families[family_of(line)] += 1
    return ReadTrial(trial=trial, outcomes=outcomes, human=human, families=families)


def outcome_of(line: EligibilityLine) -> Outcome:
    if line.reading is not None:
        return "part" if _asks(to_plain(line.reading)) else "whole"
    return "open" if line.is_open else "human"


def _asks(plain: Any) -> bool:
    if isinstance(plain, Mapping):
        return "ask_human" in plain or any(_asks(value) for value in plain.values())
    return isinstance(plain, list) and any(_asks(one) for one in plain)


def family_of(line: EligibilityLine) -> str:
    """What an open line speaks of, by the first family whose words it holds."""
    if line.why_unreadable == "not English":
        return "not English"
    return next((name for name, pattern in _FAMILIES.items() if pattern.search(line.text)), ELSE)


def read_all(data: Path) -> dict[str, list[ReadTrial]]:
    """Each set of trials, read."""
    lexicon = reading_lexicon()
    return {
        name: [
            read_trial(trial, read_eligibility(trial, lexicon).lines)
            for trial in read_trials(data / "trials" / file).trials
        ]
        for name, file in SETS.items()
    }


_PAGE = """\
<!-- Written by python -m bench.reading_coverage --write: run it again instead of changing the figures. -->

# How much of eligibility texts is read

**The aim is 90 % of the lines of the breast-cancer trials. It is {share:.1%}: {distance}** A line counts when it
was read into a question, or recognised as one that no record answers (consent, logistics, judgement, permission, note).
Headings are left out. A line that is not understood is listed with its trial, and leaves the verdict open. Whether what
was read is right is measured apart: [how right the reader is](reading-accuracy.md). What is read, with examples, is in
the chapter [reading](../reference/reading/structure-and-sections.md).

The trials are the public ones of two collections: trials of breast cancer, whose lines were in view while the reader
was built, and trials of other cancers, for which nothing was made on purpose.

## All lines

{outcomes}

## Trial by trial

Share of each trial's own lines that was read or recognised.

{distribution}

![Histogram of the coverage of trials, in steps of ten per cent; the table below holds its numbers.]({drawing})

{steps}

## By section

{sections}

## By phase

As the registry states it; a trial of phase 1/2 stands under both.

{phases}

## By year

By the year of the start, where the collection has it.

{years}

By the number of the trial: numbers are given in the order of registration, so this tells old from new where no year is
stated (NCT00 to about 2010, NCT02 from about 2014, NCT05 from about 2021).

{numbers}

## Recognised as for a human

{human}

## What stays open

By the words of the line, the first family that fits: a line about chemotherapy before surgery stands under surgery.
Counts of lines, and their share of all open lines.

{families}
"""


def page(sets: Mapping[str, Sequence[ReadTrial]]) -> str:
    """The page in Markdown."""
    names = list(sets)
    both = [*(f"{name}: lines" for name in names), *(f"{name}: share" for name in names)]
    breast = _lines(sets["breast"])
    share = 1 - breast["open"] / sum(breast.values())
    return _PAGE.format(
        share=share,
        distance=_distance(share),
        outcomes=_table(["", *both], _outcome_rows(sets)),
        distribution=_table(["", *names], _distribution(sets)),
        drawing=DRAWING.name,
        steps=_table(["coverage", *(f"{name}: trials" for name in names)], _steps(sets)),
        sections=_groups(sets, _by_section),
        phases=_groups(sets, _by_phase),
        years=_groups(sets, _by_year),
        numbers=_groups(sets, _by_number),
        human=_table(["why", *names], _counted(sets, lambda one: one.human)),
        families=_table(["the line speaks of", *both], _open_rows(sets)),
    )


def _distance(share: float) -> str:
    missing = AIM - share
    return "the aim is met." if missing <= 0 else f"{missing * 100:.1f} percentage points are missing."


def _lines(trials: Iterable[ReadTrial]) -> Counter[Outcome]:
    found: Counter[Outcome] = Counter()
    for one in trials:
        for (_, outcome), count in one.outcomes.items():
            found[outcome] += count
    return found


def _outcome_rows(sets: Mapping[str, Sequence[ReadTrial]]) -> list[list[str]]:
    counts = {name: _lines(trials) for name, trials in sets.items()}
    totals = {name: sum(count.values()) for name, count in counts.items()}
    rows = [
        [
            words,
            *(f"{counts[name][outcome]:,}" for name in sets),
            *(f"{counts[name][outcome] / totals[name]:.1%}" for name in sets),
        ]
        for outcome, words in OUTCOMES.items()
    ]
    rows.append(["**all**", *(f"{totals[name]:,}" for name in sets), *("100 %" for _ in sets)])
    shares = (f"**{1 - counts[name]['open'] / totals[name]:.1%}**" for name in sets)
    rows.append(["**read or recognised**", *(f"{totals[name] - counts[name]['open']:,}" for name in sets), *shares])
    return rows


def _coverages(trials: Iterable[ReadTrial]) -> list[float]:
    return sorted(one.coverage for one in trials if one.coverage is not None)


def _distribution(sets: Mapping[str, Sequence[ReadTrial]]) -> list[list[str]]:
    shares = {name: _coverages(trials) for name, trials in sets.items()}
    quarters = {name: quantiles(found, n=4, method="inclusive") for name, found in shares.items()}
    return [
        ["trials with lines", *(f"{len(found):,}" for found in shares.values())],
        ["lowest", *(f"{found[0]:.0%}" for found in shares.values())],
        ["a quarter of the trials lie below", *(f"{quarters[name][0]:.0%}" for name in sets)],
        ["half of them below", *(f"{quarters[name][1]:.0%}" for name in sets)],
        ["three quarters below", *(f"{quarters[name][2]:.0%}" for name in sets)],
        ["highest", *(f"{found[-1]:.0%}" for found in shares.values())],
        ["90 % and more", *(f"{sum(one >= AIM for one in found) / len(found):.1%}" for found in shares.values())],
    ]


def steps(trials: Iterable[ReadTrial]) -> list[int]:
    """Trials by tenth of coverage, from [0, 10 %) to [90 %, 100 %]."""
    found = [0] * 10
    for share in _coverages(trials):
        found[min(int(share * 10 + 1e-9), 9)] += 1
    return found


def _steps(sets: Mapping[str, Sequence[ReadTrial]]) -> list[list[str]]:
    counts = [steps(trials) for trials in sets.values()]
    ends = [f"{10 * n} to under {10 * n + 10} %" for n in range(9)] + ["90 to 100 %"]
    return [[ends[n], *(f"{count[n]:,}" for count in counts)] for n in range(10)]


Grouped = Callable[[ReadTrial], Sequence[tuple[str, Mapping[tuple[str, Outcome], int]]]]


def _by_section(one: ReadTrial) -> list[tuple[str, Mapping[tuple[str, Outcome], int]]]:
    return [
        (section, {key: count for key, count in one.outcomes.items() if key[0] == section})
        for section in sorted({section for section, _ in one.outcomes})
    ]


def _by_phase(one: ReadTrial) -> list[tuple[str, Mapping[tuple[str, Outcome], int]]]:
    phases = [_PHASE.get(phase.value, f"phase {phase.value}") for phase in phases_of(one.trial.phases)]
    return [(phase, one.outcomes) for phase in phases or ["not stated"]]


def _by_year(one: ReadTrial) -> list[tuple[str, Mapping[tuple[str, Outcome], int]]]:
    start = one.trial.start
    if start is None:
        return [("not stated", one.outcomes)]
    first = start.earliest.year // 5 * 5
    return [(f"{first} to {first + 4}", one.outcomes)]


def _by_number(one: ReadTrial) -> list[tuple[str, Mapping[tuple[str, Outcome], int]]]:
    return [(one.trial.id[:5] if one.trial.id.startswith("NCT") else "another number", one.outcomes)]


def _groups(sets: Mapping[str, Sequence[ReadTrial]], groups: Grouped) -> str:
    """Trials, lines and share read or recognised, group by group."""
    lines: dict[tuple[str, str], Counter[Outcome]] = defaultdict(Counter)
    trials: Counter[tuple[str, str]] = Counter()
    for name, of_set in sets.items():
        for one in of_set:
            for group, outcomes in groups(one):
                trials[group, name] += 1
                for (_, outcome), count in outcomes.items():
                    lines[group, name][outcome] += count
    heads = ["", *(f"{name}: {what}" for name in sets for what in ("trials", "lines", "read or recognised"))]
    rows: list[list[str]] = []
    for group in sorted({group for group, _ in trials}):
        row = [group]
        for name in sets:
            count = lines[group, name]
            total = sum(count.values())
            row += [f"{trials[group, name]:,}", f"{total:,}", f"{1 - count['open'] / total:.1%}" if total else "-"]
        rows.append(row)
    return _table(heads, rows)


def _counted(sets: Mapping[str, Sequence[ReadTrial]], of: Callable[[ReadTrial], Mapping[str, int]]) -> list[list[str]]:
    counts = {name: _sum(of(one) for one in trials) for name, trials in sets.items()}
    first = next(iter(counts.values()))
    every = sorted({word for count in counts.values() for word in count}, key=lambda word: (-first[word], word))
    return [[word, *(f"{count[word]:,}" for count in counts.values())] for word in every]


def _open_rows(sets: Mapping[str, Sequence[ReadTrial]]) -> list[list[str]]:
    totals = [sum(_sum(one.families for one in trials).values()) for trials in sets.values()]
    counted = {name: _sum(one.families for one in trials) for name, trials in sets.items()}
    rows = _counted(sets, lambda one: one.families)
    shares = [
        [
            f"{count[row[0]] / total:.1%}" if total else "-"
            for count, total in zip(counted.values(), totals, strict=True)
        ]
        for row in rows
    ]
    return [[*row, *share] for row, share in zip(rows, shares, strict=True)]


def _sum(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in body)


def drawing(sets: Mapping[str, Sequence[ReadTrial]]) -> str:
    """Histogram of the trials' coverage as SVG: bars of each set beside each other, in per cent of its trials."""
    counts = {name: steps(trials) for name, trials in sets.items()}
    shares = {name: [count / max(1, sum(found)) for count in found] for name, found in counts.items()}
    width, height, left, top, bottom = 640, 300, 44, 30, 44
    high = max(0.05, *(share for found in shares.values() for share in found))
    slot = (width - left - 12) / 10
    bar = slot * 0.8 / len(shares)
    colours = ("#0b5394", "#b45f06")
    base = height - bottom
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d"'
            ' font-family="sans-serif" font-size="12">'
        ),
        '<title id="t">Coverage of trials</title>',
        (
            '<desc id="d">Share of the trials of each collection, by tenth of their lines that were read or recognised.'
            " The page holds the same numbers as a table.</desc>"
        ),
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for percent in range(0, int(high * 100) + 1, 10):
        y = base - (base - top) * percent / 100 / high
        out.append(f'<line x1="{left}" x2="{width - 12}" y1="{y:.1f}" y2="{y:.1f}" stroke="#cccccc"/>')
        out.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#222222">{percent} %</text>')
    for n in range(10):
        for at, (name, found) in enumerate(shares.items()):
            tall = (base - top) * found[n] / high
            x = left + slot * n + slot * 0.1 + bar * at
            out.append(
                f'<rect x="{x:.1f}" y="{base - tall:.1f}" width="{bar:.1f}" height="{tall:.1f}"'
                f' fill="{colours[at % len(colours)]}"><title>{name}, {10 * n} to {10 * n + 10} %:'
                f" {counts[name][n]} trials</title></rect>"
            )
    for n in range(11):
        x = left + slot * n
        out.append(f'<text x="{x:.1f}" y="{base + 16}" text-anchor="middle" fill="#222222">{10 * n}</text>')
    out.append(
        f'<text x="{left + slot * 5:.1f}" y="{height - 8}" text-anchor="middle" fill="#222222">'
        "lines of a trial that were read or recognised, per cent</text>"
    )
    for at, name in enumerate(shares):
        x = left + 10 + 150 * at
        out.append(f'<rect x="{x}" y="9" width="12" height="12" fill="{colours[at % len(colours)]}"/>')
        out.append(f'<text x="{x + 18}" y="19" fill="#222222">{name} ({sum(counts[name]):,} trials)</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name} and {DRAWING.name}")
    arguments = parser.parse_args()
    sets = read_all(Path(os.environ["ONWARD_DATA"]))
    if not arguments.write:
        print(page(sets))
        return 0
    PAGE.write_text(page(sets), encoding="utf-8")
    DRAWING.write_text(drawing(sets), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
