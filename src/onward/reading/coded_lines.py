"""The lines of a trial whose criteria are coded as a tree: one for each leaf, and one for each choice or denial."""

from __future__ import annotations

from onward.criteria import Criterion
from onward.reading.ctml import read_leaf, read_tree
from onward.reading.eligibility import EligibilityLine
from onward.registry import MatchAll, MatchAny, MatchLeaf, MatchNot, MatchTree, MatchUnread


def coded_lines(
    tree: MatchTree, *, first: int, cohort: str, part_of: int | None = None, depth: int = 0
) -> list[EligibilityLine]:
    """The lines of a coded tree: one for each leaf, and one for each choice or denial above them."""

    def line(text: str, reading: Criterion | None, *, heading: bool = False) -> EligibilityLine:
        why = "" if reading is not None else "heading" if heading else "not understood"
        return EligibilityLine(
            section="inclusion", index=first, text=text, reading=reading, why_unreadable=why, cohort=cohort,
            part_of=part_of, depth=depth,
        )  # fmt: skip

    match tree:
        case MatchLeaf():
            return [line(str(tree), read_leaf(tree))]
        case MatchUnread(text=text):
            return [line(text, None)]
        case MatchAll(parts=parts) if part_of is None:
            lines: list[EligibilityLine] = []
            for part in parts:
                lines.extend(coded_lines(part, first=first + len(lines), cohort=cohort, depth=depth))
            return lines
        case MatchAll() | MatchAny() | MatchNot():
            words = {MatchAll: "all of:", MatchAny: "any of:", MatchNot: "not:"}[type(tree)]
            found = read_tree(tree)
            lines = [line(words, found)]
            inner = (tree.part,) if isinstance(tree, MatchNot) else tree.parts
            for part in inner:
                lines.extend(coded_lines(part, first=first + len(lines), cohort=cohort, part_of=first, depth=depth + 1))
            return lines
