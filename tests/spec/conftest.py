"""Every spec test has a section on its page of docs/reference; see manual.py."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from tests.spec.manual import Page, Section

_PASSED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note whether the test itself passed, for the fixture that closes its section."""
    report = yield
    if call.when == "call":
        item.stash[_PASSED] = report.passed
    return report


@pytest.fixture(scope="module")
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of this file: compared with the committed one, or written, when all its tests have passed."""
    page = Page(request.module)
    yield page
    if not page.is_whole:
        return
    if os.environ.get("ONWARD_WRITE_REFERENCE"):
        page.write()
    else:
        page.check()


@pytest.fixture(autouse=True)
def manual(request: pytest.FixtureRequest, page: Page) -> Iterator[Section]:
    """The section of this test."""
    name = request.function.__name__
    section = page.section(name, request.function.__doc__)
    yield section
    page.ran(name, passed=request.node.stash.get(_PASSED, False))
