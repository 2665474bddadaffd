"""The command line: ``communique summarise``, ``run``, ``export``, ``schema``, ``pull``, ``models`` and ``evaluate``.

Results go to standard output, everything else to standard error. Errors are one line, with what to do about them; one
article that fails never costs the others.
"""

from communique.cli.commands import app

__all__ = ["app"]
