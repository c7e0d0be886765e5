"""From a source back to the original text: one resource as it stood in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import IO

import msgspec

from onward.app.bytes_on_disk import content_of
from onward.app.study_rows import StudyRows
from onward.intake import Encoding, Format, FoundFile, find_files, open_bytes
from onward.intake.fhir import RawResource, read_resources
from onward.timeline import Source

# Where resources stand in a file: place to (offset in the unpacked file, length), in bytes.
_Places = dict[str, tuple[int, int]]


class Originals:
    """Finds the original text of sources: in files on the disk, or in what was taken from the store.

    A file is searched once; after that each resource costs one read, however many people stand in the file.
    """

    def __init__(
        self,
        *,
        paths: Iterable[str] = (),
        held: Mapping[tuple[str, str], bytes] | None = None,
        study_files: Mapping[str, bytes] | None = None,
    ) -> None:
        """`held` is resources by (file, place), `study_files` files of studies by name."""
        found = [one for one in find_files(paths) if isinstance(one, FoundFile)]
        self._files = {
            file.name: file for file in found if file.format is not Format.STUDY_FOLDER and not file.format.is_loose
        }
        self._tables = {file.name: file.path for file in found if file.format.is_loose}
        self._studies = {file.name: file.path for file in found if file.format is Format.STUDY_FOLDER}
        self._held = held or {}
        self._study_files = study_files or {}
        self._study_rows = StudyRows(self._study_file)
        self._places: dict[str, _Places] = {}

    def of(self, sources: Iterable[Source]) -> dict[str, str]:
        """The text behind each source, by "file#place": a resource, indented, or a row of a study's table.

        What is no longer there is left out.
        """
        asked = list(sources)
        wanted: dict[str, dict[str, None]] = {}
        for source in asked:
            wanted.setdefault(source.file, {})[source.place] = None
        found = {
            f"{file}#{place}": _indented(raw)
            for file, places in wanted.items()
            for place, raw in self._read(file, list(places))
        }
        return found | dict(self._study_rows.of(asked))

    def _study_file(self, name: str) -> bytes | None:
        held = self._study_files.get(name)
        if held is not None:
            return held
        if name in self._tables:
            try:
                return self._tables[name].read_bytes()
            except OSError:
                return None
        for study, folder in self._studies.items():
            if name.startswith(f"{study}/"):
                try:
                    return (folder / name.removeprefix(f"{study}/")).read_bytes()
                except OSError:
                    continue
        return None

    def _read(self, name: str, places: list[str]) -> Iterator[tuple[str, bytes]]:
        for place in places:
            if (name, place) in self._held:
                yield place, self._held[name, place]
        file = self._files.get(name)
        if file is None:
            return
        try:
            known = self._places.get(name)
            if known is None:
                known = self._places[name] = _places_in(file)
            there = sorted((known[place], place) for place in places if place in known)
            with _open(file) as content:
                for (offset, length), place in there:
                    content.seek(offset)
                    yield place, content.read(length)
        except (OSError, EOFError):
            return


def _places_in(file: FoundFile) -> _Places:
    return {item.place: (item.offset, len(item.raw)) for item in read_resources(file) if isinstance(item, RawResource)}


def _open(file: FoundFile) -> IO[bytes]:
    if file.encoding is Encoding.UTF16:
        return BytesIO(b"".join(content_of(file) or ()))
    return open_bytes(file.path, gzipped=file.gzipped)


def _indented(raw: bytes) -> str:
    """For people to read; numbers keep their digits. Text that is no JSON stays as it is."""
    try:
        return msgspec.json.format(raw, indent=2).decode()
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return raw.decode(errors="replace")
