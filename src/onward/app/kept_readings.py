"""Readings of eligibility texts kept between runs: reading a text takes a hundred times longer than loading it.

`$ONWARD_HOME/readings/readings.sqlite` holds each reading under the hash of what the reader is given. Whenever the
reader's code or one of its words changes, all are dropped. A row whose own hash does not fit is read again. The file
may be deleted at any time; where it cannot be read or written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

import orjson

import onward.criteria
import onward.knowledge
import onward.reading
import onward.registry
import onward.terms
from onward.criteria import Criterion, from_plain, to_plain
from onward.reading import EligibilityLine, EligibilityReading, StructuredField
from onward.registry import Trial
from onward.store import onward_home
from onward.terms import UsageError

# What a registry says of a trial that no reading can depend on: who runs it, where, and how it stands.
_NOT_READ = frozenset(
    {
        "source", "status", "why_stopped", "status_verified", "start", "primary_completion", "completion",
        "last_update", "enrollment", "sponsor", "collaborators", "sites", "contacts",
    }
)  # fmt: skip
_READ = tuple(field.name for field in fields(Trial) if field.name not in _NOT_READ)
# The rooms and the words that a reading follows from.
_CODE = (onward.reading, onward.criteria, onward.registry, onward.terms, onward.knowledge)
_WORDS = ("reading", "codes", "genes")


class KeptReadings:
    """The readings kept on this machine. Use as a context manager."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or onward_home() / "readings" / "readings.sqlite"
        self._database: sqlite3.Connection | None = None
        # Equal questions of many trials are made once.
        self._questions: dict[str, Criterion] = {}

    def __enter__(self) -> KeptReadings:
        with contextlib.suppress(OSError, sqlite3.Error):
            self._database = _open(self._path)
        return self

    def __exit__(self, *_: object) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def find(self, trials: Sequence[Trial]) -> dict[int, EligibilityReading]:
        """The readings that are kept, by the trial's place in `trials`."""
        if self._database is None:
            return {}
        found: dict[int, EligibilityReading] = {}
        with contextlib.suppress(sqlite3.Error):
            for place, trial in enumerate(trials):
                row = self._database.execute(
                    "SELECT body, sha256 FROM reading WHERE trial = ?", (_key(trial),)
                ).fetchone()
                if row is None or not isinstance(row[0], bytes) or _sha256(row[0]) != row[1]:
                    continue
                with contextlib.suppress(orjson.JSONDecodeError, UsageError, ValueError, TypeError, IndexError):
                    found[place] = self._restored(row[0])
        return found

    def keep(self, read: Iterable[tuple[Trial, EligibilityReading]]) -> None:
        """Keep readings for the next run; silently nothing where the file cannot be written."""
        if self._database is None:
            return
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO reading (trial, body, sha256) VALUES (?, ?, ?)", _rows(read)
            )

    def _restored(self, body: bytes) -> EligibilityReading:
        held = orjson.loads(body)
        return EligibilityReading(
            lines=tuple(
                EligibilityLine(
                    section=section,
                    index=index,
                    text=text,
                    reading=None if question is None else self._question(question),
                    why_unreadable=why,
                    cohort=cohort,
                    part_of=part_of,
                    depth=depth,
                    assumed=tuple(assumed),
                )
                for section, index, text, question, why, cohort, part_of, depth, assumed in held["lines"]
            ),
            structured=tuple(
                StructuredField(text=text, criterion=self._question(question)) for text, question in held["structured"]
            ),
        )

    def _question(self, text: str) -> Criterion:
        found = self._questions.get(text)
        if found is None:
            found = self._questions[text] = from_plain(orjson.loads(text))
        return found


def _rows(read: Iterable[tuple[Trial, EligibilityReading]]) -> Iterator[tuple[str, bytes, str]]:
    for trial, reading in read:
        body = orjson.dumps(
            {
                "lines": [
                    (
                        line.section, line.index, line.text, None if line.reading is None else _written(line.reading),
                        line.why_unreadable, line.cohort, line.part_of, line.depth, line.assumed,
                    )
                    for line in reading.lines
                ],
                "structured": [(field.text, _written(field.criterion)) for field in reading.structured],
            }
        )  # fmt: skip
        yield _key(trial), body, _sha256(body)


def _written(criterion: Criterion) -> str:
    return orjson.dumps(to_plain(criterion)).decode()


def _key(trial: Trial) -> str:
    read: list[object] = [getattr(trial, name) for name in _READ]
    return _sha256(repr(read).encode("utf-8", "surrogatepass"))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _open(path: Path) -> sqlite3.Connection:
    """The file with the readings of today's reader; those of another one are dropped."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=5)
    try:
        return _of_todays_reader(database)
    except sqlite3.OperationalError:  # locked, or not to be written: nothing is kept this time
        database.close()
        raise
    except sqlite3.DatabaseError:  # no database at all: begun anew
        database.close()
        path.unlink()
        return _of_todays_reader(sqlite3.connect(path, timeout=5))


def _of_todays_reader(database: sqlite3.Connection) -> sqlite3.Connection:
    reader = _fingerprint()
    with database:
        database.execute("CREATE TABLE IF NOT EXISTS reader (sha256 TEXT NOT NULL)")
        database.execute(
            "CREATE TABLE IF NOT EXISTS reading (trial TEXT PRIMARY KEY, body BLOB NOT NULL, sha256 TEXT NOT NULL)"
        )
        if database.execute("SELECT sha256 FROM reader").fetchall() != [(reader,)]:
            database.execute("DELETE FROM reading")
            database.execute("DELETE FROM reader")
            database.execute("INSERT INTO reader VALUES (?)", (reader,))
    return database


def _fingerprint() -> str:
    summed = hashlib.sha256()
    for room in _CODE:
        folder = Path(cast("Any", room).__file__).parent
        for path in sorted(folder.rglob("*.py")):
            summed.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    data = Path(cast("Any", onward.knowledge).__file__).parent / "data"
    for part in _WORDS:
        for path in sorted((data / part).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                summed.update(path.relative_to(data).as_posix().encode() + path.read_bytes())
    return summed.hexdigest()
