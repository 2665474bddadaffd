"""Records the answers of a model to a file and replays them without a model, server, key or network.

For our own tests, and for users who want notebooks and tests that run anywhere::

    with communique.record("visits.yaml"):
        summarise_article(text)
    with communique.replay("visits.yaml"):
        summarise_article(text)        # the same, offline

vcrpy does it by patching the HTTP transports of the whole process, whichever thread or event loop uses them. There can
therefore be one cassette in use at a time, and what is in use is a fact of the process; it is the only state here. An
answer is found by method, path and JSON body, so any change of prompt, schema, article or model is a miss.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import StoreError

if TYPE_CHECKING:
    from vcr.cassette import Cassette
    from vcr.request import Request

__all__ = ["as_store_error", "record", "replay", "replaying"]

_in_use = threading.Lock()
_replaying = threading.Event()

_OTHER_LIBRARIES = ("aiohttp", "boto3", "httplib", "httplib2", "requests", "tornado", "urllib3")


@contextmanager
def record(path: str | os.PathLike[str]) -> Iterator[None]:
    """Record every answer of a model asked within the block to ``path``, which is replaced when the block ends well.

    No key, host or header beyond the content type is stored. The articles asked about are: what is not yours to
    publish should not be published in a cassette either. Responses are read whole before any size limit applies.

    Raises:
        StoreError: another cassette is in use, nothing was asked, or the file cannot be written.
    """
    with _inserted(Path(path), fresh=True) as cassette:
        yield
        if not len(cassette):
            raise StoreError(f"no model was asked, so {path} was not written")


@contextmanager
def replay(path: str | os.PathLike[str]) -> Iterator[None]:
    """Answer every question asked within the block from ``path``; nothing is sent anywhere.

    Raises:
        StoreError: another cassette is in use, the file cannot be read, a question is not in it, or an answer in it
            was not asked for by the end of the block.
    """
    if not Path(path).is_file():
        raise StoreError(f"there is no cassette {path}", hint="record it first")
    with _inserted(Path(path), fresh=False) as cassette:
        _replaying.set()
        try:
            yield
        finally:
            _replaying.clear()
        unplayed = len(cassette) - len(cassette.play_counts)
        if unplayed:
            raise StoreError(
                f"{unplayed} of the {len(cassette)} answers in {path} were not asked for",
                hint="the prompt, the schema, the article or the model changed: record it again",
            )


def replaying() -> bool:
    """Return whether answers come from a cassette, so that nobody need start a server."""
    return _replaying.is_set()


def as_store_error(error: Exception) -> StoreError | None:
    """Return the error to raise for a question that the cassette in use does not answer; None for any other."""
    if not replaying():
        return None
    from vcr.errors import CannotOverwriteExistingCassetteException  # noqa: PLC0415 - vcrpy is slow to import

    if not isinstance(error, CannotOverwriteExistingCassetteException):
        return None
    return StoreError(
        f"the cassette {error.cassette.path} holds no answer to this question",
        hint="the prompt, the schema, the article or the model changed: record it again",
    )


@contextmanager
def _inserted(path: Path, *, fresh: bool) -> Iterator[Cassette]:
    """Patch the transports of httpx and httpx2; yields vcrpy's cassette."""
    from vcr import VCR  # noqa: PLC0415 - vcrpy is slow to import

    from communique.model.cassette_file import CassetteFile, Scrubber  # noqa: PLC0415

    if not _in_use.acquire(blocking=False):
        raise StoreError("another cassette is in use", hint="a process can record or replay one at a time")
    scrubber = Scrubber()
    recorder = VCR(
        record_mode="all" if fresh else "none",
        record_on_exception=False,
        before_record_request=scrubber.request,
        before_record_response=scrubber.response,
        decode_compressed_response=True,
        skip_patchers=_OTHER_LIBRARIES,
    )
    recorder.register_persister(CassetteFile(fresh=fresh))
    recorder.register_matcher("question", _same_question)
    try:
        with (
            _quiet_vcrpy(),
            recorder.use_cassette(path, match_on=["question"], allow_playback_repeats=True) as cassette,
        ):
            yield cassette
    finally:
        _in_use.release()


def _same_question(one: Request, other: Request) -> bool:
    """Compare what :class:`~communique.model.cassette_file.Scrubber` made canonical when it was loaded or asked."""
    return bool((one.method, one.path, one.body) == (other.method, other.path, other.body))


@contextmanager
def _quiet_vcrpy() -> Iterator[None]:
    """Keep vcrpy from logging whole responses, as it does at INFO."""
    logger = logging.getLogger("vcr")
    level = logger.level
    logger.setLevel(max(level, logging.WARNING))
    try:
        yield
    finally:
        logger.setLevel(level)
