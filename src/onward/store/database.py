"""Opening the database: settings of the engine, privacy of the file, and errors in words that help."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from onward.store.location import said
from onward.store.schema import SCHEMA_VERSION, about, tables
from onward.terms import StoreError

_WRITES = "onward_writes"
_BUSY_TIMEOUT_MS = 30_000
_CACHE_KIB = 32_768

# On each SQLite connection. Write-ahead log: readers do not wait for an import, and a killed one leaves no trace.
# secure_delete: what is forgotten is overwritten in the file, not only unlinked.
_SQLITE_SETTINGS = (
    f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
)


def open_database(url: URL, *, create: bool) -> Engine:
    """An engine on a database that holds a store of this version; made when there is none and `create` is set.

    Raises StoreError when there is none, when it cannot be opened, or is of another version.
    """
    where = said(url)
    is_file = url.get_backend_name() == "sqlite"
    if is_file:
        _prepare_file(Path(where), create=create)
    engine = create_engine(url, hide_parameters=True)
    if is_file:
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        with store_errors(where):
            _check_version(engine, where, create=create)
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that writes: it holds from the first word, so that what it reads stays true until it commits."""
    with (
        store_errors(where),
        engine.connect().execution_options(**{_WRITES: True}) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that reads one state of the store, whatever is imported meanwhile."""
    with store_errors(where), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def settle(engine: Engine, where: str) -> None:
    """Bring an SQLite file to rest: everything in the file itself, the log beside it empty."""
    if engine.dialect.name != "sqlite":
        return
    with store_errors(where):
        held = engine.raw_connection()
        try:
            cursor = held.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
        finally:
            held.close()


@contextmanager
def store_errors(where: str) -> Iterator[None]:
    """Turns the database's exceptions into a StoreError that says what to do, and repeats nothing of the records.

    The database's own message is left out: it may quote values of a row.
    """
    try:
        yield
    except SQLAlchemyError as broken:
        raise StoreError(_in_words(broken, where)) from None
    except sqlite3.Error as broken:
        raise StoreError(_sqlite_in_words(broken, where)) from None


def _prepare_file(path: Path, *, create: bool) -> None:
    """Records of people: the folder and the file are for their owner only."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder. The store is a file: name one in it, such as {path / 'onward.sqlite'}.")
    if path.exists():
        return
    if not create:
        raise StoreError(f"There is no store at {path}. `onward import RECORDS` makes one.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as refused:
        raise StoreError(
            f"The store cannot be made at {path}: {refused.strerror}. "
            "Set ONWARD_HOME or --store to a place that you may write."
        ) from None


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: it would begin them too late to hold a write lock.
    connection.isolation_level = None  # pyright: ignore[reportAttributeAccessIssue]  (a property of sqlite3 only)
    cursor = connection.cursor()
    for setting in _SQLITE_SETTINGS:
        cursor.execute(setting)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_version(engine: Engine, where: str, *, create: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection, where)
    if found is None:
        if not create:
            raise StoreError(f"There is no store at {where}. `onward import RECORDS` makes one.")
        with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                # Two programs may open a new store at once: the second waits, and finds it made.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({OPENING_LOCK})")
            found = _version(connection, where)
            if found is None:
                tables.create_all(connection)
                connection.execute(insert(about).values(key="schema_version", value=str(SCHEMA_VERSION)))
                found = str(SCHEMA_VERSION)
    if found != str(SCHEMA_VERSION):
        raise StoreError(
            f"The store at {where} has format {found}; this Onward reads format {SCHEMA_VERSION}. "
            "Use the Onward that wrote it, or import the records again into another store (--store)."
        )


def _version(connection: Connection, where: str) -> str | None:
    """The format that the store says it has; None in an empty database."""
    present = set(inspect(connection).get_table_names())
    if about.name in present:
        return connection.execute(select(about.c.value).where(about.c.key == "schema_version")).scalar() or "unknown"
    if present & set(tables.tables):
        raise StoreError(
            f"{where} is the database of another program. Give Onward a database or file of its own (--store)."
        )
    return None


OPENING_LOCK = 0x6F6E7761
IMPORTING_LOCK = 0x6F6E7762
"""Keys of PostgreSQL's advisory locks: "onwa", "onwb"."""


def _in_words(broken: SQLAlchemyError, where: str) -> str:
    original = broken.orig if isinstance(broken, DBAPIError) else None
    if isinstance(original, sqlite3.Error):
        return _sqlite_in_words(original, where)
    state = getattr(original, "sqlstate", None)
    if isinstance(broken, DBAPIError) and state is None:
        return (
            f"The store at {where} cannot be reached, or the connection was lost. "
            "Is the server running, and do user, password and database name fit?"
        )
    match str(state or "")[:2]:
        case "53":
            cure = "The server lacks disk, memory or connections."
        case "42":
            cure = "The user of the store needs the right to create and change tables there."
        case "25":
            cure = "The server takes no changes now (read-only)."
        case _:
            cure = "Nothing half-done was kept; try again."
    return f"The store at {where} did not do what it was asked (PostgreSQL condition {state or 'unknown'}). {cure}"


def _sqlite_in_words(broken: sqlite3.Error, where: str) -> str:
    name = getattr(broken, "sqlite_errorname", None) or type(broken).__name__
    match name.removeprefix("SQLITE_").split("_")[0]:
        case "NOTADB":
            return f"{where} is no Onward store. Name another file with --store."
        case "CORRUPT":
            cure = "Restore a copy, or import the records again into another store (--store)."
            return f"The store at {where} is damaged. {cure}"
        case "BUSY" | "LOCKED":
            return f"The store at {where} is in use by another program. Try again when it has finished."
        case "FULL":
            return (
                f"There is no room left on the disk of the store at {where}. Make room and run the same command again."
            )
        case "READONLY" | "CANTOPEN" | "PERM" | "AUTH":
            return f"The store at {where} may not be opened or written. You need to own the file and its folder."
        case _:
            return f"The store at {where} did not do what it was asked ({name}). Nothing half-done was kept; try again."
