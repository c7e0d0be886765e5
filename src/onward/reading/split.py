"""An eligibility text cut into lines: wrapped text joined, markers taken off, each line with its section and its depth.

Nothing is dropped: the words of all lines, headings included, are the words of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from onward.reading.cancer_names import groups_of
from onward.reading.clean import mended, unwrapped_html
from onward.reading.eligibility import Section
from onward.reading.headings import cohort_of, is_old_form, opens_inclusion, parts_of_headings, section_of
from onward.reading.markers import Physical, physical_lines
from onward.reading.sought import sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the text, headings included.

    depth    0 for the outermost list of its section
    opens    the section that this heading opens; None for lines that are no section heading
    cohort   the part of the trial under whose heading it stands, "" for none
    flat     it came without marker and indentation, so that its depth says nothing
    """

    text: str
    section: Section
    depth: int = 0
    opens: Section | None = None
    cohort: str = ""
    flat: bool = False


# A line that ends so goes on in the next one.
_HANGING = re.compile(
    r"(?:\b(?:of|the|a|an|with|or|and|to|for|in|by|from|than|at|on|is|are|be|as|that|which|who|must|have|has|not|within|prior|any|no|"
    r"without|during|after|before|least|per|other|defined|including|using|whose|due|and/or)|[,(/\[-])\s*$",
    re.IGNORECASE,
)
_STARTS_LIKE_REST = sought(r"^(?:[a-z(\[]|[≥≤><=]|\d)")
_SIGNED = sought(r"^[≥≤><=]")
_IN_A_SENTENCE = sought(r"^(?:[a-z]{2,}[\s,.;:)-]|[a-z]{2,}$|a\s|\((?![ivx\d]{1,3}\)))")
# So much of the width makes a line a full one.
_FULL = 0.6


def split_lines(text: str) -> list[Item]:
    """The lines of an eligibility text, in order."""
    lines = [line for part in _evened(physical_lines(unwrapped_html(mended(text)))) for line in _cut_inline(part)]
    joined = _join(lines)
    counted = _counts(joined)
    joined = [piece for line in joined for piece in _cut_counts(line, counted)]
    return _outline(joined, old_form=is_old_form(text))


def _evened(lines: list[Physical]) -> list[Physical]:
    """The lines, the first as deep as the others where only its own indentation was cut off with the ends of the text."""
    rest = min((line.indent for line in lines[1:]), default=0)
    if not lines or lines[0].indent >= rest or lines[0].body.endswith(":"):
        return lines
    more = rest - lines[0].indent
    return [replace(lines[0], indent=rest, body_indent=lines[0].body_indent + more), *lines[1:]]


# --- wrapped text


def _join(lines: list[Physical]) -> list[Physical]:
    width = _wrap_width(lines)
    sentences = width > 0 and _is_wrapped(lines, width)
    found: list[Physical] = []
    last_length = 0
    for line in lines:
        length = line.body_indent + len(line.body)
        if found and not line.marker and _goes_on(found[-1], line, last_length, width, sentences=sentences):
            before = found[-1]
            found[-1] = Physical(
                before.indent, before.body_indent, before.marker, f"{before.body} {line.body}", before.after_blank
            )
        else:
            found.append(line)
        last_length = length
    return found


def _is_hanging(text: str) -> bool:
    """Whether it ends so that more must follow; the words that leave a line open are short."""
    return _HANGING.search(text.rstrip()[-16:]) is not None


def _wrap_width(lines: list[Physical]) -> int:
    """The column at which the text was wrapped by a machine; 0 where it was not."""
    lengths = [line.body_indent + len(line.body) for line in lines]
    if len(lengths) < 4 or max(lengths) > 130:
        return 0
    long = sum(length > 0.8 * max(lengths) for length in lengths)
    return max(lengths) if max(lengths) >= 60 and long >= 0.15 * len(lengths) else 0


def _is_wrapped(lines: list[Physical], width: int) -> bool:
    """Whether lines in small letters are the rest of a full line, all over the text: not so in a list of small letters."""
    rest = own = 0
    for before, line in pairwise(lines):
        if not line.marker and _IN_A_SENTENCE.match(line.body):
            if before.body_indent + len(before.body) > 0.75 * width and not before.body.endswith((".", ":", ";")):
                rest += 1
            else:
                own += 1
    return rest >= 3 and own <= 0.3 * rest


def _goes_on(before: Physical, line: Physical, last_length: int, width: int, *, sentences: bool) -> bool:
    """Whether a line without a marker continues the one before."""
    if section_of(line.body) is not None:
        return False
    if line.after_blank:
        return bool(_SIGNED.match(line.body)) and not before.body.endswith((".", ":", ";"))
    first_word = len(line.body.split(" ", maxsplit=1)[0])
    if before.marker and line.indent >= before.body_indent and line.indent > before.indent:
        return True
    if width and last_length + 1 + first_word > width - 1 and line.indent >= before.indent:
        return not before.body.endswith(":")
    if sentences and last_length > _FULL * width and line.indent >= before.indent and _IN_A_SENTENCE.match(line.body):
        # Where a whole text is wrapped, a full line without an end goes on in small letters.
        return not before.body.endswith((".", ":", ";")) or before.body.count("(") > before.body.count(")")
    if sentences and last_length > _FULL * width and _is_hanging(before.body):
        return True
    if _is_hanging(before.body) and not before.body.endswith((".", ":")):
        return bool(_STARTS_LIKE_REST.match(line.body)) or before.body.endswith(("(", ","))
    unclosed = before.body.count("(") > before.body.count(")")
    return unclosed and ")" in line.body and line.body.count(")") > line.body.count("(")


# --- several criteria in one line

# A number of a list that stands inside a line: "... starting treatment 14. Patients with ...", "... lesions. 17) Presence".
_COUNT_INSIDE = sought(
    r"(?<=[a-z0-9.;:,)%\]])\s+(?P<count>\d{1,2}|[a-z])(?P<sign>[.)])\s+(?=[A-Z(≥≤><][a-zA-Z (≥≤><\d])"
)
# It lists its own ways, conditions or tests.
_COUNTS_ITSELF = sought(r"(?:^|[\s(:])\(?(?:1|a|i)[.)]\s+\S")
_COUNT_BEFORE = sought(r"^\(?(\d{1,2}|[a-z])[.)]")


def _counts(lines: list[Physical]) -> frozenset[str]:
    """The numbers with which the lists of a text count, before its lines and inside them."""
    found: set[str] = set()
    for line in lines:
        marker = _COUNT_BEFORE.match(line.marker) if line.marker else None
        if marker is not None:
            found.add(f"{marker[1]}{line.marker[-1]}")
        found.update(f"{one['count']}{one['sign']}" for one in _COUNT_INSIDE.finditer(line.body))
    return frozenset(found)


def _cut_counts(line: Physical, counted: frozenset[str]) -> list[Physical]:
    """A line cut at the numbers with which a list of the text goes on inside it."""
    spans = [one.span() for one in _COUNT_INSIDE.finditer(line.body) if _goes_on_counting(one, line, counted)]
    if not spans or _COUNTS_ITSELF.search(line.body) is not None:
        return [line]
    return [
        Physical(
            line.indent,
            line.body_indent,
            line.marker if n == 0 else line.marker or "1.",
            part,
            line.after_blank and n == 0,
        )
        for n, part in enumerate(_pieces(line.body, spans))
    ]


def _goes_on_counting(one: re.Match[str], line: Physical, counted: frozenset[str]) -> bool:
    """Whether a number inside a line has its neighbours among the numbers of the text."""
    count, sign = one["count"], one["sign"]
    if count.isdigit():
        before, after = f"{int(count) - 1}{sign}", f"{int(count) + 1}{sign}"
    else:
        if count in "aiv" or line.body[: one.start()].count("(") > line.body[: one.start()].count(")"):
            return False
        before, after = f"{chr(ord(count) - 1)}{sign}", f"{chr(ord(count) + 1)}{sign}"
    ends = line.body[: one.start()].rstrip().endswith((".", ";", ")"))
    return before in counted and (after in counted or ends)


_SECTION_INSIDE = sought(
    r"(?<=[.;:)!?])\s+(?=(?:(?:Key|Main|Major|Patient)\s+)?(?:IN|EX|In|Ex|in|ex)(?:CLUSION|clusion)\s+(?:CRITERIA|Criteria|criteria)\s*:"
    r"|(?:DISEASE CHARACTERISTICS|PATIENT CHARACTERISTICS|PRIOR CONCURRENT THERAPY)\s*:)"
    # No full stop before it: a heading all the same behind a line's worth of words, unless the sentence speaks of it
    # ("meets the Exclusion Criteria: ..."). Near the beginning the words before it are part of its name.
    r"|(?<=.{40}[a-z0-9)%])\s+(?<!\bthe )(?<!\bof )(?<!\bto )(?<!\bin )(?<!\ball )(?<!\bany )(?<!\bsee )(?<!\bper )(?<!\band )"
    r"(?<!\bor )(?<!\bmeet )(?<!\bmeets )(?<!\bfollowing )(?<!\bother )(?<!\bkey )(?<!\bmain )(?<!\bpatient )"
    r"(?=(?:INCLUSION CRITERIA|EXCLUSION CRITERIA|Inclusion Criteria|Exclusion Criteria)\s*:)"
)
_DASHES = sought(r"(?:(?<=[.;:,)\w%])\s+|^)[-•*–]\s+(?=[A-Z≥≤<>(\d])")
_COUNTED = sought(r"(?:(?<=[.;:,)\w%])\s+|^)\(?(\d{1,2})[.)]\s*(?=[A-Z≥≤<>(])")
# What is sure to stand where those do; found sooner, because it begins with a sign and not with a place.
_DASH = sought(r"[-•*–]\s")
_NUMBERED = sought(r"\d[.)]\s*[A-Z≥≤<>(]")
_FIRST = sought(r"^\(?1[.)]$")
_ANY_NUMBER = sought(r"(?:^|\s)\(?\d{1,2}[.)](?=\s|$)")
_SENTENCE = sought(r"(?<=[a-z0-9)%\]][.;])\s+(?=[A-Z(])")
# A paragraph longer than this is read sentence by sentence.
_LONG = 700


def _cut_inline(line: Physical) -> list[Physical]:
    """One physical line, cut where it holds headings, a list of dashes or a counted list, or is a whole page long."""
    parts = [part for part in _SECTION_INSIDE.split(line.body) if part.strip()]
    cut: list[str] = []
    for n, part in enumerate(parts):
        cut.extend(_cut_list(part, first=2 if n == 0 and _FIRST.match(line.marker) else 1))
    if len(cut) == 1 and cut[0] == line.body:
        return [line]
    return [
        Physical(line.indent, line.body_indent, line.marker if n == 0 else "-", part, line.after_blank and n == 0)
        for n, part in enumerate(cut)
    ]


def _cut_list(text: str, first: int) -> list[str]:
    """The parts of a line; `first` is the number with which its own count would go on."""
    dashes = list(_DASHES.finditer(text)) if len(_DASH.findall(text)) >= 3 else []
    if len(dashes) >= 3:
        return _pieces(text, [found.span() for found in dashes])
    numbers = list(_COUNTED.finditer(text)) if _NUMBERED.search(text) is not None else []
    if first > 1 and not any(one[1] == "1" for one in numbers):
        # The marker of the line was its number 1.
        goes_on = _counting(numbers, first)
        return _pieces(text, goes_on) if len(goes_on) >= 2 and _is_all(text, goes_on) else _sentences(text)
    counted = _counting(numbers, 1)
    if len(counted) >= 3 and len(text) > 200:
        return _pieces(text, counted)
    # Where the count begins behind a heading it is a list however short it is.
    if len(counted) >= 2 and section_of(text[: counted[0][0]].strip()) is not None and _is_all(text, counted):
        return _pieces(text, counted)
    return _sentences(text)


def _is_all(text: str, counted: list[tuple[int, int]]) -> bool:
    """Whether no number of a list is left between those that were counted."""
    return len(_ANY_NUMBER.findall(text)) == len(counted)


def _sentences(text: str) -> list[str]:
    if len(text) > _LONG:
        sentences = [part.strip() for part in _SENTENCE.split(text) if part.strip()]
        return sentences if len(sentences) >= 5 else [text]
    return [text]


def _counting(found: list[re.Match[str]], first: int) -> list[tuple[int, int]]:
    """Where a list counts 1, 2, 3, ...: the spans of its numbers; "grade 3) Any" in between is passed over."""
    spans: list[tuple[int, int]] = []
    for one in found:
        if int(one[1]) == len(spans) + first:
            spans.append(one.span())
    return spans


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    return [piece for start, end in zip(starts, ends, strict=True) if (piece := text[start:end].strip())]


# --- sections, cohorts and depth


def _outline(lines: list[Physical], *, old_form: bool) -> list[Item]:
    items: list[Item] = []
    section: Section = "inclusion" if old_form else "unknown"
    cohort = _Cohort()
    stack: list[tuple[int, str]] = []
    marked = any(line.marker for line in lines)
    deeper = [below.indent > line.indent for line, below in pairwise(lines)]
    groups = groups_of(zip((line.body for line in lines), (*deeper, False), strict=False))
    parts = parts_of_headings([line.body for line in lines])
    for line in lines:
        heading = section_of(line.body)
        if (
            heading is not None
            and heading[0] == "inclusion"
            and not opens_inclusion(line.body, section, old_form=old_form)
        ):
            heading = None
        if heading is not None:
            section, rest = heading
            stack, cohort = [], _Cohort(parts.get(line.body, ""))
            head = line.body if not rest else line.body[: len(line.body) - len(rest)].rstrip()
            items.append(Item(text=head, section=section, opens=section))
            if rest:
                items.append(Item(text=rest, section=section, cohort=cohort.name))
            continue
        named = line.body.strip(" :*-").replace(",", "") if line.body in groups else cohort_of(line.body)
        _place(stack, line, items[-1].text if items else "")
        depth = max(len(stack) - 1, 0)
        cohort = _Cohort(named, depth) if named is not None else cohort.at(depth)
        flat = not line.marker and not marked
        items.append(Item(text=line.body, section=section, depth=depth, cohort=cohort.name, flat=flat))
    return _with_lone_or(items)


_LONE_OR = sought(r"^\W*or\W*$", re.IGNORECASE)
_ENDS_WITH_OR = sought(r"[\s,;./]or\W*$", re.IGNORECASE)


def _with_lone_or(items: list[Item]) -> list[Item]:
    """The lines, a lone "OR" behind a list whose own ways have come to their last one put beside the list's parent:
    what follows is another way than the parent, though it stands as deep as its list.
    """
    if not any(_LONE_OR.match(item.text) for item in items):
        return items
    found: list[Item] = []
    out = 0
    deepest: int | None = None
    for item in items:
        if item.opens is not None or (deepest is not None and item.depth < deepest):
            out, deepest = 0, None
        depth = item.depth - out
        if depth > 0 and _LONE_OR.match(item.text) and _ways_have_ended(found, depth):
            out += 1
            deepest = item.depth if deepest is None else min(deepest, item.depth)
            depth -= 1
        found.append(replace(item, depth=max(depth, 0)))
    return found


def _ways_have_ended(before: list[Item], depth: int) -> bool:
    """Whether the lines of this depth right above end in "or", but for the last of them."""
    ends: list[bool] = []
    for item in reversed(before):
        if item.opens is not None or item.depth < depth:
            break
        if item.depth == depth:
            ends.append(_ENDS_WITH_OR.search(item.text) is not None)
    return any(ends) and not ends[0]


@dataclass(frozen=True, slots=True)
class _Cohort:
    """The part of the trial whose lines are read; `is_nested`: they stand deeper than its heading, None before the first."""

    name: str = ""
    depth: int = 0
    is_nested: bool | None = None

    def at(self, depth: int) -> _Cohort:
        """What holds at a line of this depth: behind a nested list, one no deeper than its heading is everybody's."""
        if self.is_nested is None and depth < self.depth:
            # Its heading stands deeper than its lines do: the last point of a list, and a new list behind it.
            return replace(self, depth=depth, is_nested=False)
        if self.is_nested is None:
            return replace(self, is_nested=depth > self.depth)
        ended = depth <= self.depth if self.is_nested else depth < self.depth
        return _Cohort() if ended else self


def _place(stack: list[tuple[int, str]], line: Physical, before: str) -> None:
    """Put the line on the stack of open lists, so that its length is the depth."""
    kind = line.kind
    while stack and stack[-1][0] > line.indent:
        stack.pop()
    if not stack or stack[-1][0] < line.indent:
        stack.append((line.indent, kind))
        return
    if stack[-1][1] == kind:
        return
    same = [n for n, (indent, other) in enumerate(stack) if indent == line.indent and other == kind]
    if same:
        del stack[same[-1] + 1 :]
    elif kind and before.rstrip().endswith(":"):
        stack.append((line.indent, kind))
    else:
        stack[-1] = (line.indent, kind)
