"""A real PostgreSQL server for tests: made from Debian's programs in a folder of its own, stopped at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

_START_SECONDS = 30.0
_USER = "onward"


def server_programs() -> Path | None:
    """The folder of initdb and postgres: Debian's newest version, else where PATH says; None when there is none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: float(found.parts[-3]))
    if versions:
        return versions[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@dataclass(frozen=True)
class Server:
    """A running server; only its socket lets in, and no network."""

    sockets: Path
    numbers: Iterator[int] = field(default_factory=count)

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"records_{next(self.numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.address(name)

    def address(self, database: str) -> str:
        return f"postgresql://{_USER}@/{database}?host={self.sockets}"


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """A new server. The programs refuse to run as root: root lends them to an unprivileged user."""
    folder = Path(tempfile.mkdtemp(prefix="onward-postgresql-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        user = _unprivileged_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    data = folder / "data"
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    try:
        subprocess.run(
            [*as_user, programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            env=environment,
            cwd=folder,
        )
        settings = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "max_connections=20"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*as_user, programs / "postgres", "-D", data, *(part for one in settings for part in ("-c", one))],
                stdout=log,
                stderr=log,
                env=environment,
                cwd=folder,
            )
        try:
            server = Server(folder)
            _wait(server, process, folder / "log")
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise AssertionError("no unprivileged user (postgres, nobody) to run the server as")


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + _START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            break
        try:
            psycopg.connect(server.address("postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")
