"""How pages name a string: `t("youth.deck.empty", count=State.left)`, a Var that follows the reader's language."""

from __future__ import annotations

import json
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.i18n.catalogue import DEFAULT_LOCALE, parsed
from myjobmatch.i18n.client import COMMON, MODULE, part_module, part_of
from myjobmatch.i18n.icu import placeholders

USED_KEYS: set[str] = set()
"""Keys that pages evaluated in this process have named; a test compares them with the catalogue."""
USED_PREFIXES: set[str] = set()
"""Prefixes of keys that are only known in the browser (`enum.`, `error.`)."""

_DATA = VarData(
    imports={MODULE: [ImportVar(tag="useT")]},
    hooks={"const t_ = useT();": None},
)


def _data(key: str) -> VarData | None:
    """The hook, and the part of the catalogue that has the key."""
    part = part_of(key)
    if part == COMMON:
        return _DATA
    words = VarData(imports={part_module(part): [ImportVar(tag=None)]})
    return VarData.merge(_DATA, words)


def _params(params: dict[str, Any]) -> tuple[str, list[VarData | None]]:
    if not params:
        return "", []
    wrapped = {name: rx.Var.create(value) for name, value in params.items()}
    body = ",".join(f"{json.dumps(name)}:{value!s}" for name, value in wrapped.items())
    return ",({" + body + "})", [value._get_all_var_data() for value in wrapped.values()]


def t(key: str, **params: Any) -> rx.Var[str]:
    """The string of a catalogue key, in the reader's language, as a Var.

    Values may be constants or Vars. Numbers and dates (ISO texts) are written in the reader's locale.

    Raises:
        KeyError: the French catalogue has no such key.
        TypeError: the values given are not the ones that the message asks for.
    """
    message = parsed(DEFAULT_LOCALE).get(key)
    if message is None:
        raise KeyError(f"no such key in the catalogues: {key}")
    wanted = placeholders(message)
    if wanted != set(params):
        raise TypeError(f"{key} asks for {sorted(wanted)}, was given {sorted(params)}")
    USED_KEYS.add(key)
    arguments, data = _params(params)
    return rx.Var(
        _js_expr=f"t_({json.dumps(key)}{arguments})",
        _var_type=str,
        _var_data=VarData.merge(_data(key), *data),
    ).to(str)


def t_any(prefix: str, key: rx.Var[Any], params: rx.Var[Any] | None = None) -> rx.Var[str]:
    """The string of `prefix` + a key that only the browser knows, as an enum's label or an error.

    `t_any("enum.ContractKind.", card.contract)`; `params` is a Var holding an object of values.
    """
    USED_PREFIXES.add(prefix)
    wrapped = rx.Var.create(key)
    values = "" if params is None else f",{params!s}"
    data = [wrapped._get_all_var_data()]
    if params is not None:
        data.append(params._get_all_var_data())
    return rx.Var(
        _js_expr=f"t_({json.dumps(prefix)}+{wrapped!s}{values})",
        _var_type=str,
        _var_data=VarData.merge(_data(prefix), *data),
    ).to(str)
