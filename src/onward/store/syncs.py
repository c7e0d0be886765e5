"""How far fetching trials from a registry has come."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, inspect, select, update

from onward.store.database import reading, writing
from onward.store.schema import trial_syncs
from onward.store.values import TrialSync


def find_unfinished(engine: Engine, where: str, request: str) -> TrialSync | None:
    """The newest run by this request, when it broke off."""
    return _newest(engine, where, trial_syncs.c.request == request, trial_syncs.c.finished_at == "")


def find_finished(engine: Engine, where: str, request: str) -> TrialSync | None:
    """The newest run by this request that came to its end."""
    return _newest(engine, where, trial_syncs.c.request == request, trial_syncs.c.finished_at != "")


def begin(engine: Engine, where: str, request: str, since: str, started_at: str) -> TrialSync:
    """A new run; one by the same request that broke off is given up."""
    with writing(engine, where) as connection:
        _make(connection)
        connection.execute(delete(trial_syncs).where(trial_syncs.c.request == request, trial_syncs.c.finished_at == ""))
        key = connection.execute(
            insert(trial_syncs)
            .values(
                request=request, since=since, started_at=started_at, next_page="", pages=0, studies=0, finished_at=""
            )
            .returning(trial_syncs.c.id)
        ).scalar_one()
    return TrialSync(id=key, request=request, since=since, started_at=started_at)


def note(engine: Engine, where: str, sync: TrialSync) -> TrialSync:
    """Write down how far the run has come."""
    with writing(engine, where) as connection:
        connection.execute(
            update(trial_syncs)
            .where(trial_syncs.c.id == sync.id)
            .values(next_page=sync.next_page, pages=sync.pages, studies=sync.studies, finished_at=sync.finished_at)
        )
    return sync


def _newest(engine: Engine, where: str, *which: ColumnElement[bool]) -> TrialSync | None:
    with reading(engine, where) as connection:
        if not inspect(connection).has_table(trial_syncs.name):
            return None
        row = connection.execute(select(trial_syncs).where(*which).order_by(trial_syncs.c.id.desc()).limit(1)).first()
    return None if row is None else TrialSync(**row._mapping)


def _make(connection: Connection) -> None:
    """A store that was made before there were runs of this kind has no table for them."""
    trial_syncs.create(connection, checkfirst=True)
