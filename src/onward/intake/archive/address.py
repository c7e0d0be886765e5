"""Where an archive is: `https://host/dicom-web` or `dicom://AETITLE@host:port`."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from onward.terms import UsageError

_FORMS = "https://HOST/dicom-web (DICOMweb) or dicom://AETITLE@HOST:PORT (DIMSE; dicoms:// with TLS)"
_AE_TITLE = re.compile(r"^[\x20-\x5b\x5d-\x7e]{1,16}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveAddress:
    """url for DICOMweb, else ae_title, host and port; `encrypted` says whether others can listen in."""

    url: str = ""
    ae_title: str = ""
    host: str
    port: int
    encrypted: bool

    @property
    def is_web(self) -> bool:
        return bool(self.url)

    @property
    def is_this_machine(self) -> bool:
        """Whether it is a loopback address: nothing goes over a network."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        return self.url or f"{'dicoms' if self.encrypted else 'dicom'}://{self.ae_title}@{self.host}:{self.port}"


def archive_address(text: str, *, unencrypted: bool = False) -> ArchiveAddress:
    """Read an address.

    unencrypted   the person accepts that images go over a network in the clear

    Raises UsageError for one that cannot be, that carries a password, or that is not encrypted and was not accepted so.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise UsageError(f"The archive's address cannot be read. Write {_FORMS}.") from None
    if parts.password is not None:
        raise UsageError(
            "Write no password into the archive's address: others see it. Set ONWARD_ARCHIVE_USER and "
            "ONWARD_ARCHIVE_PASSWORD, or ONWARD_ARCHIVE_TOKEN."
        )
    host = parts.hostname or ""
    match parts.scheme:
        case "http" | "https" if host and not parts.username and not parts.query and not parts.fragment:
            found = ArchiveAddress(
                url=text.strip().rstrip("/"),
                host=host,
                port=port or (443 if parts.scheme == "https" else 80),
                encrypted=parts.scheme == "https",
            )
        case "dicom" | "dicoms" if host and port and _AE_TITLE.match(_title(text)):
            found = ArchiveAddress(ae_title=_title(text), host=host, port=port, encrypted=parts.scheme == "dicoms")
        case _:
            raise UsageError(f"The archive's address cannot be used. Write {_FORMS}.")
    if not found.encrypted and not found.is_this_machine and not unencrypted:
        raise UsageError(
            f"{found} is not encrypted: whoever can listen on the network sees names and images. Use https:// or "
            "dicoms://, or add --unencrypted where the network is trusted."
        )
    return found


def _title(text: str) -> str:
    """The AE title, in the case in which it is written."""
    return text.partition("://")[2].rpartition("@")[0].strip()
