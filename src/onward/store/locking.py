"""One import at a time: a lock that the operating system or the server takes back when its holder dies."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from onward.store.database import IMPORTING_LOCK, store_errors
from onward.terms import StoreError

_TRY_EVERY_SECONDS = 0.1


@contextmanager
def only_import(engine: Engine, where: str, *, wait_seconds: float) -> Iterator[None]:
    """Holds the right to change the store. Raises StoreError when somebody else holds it for longer than the wait."""
    with _sqlite_lock(where) if engine.dialect.name == "sqlite" else _server_lock(engine, where) as try_it:
        give_up = time.monotonic() + wait_seconds
        while not try_it():
            if time.monotonic() >= give_up:
                raise StoreError(
                    f"Another import into the store at {where} is running. Try again when it has finished."
                )
            time.sleep(_TRY_EVERY_SECONDS)
        yield


@contextmanager
def _sqlite_lock(where: str) -> Iterator[Callable[[], bool]]:
    """An exclusive transaction on a small database beside the store: the store itself stays free for readers."""
    path = f"{where}.lock"
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as refused:
        raise StoreError(
            f"{path} cannot be written: {refused.strerror}. You need to own the folder of the store."
        ) from None
    with store_errors(where):
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        yield lambda: _begin_exclusive(lock, where)
    finally:
        lock.close()


def _begin_exclusive(lock: sqlite3.Connection, where: str) -> bool:
    with store_errors(where):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as refused:
            if refused.sqlite_errorname == "SQLITE_BUSY":
                return False
            raise
    return True


@contextmanager
def _server_lock(engine: Engine, where: str) -> Iterator[Callable[[], bool]]:
    with store_errors(where):
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:

        def try_it() -> bool:
            with store_errors(where):
                return bool(connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({IMPORTING_LOCK})").scalar())

        yield try_it
    finally:
        # Ends the server's session, and with it the lock: a pooled connection would keep both.
        connection.invalidate()
        connection.close()
