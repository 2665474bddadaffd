"""Reads summaries back from where they were kept: a store, a folder of JSON files, or one of these files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from communique.errors import StoreError
from communique.records import ArticleSummary, Failure, Outcome
from communique.store import Store

__all__ = ["read_outcomes"]


def read_outcomes(source: Path | str) -> Iterator[Outcome]:
    """Yield what is kept, one outcome at a time.

    Args:
        source: a store; a folder, whose ``.json`` files are read by name; or one such file. In a folder, a file that
            holds no summary is a :class:`~communique.records.Failure` under the file's name.

    Raises:
        StoreError: there is no such file, it is no store, the folder has no ``.json`` file, or the one file named
            holds no summary.
    """
    path = Path(source)
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise StoreError(f"{path} holds no summaries", hint="communique summarise --out writes them")
        yield from map(_in_folder, files)
    elif not path.exists():
        raise StoreError(f"{path} is not there", hint="name a store, a folder of summaries, or the JSON file of one")
    elif path.suffix.casefold() == ".json":
        yield _summary(path)
    else:
        with Store(path, read_only=True) as store:
            yield from store.outcomes()


def _summary(file: Path) -> ArticleSummary:
    try:
        summary = ArticleSummary.model_validate_json(file.read_bytes())
    except OSError as error:
        raise StoreError(
            f"{file} cannot be read: {error.strerror}", hint="check the file and its permissions"
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        hint = "give what communique summarise --json or --out wrote"
        raise StoreError(
            f"{file} holds no summary: {f'{where}: ' if where else ''}{first['msg']}", hint=hint
        ) from error
    return summary if summary.id else summary.model_copy(update={"id": file.stem})


def _in_folder(file: Path) -> Outcome:
    try:
        return _summary(file)
    except StoreError as error:
        return Failure(
            id=file.stem, error="StoreError", kind=error.kind, message=error.message, hint=error.hint,
            retryable=error.retryable, attempts=0, status=None, sha256=None,
        )  # fmt: skip
