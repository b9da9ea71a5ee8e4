"""Jinja, set up once for every text with a layout: site pages and mail. The only module that knows it.

Markup is escaped always (whatever the file is called), and a name that a template gets wrong is an error, not an
empty string: a page with a hole in it would pass every later check.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape

from ..text import digest_date, japanese_date, month_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

__all__ = ["Markup", "compiled_templates", "environment", "escaped"]


# Their words are digits, 年月日 and the like: no markup to escape.
_PLAIN = frozenset({"digest_date", "iso_date", "japanese_date", "month_title", "number"})


class _Generator(CodeGenerator):
    """Compiles templates that get values and functions alone to what they would be in Python.

    Jinja would look for an item, too, by a call for each of the 70 attributes that an entry's markup needs; would ask
    of every function whether it wants the context; would make an object of every piece of text that it escapes; and
    would hand every piece of a page through three generators.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escaped = environment.escaped")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        is_whole = frame.block_frame and frame.buffer is None
        if is_whole:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if is_whole:
            self.writeline(f"yield concat({frame.buffer})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller:
            super().macro_def(macro_ref, frame)
        else:
            self.write(f"environment.macro(macro, {tuple(name.name for name in macro_ref.node.args)!r})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 -- ditto
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002 -- ditto
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 -- ditto
        self.write("(" if isinstance(node, nodes.Filter) and node.name in _PLAIN else "escaped(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 -- ditto
        self.write(")")


def escaped(value: object) -> str:
    """Escape a value; a text without markup, which is nearly every one, is its own escaped form."""
    if type(value) is str:
        is_plain = not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value)
        return value if is_plain else escape(value)
    if type(value) is int:
        return str(value)
    return value if type(value) is Markup else escape(value)


def _macro(function: Callable[..., str], names: tuple[str, ...]) -> Callable[..., Markup]:
    """Give a compiled macro as a function; Jinja's own object sorts the arguments of every call by a loop."""
    wanted = len(names)

    def call(*values: object, **named: object) -> Markup:
        if len(values) != wanted or named:
            values = (*values, *(named.pop(name, missing) for name in names[len(values) :]))
        if named:
            raise TypeError(", ".join(named))
        return str.__new__(Markup, function(*values))  # what it gives is markup: nothing has to be asked of it

    return call


class _OfValues(Environment):
    code_generator_class = _Generator
    escaped = staticmethod(escaped)
    macro = staticmethod(_macro)


def environment(package: str, *, of_values: bool = False) -> Environment:
    """Make the environment for the ``templates/`` folder of a package (given by its dotted name).

    With ``of_values`` its templates use the attributes of values alone, which makes them a quarter faster.
    """
    jinja = (_OfValues if of_values else Environment)(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=compiled_templates("values" if of_values else "any"),
    )
    jinja.filters.update(
        digest_date=digest_date,
        japanese_date=japanese_date,
        month_title=cache(month_title),  # the same few months over and over
        iso_date=_iso_date,
        number=_number,
    )
    return jinja


def compiled_templates(kind: str) -> FileSystemBytecodeCache | None:
    """Give the place of compiled templates: beside Python's own compiled modules, and trusted as much as they are.

    Compiling those of the theme takes as long as filling 100 pages. They are known by the hash of their source, so an
    old one is never used; ``kind`` keeps apart what is compiled in different ways, as does the hash of this module.
    None where the program may not write: then they are compiled anew every time.
    """
    folder = Path(__file__).parent / "__pycache__" / "templates" / f"{kind}-{_own_hash()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


@cache
def _own_hash() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]


def _iso_date(day: date) -> str:
    return day.isoformat()


def _number(value: int) -> str:
    return f"{value:,}"
