"""How Sphinx makes the site of these pages: plain Markdown, and the reference out of docstrings (``make site``)."""

from __future__ import annotations

import tomllib
from pathlib import Path

_ROOT = Path(__file__).parents[1]

project = "communique"
author = "the communique maintainers"
project_copyright = "the communique maintainers, Apache-2.0"
release = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["images/*"]
nitpicky = False
html_theme = "furo"
html_title = "communique"
html_theme_options = {"navigation_with_keys": True}

myst_heading_anchors = 3
myst_enable_extensions = ["attrs_block"]
suppress_warnings = ["myst.xref_missing"]  # links to files of the repository that are no pages of the site

autodoc_mock_imports = ["ray"]  # large, and nothing of it is documented here
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_default_options = {"members": True}
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # attributes as a list


def _plain_fences(_app: object, _name: str, source: list[str]) -> None:
    """Drop the marks that tell the tests which blocks ask a model; a reader needs none."""
    source[0] = source[0].replace("```python needs-model", "```python")


def setup(app: object) -> None:
    """Register the above; Sphinx calls this."""
    app.connect("source-read", _plain_fences)  # type: ignore[attr-defined]
