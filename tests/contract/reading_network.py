"""Sites of a network for tests: each with a store, keys in memory, and a clock that the test winds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from onward.app.reader_keys import SigningKey
from onward.engines.response.readings import Mark
from onward.intake.reads import PublicKey

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PERSON = "P-17"
VISITS = ("Baseline", "Week 8")


def key_of(name: str, site: str = "Site A", seed: int = 0) -> SigningKey:
    """A reader's key, the same in every run."""
    raw = (name.encode() + bytes([seed])).ljust(32, b".")[:32]
    private = Ed25519PrivateKey.from_private_bytes(raw)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return SigningKey(public=PublicKey(name=name, site=site, key=public), private=private)


def trust_in(home: Path, *keys: SigningKey) -> None:
    """Make this machine trust these keys."""
    folder = home / "keys" / "trusted"
    folder.mkdir(parents=True, exist_ok=True)
    for key in keys:
        (folder / f"{key.public.fingerprint}.json").write_bytes(key.public.text)


@dataclass
class Clock:
    """Moves on with each look at it."""

    now: datetime = START
    step: timedelta = field(default_factory=lambda: timedelta(minutes=1))

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


def marks(week_8_mm: str | int, *, baseline_mm: str | int = 40, lesion: str = "T01") -> tuple[Mark, ...]:
    """One liver lesion at both visits."""
    return tuple(
        Mark(
            lesion=lesion,
            visit=visit,
            measure="longest diameter",
            role="target",
            site="liver",
            site_text="liver",
            is_node=False,
            date=date,
            value=Decimal(value),
            unit="mm",
            method="CT",
        )
        for visit, date, value in (("Baseline", "2026-01-10", baseline_mm), ("Week 8", "2026-03-07", week_8_mm))
    )


def names(some: Sequence[str]) -> list[str]:
    """Ids shortened, for messages of tests."""
    return sorted(one[:8] for one in some)
