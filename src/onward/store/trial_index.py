"""The search index of a catalogue of trials: one SQLite file with full-text search (FTS5), made anew when they change.

It holds nothing that cannot be made again. Texts come as stems, so that FTS5 only has to cut at blanks.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from onward.store.database import store_errors

_FORMAT = "1"
SEPARATOR = "¶"
"""Stands between the lines of a text, so that no phrase reaches over the end of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedTrial:
    """What the index keeps of a trial.

    texts    one pair for each field: its lines as people read them, and its stems with SEPARATOR between lines
    raw      its bytes, to read it again; file, sha256, place where they stand
    facets   plain text of any form, handed back as it is
    sites    (latitude, longitude, state of recruitment) of each site; degrees are None where its place is not known
    """

    id: str
    texts: Sequence[tuple[str, str]]
    raw: bytes
    file: str
    sha256: str
    place: str
    facets: str
    sites: Sequence[tuple[float | None, float | None, str]]


@dataclass(frozen=True, slots=True)
class HeldTrial:
    """The bytes of a trial in the index and where they came from."""

    raw: bytes
    file: str
    sha256: str
    place: str


class TrialIndex:
    """An index that is open; numbers of trials count from 1 in the order in which they were given."""

    def __init__(self, connection: sqlite3.Connection, fields: Sequence[str]) -> None:
        self._connection = connection
        self._fields = tuple(fields)

    @classmethod
    def open(cls, path: Path, *, fingerprint: str, fields: Sequence[str]) -> Self | None:
        """The index at a path, when it is there, whole, and of exactly these trials."""
        if not path.exists():
            return None
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            try:
                about = dict(connection.execute("SELECT key, value FROM about"))
            except sqlite3.Error:
                connection.close()
                return None
        except sqlite3.Error:
            return None
        if about != _about(fingerprint, fields):
            connection.close()
            return None
        return cls(connection, fields)

    @classmethod
    def build(
        cls, path: Path | None, trials: Iterable[IndexedTrial], *, fingerprint: str, fields: Sequence[str]
    ) -> Self:
        """Make the index at a path; in memory when there is none, or when it cannot be written."""
        if path is not None:
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                handle, draft = tempfile.mkstemp(dir=path.parent, prefix="trials-", suffix=".part")
                os.close(handle)
            except OSError:
                path = None
            else:
                try:
                    with store_errors(str(path)):
                        connection = sqlite3.connect(draft)
                        _fill(connection, trials, fingerprint, fields)
                        connection.close()
                    Path(draft).replace(path)
                except BaseException:
                    with suppress(OSError):
                        Path(draft).unlink()
                    raise
                opened = cls.open(path, fingerprint=fingerprint, fields=fields)
                if opened is not None:
                    return opened
        connection = sqlite3.connect(":memory:")
        _fill(connection, trials, fingerprint, fields)
        return cls(connection, fields)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def match(self, expression: str, weights: Mapping[str, float]) -> list[tuple[int, float]]:
        """(number, score) of the trials that fit an FTS5 expression; a higher score is a better fit (BM25)."""
        ranked = ", ".join(f"{weights[field]}" for field in self._fields)
        rows = self._connection.execute(
            f"SELECT rowid, -bm25(words, {ranked}) FROM words WHERE words MATCH ?",
            (expression,),
        )
        return rows.fetchall()

    def facets(self) -> list[tuple[int, str, str]]:
        """(number, id, facets) of all trials, in order."""
        return self._connection.execute("SELECT n, id, facets FROM trials ORDER BY n").fetchall()

    def sites(self) -> list[tuple[int, float | None, float | None, str]]:
        """(number of the trial, latitude, longitude, state) of all sites."""
        return self._connection.execute("SELECT n, latitude, longitude, recruitment FROM sites ORDER BY n").fetchall()

    def held(self, numbers: Sequence[int]) -> dict[int, HeldTrial]:
        """The bytes of some trials."""
        marks = ", ".join("?" * len(numbers))
        rows = self._connection.execute(
            f"SELECT n, raw, file, sha256, place FROM trials WHERE n IN ({marks})",
            tuple(numbers),
        )
        return {n: HeldTrial(raw, file, sha256, place) for n, raw, file, sha256, place in rows}

    def texts(self, number: int) -> list[tuple[str, str, str]]:
        """(field, text, stems) of a trial."""
        rows = self._connection.execute("SELECT field, text, stems FROM texts WHERE n = ?", (number,))
        return [(self._fields[field], text, stems) for field, text, stems in rows]

    def vocabulary(self) -> list[str]:
        """Every stem that occurs, the most frequent first."""
        rows = self._connection.execute("SELECT term FROM vocabulary ORDER BY doc DESC")
        return [term for (term,) in rows]


def _about(fingerprint: str, fields: Sequence[str]) -> dict[str, str]:
    return {"format": _FORMAT, "fingerprint": fingerprint, "fields": "|".join(fields)}


def _fill(
    connection: sqlite3.Connection, trials: Iterable[IndexedTrial], fingerprint: str, fields: Sequence[str]
) -> None:
    columns = [f"f{number}" for number in range(len(fields))]
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE trials (n INTEGER PRIMARY KEY, id TEXT NOT NULL, raw BLOB NOT NULL, file TEXT NOT NULL,"
        " sha256 TEXT NOT NULL, place TEXT NOT NULL, facets TEXT NOT NULL);"
        "CREATE TABLE texts (n INTEGER, field INTEGER, text TEXT NOT NULL, stems TEXT NOT NULL,"
        " PRIMARY KEY (n, field)) WITHOUT ROWID;"
        "CREATE TABLE sites (n INTEGER NOT NULL, latitude REAL, longitude REAL, recruitment TEXT NOT NULL);"
        f"CREATE VIRTUAL TABLE words USING fts5({', '.join(columns)}, content='', tokenize='ascii');"
        "CREATE VIRTUAL TABLE vocabulary USING fts5vocab('words', 'row');"
    )
    marks = ", ".join("?" * (len(columns) + 1))
    insert_words = f"INSERT INTO words (rowid, {', '.join(columns)}) VALUES ({marks})"
    with connection:
        for number, one in enumerate(trials, start=1):
            connection.execute(
                "INSERT INTO trials VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, _safe(one.id), one.raw, _safe(one.file), one.sha256, _safe(one.place), one.facets),
            )
            connection.executemany(
                "INSERT INTO texts VALUES (?, ?, ?, ?)",
                [(number, field, _safe(text), _safe(stems)) for field, (text, stems) in enumerate(one.texts) if text],
            )
            connection.executemany(
                "INSERT INTO sites VALUES (?, ?, ?, ?)",
                [(number, latitude, longitude, state) for latitude, longitude, state in one.sites],
            )
            connection.execute(insert_words, (number, *(_safe(stems) for _, stems in one.texts)))
        connection.executemany("INSERT INTO about VALUES (?, ?)", _about(fingerprint, fields).items())


def _safe(text: str) -> str:
    """Text as SQLite takes it: no half of a surrogate pair."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
