"""Eligibility texts made of the lines written for the tests, for a bench without public data.

A reader remembers what it has read, so no line stands in two texts: one text again and again would measure its memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

DEMANDS, PROHIBITIONS = 9, 12  # lines of one text, about as many as a trial has


def written_texts() -> list[str]:
    """As many texts as the lines suffice for, each of a section that lets in and one that keeps out."""
    from tests.unit.reading import health_lines, heart_lines, illness_lines, lab_lines, systemic_lines, treatment_lines

    rooms = (lab_lines, systemic_lines, health_lines, treatment_lines, heart_lines, illness_lines)
    demands = _once(text for room in rooms for text, _ in room.INCLUSION)
    prohibitions = _once(text for room in rooms for text, _ in room.EXCLUSION if text not in demands)
    count = min(len(demands) // DEMANDS, len(prohibitions) // PROHIBITIONS)
    # Lines of one kind stand together in the lists; every text gets some of each.
    sections = ((_listed(demands[at::count]), _listed(prohibitions[at::count])) for at in range(count))
    return [f"Inclusion Criteria:\n\n{asked}\n\nExclusion Criteria:\n\n{barred}" for asked, barred in sections]


def _once(lines: Iterator[str]) -> Sequence[str]:
    return list(dict.fromkeys(line for line in lines if "\n" not in line))


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"* {line}" for line in lines)
