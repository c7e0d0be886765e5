"""A connection to an archive by its address; the libraries are imported here, when one is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from onward.intake.archive.address import ArchiveAddress
from onward.intake.archive.archive import Archive, Credentials
from onward.terms import UsageError

_CURE = "The libraries for archives are not installed. Install them: pip install 'onward[archive]'."


@contextmanager
def open_archive(
    address: ArchiveAddress,
    *,
    credentials: Credentials | None = None,
    own_title: str = "ONWARD",
    move_port: int | None = None,
    timeout_s: float = 60.0,
) -> Iterator[Archive]:
    """Speak to an archive.

    credentials   for DICOMweb
    own_title     the AE title that a DIMSE archive is to know Onward by
    move_port     fetch by C-MOVE to this port of this machine; None: by C-GET
    timeout_s     how long an archive may be silent

    Raises UsageError when the libraries are missing, ArchiveError when the archive cannot be reached.
    """
    try:
        if address.is_web:
            from onward.intake.archive.dicomweb import WebArchive

            yield WebArchive(address, credentials or Credentials(), timeout_s)
            return
        from onward.intake.archive.dimse import DimseArchive
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] in ("dicomweb_client", "pynetdicom", "requests"):
            raise UsageError(_CURE) from error
        raise
    yield DimseArchive(address, own_title, timeout_s, move_port)
