"""Questions that every board page asks of the record (data: criteria/board.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onward.knowledge.files import DATA, KnowledgeFile, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardQuestion:
    """One question: its words, where its numbers come from, and the question itself as the plain form of `criteria`."""

    id: str
    text: str
    source: tuple[str, ...]
    ask: object


@lru_cache(maxsize=1)
def board_questions() -> tuple[BoardQuestion, ...]:
    """The questions in the order of the page. Raises KnowledgeError."""
    file = read_file(DATA / "criteria" / "board.yaml")
    only_keys(file, "questions")
    listed = file.body["questions"]
    if not isinstance(listed, list):
        raise file.broken("expected a list of questions", "questions")
    return tuple(_question(file, index, one) for index, one in enumerate(listed))


def _question(file: KnowledgeFile, index: int, written: object) -> BoardQuestion:
    if not isinstance(written, dict) or written.keys() != {"id", "text", "source", "ask"}:
        raise file.broken("a question has exactly id, text, source and ask", "questions", index)
    named = written["source"]
    sources = (named,) if isinstance(named, str) else tuple(named)
    for source in sources:
        if source not in file.sources:
            raise file.broken(f'the source "{source}" is not among the sources of this file', "questions", index)
    return BoardQuestion(id=written["id"], text=written["text"], source=sources, ask=written["ask"])
