"""How a command fails: in one line that says what to do, with an exit code a script can act on."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from communique.errors import (
    ALIKE,
    ArticleError,
    BadRequestError,
    CommuniqueError,
    EvaluationError,
    NetworkError,
    redact,
)
from communique.render.wording import plain

__all__ = ["ExitCode", "UsageError", "code_of", "complain", "one_line_errors"]


class ExitCode(IntEnum):
    """How a command ended; of several failures the highest code counts."""

    OK = 0
    ARTICLE = 1
    INPUT = 2
    MODEL = 3
    INTERRUPTED = 130


class UsageError(CommuniqueError):
    """What the command line asks for contradicts itself."""

    kind = "usage"


@contextmanager
def one_line_errors(*, debug: bool) -> Iterator[None]:
    """End the command with a line and an exit code where communique raises, and quietly on Ctrl-C."""
    try:
        yield
    except CommuniqueError as error:
        raise typer.Exit(complain(error, debug=debug)) from None
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None


def complain(error: CommuniqueError, *about: str, debug: bool) -> ExitCode:
    """Say in one line what went wrong with what and what to do, and return the exit code it means."""
    if debug:
        typer.echo(plain(redact("".join(traceback.format_exception(error)))), err=True)
    typer.echo(" ".join(plain(": ".join(("communique", *about, str(error)))).split()), err=True)
    return code_of(error.kind)


def code_of(kind: str) -> ExitCode:
    """Return the exit code that an error of this kind means."""
    if kind in {error.kind for error in (ArticleError, EvaluationError, UsageError)}:
        return ExitCode.INPUT
    if kind in {error.kind for error in (*ALIKE, BadRequestError, NetworkError)}:
        return ExitCode.MODEL
    return ExitCode.ARTICLE
