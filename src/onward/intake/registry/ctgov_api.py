"""A client of the ClinicalTrials.gov API v2: the studies of a query, page by page, politely and stubbornly.

What the API promises (clinicaltrials.gov/data-api/api, version 2.0.5): `GET /studies` with `query.cond`, `query.term`,
`filter.overallStatus`, `filter.advanced` (Essie expressions such as `AREA[LastUpdatePostDate]RANGE[2026-11-01,MAX]`),
`fields`, `sort`, `pageSize` up to 1,000, `countTotal`, and `pageToken` from the `nextPageToken` of the page before.
It states no limit of requests; users meet one near 50 a minute, so one is sent each 1.2 seconds at most.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import orjson

from onward.terms import OnwardError, UsageError

if TYPE_CHECKING:
    import httpx

DEFAULT_URL = "https://clinicaltrials.gov/api/v2"
MOST_ON_A_PAGE = 1_000
_PAUSE_S = 1.2
_TIMEOUT_S = 60.0
# 1, 2, 4, 8, 16 seconds, unless the server names another time; a longer one than this is for another day.
_TRIES = 6
_LONGEST_WAIT_S = 120.0
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
# Results are not read and make up most of the bytes.
_WITHOUT_RESULTS = "protocolSection,derivedSection,hasResults"


class RegistryError(OnwardError):
    """The registry could not be asked, or answered with something that is no page of studies."""


class PageForgottenError(RegistryError):
    """The registry no longer knows the page that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyQuery:
    """What the registry is asked for.

    condition, term   words, or Essie expressions
    statuses          the registry's words (RECRUITING, ...); none for all
    since             only what was updated on or after that day
    results           whether results sections are fetched too
    """

    condition: str = ""
    term: str = ""
    statuses: tuple[str, ...] = ()
    since: date | None = None
    page_size: int = 200
    results: bool = False

    def parameters(self) -> dict[str, str]:
        """The query as the API takes it, without the page. Raises UsageError for what the API would refuse."""
        if not 1 <= self.page_size <= MOST_ON_A_PAGE:
            raise UsageError(f"a page holds 1 to {MOST_ON_A_PAGE} studies, not {self.page_size}.")
        for status in self.statuses:
            if not re.fullmatch(r"[A-Z_]+", status):
                raise UsageError(f"{status!r} is no status of the registry; write it like RECRUITING.")
        found = {"format": "json", "pageSize": f"{self.page_size}", "sort": "LastUpdatePostDate:asc"}
        if self.condition:
            found["query.cond"] = self.condition
        if self.term:
            found["query.term"] = self.term
        if self.statuses:
            found["filter.overallStatus"] = ",".join(self.statuses)
        if self.since is not None:
            found["filter.advanced"] = f"AREA[LastUpdatePostDate]RANGE[{self.since.isoformat()},MAX]"
        if not self.results:
            found["fields"] = _WITHOUT_RESULTS
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPage:
    """One page: its bytes as they came (unpacked), how many studies it holds, and which page comes next ("" for none).

    total   studies of the whole query, where the page says it
    """

    data: bytes
    studies: int
    next_page: str
    total: int | None


class _PageBody(msgspec.Struct):
    studies: list[msgspec.Raw]
    nextPageToken: str | None = None
    totalCount: int | None = None


_decode_page = msgspec.json.Decoder(_PageBody).decode


class CtgovApi:
    """The studies of one query from one address.

    pause_s, wait   how long between two requests, and what waits: both can be replaced in tests
    said            called with a sentence when something has to be tried again
    """

    def __init__(
        self,
        url: str = DEFAULT_URL,
        *,
        pause_s: float = _PAUSE_S,
        timeout_s: float = _TIMEOUT_S,
        tries: int = _TRIES,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        said: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.url = _checked(url)
        self._pause_s = pause_s
        self._timeout_s = timeout_s
        self._tries = tries
        self._wait = wait
        self._clock = clock
        self._said = said
        self._last: float | None = None

    def pages(self, query: StudyQuery, *, next_page: str = "") -> Iterator[StudyPage]:
        """The pages of a query in order, from `next_page` on.

        Raises PageForgottenError when the registry no longer knows that page, RegistryError when it cannot be asked.
        """
        import httpx

        asked = query.parameters()
        seen: set[str] = set()
        with httpx.Client(
            timeout=self._timeout_s,
            follow_redirects=False,
            headers={"User-Agent": "onward (trial catalogue)", "Accept": "application/json"},
        ) as client:
            while True:
                page = self._page(client, asked | _paging(next_page, first=not seen))
                yield page
                next_page = page.next_page
                if not next_page:
                    return
                if next_page in seen:
                    raise RegistryError("the registry sends the same page again and again; stopped.")
                seen.add(next_page)

    def address_of(self, query: StudyQuery) -> str:
        """The first request as an address, for people to read."""
        import httpx

        return str(httpx.URL(f"{self.url}/studies", params=query.parameters() | _paging("", first=True)))

    def _page(self, client: httpx.Client, parameters: dict[str, str]) -> StudyPage:
        import httpx

        problem = ""
        for attempt in range(self._tries):
            self._keep_pace()
            try:
                response = client.get(f"{self.url}/studies", params=parameters)
                wait_s = _retry_after(response)
                problem = self._problem_of(response, parameters)
                if not problem:
                    page = _read(response.content)
                    if page is not None:
                        return page
                    problem = "its answer is no page of studies"
            except httpx.TimeoutException:
                wait_s, problem = None, f"it did not answer within {self._timeout_s:g} seconds"
            except httpx.DecodingError:
                wait_s, problem = None, "its answer cannot be unpacked"
            except httpx.RemoteProtocolError:
                wait_s, problem = None, "the connection broke in the middle of an answer"
            except httpx.TransportError as error:
                wait_s, problem = None, f"it cannot be reached ({type(error).__name__})"
            if attempt + 1 < self._tries:
                pause = min(2.0**attempt if wait_s is None else wait_s, _LONGEST_WAIT_S)
                self._said(
                    f"The registry: {problem}. Trying again in {pause:g} s ({attempt + 1} of {self._tries - 1})."
                )
                self._wait(pause)
        raise RegistryError(f"the registry at {self.url} gave no page after {self._tries} tries: {problem}.")

    def _keep_pace(self) -> None:
        now = self._clock()
        if self._last is not None and now - self._last < self._pause_s:
            self._wait(self._pause_s - (now - self._last))
        self._last = self._clock()

    def _problem_of(self, response: httpx.Response, parameters: dict[str, str]) -> str:
        """What is wrong with an answer that may be asked for again; "" when nothing is. Raises for all else."""
        status = response.status_code
        if status == 200:
            return ""
        if status in _TRY_AGAIN:
            return "it asks for patience (429)" if status == 429 else f"it fails at the moment ({status})"
        if status in (400, 404, 410) and "pageToken" in parameters:
            raise PageForgottenError(f"the registry no longer knows the page that comes next ({status}).")
        if 300 <= status < 400:
            raise RegistryError(
                f"the registry at {self.url} has moved ({status}). Nothing was sent elsewhere; name the new address "
                "with --url."
            )
        said = _words(response.text)
        raise RegistryError(f"the registry at {self.url} refuses the request ({status}){said}.")


def _checked(url: str) -> str:
    """The address without a slash at its end. Raises UsageError when it is none."""
    plain = url.strip().rstrip("/").removesuffix("/studies")
    if not re.fullmatch(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", plain):
        raise UsageError(f"{url!r} is no address of a registry; write it like {DEFAULT_URL}")
    if plain.startswith("http://") and not re.match(
        r"http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:/|$)", plain
    ):
        raise UsageError("an address outside this machine has to begin with https://")
    return plain


def _paging(next_page: str, *, first: bool) -> dict[str, str]:
    found = {"countTotal": "true"} if first else {}
    return {**found, "pageToken": next_page} if next_page else found


def _read(data: bytes) -> StudyPage | None:
    try:
        body = _decode_page(data)
        orjson.loads(data)  # msgspec looks past the studies themselves
    except (msgspec.DecodeError, orjson.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
    return StudyPage(data=data, studies=len(body.studies), next_page=body.nextPageToken or "", total=body.totalCount)


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that the server asks to wait; dates are not read."""
    said = response.headers.get("Retry-After", "")
    return float(said) if re.fullmatch(r"\d{1,6}", said) else None


def _words(text: str) -> str:
    """The registry's own explanation, short and without markup."""
    if "<" in text:
        return ""
    plain = " ".join(text.split())[:200]
    return f": {plain}" if plain else ""
