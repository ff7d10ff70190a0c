"""The text of a pack's manifest: TOML from plain tables, written the same way every time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def _value(value: object) -> str:
    """Return one value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(round(value, 6))
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(table: Mapping[str, Any]) -> list[str]:
    """Return a table's own values, without its inner tables."""
    return [f"{name} = {_value(value)}" for name, value in table.items() if not _is_table(value)]


def _is_table(value: object) -> bool:
    """Tell whether a value is a table, or a list of tables."""
    return isinstance(value, Mapping) or (isinstance(value, list) and bool(value) and isinstance(value[0], Mapping))


def _tables(table: Mapping[str, Any], prefix: str) -> list[str]:
    """Return the inner tables of a table, each under its header."""
    lines: list[str] = []
    for name, value in table.items():
        path = f"{prefix}{name}"
        for entry in value if isinstance(value, list) and _is_table(value) else []:
            lines += ["", f"[[{path}]]", *_plain(entry)]
        if isinstance(value, Mapping):
            own = _plain(value)
            lines += ["", f"[{path}]", *own] if own else []
            lines += _tables(value, f"{path}.")
    return lines


def toml_text(table: Mapping[str, Any]) -> str:
    """Return a table of texts, numbers, lists and tables as TOML."""
    return "\n".join([*_plain(table), *_tables(table, "")]) + "\n"
