"""Answers for the same eligibility line, from two labellers and from the reader, judged without knowing whose they are.

    ONWARD_DATA=FOLDER python -m bench.blind_judging answers SET FILE   what this reader answers, to be asked later
    ONWARD_DATA=FOLDER python -m bench.blind_judging ask SET FOLDER [--earlier FILE]
                                                          SET.ask.yaml to judge by, and SET.key.yaml
    python -m bench.blind_judging keep SET FOLDER JUDGED.yaml JUDGED.yaml
                                                          keeps what was judged, and settles the labels
    python -m bench.blind_judging tell SET                what the judges say of each author

The labels of the two are SET_first.yaml and SET_second.yaml. Where all answer alike nothing is asked: no judge could
tell them apart. Everything else is shown with its text, in an order drawn by chance for each line, equal answers once;
the key says whose each is, and is not shown. A judge writes for each answer of a line

    right   it says what the line says, in its place
    less    it leaves more to a human than the line does, and decides never otherwise
    open    it leaves the line to a human as not understood, where an answer was possible: honest, and none
    wrong   it says something else for some person, or sets aside what asks something
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.eligibility_draw import drawn
from bench.eligibility_lines import Piece, nct_id, pieces, trials
from bench.eligibility_truth import FOLDER, Label, labels
from bench.reading_truth import ReadLine, interval, narrower, read_lines, same
from bench.same_reading import same_words
from onward.criteria import describe_criterion, from_plain

READER = "reader"
EARLIER = "reader, earlier"  # the answers of an older reader, judged beside those of this one
READERS = frozenset({READER, EARLIER})
JUDGEMENTS = ("right", "less", "open", "wrong")
_BELOW = 2  # lines of the text shown after the line
_SHORT = 3  # words of a quality that are words of the clinic, and not of one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer for one line: an expression in plain form, or why there is none."""

    expression: Any
    why: str
    tied: bool  # one of several ways, or under a heading that governs it

    def shown(self) -> dict[str, Any]:
        tie = {"belongs to the line above": True} if self.tied else {}
        if self.expression is None:
            return {"for a human": self.why, **tie}
        # Questions in the words of the line would tell that the reader wrote them.
        plain = _without_words(self.expression)
        return {"says": describe_criterion(from_plain(plain)), "expression": plain, **tie}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answers for one line, equal ones together, and whose each is."""

    id: str
    answers: tuple[tuple[Answer, tuple[str, ...]], ...]


def of_label(label: Label) -> Answer:
    return Answer(expression=label.truth, why=label.human, tied=label.needs_parent)


def of_reader(read: ReadLine) -> Answer:
    return Answer(expression=read.reading, why="" if read.reading is not None else read.why, tied=read.tied)


def together(given: Iterable[tuple[str, Answer]], *, time_open: bool) -> tuple[tuple[Answer, tuple[str, ...]], ...]:
    """Equal answers once, with all whose they are."""
    words, holds = same_words(), narrower()
    found: list[tuple[Answer, tuple[str, ...]]] = []

    def equal(one: Answer, other: Answer) -> bool:
        if one.tied != other.tied:
            return False
        if one.expression is None or other.expression is None:
            return one.expression is other.expression and one.why == other.why
        return bool(same([one.expression], other.expression, words, holds, time_open=time_open))

    for author, answer in given:
        place = next((n for n, (one, _) in enumerate(found) if equal(one, answer)), None)
        if place is None:
            found.append((answer, (author,)))
        else:
            found[place] = (found[place][0], (*found[place][1], author))
    return tuple(found)


def answers_of_reader(data: Path, ones: Iterable[Label]) -> dict[str, Answer]:
    """What the reader answers for each line of a set that it has as a line."""
    read = read_lines(data, ones)
    return {label_id: of_reader(found) for label_id, found in read.items() if isinstance(found, ReadLine)}


def asked(data: Path, half: str, first: str, second: str, earlier: Mapping[str, Answer] | None = None) -> list[Asked]:
    """Every line of a set with the answers given for it."""
    ones, others = labels(first), {(one.trial, one.line): one for one in labels(second)}
    read = answers_of_reader(data, ones)
    result: list[Asked] = []
    for one in ones:
        other = others[one.trial, one.line]
        given = [(first, of_label(one)), (second, of_label(other))]
        for author, answers in ((READER, read), (EARLIER, earlier or {})):
            given += [(author, answers[one.id])] if one.id in answers else []
        grouped = list(together(given, time_open=one.time_open or other.time_open))
        random.Random(f"{half} {one.id}").shuffle(grouped)
        result.append(Asked(id=one.id, answers=tuple(grouped)))
    return result


def sheet(data: Path, half: str, lines: Sequence[Asked]) -> list[dict[str, Any]]:
    """What a judge sees: the lines that have more than one answer, with their text and what stands around it."""
    of_key = {(piece.trial, piece.key): piece for piece in drawn(data, half)}
    texts = {label_id: of_key[trial, line] for label_id, trial, line in _references(half, lines, of_key)}
    after = _below(data, texts.values())
    return [
        {
            "id": one.id,
            "trial": texts[one.id].trial,
            "section": texts[one.id].section,
            "above": [text[:300] for text in texts[one.id].above],
            "line": texts[one.id].text,
            "below": [text[:160] for text in after[texts[one.id].trial, texts[one.id].key]],
            "answers": {_letter(n): answer.shown() for n, (answer, _) in enumerate(one.answers)},
        }
        for one in lines
        if len(one.answers) > 1
    ]


def _references(
    half: str, lines: Sequence[Asked], of_key: Mapping[tuple[str, str], Piece]
) -> Iterable[tuple[str, str, str]]:
    ids = {one.id for one in lines}
    for number, (trial, line) in enumerate(of_key, start=1):
        label_id = f"{half[0]}{number:03}"
        if label_id in ids:
            yield label_id, trial, line


def _below(data: Path, wanted: Iterable[Piece]) -> dict[tuple[str, str], list[str]]:
    keys = {(piece.trial, piece.key) for piece in wanted}
    found: dict[tuple[str, str], list[str]] = {}
    for study in trials(data):
        if not any(trial == nct_id(study) for trial, _ in keys):
            continue
        cut = pieces(study)
        for n, piece in enumerate(cut):
            if (piece.trial, piece.key) in keys:
                found.setdefault((piece.trial, piece.key), [one.text for one in cut[n + 1 : n + 1 + _BELOW]])
    return found


def _letter(number: int) -> str:
    return "abcdef"[number]


def key(lines: Sequence[Asked]) -> dict[str, dict[str, Any]]:
    """Whose each answer is, and whether it is an expression; also of the lines that nobody is asked."""
    return {
        one.id: {
            _letter(n): {
                "of": list(authors),
                "kind": "expression" if answer.expression is not None else answer.why,
                "answer": _without_words(answer.expression),
                "tied": answer.tied,
            }
            for n, (answer, authors) in enumerate(one.answers)
        }
        for one in lines
    }


def _without_words(plain: Any, of: str = "") -> Any:
    """An expression that does not repeat the words of the line: no text of the registry is kept."""
    match plain:
        case str() if of == "question":
            return "what a person has to judge"
        case str() if of == "qualities" and len(plain.split()) > _SHORT:
            return "as the line says"
        case Mapping():
            return {name: _without_words(one, name) for name, one in plain.items()}
        case list():
            return [_without_words(one, of) for one in plain]
        case _:
            return plain


# --- what the judges say


Sheet = Mapping[str, Mapping[str, Mapping[str, Any]]]  # id of the line -> letter of the answer -> what is known of it


def judged_by(lines: Sheet, judges: Sequence[Mapping[str, Mapping[str, str]]]) -> dict[str, dict[str, dict[str, Any]]]:
    """The key of a set with what each judge says of each answer; () where all answers are alike.

    Raises ValueError for a judgement that is missing or is none.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for label_id, answers in lines.items():
        found[label_id] = {}
        for letter, what in answers.items():
            said = [] if len(answers) == 1 else [judge.get(label_id, {}).get(letter, "nothing") for judge in judges]
            if unknown := set(said) - set(JUDGEMENTS):
                raise ValueError(
                    f"{label_id} {letter}: {unknown} is no judgement; write one of {', '.join(JUDGEMENTS)}"
                )
            found[label_id][letter] = {**what, "judged": said}
    return found


def verdict(answer: Mapping[str, Any]) -> str:
    """What all judges say of an answer: "alike", a judgement, "right or less", or "disputed"."""
    said = set(answer["judged"])
    if not said:
        return "alike"
    if len(said) == 1:
        return said.pop()
    return "right or less" if said <= {"right", "less"} else "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How the answers of one author were judged: those that decide something, and those wrongly set aside."""

    author: str
    right: int
    wrong: int
    disputed: int

    @property
    def given(self) -> int:
        return self.right + self.wrong + self.disputed

    def __str__(self) -> str:
        low, high = interval(self.right, self.given)[0], interval(self.right + self.disputed, self.given)[1]
        share, most = self.right / self.given, 1 - self.wrong / self.given
        return (
            f"{self.author}: of {self.given} answers {self.right} right or careful, {self.wrong} wrong, "
            f"{self.disputed} disputed: {share:.1%} to {most:.1%} right ({low:.1%} to {high:.1%})"
        )


def told(lines: Sheet, author: str) -> Told:
    """Of the answers of an author: right (or careful) by all judges, wrong by all, disputed.

    An answer counts that decides something; one that decides nothing counts where it is wrong to say so.
    """
    count: Counter[str] = Counter()
    for answers in lines.values():
        for what in answers.values():
            if author not in what["of"]:
                continue
            said = verdict(what)
            if what["answer"] is not None:
                count["right" if said in ("alike", "right", "less", "right or less") else said] += 1
            elif said in ("wrong", "disputed"):
                count[said] += 1
    return Told(author=author, right=count["right"], wrong=count["wrong"], disputed=count["disputed"])


# --- the settled labels


def settled(
    lines: Sheet, first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The labels of a set after the judges: what both hold to be right, whoever wrote it.

    Where no answer is right by both, the labels that one of them holds to be right stand, or else those of the first
    labeller. What a labeller added as right as well stays beside a label of hers that stands.
    """
    others = {entry["id"]: entry for entry in second}
    return [_settled(lines[entry["id"]], entry, others[entry["id"]]) for entry in first]


def _settled(
    answers: Mapping[str, Mapping[str, Any]], one: Mapping[str, Any], other: Mapping[str, Any]
) -> dict[str, Any]:
    by_all = [what for what in answers.values() if verdict(what) in ("alike", "right")]
    stand = by_all or [what for what in answers.values() if "right" in what["judged"]] or [*answers.values()][:1]
    result = {name: one[name] for name in ("id", "trial", "line", "section", "kind", "note") if name in one}
    # What a labeller wrote stands before what only the reader said.
    given = [_as_given(what) for what in sorted(stand, key=lambda what: READERS.issuperset(what["of"]))]
    for entry, author in zip((one, other), _authors(answers), strict=True):
        if any(author in what["of"] for what in stand):
            given += entry.get("also_right", [])
    given.sort(key=lambda answer: "human" in answer)
    kept: list[Any] = []
    for answer in given:
        if answer not in kept:
            kept.append(answer)
    head = kept[0]
    result |= {"human": head["human"]} if "human" in head else {"truth": head}
    result |= {"also_right": kept[1:]} if kept[1:] else {}
    result |= (
        {"needs_parent": True} if any(what["tied"] for what in stand if not READERS.issuperset(what["of"])) else {}
    )
    result |= {"time_open": True} if one.get("time_open") or other.get("time_open") else {}
    return result


def _as_given(what: Mapping[str, Any]) -> Any:
    return what["answer"] if what["answer"] is not None else {"human": what["kind"]}


def _authors(answers: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return sorted({author for what in answers.values() for author in what["of"]} - READERS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    does = parser.add_subparsers(dest="does", required=True)
    ask = does.add_parser("ask", help="write the sheet of a set to judge by, and its key")
    ask.add_argument("set")
    ask.add_argument("folder", type=Path)
    ask.add_argument("--earlier", type=Path, help="answers of an older reader, to be judged as well")
    answers = does.add_parser("answers", help="write what this reader answers for the lines of a set")
    answers.add_argument("set")
    answers.add_argument("file", type=Path)
    keep = does.add_parser("keep", help="keep what the judges say, and settle the labels by it")
    keep.add_argument("set")
    keep.add_argument("folder", type=Path)
    keep.add_argument("judged", type=Path, nargs="+")
    tell = does.add_parser("tell", help="what the judges say of each author")
    tell.add_argument("set")
    given = parser.parse_args()
    match given.does:
        case "ask":
            earlier = None if given.earlier is None else _answers_in(given.earlier)
            two = (f"{given.set}_first", f"{given.set}_second")
            lines = asked(Path(os.environ["ONWARD_DATA"]), given.set, *two, earlier)
            _write(given.folder / f"{given.set}.ask.yaml", sheet(Path(os.environ["ONWARD_DATA"]), given.set, lines))
            _write(given.folder / f"{given.set}.key.yaml", key(lines))
            print(f"{sum(len(one.answers) > 1 for one in lines)} of {len(lines)} lines have more than one answer")
        case "answers":
            found = answers_of_reader(Path(os.environ["ONWARD_DATA"]), labels(f"{given.set}_first"))
            _write(given.file, {label_id: _as_kept(answer) for label_id, answer in found.items()})
        case "keep":
            judged = judged_by(_read(given.folder / f"{given.set}.key.yaml"), [_read(path) for path in given.judged])
            first, second = (_read(FOLDER / f"{given.set}_{which}.yaml")["lines"] for which in ("first", "second"))
            _write(FOLDER / f"{given.set}_judged.yaml", judged)
            _write(FOLDER / f"{given.set}.yaml", {"half": given.set, "lines": settled(judged, first, second)})
        case _:
            judged = _read(FOLDER / f"{given.set}_judged.yaml")
            for author in sorted(
                {one for answers in judged.values() for what in answers.values() for one in what["of"]}
            ):
                print(told(judged, author))
    return 0


def _as_kept(answer: Answer) -> dict[str, Any]:
    return {"expression": answer.expression, "why": answer.why, "tied": answer.tied}


def _answers_in(path: Path) -> dict[str, Answer]:
    return {label_id: Answer(**kept) for label_id, kept in _read(path).items()}


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, what: Any) -> None:
    path.write_text(yaml.safe_dump(what, allow_unicode=True, sort_keys=False, width=150), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
