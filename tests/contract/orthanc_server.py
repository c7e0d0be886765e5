"""A real Orthanc for tests: Debian's program with DICOMweb, in a folder of its own, on loopback, on free ports."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_START_SECONDS = 30.0
_PLUGIN = Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")
TITLE = "ARCHIVE"
USER, PASSWORD = "onward", "only-for-this-test"


@dataclass(frozen=True)
class Orthanc:
    """A running archive."""

    http_port: int
    dicom_port: int
    move_port: int

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.http_port}/dicom-web"

    @property
    def dimse(self) -> str:
        return f"dicom://{TITLE}@127.0.0.1:{self.dicom_port}"

    def client(self) -> httpx.Client:
        """For the archive's own interface, which Onward does not use."""
        return httpx.Client(base_url=f"http://127.0.0.1:{self.http_port}", auth=(USER, PASSWORD))

    def empty(self) -> None:
        """Take everything out of it."""
        with self.client() as client:
            for one in client.get("/patients").json():
                client.delete(f"/patients/{one}").raise_for_status()


def orthanc_program() -> Path | None:
    """The program, where it and the DICOMweb plugin are installed."""
    found = shutil.which("Orthanc") or ("/usr/sbin/Orthanc" if Path("/usr/sbin/Orthanc").exists() else None)
    return Path(found) if found and _PLUGIN.exists() else None


@contextmanager
def running_orthanc(program: Path) -> Iterator[Orthanc]:
    """A new, empty archive that only this machine can reach."""
    folder = Path(tempfile.mkdtemp(prefix="onward-orthanc-"))
    server = Orthanc(_free_port(), _free_port(), _free_port())
    settings = {
        "Name": "Onward test archive",
        "StorageDirectory": str(folder / "objects"),
        "IndexDirectory": str(folder / "objects"),
        "HttpPort": server.http_port,
        "DicomPort": server.dicom_port,
        "DicomAet": TITLE,
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": True,
        "RegisteredUsers": {USER: PASSWORD},
        "Plugins": [str(_PLUGIN)],
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
        "DicomAlwaysAllowEcho": True,
        "DicomAlwaysAllowStore": True,
        "DicomAlwaysAllowFind": True,
        "DicomAlwaysAllowGet": True,
        "DicomAlwaysAllowMove": True,
        "DicomModalities": {"onward": {"AET": "ONWARD", "Host": "127.0.0.1", "Port": server.move_port}},
        "DicomCheckCalledAet": True,
        "UnknownSopClassAccepted": True,
        "StorageCompression": False,
    }
    written = folder / "orthanc.json"
    written.write_text(json.dumps(settings))
    try:
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([program, written], stdout=log, stderr=log, cwd=folder)
        try:
            _wait(server, process, folder / "log")
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: Orthanc, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + _START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with server.client() as client:
                if client.get("/dicom-web/studies").status_code == 200:
                    return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"Orthanc did not start:\n{log.read_text(errors='replace')[-2000:]}")
