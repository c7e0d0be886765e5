"""What stood in the knowledge files when the index was last written, so that nothing vanishes unsaid.

`data/INDEX.txt` has one line for each entry of each file: file, list, name. An entry that is gone needs a line in
`data/CHANGELOG.md` that names it; new ones are only counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from onward.knowledge.files import DATA, KnowledgeFile

INDEX = DATA / "INDEX.txt"
_NAMES = ("id", "name", "gene", "term", "analyte", "site", "value", "condition", "marker", "answer", "kind", "state")


def entries_of(files: Iterable[KnowledgeFile]) -> tuple[str, ...]:
    """One line "file<TAB>list<TAB>name" for each entry of the files, sorted, each once."""
    return tuple(sorted({line for file in files for line in _lines(file)}))


def _lines(file: KnowledgeFile) -> Iterator[str]:
    for key, value in file.body.items():
        yield from _below(file.id, key, value)


def _below(file: str, key: str, value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            name = _name(item)
            if name:
                yield f"{file}\t{key}\t{name}"
    elif isinstance(value, Mapping):
        for inner, found in value.items():
            if isinstance(found, list):
                yield from _below(file, f"{key}/{inner}", found)
            else:
                yield f"{file}\t{key}\t{inner}"


def _name(item: object) -> str:
    if isinstance(item, str):
        return item
    if not isinstance(item, Mapping):
        return ""
    for key in _NAMES:
        found = item.get(key)
        if isinstance(found, str) and found:
            return f"{found} {item['aspect']}" if key == "marker" and isinstance(item.get("aspect"), str) else found
    return ""


def read_index(path: Path = INDEX) -> tuple[str, ...]:
    """The lines of the index; () where there is none yet."""
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def write_index(files: Iterable[KnowledgeFile], path: Path = INDEX) -> int:
    """Write the index anew; gives the number of its entries."""
    lines = entries_of(files)
    head = "# Every entry of the knowledge files. Written by `onward knowledge check --renew-index`; never by hand.\n"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def vanished(files: Iterable[KnowledgeFile], *, index: Iterable[str], changelog: str) -> tuple[str, ...]:
    """Entries of the index that no file has any more and that the changelog does not name.

    What moved to another file of the same folder is still there.
    """
    now = {_wherever(line) for line in entries_of(files)}
    return tuple(line for line in index if _wherever(line) not in now and line.rpartition("\t")[2] not in changelog)


def _wherever(line: str) -> str:
    file, where, name = line.split("\t")
    return f"{file.partition('/')[0]}\t{where}\t{name}"
