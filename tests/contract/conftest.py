"""Every test of this chapter runs on each database that the store supports."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from tests.contract.orthanc_server import Orthanc, orthanc_program, running_orthanc
from tests.contract.postgresql_server import Server, running_server, server_programs

from onward.store import Store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server for the whole run."""
    programs = server_programs()
    if programs is None:
        cure = "PostgreSQL's server programs are not installed (cure, as root: scripts/setup/debian.sh)"
        if os.environ.get("ONWARD_REQUIRE_SERVERS") == "1":
            pytest.fail(cure)
        pytest.skip(cure)
    with running_server(programs) as server:
        yield server


@pytest.fixture(scope="session")
def orthanc() -> Iterator[Orthanc]:
    """An image archive for the whole run."""
    program = orthanc_program()
    if program is None:
        cure = "Orthanc with its DICOMweb plugin is not installed (cure, as root: scripts/setup/debian.sh)"
        if os.environ.get("ONWARD_REQUIRE_SERVERS") == "1":
            pytest.fail(cure)
        pytest.skip(cure)
    with running_orthanc(program) as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives addresses where new, empty stores can be made."""
    if request.param == "sqlite":
        numbers = count()
        return lambda: str(tmp_path / f"home{next(numbers)}" / "onward.sqlite")
    server: Server = request.getfixturevalue("postgresql")
    return server.new_database


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """Where a new, empty store can be made."""
    return new_address()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A new, empty store."""
    with Store.open(address) as opened:
        yield opened
