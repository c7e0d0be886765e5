"""A line cut into sentences and clauses, and why the whole of it is not read."""

from __future__ import annotations

from onward.reading.eligibility import WhyUnreadable
from onward.reading.human import why_for_human
from onward.reading.sought import sought
from onward.reading.study_conduct import tells_conduct

PUNCTUATION = " ,;.:-"

# Sentences end with a point; a note begins one of its own.
_NOTE_BEGINS = sought(r"(?<= )\. |(?<= )[;,] (?=note )|(?<= )(?<!please )(?=note :)")
_BRACKETS = sought(r"\( [^()]* \) ")
_SAID_ONLY = sought(r"^(?:however|but|and) (?:, )?")


def _sentences(line: str) -> list[str]:
    """The line cut behind each point, and before each note."""
    if "note " in line:
        return _NOTE_BEGINS.split(line)
    if ". " not in line:
        return [line]
    parts: list[str] = []
    begin = 0
    at = line.find(". ", 1)
    while at > 0:
        if line[at - 1] == " ":
            parts.append(line[begin:at])
            begin = at + 2
            at = line.find(". ", begin)
        else:
            at = line.find(". ", at + 1)
    parts.append(line[begin:])
    return parts


def sentences_of(line: str) -> list[str]:
    """The sentences of a canonical line; one in brackets stays whole, and loses its brackets."""
    found: list[str] = []
    for one in _sentences(line):
        if found and found[-1].count("(") > found[-1].count(")"):
            found[-1] = f"{found[-1].rstrip()} {one.strip()} "
        elif one.strip(PUNCTUATION):
            found.append(f"{one.strip()} ")
    return [_without_brackets(one) for one in found if one.strip(PUNCTUATION + "()")]


def _without_brackets(sentence: str) -> str:
    inside = _NOTE.sub("", sentence.strip())
    if inside.startswith("( ") and inside.endswith(" )") and inside.count("(") == 1:
        return f"{inside[2:-2]} "
    return f"{inside} "


_NOTE = sought(r"^(?:please )?(?:note|nb|of note|note that|remark|comment)(?: \d+)? [:,] ")


def without_note(line: str) -> str:
    """A canonical line without the word that calls it a note."""
    return _NOTE.sub("", line)


def clauses_of(sentence: str) -> list[str]:
    """The clauses between semicolons, outside brackets; "however" and "but" are only said."""
    found: list[str] = []
    for one in f"{sentence} ".split(" ; "):
        if found and found[-1].count("( ") > found[-1].count(") "):
            found[-1] = f"{found[-1]} ; {one}"
        elif one.strip(PUNCTUATION):
            found.append(_SAID_ONLY.sub("", one.strip()) + " ")
    return found


def _clauses(sentence: str) -> list[str]:
    """The clauses of a sentence between semicolons, without what stands in brackets."""
    plain = _BRACKETS.sub("", f"{sentence} ")
    parts = [part for part in plain.split(" ; ") if part.strip(PUNCTUATION)]
    return parts if len(parts) > 1 else [plain] if plain.strip(PUNCTUATION) else [sentence]


def why_alone(sentence: str) -> WhyUnreadable:
    """Why one sentence by itself is for a human, or is not understood."""
    return why_for_human(sentence, sentence, has_children=False)


def why_unread(line: str, text: str, *, has_children: bool) -> WhyUnreadable:
    """Why a line is not read; one part of several that was not understood keeps the whole line open."""
    sentences = [one for one in _sentences(line) if one.strip(PUNCTUATION)]
    if has_children:
        return why_for_human(line, text, has_children=has_children)
    clauses = [one for sentence in sentences for one in _clauses(sentence)]
    if len(clauses) < 2:
        return why_for_human(line, text, has_children=has_children)
    told: WhyUnreadable | None = None
    for n, one in enumerate(clauses):
        why = why_for_human(f"{one.strip()} ", one, has_children=False)
        if why == "not understood" and n and tells_conduct(one):
            why = "note"
        if why == "not understood":
            return why
        if told is None or (told in ("heading", "note") and why not in ("heading", "note")):
            told = why
    assert told is not None, "there are two parts at least"
    return told
