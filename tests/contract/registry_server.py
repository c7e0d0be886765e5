"""A registry on this machine that speaks the protocol of the ClinicalTrials.gov API v2, and fails when told to."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def study(
    nct_id: str, *, updated: str, status: str = "RECRUITING", criteria: str = "Age 18 or older"
) -> dict[str, object]:
    """A small study, written here."""
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct_id, "briefTitle": f"Study {nct_id[-3:]} of breast cancer"},
            "statusModule": {"overallStatus": status, "lastUpdatePostDateStruct": {"date": updated, "type": "ACTUAL"}},
            "eligibilityModule": {"eligibilityCriteria": f"Inclusion Criteria:\n\n* {criteria}\n"},
        }
    }


@dataclass
class Registry:
    """What the server holds, what it was asked, and how it fails.

    studies   what it holds now
    failures  for each request that comes: None to answer, or "429", "503", "half", "malformed", "html", "silent",
              "moved", "refused"; when the list is used up it answers
    asked     path and parameters of every request, in order
    """

    studies: list[dict[str, object]] = field(default_factory=list)
    failures: list[str | None] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    tokens_forgotten: bool = False
    url: str = ""

    def page(self, asked: dict[str, str]) -> dict[str, object]:
        """The page that a request asks for."""
        since = re.fullmatch(
            r"AREA\[LastUpdatePostDate\]RANGE\[(\d{4}-\d{2}-\d{2}),MAX\]", asked.get("filter.advanced", "")
        )
        statuses = asked.get("filter.overallStatus", "").split(",")
        fitting = [
            one
            for one in sorted(self.studies, key=_updated)
            if (since is None or _updated(one) >= since[1]) and (statuses == [""] or _status(one) in statuses)
        ]
        size = int(asked.get("pageSize", "10"))
        start = int(asked.get("pageToken", "t0")[1:])
        page: dict[str, object] = {"studies": fitting[start : start + size]}
        if start + size < len(fitting):
            page["nextPageToken"] = f"t{start + size}"
        if asked.get("countTotal") == "true":
            page["totalCount"] = len(fitting)
        return page


def _module(one: dict[str, object], name: str) -> dict[str, object]:
    section = one["protocolSection"]
    assert isinstance(section, dict)
    return section[name]


def _updated(one: dict[str, object]) -> str:
    struct = _module(one, "statusModule")["lastUpdatePostDateStruct"]
    assert isinstance(struct, dict)
    return str(struct["date"])


def _status(one: dict[str, object]) -> str:
    return str(_module(one, "statusModule")["overallStatus"])


@contextmanager
def running_registry(studies: Sequence[dict[str, object]]) -> Iterator[Registry]:
    """A registry on a free port of the loopback interface."""
    registry = Registry(studies=list(studies))
    release = threading.Event()

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
            registry.asked.append({"path": parts.path, **asked})
            failure = registry.failures.pop(0) if registry.failures else None
            if failure is None and registry.tokens_forgotten and "pageToken" in asked:
                failure = "refused"
            if parts.path != "/api/v2/studies":
                self._send(404, b"no such path", {})
                return
            match failure:
                case None:
                    body = gzip.compress(json.dumps(registry.page(asked)).encode())
                    self._send(200, body, {"Content-Type": "application/json", "Content-Encoding": "gzip"})
                case "429":
                    self._send(429, b"", {"Retry-After": "7"})
                case "503":
                    self._send(503, b"<html>busy</html>", {})
                case "half":
                    body = json.dumps(registry.page(asked)).encode()
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body[: len(body) // 2])
                    self.wfile.flush()
                    self.close_connection = True
                case "malformed":
                    self._send(200, json.dumps(registry.page(asked)).encode()[:-20], {})
                case "html":
                    self._send(200, b"<html>maintenance</html>", {})
                case "silent":
                    release.wait(10)
                    self.close_connection = True
                case "moved":
                    self._send(301, b"", {"Location": "https://elsewhere.example/api/v2/studies"})
                case _:
                    self._send(400, b"page token is not valid", {"Content-Type": "text/plain"})

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    registry.url = f"http://127.0.0.1:{server.server_address[1]}/api/v2"
    try:
        yield registry
    finally:
        release.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
