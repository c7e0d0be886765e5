"""One form for one change of a known protein: shifted to its end, a repeated insertion as a duplication.

Source: HGVS nomenclature, general recommendations: the most C-terminal position ("3' rule"), and duplication before
insertion (hgvs-nomenclature.org/stable/recommendations/general; .../protein/duplication).
"""

from __future__ import annotations

import re

from onward.criteria.protein import ProteinChange, read_protein

_PARTS = re.compile(
    r"(?P<first>[A-Z])(?P<codon>\d+)(?:_(?P<last>[A-Z])(?P<last_codon>\d+))?(?P<what>delins|del|dup|ins)(?P<rest>[A-Z]*)"
)


def fits_protein(change: ProteinChange, sequence: str) -> bool:
    """Whether the residues that a change names stand where it says, in a protein of this sequence.

    A change that names none fits when its codons lie inside; the codon of the stop is the one behind the last residue.
    """
    if change.kind in ("splice", "stop lost") or not change.first:
        return change.first_codon <= len(sequence) + 1
    named = ((change.first_codon, change.first), (change.last_codon, change.last))
    return all(codon <= len(sequence) and (not residue or sequence[codon - 1] == residue) for codon, residue in named)


def in_one_form(change: ProteinChange, sequence: str) -> ProteinChange:
    """The change as HGVS names it; changes that need no sequence, or that do not fit it, as they are.

    sequence   the whole protein, one letter a residue, from the first methionine, without the stop
    """
    if change.kind != "inframe" or not fits_protein(change, sequence):
        return change
    found = _PARTS.fullmatch(change.text)
    if found is None:
        return change
    start, end, new = _replaced(change, found, sequence)
    if start is None:
        return change
    while start < end and new and sequence[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and sequence[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    made = _named(*_shifted(start, end, new, sequence), sequence)
    return read_protein(made) or change


def _replaced(
    change: ProteinChange, found: re.Match[str], sequence: str
) -> tuple[int, int, str] | tuple[None, int, str]:
    """From where to where (0-based, end excluded) the sequence is replaced, and by what; None when it is not said."""
    first, last = change.first_codon, change.last_codon
    match found["what"]:
        case "del":
            return first - 1, last, ""
        case "dup":
            return last, last, sequence[first - 1 : last]
        case "ins":
            # Only what comes in between two neighbours is an insertion, and only letters say what came in.
            return (first, first, found["rest"]) if last == first + 1 and found["rest"] else (None, 0, "")
        case _:
            return (first - 1, last, found["rest"]) if found["rest"] else (None, 0, "")


def _shifted(start: int, end: int, new: str, sequence: str) -> tuple[int, int, str]:
    """A pure insertion or deletion at its most C-terminal place."""
    if start == end:
        while start < len(sequence) and new and sequence[start] == new[0]:
            new, start = new[1:] + new[0], start + 1
        return start, start, new
    if not new:
        while end < len(sequence) and sequence[start] == sequence[end]:
            start, end = start + 1, end + 1
    return start, end, new


def _named(start: int, end: int, new: str, sequence: str) -> str:
    """The change in one-letter HGVS."""
    if start == end:
        if not new:
            return f"{sequence[start - 1]}{start}="
        before = start - len(new)
        if before >= 0 and sequence[before:start] == new:
            return f"{_span(before, start, sequence)}dup"
        if start == len(sequence):  # behind the last residue: an extension, which has no neighbour to name
            return ""
        return f"{sequence[start - 1]}{start}_{sequence[start]}{start + 1}ins{new}"
    if not new:
        return f"{_span(start, end, sequence)}del"
    if end - start == 1 and len(new) == 1:
        return f"{sequence[start]}{end}{new}"
    return f"{_span(start, end, sequence)}delins{new}"


def _span(start: int, end: int, sequence: str) -> str:
    first = f"{sequence[start]}{start + 1}"
    return first if end - start == 1 else f"{first}_{sequence[end - 1]}{end}"
