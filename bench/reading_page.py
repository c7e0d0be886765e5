"""The page docs/explanation/reading-accuracy.md, written from the figures of one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.reading_truth import OPEN, Figures, Judged, by_kind, figures, interval, percent

_HEAD = """\
<!-- Written by python -m bench.reading_truth --write: run it again instead of changing the tables. -->

# How right the reader of eligibility text is

The lines were drawn at random and labelled by hand from the text alone, before any reading was seen:
[how, and what counts as right](eligibility-labels.md). A wrong reading is ten times worse than none: it would let
somebody in, or keep her out, on words that the trial does not say. **Every set but `apart` is open by now**: each was
drawn blind and looked at when it had measured, and the reader was mended by what it showed, so their figures in this
table are too good. `apart` prints numbers only and is closed. How two labellers fare before the same judges stands
[below](#the-reader-and-two-labellers-before-the-same-judges).
What each set said when it was first asked stands [below](#what-the-sets-said-when-they-were-first-asked).

"""

_WORDS = """\
*Right*: the reading says what the line says. *Careful*: it leaves to a human what the line decides, so it
decides less, and never otherwise. *Wrong*: it says something else, or demands by itself what is one of several ways.
*Set aside wrongly*: an expression taken for consent, judgement, heading or permission, so that it would decide nothing.
*For a human*: recognised as such. *Left open*: "not understood"; honest, and no answer. *Inside*: part of a longer line
of the reader, not compared. Precision is (right + careful) of (right + careful + wrong + set aside wrongly), with the
95 % interval of Wilson; exact is right of the same; recall is right or careful of the lines that an expression can say;
coverage is read or recognised.
"""


def write_page(page: Path, halves: Mapping[str, Sequence[Judged]], by_hand: str = "") -> None:
    """Write the page; what was judged by hand below the marker stays as it stands."""
    text = [_HEAD]
    text.append(
        "| set | lines | right | of these by people | careful | wrong | set aside wrongly | for a human | left open | "
    )
    text[-1] += "inside | lost | precision | exact | recall | coverage |\n"
    text[-1] += "|---|" + "---|" * 14 + "\n"
    for half, lines in halves.items():
        text.append(_row(half, figures(lines)))
    text.append("\n" + _WORDS + "\n")
    text.append("## By kind of criterion\n\n")
    text.append("In each set: right or careful, wrong or set aside wrongly, left open, for a human. A kind of one ")
    text.append("set has few lines, so that its counts would tell of single ones.\n\n")
    drawn = [half for half in halves if half in OPEN and half != "hunted"]
    heads = ["kind", *(head for half in drawn for head in (half, "precision")), "all: precision", "recall"]
    text.append("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|\n")
    of = {half: by_kind(lines) for half, lines in halves.items()}
    together = by_kind([one for half in drawn for one in halves[half]])
    for kind, joined in together.items():
        cells = [kind]
        for half in drawn:
            found = of[half].get(kind)
            cells += ["", ""] if found is None else [_counts(found), percent(found.precision)]
        text.append("| " + " | ".join([*cells, percent(joined.precision), percent(joined.recall)]) + " |\n")
    text.append("\n## Wrong readings of the open sets\n\n")
    text.append("By reference only; the texts are in the public data.\n\n")
    text.append("| label | trial | line | kind | what the line is about | what came |\n|---|---|---|---|---|---|\n")
    for one in (one for half in OPEN for one in halves[half]):
        if one.outcome in ("wrong", "set aside", "lost"):
            label = one.label
            cells = (label.id, label.trial, f"`{label.line}`", label.kind, label.note, one.outcome)
            text.append("| " + " | ".join(cells) + " |\n")
    kept = page.read_text(encoding="utf-8") if page.exists() else ""
    marker = "\n<!-- by hand -->\n"
    text.append(marker + kept.partition(marker)[2] if marker in kept else marker + by_hand)
    page.write_text("".join(text), encoding="utf-8")


def _row(half: str, found: Figures) -> str:
    low, high = interval(found.right + found.careful, found.given)
    cells = (
        half,
        found.lines,
        found.right,
        found.by_people,
        found.careful,
        found.wrong,
        found.set_aside,
        found.recognised,
        found.unread,
        found.inside,
        found.lost,
        f"{percent(found.precision)} ({low:.1%} to {high:.1%})",
        percent(found.exact),
        percent(found.recall),
        percent(found.coverage),
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


def _counts(found: Figures) -> str:
    counts = (found.right + found.careful, found.wrong + found.set_aside, found.unread + found.lost, found.recognised)
    return ", ".join(str(count) for count in counts)
