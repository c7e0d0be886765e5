"""How a command is declared: its help, the function that runs it, and the options that many commands share.

Only argparse is imported here, so that --help is quick.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import Any

EXIT = """\
exit status: 0 done; 1 some records could not be used (they are listed); 2 bad usage; 3 broken knowledge or store.
Onward is not a medical device: it supports professionals who see the basis of each answer.
"""


def day(text: str) -> date:
    """A day of the command line. Raises argparse's error when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day; write it as YYYY-MM-DD, for example 2026-11-23"
        ) from None


def late(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The command's function, imported when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        return int(getattr(import_module(f"onward.cli.{module}"), function)(arguments))

    return run


def command(
    commands: Any,
    name: str,
    summary: str,
    *,
    module: str,
    function: str = "run",
    text: str = "",
    examples: Sequence[str] = (),
) -> argparse.ArgumentParser:
    """Add a command to argparse's list of commands; `module` and `function` run it."""
    shown = "\n".join(f"  {line}" for line in examples)
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.\n\n{text}".rstrip(),
        epilog=(f"examples:\n{shown}\n\n" if shown else "") + EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=late(module, function))
    return parser


def store_option(parser: argparse.ArgumentParser) -> None:
    """--store"""
    parser.add_argument(
        "--store",
        metavar="PATH|URL",
        help="the store: an SQLite file or postgresql://user@host/database "
        "(default: onward.sqlite in $ONWARD_HOME, or in the platform's data folder)",
    )
