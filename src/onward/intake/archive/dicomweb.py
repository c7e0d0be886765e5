"""An archive by DICOMweb: QIDO-RS to find, WADO-RS to fetch, STOW-RS to store."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from dicomweb_client.api import DICOMwebClient
from pydicom import Dataset, dcmread

from onward.intake.archive.address import ArchiveAddress
from onward.intake.archive.archive import (
    ArchiveError,
    ArchiveQuery,
    Credentials,
    Sent,
    SeriesInArchive,
    StudyInArchive,
    day_range,
    wanted,
)

# One request carries objects up to this size together; larger ones go alone.
_TOGETHER_BYTES = 32 * 1024**2
_PAGE = 200

_STUDY_UID, _SERIES_UID = "0020000D", "0020000E"
_PERSON, _DATE, _STUDY_TEXT = "00100020", "00080020", "00081030"
_MODALITY, _SERIES_TEXT, _COUNT = "00080060", "0008103E", "00201209"
_FAILURES = {
    0xA700: "it is out of space",
    0xA900: "the object does not fit its class",
    0xC000: "it cannot understand the object",
    0x0110: "it failed while processing",
    0x0122: "it does not take objects of this class",
    0xC122: "it does not take this transfer syntax",
}


# The library writes each request's address to a log: it may hold a person's id.
logging.getLogger("dicomweb_client").setLevel(logging.CRITICAL)


class WebArchive:
    """See `onward.intake.archive.Archive`."""

    def __init__(self, address: ArchiveAddress, credentials: Credentials, timeout_s: float) -> None:
        session = requests.Session()
        if credentials.token:
            session.headers["Authorization"] = f"Bearer {credentials.token}"
        elif credentials.user:
            session.auth = (credentials.user, credentials.password)
        self._where = str(address)
        self._client = DICOMwebClient(address.url, session=session, timeout=timeout_s)
        # A person who waits sees the reason sooner than a library that tries again for half a minute.
        self._client.set_http_retry_params(retry=False)

    def find(self, query: ArchiveQuery) -> tuple[StudyInArchive, ...]:
        """The studies of a query with their series."""
        found: list[StudyInArchive] = []
        for filters in _filters(query):
            with _in_words(self._where, "asked for studies"):
                listed = self._all_studies(filters)
            for study in listed:
                uid = _first(study, _STUDY_UID)
                with _in_words(self._where, "asked for series"):
                    series = self._client.search_for_series(uid, fields=[_COUNT, _SERIES_TEXT])
                held = tuple(
                    SeriesInArchive(
                        uid=_first(one, _SERIES_UID),
                        modality=_first(one, _MODALITY),
                        description=_first(one, _SERIES_TEXT),
                        instances=_count(_first(one, _COUNT)),
                    )
                    for one in series
                )
                kept = tuple(one for one in held if wanted(one, query))
                if kept:
                    found.append(
                        StudyInArchive(
                            uid=uid,
                            person=_first(study, _PERSON),
                            date=_first(study, _DATE),
                            description=_first(study, _STUDY_TEXT),
                            series=kept,
                        )
                    )
        return tuple(dict.fromkeys(found))

    def _all_studies(self, filters: dict[str, str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            page = self._client.search_for_studies(
                search_filters=filters, fields=[_STUDY_TEXT], limit=_PAGE, offset=len(found)
            )
            known = {_first(one, _STUDY_UID) for one in found}
            fresh = [one for one in page if _first(one, _STUDY_UID) not in known]
            found += fresh
            # An archive that knows no paging gives everything each time.
            if len(page) < _PAGE or not fresh:
                return found

    def fetch(self, study_uid: str, series: SeriesInArchive) -> Iterator[Dataset]:
        """The objects of one series, in the transfer syntax in which the archive holds them."""
        with _in_words(self._where, "asked for a series"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the images' maker wrote against the standard is no news here
            yield from self._client.iter_series(study_uid, series.uid, media_types=(("application/dicom", "*"),))

    def send(self, files: Sequence[Path], *, progress: Callable[[int, int], None] | None = None) -> tuple[Sent, ...]:
        """Store files, several in one request."""
        sent: list[Sent] = []
        batch: list[tuple[Path, Dataset]] = []
        size = 0
        for number, file in enumerate(files, start=1):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                batch.append((file, dcmread(file)))
            size += file.stat().st_size
            if size >= _TOGETHER_BYTES or number == len(files):
                sent += self._store(batch)
                batch, size = [], 0
                if progress is not None:
                    progress(number, len(files))
        return tuple(sent)

    def _store(self, batch: Sequence[tuple[Path, Dataset]]) -> list[Sent]:
        with _in_words(self._where, "offered objects"):
            try:
                answer = self._client.store_instances([dataset for _, dataset in batch])
            except requests.HTTPError as error:
                # 409: none of them was taken; the body says why.
                if error.response is None or error.response.status_code != 409:
                    raise
                return [Sent(file=file, refused="it took none of the objects") for file, _ in batch]
        refused = {
            str(one.get("ReferencedSOPInstanceUID")): int(one.get("FailureReason") or 0)
            for one in answer.get("FailedSOPSequence") or ()
        }
        return [
            Sent(file=file, refused=_reason(refused[uid]) if uid in refused else "")
            for file, dataset in batch
            for uid in [str(dataset.SOPInstanceUID)]
        ]


def _filters(query: ArchiveQuery) -> list[dict[str, str]]:
    """The search filters of one or several requests: one for each study that is named."""
    shared = {"PatientID": query.person} if query.person else {}
    days = day_range(query)
    if days:
        shared["StudyDate"] = days
    if query.studies:
        return [{**shared, "StudyInstanceUID": uid} for uid in query.studies]
    if len(query.modalities) == 1:
        shared["ModalitiesInStudy"] = query.modalities[0]
    return [shared]


def _first(entry: dict[str, Any], tag: str) -> str:
    values = (entry.get(tag) or {}).get("Value") or []
    return "" if not values else str(values[0])


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _reason(code: int) -> str:
    known = _FAILURES.get(code) or _FAILURES.get(code & 0xFF00)
    return known or f"it refused with code {code:04X}"


@contextmanager
def _in_words(where: str, doing: str) -> Iterator[None]:
    """What goes wrong on the way, without the request's address: it may hold a person's id."""
    try:
        yield
    except requests.HTTPError as error:
        status = 0 if error.response is None else error.response.status_code
        cure = {
            401: "set ONWARD_ARCHIVE_USER and ONWARD_ARCHIVE_PASSWORD, or ONWARD_ARCHIVE_TOKEN",
            403: "these credentials may not do this",
            404: "check the address: it ends where /studies would follow",
        }.get(status, "try again, or ask who runs it")
        raise ArchiveError(f"{where} was {doing} and answered {status}: {cure}.") from None
    except requests.exceptions.SSLError:
        raise ArchiveError(f"{where}: its certificate cannot be trusted; ask who runs it.") from None
    except requests.Timeout:
        raise ArchiveError(f"{where} was {doing} and did not answer in time; try again, or raise --timeout.") from None
    except (requests.ConnectionError, OSError):
        raise ArchiveError(f"{where} cannot be reached: check address and network.") from None
    except ValueError as error:
        raise ArchiveError(
            f"{where} was {doing} and answered what is no DICOMweb ({type(error).__name__}): check the address."
        ) from None
