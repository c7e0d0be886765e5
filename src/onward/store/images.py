"""The index of DICOM files on the disk: what each was when it was looked at, and what was found of its series."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from sqlalchemy import Connection, Engine, delete, insert, inspect, select

from onward.store.database import reading, writing
from onward.store.groups import in_groups
from onward.store.identity import storable
from onward.store.schema import image_files, image_series
from onward.store.values import ImageFile

_LIGHT = (
    image_files.c.key,
    image_files.c.path,
    image_files.c.member,
    image_files.c.size,
    image_files.c.mtime_ns,
    image_files.c.kind,
    image_files.c.said,
    image_files.c.series,
    image_files.c.instance,
    image_files.c.head_sha,
    image_files.c.head_bytes,
)


def find_files(engine: Engine, where: str, roots: Iterable[str]) -> tuple[ImageFile, ...]:
    """All files that lie at or below one of the paths."""
    found: dict[bytes, ImageFile] = {}
    with reading(engine, where) as connection:
        if not inspect(connection).has_table(image_files.name):
            return ()
        for root in roots:
            below = storable(root).rstrip("/\\")
            inside = image_files.c.path.startswith(f"{below}/", autoescape=True)
            for row in connection.execute(select(*_LIGHT).where(inside | (image_files.c.path == below))):
                found[row[0]] = ImageFile(
                    key=row[0],
                    path=row[1],
                    member=row[2],
                    size=row[3],
                    mtime_ns=row[4],
                    kind=row[5],
                    said=row[6],
                    series=row[7] or b"",
                    instance=row[8] or b"",
                    head_sha=row[9] or b"",
                    head_bytes=row[10],
                )
    return tuple(found.values())


def find_heads(engine: Engine, where: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
    """Header bytes by key of the file."""
    found: dict[bytes, bytes] = {}
    with reading(engine, where) as connection:
        for group in in_groups(list(keys)):
            rows = connection.execute(select(image_files.c.key, image_files.c.head).where(image_files.c.key.in_(group)))
            found |= {key: zlib.decompress(head) for key, head in rows if head}
    return found


def find_series(engine: Engine, where: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
    """What was found of series, by key."""
    found: dict[bytes, bytes] = {}
    with reading(engine, where) as connection:
        if not inspect(connection).has_table(image_series.name):
            return {}
        for group in in_groups(list(keys)):
            rows = connection.execute(
                select(image_series.c.key, image_series.c.said).where(image_series.c.key.in_(group))
            )
            found |= {row.key: row.said for row in rows}
    return found


def keep(
    engine: Engine,
    where: str,
    files: Iterable[ImageFile],
    gone: Iterable[bytes],
    series: Mapping[bytes, bytes],
) -> None:
    """Write new and changed files and series, and take out what is gone, in one transaction."""
    rows = [_row(one) for one in files]
    with writing(engine, where) as connection:
        _make(connection)
        for group in in_groups([*gone, *(row["key"] for row in rows)]):
            connection.execute(delete(image_files).where(image_files.c.key.in_(group)))
        for group in in_groups(rows):
            connection.execute(insert(image_files), group)
        for group in in_groups(list(series)):
            connection.execute(delete(image_series).where(image_series.c.key.in_(group)))
        for group in in_groups([{"key": key, "said": said} for key, said in series.items()]):
            connection.execute(insert(image_series), group)


def _row(one: ImageFile) -> dict[str, object]:
    return {
        "key": one.key,
        "path": storable(str(PurePath(one.path))),
        "member": storable(one.member),
        "size": one.size,
        "mtime_ns": one.mtime_ns,
        "kind": one.kind,
        "said": one.said,
        "series": one.series or None,
        "instance": one.instance or None,
        "head_sha": one.head_sha or None,
        "head_bytes": one.head_bytes,
        "head": zlib.compress(one.head, 1) if one.head else None,
    }


def _make(connection: Connection) -> None:
    """A store that was made before there was an index has no tables for it."""
    image_files.create(connection, checkfirst=True)
    image_series.create(connection, checkfirst=True)
