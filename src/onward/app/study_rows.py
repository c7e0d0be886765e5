"""Rows of a study's tables as text for people: column by column, and of wide tables only the columns asked for."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from onward.timeline import Source

# What names the gene where a table has a column for each sample (docs.cbioportal.org/file-formats, copy number).
_ABOUT_THE_ROW = frozenset({"HUGO_SYMBOL", "ENTREZ_GENE_ID", "CYTOBAND"})
_FILES_HELD = 8
_GZIP = b"\x1f\x8b"

Fetch = Callable[[str], bytes | None]


class StudyRows:
    """Finds the rows that sources of a study point to ("row 7": the seventh line of the file)."""

    def __init__(self, fetch: Fetch) -> None:
        """`fetch` gives the bytes of a file by the name that sources use; None for a file that is none of a study's."""
        self._lines = lru_cache(_FILES_HELD)(lambda name: _lines(fetch(name)))

    def of(self, sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
        """("file#place", text) of each source; what is not there is left out."""
        wanted: dict[tuple[str, str], list[Source]] = {}
        for source in sources:
            wanted.setdefault((source.file, source.place), []).append(source)
        for (name, place), same in wanted.items():
            lines = self._lines(name)
            if lines is None:
                continue
            word, _, number = place.partition(" ")
            if not place:
                yield f"{name}#", "\n".join(lines)
            elif word == "row" and number.isdecimal() and 0 < int(number) <= len(lines):
                yield f"{name}#{place}", _row(lines, int(number), same)


def _row(lines: tuple[str, ...], number: int, sources: Iterable[Source]) -> str:
    if "\t" not in lines[number - 1]:
        return lines[number - 1]
    header = _header(lines).split("\t")
    cells = lines[number - 1].split("\t")
    # In a table with a column for each sample, the other columns of the row are other people's.
    own = {source.path.removeprefix("column ") for source in sources if _is_own_column(source)}
    shown = [
        f"{column}: {cell}"
        for column, cell in zip(header, cells, strict=False)
        if cell.strip() and (not own or column in own or column.upper() in _ABOUT_THE_ROW)
    ]
    return "\n".join(shown)


def _header(lines: tuple[str, ...]) -> str:
    """The line with the names of the columns; that of a VCF begins with "#CHROM"."""
    if lines and lines[0].startswith("##fileformat=VCF"):
        return next((line.removeprefix("#") for line in lines if line.startswith("#CHROM")), "")
    return next((line for line in lines if line.strip() and not line.startswith("#")), "")


def _is_own_column(source: Source) -> bool:
    return source.resource.startswith("sample ") and source.path == f"column {source.resource.removeprefix('sample ')}"


def _lines(content: bytes | None) -> tuple[str, ...] | None:
    if content is None:
        return None
    if content.startswith(_GZIP):
        try:
            content = gzip.decompress(content)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("latin-1")
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
