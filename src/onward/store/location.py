"""Where the store is: a file in Onward's own folder, another file, or a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from onward.knowledge import onward_home
from onward.terms import UsageError

_FILE_NAME = "onward.sqlite"


def store_url(where: str | Path | None) -> URL:
    """The database that `where` names: None for the default file, a path, `sqlite:///path` or `postgresql://...`.

    Raises UsageError for a database of another kind, and for a URL that cannot be read.
    """
    if where is None:
        return _file(onward_home() / _FILE_NAME)
    if isinstance(where, Path) or "://" not in where:
        return _file(Path(where).expanduser())
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        # The text is not repeated: it may hold a password.
        raise UsageError(
            "The address of the store cannot be read. Give a file (records.sqlite) or postgresql://USER:PASSWORD@HOST/DATABASE."
        ) from None
    match url.get_backend_name():
        case "sqlite":
            if not url.database or url.database == ":memory:":
                raise UsageError("A store in memory would be lost at once. Give a file: sqlite:///records.sqlite")
            return _file(Path(url.database))
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise UsageError(
                f"A store of kind {other!r} is not supported. Give a file (records.sqlite) or postgresql://HOST/DATABASE."
            )


def said(url: URL) -> str:
    """The store's address as messages may show it: without password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def _file(path: Path) -> URL:
    return URL.create("sqlite", database=str(path.absolute()))
