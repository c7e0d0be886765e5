"""Stories are written as tables of text, so that a clinician can read and correct them."""

from datetime import date, timedelta

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    """Rows of a table whose first line names the columns; cells are split at `|`, empty lines are skipped."""
    lines = [line for line in table.splitlines() if line.strip() and not set(line.strip()) <= set("-+")]
    if not lines:
        return []
    names = [name.strip() for name in lines[0].split("|")]
    read = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(names):
            raise ValueError(f"{len(cells)} cells where the table has {len(names)} columns: {line.strip()}")
        read.append(dict(zip(names, cells, strict=True)))
    return read


def days(text: str) -> list[str]:
    """Days of treatment: a list of days, or `2023-07-11 every 21 days, 37 doses`."""
    if " every " not in text:
        return text.split()
    first, rest = text.split(" every ")
    interval, _, count, _ = rest.replace("days,", "days").split()
    start = date.fromisoformat(first)
    return [(start + timedelta(days=int(interval) * dose)).isoformat() for dose in range(int(count))]


def number(text: str) -> int | float:
    """A decimal as written, so that 7 stays 7."""
    return float(text) if "." in text else int(text)
