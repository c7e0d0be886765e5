"""An archive by DIMSE: C-FIND to find, C-GET or C-MOVE to fetch, C-STORE to store.

C-GET brings the objects over the connection that was opened to the archive: no port has to be open here, and the
archive need not know an address of this machine. Where an archive has no C-GET, or none for a class of objects, C-MOVE
sends them to a port that is open here while they come.
"""

from __future__ import annotations

import logging
import socket
import ssl
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any

from pydicom import Dataset, dcmread
from pydicom.uid import (
    JPEG2000,
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)
from pynetdicom import AE, build_role, evt
from pynetdicom.association import Association

from onward.intake.archive.address import ArchiveAddress
from onward.intake.archive.archive import (
    ArchiveError,
    ArchiveQuery,
    Sent,
    SeriesInArchive,
    StudyInArchive,
    day_range,
    wanted,
)

# Study Root Query/Retrieve (PS3.4 C.6.2).
_FIND, _MOVE, _GET = (UID(f"1.2.840.10008.5.1.4.1.2.2.{end}") for end in (1, 2, 3))
# An association offers at most this many contexts (PS3.8 9.3.2), one of them for the retrieval itself.
_MOST_CONTEXTS = 128
_PLAIN = (ExplicitVRLittleEndian, ImplicitVRLittleEndian)
_SYNTAXES = (
    *_PLAIN, JPEGLossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, RLELossless,
    DeflatedExplicitVRLittleEndian, JPEG2000, JPEGLSNearLossless, JPEGBaseline8Bit, JPEGExtended12Bit,
)  # fmt: skip
_STORAGE = "1.2.840.10008.5.1.4.1.1."
# Where an archive does not say which classes a series holds: images of this field and what is made on them.
_USUAL_CLASSES = tuple(
    f"{_STORAGE}{end}"
    for end in (
        "2", "2.1", "4", "4.1", "128", "130", "20", "7", "1", "1.1", "66.4", "66.7", "66.5", "30", "67", "88.11",
        "88.22", "88.33", "88.34", "88.59", "88.67", "481.3", "481.1", "481.5", "11.1", "6.1", "1.2", "104.1",
    )
)  # fmt: skip
_PENDING = (0xFF00, 0xFF01)


# The library writes what goes wrong to a log; here it becomes a sentence, and no log may hold what was sent.
logging.getLogger("pynetdicom").setLevel(logging.CRITICAL)


class DimseArchive:
    """See `onward.intake.archive.Archive`."""

    def __init__(self, address: ArchiveAddress, own_title: str, timeout_s: float, move_port: int | None) -> None:
        """move_port: fetch by C-MOVE to this port of this machine, which the archive must know under `own_title`."""
        self._address = address
        self._own_title = own_title
        self._timeout_s = timeout_s
        self._move_port = move_port

    def find(self, query: ArchiveQuery) -> tuple[StudyInArchive, ...]:
        """The studies of a query with their series."""
        with self._associated([(_FIND, _PLAIN)]) as association:
            studies = [
                study for uid in query.studies or ("",) for study in self._answers(association, _study(query, uid))
            ]
            found: list[StudyInArchive] = []
            for study in studies:
                uid = _text(study, "StudyInstanceUID")
                held = tuple(
                    SeriesInArchive(
                        uid=_text(one, "SeriesInstanceUID"),
                        modality=_text(one, "Modality"),
                        description=_text(one, "SeriesDescription"),
                        instances=_count(_text(one, "NumberOfSeriesRelatedInstances")),
                    )
                    for one in self._answers(association, _series(uid))
                )
                kept = tuple(one for one in held if wanted(one, query))
                if kept:
                    found.append(
                        StudyInArchive(
                            uid=uid,
                            person=_text(study, "PatientID"),
                            date=_text(study, "StudyDate"),
                            description=_text(study, "StudyDescription"),
                            series=kept,
                        )
                    )
        return tuple(dict.fromkeys(found))

    def fetch(self, study_uid: str, series: SeriesInArchive) -> Iterator[Dataset]:
        """The objects of one series, as they arrive."""
        classes = self._classes(study_uid, series.uid)
        arrived: Queue[Dataset | None] = Queue(maxsize=16)
        troubles: list[ArchiveError] = []

        stopped = Event()

        def take(event: Any) -> int:
            if stopped.is_set():
                return 0xA700
            dataset: Dataset = event.dataset
            dataset.file_meta = event.file_meta
            arrived.put(dataset)
            return 0x0000

        def ask() -> None:
            try:
                handlers = [(evt.EVT_C_STORE, take)]
                if self._move_port is None:
                    self._get(study_uid, series.uid, classes, handlers)
                else:
                    self._move(study_uid, series.uid, classes, handlers, self._move_port)
            except ArchiveError as error:
                troubles.append(error)
            finally:
                arrived.put(None)

        # The library calls back for each object; a thread of its own lets them be written while others arrive.
        worker = Thread(target=ask, daemon=True)
        worker.start()
        try:
            while (dataset := arrived.get()) is not None:
                yield dataset
        finally:
            # Whoever stops early (a full disk) must not leave the archive waiting.
            stopped.set()
            while worker.is_alive():
                with suppress(Empty):
                    arrived.get(timeout=0.1)
        if troubles:
            raise troubles[0]

    def send(self, files: Sequence[Path], *, progress: Callable[[int, int], None] | None = None) -> tuple[Sent, ...]:
        """Store files one after the other over as few connections as their kinds allow."""
        kinds: dict[tuple[str, str], list[Path]] = {}
        for file in files:
            meta = dcmread(file, specific_tags=["SOPClassUID"], stop_before_pixels=True).file_meta
            kind = (str(meta.MediaStorageSOPClassUID), str(meta.TransferSyntaxUID))
            kinds.setdefault(kind, []).append(file)
        sent: dict[Path, Sent] = {}
        pairs = list(kinds)
        for start in range(0, len(pairs), _MOST_CONTEXTS):
            chunk = pairs[start : start + _MOST_CONTEXTS]
            with self._associated([(uid, (syntax,)) for uid, syntax in chunk]) as association:
                for pair in chunk:
                    for file in kinds[pair]:
                        sent[file] = self._store(association, file)
                        if progress is not None:
                            progress(len(sent), len(files))
        return tuple(sent[file] for file in files)

    def _store(self, association: Association, file: Path) -> Sent:
        try:
            status = association.send_c_store(file)
        except ValueError:
            return Sent(file=file, refused="it does not take objects of this class or transfer syntax")
        except (OSError, RuntimeError):
            raise ArchiveError(f"{self._address} broke off while objects were sent; try again.") from None
        code = status.get("Status")
        if code is None:
            raise ArchiveError(f"{self._address} broke off while objects were sent; try again.")
        # B000 to BFFF: it was stored, with a remark.
        return Sent(
            file=file, refused="" if code == 0 or 0xB000 <= code < 0xC000 else f"it refused with code {code:04X}"
        )

    def _classes(self, study_uid: str, series_uid: str) -> tuple[str, ...]:
        """SOP classes of a series' objects; () where the archive does not say."""
        query = Dataset()
        query.QueryRetrieveLevel, query.StudyInstanceUID, query.SeriesInstanceUID = "IMAGE", study_uid, series_uid
        query.SOPInstanceUID, query.SOPClassUID = "", ""
        with self._associated([(_FIND, _PLAIN)]) as association:
            return tuple(
                dict.fromkeys(uid for one in self._answers(association, query) if (uid := _text(one, "SOPClassUID")))
            )

    def _answers(self, association: Association, query: Dataset) -> list[Dataset]:
        found: list[Dataset] = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for status, answer in association.send_c_find(query, _FIND):
                code = status.get("Status")
                if code in _PENDING and answer is not None:
                    found.append(answer)
                elif code != 0x0000:
                    raise ArchiveError(f"{self._address} could not answer a search{_code(code)}.")
        return found

    def _get(self, study_uid: str, series_uid: str, classes: tuple[str, ...], handlers: list[Any]) -> None:
        contexts = _storage_contexts(classes)
        roles = [build_role(one, scp_role=True) for one in dict.fromkeys(uid for uid, _ in contexts)]
        with self._associated([(_GET, _PLAIN), *contexts], roles=roles, handlers=handlers) as association:
            answers = association.send_c_get(_whole_series(study_uid, series_uid), _GET)
            self._until_done(answers, "; it may have no C-GET for them: try --move-port")

    def _move(self, study_uid: str, series_uid: str, classes: tuple[str, ...], handlers: list[Any], port: int) -> None:
        receiver = AE(ae_title=self._own_title)
        receiver.require_called_aet = True
        for uid in dict.fromkeys((*classes, *_USUAL_CLASSES)):
            receiver.add_supported_context(uid, list(_SYNTAXES))
        # Only an archive on this machine is let in over loopback alone; another one has to reach the port.
        host = "127.0.0.1" if self._address.is_this_machine else "0.0.0.0"
        try:
            server = receiver.start_server((host, port), block=False, evt_handlers=handlers)
        except OSError:
            raise ArchiveError(f"Port {port} of this machine cannot be opened: name a free one.") from None
        assert server is not None
        try:
            with self._associated([(_MOVE, _PLAIN)]) as association:
                answers = association.send_c_move(_whole_series(study_uid, series_uid), self._own_title, _MOVE)
                self._until_done(answers, f"; it must know {self._own_title!r} with this machine's address and port")
        finally:
            server.shutdown()

    def _until_done(self, answers: Iterator[tuple[Dataset, Dataset | None]], cure: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for status, _ in answers:
                code = status.get("Status")
                if code in _PENDING:
                    continue
                failed = int(status.get("NumberOfFailedSuboperations") or 0)
                if code != 0x0000 or failed:
                    what = f"{failed} objects of a series" if failed else "a series"
                    raise ArchiveError(f"{self._address} could not give {what}{_code(code)}{cure}.")

    def _reach(self) -> None:
        """Whether somebody listens there: the library leaves its socket open where nobody does."""
        try:
            socket.create_connection((self._address.host, self._address.port), timeout=self._timeout_s).close()
        except OSError:
            raise ArchiveError(f"{self._address} cannot be reached: check host, port and network.") from None

    @contextmanager
    def _associated(
        self,
        contexts: Iterable[tuple[str, Sequence[str]]],
        *,
        roles: Sequence[Any] = (),
        handlers: Sequence[Any] = (),
    ) -> Iterator[Association]:
        self._reach()
        entity = AE(ae_title=self._own_title)
        entity.acse_timeout = entity.dimse_timeout = entity.network_timeout = entity.connection_timeout = (
            self._timeout_s
        )
        for uid, syntaxes in contexts:
            entity.add_requested_context(uid, list(syntaxes))
        association = entity.associate(
            self._address.host,
            self._address.port,
            ae_title=self._address.ae_title,
            ext_neg=list(roles) or None,
            evt_handlers=list(handlers) or None,
            tls_args=(ssl.create_default_context(), self._address.host) if self._address.encrypted else None,
        )
        if not association.is_established:
            if association.is_rejected:
                raise ArchiveError(
                    f"{self._address} refuses {self._own_title!r}: it must know this AE title (--title), "
                    "or the archive's own title is another one."
                )
            raise ArchiveError(
                f"{self._address} answers, but not as DIMSE asks: check the port, and whether it wants TLS."
            )
        try:
            yield association
        finally:
            if association.is_established:
                association.release()


def _study(query: ArchiveQuery, uid: str) -> Dataset:
    asked = Dataset()
    asked.QueryRetrieveLevel = "STUDY"
    asked.StudyInstanceUID, asked.PatientID = uid, query.person
    asked.StudyDate, asked.StudyDescription = day_range(query), ""
    asked.ModalitiesInStudy = query.modalities[0] if len(query.modalities) == 1 else ""
    return asked


def _series(study_uid: str) -> Dataset:
    asked = Dataset()
    asked.QueryRetrieveLevel, asked.StudyInstanceUID = "SERIES", study_uid
    asked.SeriesInstanceUID = asked.Modality = asked.SeriesDescription = ""
    asked.NumberOfSeriesRelatedInstances = ""
    return asked


def _whole_series(study_uid: str, series_uid: str) -> Dataset:
    asked = Dataset()
    asked.QueryRetrieveLevel, asked.StudyInstanceUID, asked.SeriesInstanceUID = "SERIES", study_uid, series_uid
    return asked


def _storage_contexts(classes: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Contexts to receive objects in: each transfer syntax by itself, so that objects come as they are kept."""
    room = _MOST_CONTEXTS - 1
    asked = classes or _USUAL_CLASSES
    apart: list[tuple[str, tuple[str, ...]]] = [(uid, (syntax,)) for uid in asked for syntax in _SYNTAXES]
    return apart if len(apart) <= room else [(uid, _PLAIN) for uid in asked[:room]]


def _text(answer: Dataset, keyword: str) -> str:
    value = answer.get(keyword)
    return "" if value is None else str(value).strip()


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _code(code: int | None) -> str:
    return "" if code is None else f" (code {code:04X})"
