"""``python -m communique``: the command line, where the script ``communique`` is not on the path."""

from communique.cli import app

app(prog_name="communique")
