"""What holds in every test: no network beyond loopback, no credentials or caches of the machine, no leaked key."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import loopback_only
import pytest
from hypothesis import settings

from communique.errors import CommuniqueError
from fakes import CANARY

loopback_only.enforce()

# No deadline: machines differ. Derandomised, a commit that passed passes again; new examples come with new tests.
settings.register_profile("communique", deadline=None, derandomize=True)
settings.load_profile("communique")

_UNSET = ("COMMUNIQUE_MODEL", "HF_ENDPOINT", "OPENAI_API_KEY", "OPENAI_BASE_URL")


@pytest.fixture(scope="session", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No model, key or weights from outside, and the guard on the path of every process that a test starts."""
    path = (str(Path(loopback_only.__file__).parent), os.environ.get("PYTHONPATH"))
    with pytest.MonkeyPatch.context() as patch:
        for name in _UNSET:
            patch.delenv(name, raising=False)
        patch.setenv("COMMUNIQUE_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("COMMUNIQUE_OFFLINE", "1")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))
        yield


@pytest.fixture(autouse=True)
def errors_shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No error that is made shows the canary key, whether or not the test looks at it."""
    shown: list[str] = []
    make = CommuniqueError.__init__

    def make_and_look(self: CommuniqueError, message: str, **details: object) -> None:
        make(self, message, **details)  # type: ignore[arg-type]
        if CANARY in f"{self} {self!r} {vars(self)}":
            shown.append(type(self).__name__)

    monkeypatch.setattr(CommuniqueError, "__init__", make_and_look)
    yield
    assert not shown, "the canary key stands in an error of this test"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that passed, but let the canary key be seen in what it logged, printed or wrote to a file."""
    report = yield
    if report.when == "call" and report.passed:
        shown = report.capstdout + report.capstderr + report.caplog
        folder = getattr(item, "funcargs", {}).get("tmp_path")
        written = [file for file in folder.rglob("*") if _holds_the_canary(file)] if folder else []
        if CANARY in shown or written:
            report.outcome = "failed"
            where = ", ".join(file.name for file in written) or "the log or the output"
            report.longrepr = f"the canary key stands in {where} of this test"
    return report


def _holds_the_canary(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and CANARY.encode() in file.read_bytes()
