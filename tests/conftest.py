"""What holds in every test: no network beyond loopback, no credentials or caches of the machine, no leaked key."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import loopback_only
import pytest
from hypothesis import settings

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that passed, but let the canary key be seen in what it logged or printed."""
    report = yield
    shown = report.capstdout + report.capstderr + report.caplog
    if report.when == "call" and report.passed and CANARY in shown:
        report.outcome = "failed"
        report.longrepr = "the canary key stands in the log or the output of this test"
    return report
