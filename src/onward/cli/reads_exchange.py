"""`onward reads key|trust|export|import`: whose signatures count, and bundles between sites."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from onward.app.read_desk import open_desk
from onward.app.reader_keys import end_trust, key_file, make_key, own_key, own_keys, signing_key, trust
from onward.app.reads_exchange import make_bundle, take_bundle
from onward.cli.printing import print_issues, print_json, print_table
from onward.cli.progress import progress_bar
from onward.cli.reads_passphrase import ask_passphrase
from onward.intake.reads import PublicKey, trusted_keys
from onward.outputs.plain import issue_document
from onward.store import Store
from onward.terms import Severity, UsageError


def run_key(arguments: argparse.Namespace) -> int:
    """Own keys."""
    if arguments.new:
        locked = arguments.passphrase
        passphrase = ask_passphrase("Passphrase for the new key: ") if locked else ""
        if locked and not passphrase:
            raise UsageError("The passphrase is empty; leave --passphrase out for a key without one.")
        keys: tuple[PublicKey, ...] = (
            make_key(arguments.new, arguments.site, passphrase=passphrase, also=arguments.also),
        )
    else:
        keys = own_keys()
    if arguments.out:
        public = keys[0] if arguments.new else own_key(arguments.reader)
        _write(Path(arguments.out), public.text)
    if arguments.json:
        print_json({"schema": "onward.reads/1", "keys": [_key_document(key) for key in keys]})
        return 0
    _show_keys(keys)
    if not keys:
        print("No key yet. Make one: onward reads key --new NAME --site SITE")
    if arguments.out:
        print(f"wrote {arguments.out}: send it, and tell its fingerprint over the telephone")
    return 0


def run_trust(arguments: argparse.Namespace) -> int:
    """Trusted keys."""
    said = ""
    if arguments.key and arguments.end:
        raise UsageError("Give a key to trust, or --end a trust: not both at once.")
    if arguments.key:
        key = key_file(Path(arguments.key))
        added = trust(key, also=arguments.also)
        said = (
            f"Trusted: {key.name}, {key.site}, {key.fingerprint}. Is that the fingerprint that its owner told you?"
            if added
            else "That key was trusted already."
        )
    elif arguments.end:
        key = end_trust(arguments.end)
        said = f"{key.fingerprint} is believed no longer; what it signed stays in the store and counts nowhere."
    keys = sorted(trusted_keys().values(), key=lambda one: (one.site, one.name, one.fingerprint))
    if arguments.json:
        print_json({"schema": "onward.reads/1", "trusted": [_key_document(one) for one in keys], "says": said})
        return 0
    _show_keys(keys)
    if said:
        print(said)
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """A bundle for another site."""
    with Store.open(arguments.store, create=False) as store:
        desk = open_desk(store, now=datetime.now(UTC))
        cases = {desk.case(one).id for one in arguments.case}
        key = signing_key(arguments.reader, ask=ask_passphrase)
        made = make_bundle(desk, key, persons=set(arguments.person), cases=cases, to=arguments.to)
    _write(Path(arguments.out), made.content)
    hidden = f", {made.hidden} left out that {arguments.to} must not see yet" if made.hidden else ""
    says = f"wrote {arguments.out}: {made.records} records{hidden}"
    if arguments.json:
        print_json({"schema": "onward.reads/1", "file": arguments.out, "records": made.records, "hidden": made.hidden})
    else:
        print(says)
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """A bundle of another site."""
    with Store.open(arguments.store) as store, progress_bar("Importing", quiet=arguments.quiet) as progress:
        taken = take_bundle(Path(arguments.bundle), store, now=datetime.now(UTC), progress=progress)
    counts = next(iter(taken.report.resources.values()), None)
    new = counts.facts + counts.kept if counts else 0
    known = counts.duplicate if counts else 0
    refused = counts.issue if counts else 0
    issues = [issue_document(issue) for issue in taken.issues]
    if arguments.json:
        print_json({"schema": "onward.reads/1", "new": new, "known": known, "refused": refused, "issues": issues})
    else:
        print(f"{new} new records, {known} that were here already, {refused} refused")
        print_issues(issues)
    return 1 if any(issue.severity is Severity.ERROR for issue in taken.issues) else 0


def _key_document(key: PublicKey) -> dict[str, str]:
    return {"name": key.name, "site": key.site, "fingerprint": key.fingerprint}


def _show_keys(keys: tuple[PublicKey, ...] | list[PublicKey]) -> None:
    if keys:
        print_table(("reader", "site", "fingerprint"), [(key.name, key.site, key.fingerprint) for key in keys])


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, for its owner only: a bundle holds what was read of people."""
    beside = path.with_name(f"{path.name}.new")
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
