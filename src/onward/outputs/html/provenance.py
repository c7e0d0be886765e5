"""What stands behind the page: files, rules and the count of all facts."""

from __future__ import annotations

from collections import Counter

from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import sentence_case
from onward.packet import Packet
from onward.timeline import kind_of


def input_table(packet: Packet) -> Table:
    """The original files with the hash of their bytes."""
    return Table(
        caption="Files that were read",
        columns=("File", "SHA-256 of its bytes"),
        rows=tuple((Cell(text=file.name), Cell(text=file.sha256)) for file in packet.inputs),
        empty="No file is named for this page.",
    )


def knowledge_table(packet: Packet) -> Table:
    """The rules and code tables behind the answers, with their review."""
    rows = []
    for file in packet.knowledge:
        reviewed = "not reviewed by a clinician" if file.review == "none" else file.review
        expires = file.expires.isoformat() if file.expires is not None else "no date"
        rows.append(
            (
                Cell(text=file.id),
                Cell(text=file.version),
                Cell(text=reviewed, tone="open" if file.review == "none" else ""),
                Cell(
                    text=f"{expires}, out of date" if file.stale else expires,
                    tone="open" if file.stale else "",
                ),
                Cell(text=file.sha256[:16]),
            )
        )
    return Table(
        caption="Rules and code tables",
        columns=("File", "Version", "Review", "Valid until", "SHA-256, first part"),
        rows=tuple(rows),
        numeric=(1, 3),
        empty="No rule file is named for this page.",
    )


def fact_counts(packet: Packet) -> Table:
    """How many facts of each kind the record gave, so that nothing can be missing unseen."""
    counts = Counter(kind_of(fact) for fact in packet.timeline.facts)
    return Table(
        caption="Facts in this record",
        columns=("Kind", "Number"),
        rows=tuple(
            (Cell(text=sentence_case(kind.replace("_", " "))), Cell(text=str(count)))
            for kind, count in sorted(counts.items())
        ),
        numeric=(1,),
        empty="The record gave no facts.",
    )
