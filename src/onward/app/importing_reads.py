"""A bundle of signed reads into the store: its records one by one; the bundle itself is only what carried them."""

from __future__ import annotations

from collections.abc import Callable

from onward.app.bytes_on_disk import content_of, hash_of, original_of, stamp
from onward.app.importing_study import StudyImport
from onward.app.read_store import READ_KIND, keep_read
from onward.app.tallies import Outcome, Tally
from onward.engines.response.readings import Read
from onward.intake import FileRead, FoundFile
from onward.intake.reads import read_bundle, trusted_keys
from onward.store import Arrival, Receiving, Store


def import_reads(
    file: FoundFile, receiving: Receiving, store: Store, *, progress: Callable[[int], None] | None = None
) -> StudyImport:
    """Import one bundle. Raises OSError when it cannot be read.

    progress   called with how many of the file's bytes are done
    """
    before = stamp(file.path)
    sha256, size = hash_of(file.path)
    raw = b"".join(content_of(file) or original_of(file.path))
    tally = Tally()
    if stamp(file.path) != before:
        return StudyImport(files=(), issues=(), tally=tally, changed=file.name)
    read = read_bundle(raw, file.name, trusted_keys())
    for number, (signed, _) in enumerate(read.accepted):
        if progress is not None:
            progress(size * number // len(read.accepted))
        if keep_read(store, receiving, signed) is Arrival.DUPLICATE:
            tally.add(READ_KIND, Outcome.DUPLICATE)
        else:
            tally.add(READ_KIND, Outcome.FACTS if isinstance(signed.record, Read) else Outcome.KEPT)
    # A line that is twice in one bundle counts as what it is: a duplicate; every other line has an issue.
    tally.add(READ_KIND, Outcome.ISSUE, read.lines - len(read.accepted) - read.repeated)
    tally.add(READ_KIND, Outcome.DUPLICATE, read.repeated)
    return StudyImport(
        files=(FileRead(name=file.name, sha256=sha256, size=size, format=file.format.value),),
        issues=read.issues,
        tally=tally,
    )
