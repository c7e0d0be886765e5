"""The store: records as they came, found again by person, by resource and by hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from onward.store import checking, forgetting, images, looking, syncs
from onward.store.database import open_database, settle
from onward.store.location import said, store_url
from onward.store.locking import only_import
from onward.store.receiving import Receiving
from onward.store.schema import documents
from onward.store.values import ImageFile, KindCount, StoredDocument, StoredResource, StoredStudy, TrialSync
from onward.terms import Issue

_WAIT_SECONDS = 30.0


class Store:
    """Original bytes of records with their hash, version, source and time received.

    Documents that are not complete, because their import was interrupted, are kept out of everything that is read;
    `unfinished` names them.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    @classmethod
    def open(cls, where: str | Path | None = None, *, create: bool = True) -> Self:
        """The store at a path, `sqlite:///path` or `postgresql://...`; None for the one in Onward's own folder.

        Raises StoreError when it cannot be opened, has another format, or is missing and `create` is False;
        UsageError when `where` names no store that Onward supports.
        """
        url = store_url(where)
        return cls(open_database(url, create=create), said(url))

    @classmethod
    def is_there(cls, where: str | Path | None = None) -> bool:
        """Whether there is something to open; of a server it is presumed."""
        url = store_url(where)
        return url.get_backend_name() != "sqlite" or Path(said(url)).exists()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def where(self) -> str:
        """The address, as messages may show it."""
        return self._where

    @contextmanager
    def importing(self, *, received_at: datetime, wait_seconds: float = _WAIT_SECONDS) -> Iterator[Receiving]:
        """One run of import, alone in the store. Readers are not disturbed.

        Raises StoreError when another import runs for longer than `wait_seconds`.
        """
        with only_import(self._engine, self._where, wait_seconds=wait_seconds):
            forgetting.sweep(self._engine, self._where)
            receiving = Receiving(self._engine, self._where, _said_time(received_at))
            yield receiving
            receiving.finish()
            settle(self._engine, self._where)

    def people(self) -> tuple[str, ...]:
        """The ids of all people, sorted."""
        return looking.find_people(self._engine, self._where)

    def knows(self, person: str) -> bool:
        """Whether a complete document says anything of this person."""
        return looking.knows(self._engine, self._where, person)

    def resources_of(self, person: str) -> tuple[StoredResource, ...]:
        """All versions of all resources of one person, in the order in which they came; empty for a stranger."""
        return looking.resources_of(self._engine, self._where, person)

    def shared_resources(
        self, *, ids: Iterable[tuple[str, str]] = (), names: Iterable[str] = ()
    ) -> tuple[StoredResource, ...]:
        """Resources that belong to no person: by (kind, id), or by a name given to them on arrival."""
        return looking.shared_resources(self._engine, self._where, ids, names)

    def resources_of_kind(self, kind: str, ids: Iterable[str] | None = None) -> Iterator[tuple[StoredResource, ...]]:
        """Resources of one kind that belong to no person (trials), one at a time with all its versions.

        ids   only these; None for all
        """
        return looking.resources_of_kind(self._engine, self._where, kind, ids)

    def resources_in(self, format: str) -> tuple[StoredResource, ...]:
        """All resources of the documents of one format (signed reads), whosever they are."""
        return looking.resources_in_format(self._engine, self._where, format)

    def documents_with_kind(self, kind: str) -> tuple[str, ...]:
        """The hashes of all complete documents that hold a resource of one kind, in order of arrival."""
        return looking.documents_with_kind(self._engine, self._where, kind)

    def unfinished_sync(self, request: str) -> TrialSync | None:
        """The run of fetching trials by this request that broke off, if the last one did."""
        return syncs.find_unfinished(self._engine, self._where, request)

    def last_sync(self, request: str) -> TrialSync | None:
        """The last run by this request that came to its end."""
        return syncs.find_finished(self._engine, self._where, request)

    def begin_sync(self, request: str, *, since: str, started_at: datetime) -> TrialSync:
        """Note that fetching begins; an unfinished run by the same request is given up."""
        return syncs.begin(self._engine, self._where, request, since, _said_time(started_at))

    def note_sync(self, sync: TrialSync, *, finished_at: datetime | None = None) -> TrialSync:
        """Note how far a run has come, after its page is in the store."""
        done = "" if finished_at is None else _said_time(finished_at)
        return syncs.note(self._engine, self._where, replace(sync, finished_at=done))

    def studies_of(self, person: str) -> tuple[StoredStudy, ...]:
        """The study folders that hold a person, each in the newest version that does."""
        return looking.studies_of(self._engine, self._where, person)

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents, unfinished ones too, in the order in which they came."""
        return looking.find_documents(self._engine, self._where)

    def documents_with(self, sha256: Iterable[str]) -> tuple[StoredDocument, ...]:
        """The documents with these hashes, by import and name."""
        return looking.documents_with(self._engine, self._where, sha256)

    def document(self, sha256: str) -> StoredDocument | None:
        """The document with this hash of its original bytes."""
        found = looking.find_documents(self._engine, self._where, documents.c.sha256 == sha256)
        return found[0] if found else None

    def unfinished(self) -> tuple[StoredDocument, ...]:
        """Documents whose import was interrupted: importing the same file again completes them."""
        return looking.find_documents(self._engine, self._where, ~documents.c.complete)

    def document_bytes(self, sha256: str) -> bytes:
        """The original bytes of a document. Raises StoreError when there is no such complete document."""
        return b"".join(self.document_pieces(sha256))

    def document_pieces(self, sha256: str) -> Iterator[bytes]:
        """The original bytes of a document in small pieces, for documents larger than memory."""
        return looking.document_pieces(self._engine, self._where, sha256)

    def kinds_of(self, sha256: str) -> dict[str, int]:
        """How many resources of each kind stand in a document."""
        return looking.kinds_of(self._engine, self._where, sha256)

    def counts(self) -> tuple[KindCount, ...]:
        """How much the store holds of each kind of resource."""
        return looking.count_kinds(self._engine, self._where)

    def issues(self, sha256: str | None = None) -> tuple[Issue, ...]:
        """What was wrong with all documents, or with one, when they came."""
        return looking.find_issues(self._engine, self._where, sha256)

    def awaiting(self) -> dict[str, dict[str, int]]:
        """Resources that call a person by a name that no one (or more than one) bears.

        gives  kind to number of resources, by sha256 of the document
        """
        return looking.count_awaiting(self._engine, self._where)

    def forget(self, *sha256: str, forgotten_at: datetime) -> tuple[str, ...]:
        """Remove documents and all that was read from them; a study folder goes as a whole.

        gives  the hashes of the documents that were removed; unknown ones are not among them
        """
        with only_import(self._engine, self._where, wait_seconds=_WAIT_SECONDS):
            forgetting.sweep(self._engine, self._where)
            return forgetting.forget_documents(self._engine, self._where, sha256, forgotten_at=_said_time(forgotten_at))

    def forget_import(self, import_id: int, *, forgotten_at: datetime) -> tuple[str, ...]:
        """Remove everything that one run of import brought; gives the hashes of the documents."""
        with only_import(self._engine, self._where, wait_seconds=_WAIT_SECONDS):
            forgetting.sweep(self._engine, self._where)
            return forgetting.forget_import(self._engine, self._where, import_id, forgotten_at=_said_time(forgotten_at))

    def image_files(self, roots: Iterable[str]) -> tuple[ImageFile, ...]:
        """The DICOM files below these folders as they were when they were indexed, without their headers."""
        return images.find_files(self._engine, self._where, roots)

    def image_heads(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The header bytes of indexed instances, by key."""
        return images.find_heads(self._engine, self._where, keys)

    def image_series(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What was found of series, by the digest over their headers."""
        return images.find_series(self._engine, self._where, keys)

    def index_images(self, files: Iterable[ImageFile], gone: Iterable[bytes], series: Mapping[bytes, bytes]) -> None:
        """Keep what was found of files and series; `gone` are keys of files that are no longer there."""
        images.keep(self._engine, self._where, files, gone, series)

    def forgotten(self) -> tuple[tuple[str, str, str], ...]:
        """(sha256, received at, forgotten at) of each document that was forgotten."""
        return looking.find_forgotten(self._engine, self._where)

    def check(self) -> tuple[str, ...]:
        """What is damaged, in sentences; nothing when every byte is as it came."""
        return checking.find_damage(self._engine, self._where)


def _said_time(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")
