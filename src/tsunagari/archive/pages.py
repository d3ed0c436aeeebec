"""What people read of an archive, from templates: README, data statement, codecheck.yml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def render(templates: Path, name: str, context: Mapping) -> str:
    """The template `name` of the folder, filled; what a template names has to be there."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"quoted": _quoted, "cell": _cell, "each": _each}
    return environment.get_template(name).render(context)


def _quoted(text: str) -> str:
    """A text as YAML reads it, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def _cell(text: object) -> str:
    """A text as a cell of a Markdown table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def _each(joined: str) -> str:
    """Parts of a joined cell, each as code."""
    return "<br>".join(f"`{part}`" for part in joined.split("; ") if part)
