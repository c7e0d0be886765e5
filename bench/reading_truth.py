"""How right the reader of eligibility text is, against the truth written by hand; and the page that says so.

    ONWARD_DATA=FOLDER python -m bench.reading_truth                 figures of every set
    ONWARD_DATA=FOLDER python -m bench.reading_truth --show          lines that are not right, of the open sets
    ONWARD_DATA=FOLDER python -m bench.reading_truth --write         writes docs/explanation/reading-accuracy.md

"apart" is closed: it prints numbers only, and who builds the reader never looks at its lines. The older ones are open.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from bench.eligibility_draw import SETS
from bench.eligibility_lines import normalised
from bench.eligibility_truth import Label, key_of, labels, texts
from bench.made_people import narrower_of, never_decides, only_leaves_open, same_for_made_people
from bench.same_reading import (
    HUMAN,
    How,
    Term,
    Words,
    aligned,
    days_of,
    denied,
    form_of,
    human_only,
    same_words,
    tidy,
)
from onward.criteria import Plain, to_plain

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "reading-accuracy.md"
# The drawn sets, and the lines whose readings were once found wrong.
MEASURED = (*SETS, "hunted")
# May be looked at line by line: each measured once, or until it had been seen too often. "apart" is not among them.
OPEN = ("dev", "measuring", "focus", "fresh", "later", "last", "strict", "blind", "hunted")
ASIDE = frozenset({"consent", "logistics", "judgement", "heading", "permission", "note"})  # decide nothing
PLAIN_ASIDE = frozenset({"consent", "heading", "permission", "note"})

# What came of one line:
#   right          the reading says what the line says
#   careful        it leaves more to a human than the line does: it decides less, and never otherwise
#   recognised     it is for a human, and set aside as such, or it stays open as it has to
#   unread         left open ("not understood") where an expression, or setting aside, was possible: honest, no answer
#   wrong          a reading that says something else
#   set aside      an expression set aside as consent, judgement, heading, ...: it would decide nothing
#   inside         lies inside a longer line of the reader: not compared
#   lost           the reader has no such line
Outcome = Literal["right", "careful", "recognised", "unread", "wrong", "set aside", "inside", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line as the reader gave it, or several that together are the drawn line."""

    reading: Plain
    why: str
    tied: bool  # belongs to a parent or a cohort
    below: tuple[Plain, ...] = ()  # readings of the lines that it covers


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    label: Label
    outcome: Outcome
    how: How
    read: ReadLine | None


def judge(label: Label, read: ReadLine | None, words: Words, narrower: Mapping[str, frozenset[str]]) -> Judged:
    """What came of one line."""

    def so(outcome: Outcome, how: How = "") -> Judged:
        return Judged(label=label, outcome=outcome, how=how, read=read)

    if read is None:
        return so("lost")
    if read.reading is None:
        return so(_silent(label, read))
    how = same(label.right, read.reading, words, narrower, time_open=label.time_open)
    if how:
        # One of several ways, demanded by itself, says more than the trial does.
        return so("wrong") if label.needs_parent and not read.tied else so("right", how)
    reading = form_of(read.reading, words)
    if human_only(reading) or never_decides(reading, narrower):
        # A question that repeats the line is no answer, and no mistake.
        return so("recognised" if label.truth is None else "unread")
    why = {label.human, *label.also_human}
    if read.tied and why & {"exception", "part of another line"}:
        return so("recognised")
    if "heading" in why and _only_joins(reading, read.below, words):
        return so("recognised")
    if label.needs_parent and not read.tied:
        # "If node-negative:" above it: a reading that asks a human whether she is meant demands it of nobody else.
        meant = _of_those_meant(read.reading, label.section)
        is_theirs = meant is not None and (
            bool(same(label.right, meant, words, narrower, time_open=label.time_open))
            or _careful(label, meant, words, narrower)
        )
        return so("careful" if is_theirs else "wrong")
    if _careful(label, read.reading, words, narrower):
        return so("careful")
    return so("recognised" if label.truth is None and read.tied else "wrong")


def _of_those_meant(reading: Plain, section: str) -> Plain | None:
    """What is asked of those of whom a human says that they are meant; None where nobody is asked whether they are.

    In an inclusion "not meant, or so"; in an exclusion "so, and meant": neither keeps anybody out by itself.
    """
    match reading:
        case {"any_of": parts} if section != "exclusion":
            rest = [part for part in parts if not _is_asked(part.get("not", {}))]
            joint = "any_of"
        case {"all_of": parts} if section == "exclusion":
            rest = [part for part in parts if not _is_asked(part)]
            joint = "all_of"
        case _:
            return None
    if not rest or len(rest) == len(parts):
        return None
    return rest[0] if len(rest) == 1 else {joint: rest}


def _is_asked(part: Any) -> bool:
    return isinstance(part, Mapping) and "ask_human" in part


def _only_joins(reading: Term, below: Sequence[Plain], words: Words) -> bool:
    """Whether the reading of a heading is no more than what stands below it: all of it, any of it, none of it."""
    parts = [HUMAN if one is None else form_of(one, words) for one in below]
    joined = [tidy((joint, tuple(parts))) for joint in ("and", "or")] if parts else []
    return any(reading in (one, tidy(denied(one)), tidy(("and", (one, HUMAN)))) for one in joined)


def _careful(label: Label, reading: Plain, words: Words, narrower: Mapping[str, frozenset[str]]) -> bool:
    for one in label.right:
        term = form_of(one, words, time_open=label.time_open)
        other = form_of(aligned(reading, days_of(one)), words, time_open=label.time_open)
        if not human_only(term) and only_leaves_open(term, other, narrower):
            return True
    return False


def _silent(label: Label, read: ReadLine) -> Outcome:
    why = {label.human, *label.also_human}
    if label.truth is not None and not why & (ASIDE | {"exception", "part of another line"}):
        return "set aside" if read.why in ASIDE and not read.tied else "unread"
    if why & {"exception", "part of another line"}:
        return "recognised"
    if why & ASIDE:
        return "recognised" if read.why in ASIDE or read.tied else "unread"
    # No expression says it: to leave it open is right, to set it aside as asking nothing is not.
    return "set aside" if read.why in PLAIN_ASIDE and not read.tied else "recognised"


def same(
    right: Sequence[Plain],
    reading: Plain,
    words: Words,
    narrower: Mapping[str, frozenset[str]],
    *,
    time_open: bool = False,
) -> How:
    """How the reading equals one of the right expressions: by form, for made people, or "" not at all."""
    pairs = [
        (form_of(one, words, time_open=time_open), form_of(aligned(reading, days_of(one)), words, time_open=time_open))
        for one in right
    ]
    if any(one == other for one, other in pairs):
        return "form"
    if any(same_for_made_people(one, other, narrower) for one, other in pairs):
        return "people"
    return ""


# --- what the reader gave


def read_lines(data: Path, wanted: Iterable[Label]) -> dict[str, ReadLine | Literal["inside"] | None]:
    """Id of the label -> what the reader gave for its line."""
    by_trial: dict[str, list[Label]] = defaultdict(list)
    for label in wanted:
        by_trial[label.trial].append(label)
    texts_of = texts(data, [label for of_trial in by_trial.values() for label in of_trial])
    found: dict[str, ReadLine | Literal["inside"] | None] = {}
    for trial, lines in readings(data, frozenset(by_trial)):
        keyed = [(normalised(line.text), line) for line in lines]
        for label in by_trial[trial]:
            found[label.id] = _found(label, normalised(texts_of.get(label.id, "")), keyed)
    return found


def readings(data: Path, trials: frozenset[str]) -> Iterable[tuple[str, Sequence[Any]]]:
    """NCT id and lines of each of these trials, as the reader gives them."""
    from onward.intake import read_trials
    from onward.reading import read_eligibility

    lexicon = _lexicon()
    for trial in read_trials(data / "trials" / "breast_dev.ndjson.gz").trials:
        if trial.id in trials:
            yield trial.id, read_eligibility(trial, lexicon).lines


@cache
def _lexicon() -> Any:
    from onward.knowledge import reading_lexicon

    return reading_lexicon()


def _found(label: Label, text: str, keyed: Sequence[tuple[str, Any]]) -> ReadLine | Literal["inside"] | None:
    same_words = [line for _, line in keyed if key_of(line.text) == label.line]
    # A trial may say the same of those it lets in and of those it keeps out: the label speaks of its own section.
    exact = [line for line in same_words if line.section == label.section] or same_words
    if exact:
        return _one(exact[0], [line for _, line in keyed if line.part_of == exact[0].index])
    parts = [(key, line) for key, line in keyed if len(key) >= 4 and key in text]
    if text and sum(len(key) for key, _ in parts) >= 0.85 * len(text):
        return _joined(label.section, [line for _, line in parts])
    return "inside" if text and any(text in key for key, _ in keyed) else None


def _one(line: Any, below: Sequence[Any]) -> ReadLine:
    return ReadLine(
        reading=_plain(line),
        why=line.why_unreadable,
        tied=line.part_of is not None or bool(line.cohort),
        below=tuple(_plain(one) for one in below),
    )


def _plain(line: Any) -> Plain:
    return None if line.reading is None else to_plain(line.reading)


def _joined(section: str, lines: Sequence[Any]) -> ReadLine:
    """Several lines that the drawn line was cut into: all of them let in, any of them keeps out."""
    inner = {line.index for line in lines}
    parts: list[Plain] = []
    for line in lines:
        if line.reading is not None:
            # What an earlier part already covers is not said twice.
            parts += [] if line.part_of in inner else [_plain(line)]
        elif line.why_unreadable not in ("heading", "permission", "note"):
            parts.append({"ask_human": {"question": "?", "because": line.why_unreadable}})
    tied = any(line.part_of is not None and line.part_of not in inner for line in lines) or any(
        line.cohort for line in lines
    )
    if not any(line.reading is not None for line in lines):
        whys = [line.why_unreadable for line in lines]
        return ReadLine(reading=None, why="not understood" if "not understood" in whys else whys[0], tied=tied)
    joint = "any_of" if section == "exclusion" else "all_of"
    return ReadLine(reading=parts[0] if len(parts) == 1 else {joint: parts}, why="", tied=tied)


# --- figures


def judged(data: Path, half: str) -> list[Judged]:
    """Every label of one half with what came of it."""
    words, holds = same_words(), narrower()
    of_half = labels(half)
    found = read_lines(data, of_half)
    result: list[Judged] = []
    for label in of_half:
        read = found.get(label.id)
        if read == "inside":
            result.append(Judged(label=label, outcome="inside", how="", read=None))
        else:
            result.append(judge(label, read, words, holds))
    return result


@cache
def narrower() -> Mapping[str, frozenset[str]]:
    """Illnesses that count as a broader one, as the reader's own table of illnesses holds them."""
    import yaml

    from onward import knowledge

    table = Path(knowledge.__path__[0]) / "data" / "reading" / "conditions.yaml"
    file = yaml.safe_load(table.read_text(encoding="utf-8"))
    held = {entry["condition"]: entry.get("holds", []) for entry in file["conditions"]}
    return narrower_of(held, same_words().of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of one group of lines."""

    lines: int
    right: int
    careful: int
    wrong: int
    set_aside: int
    recognised: int
    unread: int
    inside: int
    lost: int
    expressions: int  # lines that an expression can say
    said: int  # of these read right or carefully
    by_people: int  # of the right ones: equal for made people, not by form

    @property
    def given(self) -> int:
        """What was read, or set aside though it asks something."""
        return self.right + self.careful + self.wrong + self.set_aside

    @property
    def precision(self) -> float | None:
        """Of what was read or wrongly set aside: the share that never says otherwise than the line."""
        return (self.right + self.careful) / self.given if self.given else None

    @property
    def exact(self) -> float | None:
        """Of what was read or wrongly set aside: the share that says just what the line says."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Of the lines that an expression can say, and that were compared: the share read right or carefully."""
        return self.said / self.expressions if self.expressions else None

    @property
    def coverage(self) -> float | None:
        """Share read into an expression or recognised as for a human."""
        counted = self.lines - self.inside
        return 1 - (self.unread + self.lost) / counted if counted else None


def figures(lines: Sequence[Judged]) -> Figures:
    count = Counter(one.outcome for one in lines)
    return Figures(
        lines=len(lines),
        right=count["right"],
        careful=count["careful"],
        wrong=count["wrong"],
        set_aside=count["set aside"],
        recognised=count["recognised"],
        unread=count["unread"],
        inside=count["inside"],
        lost=count["lost"],
        said=sum(one.label.truth is not None and one.outcome in ("right", "careful") for one in lines),
        expressions=sum(one.label.truth is not None and one.outcome != "inside" for one in lines),
        by_people=sum(one.how == "people" for one in lines),
    )


def interval(right: int, of: int) -> tuple[float, float]:
    """95 % interval of a share, by Wilson's formula."""
    if of == 0:
        return 0.0, 1.0
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def by_kind(lines: Sequence[Judged]) -> dict[str, Figures]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in lines:
        groups[one.label.kind].append(one)
    return {kind: figures(groups[kind]) for kind in sorted(groups)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--show", action="store_true", help="lines that are not right, of the open sets")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    arguments = parser.parse_args()
    data = Path(os.environ["ONWARD_DATA"])
    halves = {half: judged(data, half) for half in MEASURED}
    if arguments.show:
        _show(data, [one for half in OPEN for one in halves[half]])
    for half, lines in halves.items():
        print(f"{half}: {words_of(figures(lines))}")
    if arguments.write:
        from bench.reading_page import write_page

        write_page(PAGE, halves)
    return 0


def words_of(found: Figures) -> str:
    low, high = interval(found.right + found.careful, found.given)
    return (
        f"{found.lines} lines; right {found.right} (for made people {found.by_people}), careful {found.careful}, "
        f"wrong {found.wrong}, set aside {found.set_aside}, recognised {found.recognised}, unread {found.unread}, "
        f"inside {found.inside}, lost {found.lost}; precision {percent(found.precision)} ({low:.1%} to {high:.1%}), "
        f"exact {percent(found.exact)}, recall {percent(found.recall)}, coverage {percent(found.coverage)}"
    )


def percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _show(data: Path, lines: Sequence[Judged]) -> None:
    text = texts(data, [one.label for one in lines])
    for one in lines:
        if one.outcome in ("right", "recognised"):
            continue
        label = one.label
        print(f"\n{label.id} {one.outcome.upper()} {label.trial} {label.section} {label.kind}: {label.note}")
        print(f"    {text.get(label.id, '?')}")
        print(f"    truth   {label.truth or label.human}")
        if one.read is not None:
            print(f"    reading {one.read.reading or one.read.why}{' (tied)' if one.read.tied else ''}")


if __name__ == "__main__":
    raise SystemExit(main())
