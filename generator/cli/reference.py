"""The reference of commands in the documentation, written from the commands themselves, between marks.

<!-- コマンド: collect -->
### `kawaraban collect`
…
<!-- コマンドここまで -->
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

_BLOCK = re.compile(r"<!-- コマンド: ([\w-]+) -->\n.*?<!-- コマンドここまで -->", re.DOTALL)


def with_commands(text: str, group: click.Group) -> str:
    """Give a page with every marked command as it is now; KeyError where a mark names none."""
    return _BLOCK.sub(lambda match: _block(match[1], group), text)


def commands_of(text: str) -> tuple[str, ...]:
    """Give the commands that a page tells of."""
    return tuple(match[1] for match in _BLOCK.finditer(text))


def _block(name: str, group: click.Group) -> str:
    context = click.Context(group, info_name="kawaraban")
    command = group.get_command(context, name)
    if command is None:
        raise KeyError(name)
    body = "\n".join(_lines(name, command, click.Context(command, info_name=name, parent=context)))
    return f"<!-- コマンド: {name} -->\n{body}\n<!-- コマンドここまで -->"


def _lines(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"### `kawaraban {name}`"
    yield ""
    yield _plain(" ".join((command.help or "").split()))
    arguments = [part for part in command.params if isinstance(part, click.Argument)]
    usage = " ".join(part.make_metavar(context) for part in arguments)
    yield ""
    yield f"`kawaraban {name}{' ' + usage if usage else ''}`"
    options = [part for part in command.params if isinstance(part, click.Option) and not part.hidden]
    if options:
        yield ""
        yield "| オプション | 意味 |"
        yield "| --- | --- |"
        yield from (_row(option, context) for option in options)


def _row(option: click.Option, context: click.Context) -> str:
    names = " / ".join((*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else " " + option.make_metavar(context)
    default = f" 既定は `{_default(option)}`。" if option.show_default else ""
    must = "(必須)" if option.required else ""
    return f"| `{_cell(names + value)}` | {_plain(_cell(option.help or ''))}{must}{default} |"


def _default(option: click.Option) -> str:
    return option.default.as_posix() if isinstance(option.default, Path) else str(option.default)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _plain(text: str) -> str:
    """Keep what stands in a help text from becoming markup."""
    return re.sub(r"([<*_\[\]{}])", r"\\\1", text)
