"""Example lines in the style of registries, written for these pages, each with what it says in plain form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from bench.same_reading import Words, aligned, days_of, form_of, same_words
from tests.spec.manual import Section

from onward.criteria import describe_criterion, from_plain, to_plain
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, Reader, read_text, reader_of

Plain = dict[str, Any]
Example = tuple[str, Plain, str]  # line, what it says, why so
Left = tuple[str, str, str]  # line, what it is left as, why so

ASKED: Plain = {"ask_human": {"question": "Is it so?", "because": "the words alone do not tell"}}
INCLUSION, EXCLUSION = "inclusion", "exclusion"
_HEAD = ("section", "line", "read as", "why")


@cache
def _reader() -> Reader:
    return reader_of(reading_lexicon())


@cache
def _words() -> Words:
    return same_words()


def lines_of(text: str) -> tuple[EligibilityLine, ...]:
    """All lines of an eligibility text."""
    return read_text(text, _reader())


def line_of(section: str, text: str) -> EligibilityLine:
    """The one line of a text that holds nothing else."""
    found = [line for line in lines_of(f"{section.title()} Criteria:\n\n* {text}\n") if line.depth == 0][1:]
    assert [line.text for line in found] == [text], f"{text}: came as {[line.text for line in found]}"
    return found[0]


def says(line: EligibilityLine, wanted: Plain) -> bool:
    """Whether a line was read as wanted; the order of parts and the spelling of months and units do not matter."""
    if line.reading is None:
        return False
    wanted = to_plain(from_plain(wanted))  # a question as the reader would write it: defaults left out
    plain = aligned(to_plain(line.reading), days_of(wanted))
    return form_of(plain, _words()) == form_of(wanted, _words())


def in_words(line: EligibilityLine) -> str:
    """What a page shows of a line."""
    return describe_criterion(line.reading) if line.reading is not None else f"*{line.why_unreadable}*"


def reads(manual: Section, section: str, *examples: Example) -> None:
    """Each line says what is wanted; the table goes on the page."""
    wrong: list[str] = []
    rows: list[Sequence[str]] = []
    for text, wanted, why in examples:
        line = line_of(section, text)
        if not says(line, wanted):
            got = to_plain(line.reading) if line.reading is not None else line.why_unreadable
            wrong.append(f"{section}: {text}\n    wanted {wanted}\n    came   {got}")
        rows.append((section, text, in_words(line), why))
    assert not wrong, "\n".join(wrong)
    manual.table(_HEAD, rows)


def leaves(manual: Section, section: str, *examples: Left) -> None:
    """Each line is left without a reading, as what it is."""
    wrong: list[str] = []
    rows: list[Sequence[str]] = []
    for text, wanted, why in examples:
        line = line_of(section, text)
        if line.reading is not None or line.why_unreadable != wanted:
            got = to_plain(line.reading) if line.reading is not None else line.why_unreadable
            wrong.append(f"{section}: {text}\n    wanted {wanted}\n    came   {got}")
        rows.append((section, text, in_words(line), why))
    assert not wrong, "\n".join(wrong)
    manual.table(("section", "line", "left as", "why"), rows)


def reads_text(manual: Section, text: str, *wanted: tuple[str, str, Plain | str, int | None]) -> None:
    """A whole text: of each line its section, its words, what it says (or is left as), and the line that covers it."""
    found = lines_of(text)
    came = [(line.section, line.text, in_words(line), line.part_of) for line in found]
    assert [(line.section, line.text) for line in found] == [one[:2] for one in wanted], came
    for line, (_, words, says_so, part_of) in zip(found, wanted, strict=True):
        right = line.why_unreadable == says_so if isinstance(says_so, str) else says(line, says_so)
        plain = to_plain(line.reading) if line.reading is not None else line.why_unreadable
        assert right, f"{words}\n    wanted {says_so}\n    came   {plain}"
        assert line.part_of == part_of, f"{words}: part of {line.part_of}"
    manual.code(text.replace("\r\n", "\n"))
    manual.table(
        ("no.", "section", "line", "read as", "part of"),
        [
            (
                str(line.index),
                line.section,
                line.text,
                in_words(line),
                "" if line.part_of is None else str(line.part_of),
            )
            for line in found
        ],
    )


def every(*parts: Plain) -> Plain:
    return {"all_of": list(parts)}


def either(*parts: Plain) -> Plain:
    return {"any_of": list(parts)}


def no(part: Plain) -> Plain:
    return {"not": part}


def when(condition: Plain, then: Plain, otherwise: Plain | None = None) -> Plain:
    both = {"condition": condition, "then": then}
    return {"when": both if otherwise is None else {**both, "otherwise": otherwise}}


def age(**limits: int) -> Plain:
    return {"age": limits}


def receptor(marker: str, *calls: str) -> Plain:
    return {"receptor": {"marker": marker, "calls": list(calls)}}


def percent(marker: str, **limits: str) -> Plain:
    return {"receptor_percent": {"marker": marker, "limits": limits}}


def stage(*groups: str) -> Plain:
    return {"stage": {"groups": list(groups)}}


def finding(name: str) -> Plain:
    return {"finding": {"name": name}}


def ill(*names: str, **more: Any) -> Plain:
    return {"condition": {"groups": list(names), **more}}


def other_cancer(**more: Any) -> Plain:
    return {"other_cancer": more}


def lab(analyte: str, unit: str, **limits: str) -> Plain:
    key = "times" if unit in ("ULN", "LLN") else "unit"
    return {"lab_value": {"analyte": analyte, "limits": limits, key: unit}}


def drugs(*names: str) -> Plain:
    return {"drugs": list(names)}


def classes(*names: str) -> Plain:
    return {"classes": list(names)}


def given(to: Plain, **more: Any) -> Plain:
    return {"exposed": {"to": to, **more}}


def takes(what: Plain) -> Plain:
    return {"takes": {"drugs": what}}


def since(what: Plain, days: int, **more: Any) -> Plain:
    return {"washout": {"drugs": what, "days": days, **more}}


def within(what: Plain, days: int, **more: Any) -> Plain:
    return no(since(what, days, **more))


def had(event: str, **more: Any) -> Plain:
    return {"had": {"event": event, **more}}


def lines(at_least: int, **more: Any) -> Plain:
    return {"lines": {"at_least": at_least, **more}}


def ecog(**limits: int) -> Plain:
    return {"performance": {"scale": "ECOG", **limits}}


WOMAN: Plain = {"has_sex": {"sex": "female"}}
BREAST: Plain = {"breast_cancer": {}}
METASTATIC: Plain = {"metastatic": {}}
MEASURABLE: Plain = finding("measurable disease")
ER: Plain = receptor("ER", "positive", "low positive")
PR: Plain = receptor("PR", "positive")
HER2: Plain = receptor("HER2", "positive")
NOT_HER2: Plain = receptor("HER2", "negative")
CHEMO: Plain = classes("chemotherapy")
HORMONES: Plain = classes("endocrine therapy")
ANTICANCER: Plain = {"roles": ["anticancer"]}
LIVER: Plain = {"metastatic_sites": {"sites": ["liver"]}}
