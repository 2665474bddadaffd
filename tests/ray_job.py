"""What tests/test_ray.py runs in a process of its own: jobs on a local Ray cluster, one with a worker killed in it.

    python tests/ray_job.py FOLDER BASE_URL

Prints a line of JSON about each job, and at last the folder that the cluster's processes name as theirs.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_AUTH_MODE="disabled")

import ray

from communique import Summariser
from communique.errors import StoreError
from communique.ray import gather, summarise_dataset
from loopback import stats
from made_up import articles

COUNT, IN_FLIGHT, WORKERS = 60, 4, 2


def open_summariser(folder: Path, url: str, model: str = "m") -> Summariser:
    """Make a worker's summariser, and leave a note of where it is."""
    (folder / "pids").mkdir(exist_ok=True)
    (folder / "pids" / str(os.getpid())).touch()
    return Summariser(model, base_url=url, concurrency=IN_FLIGHT)


def kill_a_worker(folder: Path, url: str, killed: list[int]) -> None:
    """Wait until a third of the articles is asked about, and kill one that asks."""
    while stats(url).calls < COUNT // 3:
        time.sleep(0.02)
    pids = {int(path.name) for path in (folder / "pids").iterdir()} - {os.getpid()}
    killed.append(min(pids))
    os.kill(killed[0], signal.SIGKILL)


def main(folder: Path, url: str) -> None:
    rows = [{"id": name, "text": text} for name, text in articles(COUNT, 1500)]
    more = [{"id": name, "text": text} for name, text in articles(10, 1500, first=COUNT)] + [{"id": "no", "text": ""}]
    out, opener = folder / "out", partial(open_summariser, folder, url)

    def job(given: list[dict], opener: partial = opener, **settings) -> None:
        before = stats(url)
        dataset = ray.data.from_items(given)
        store = folder / "node.db"
        kinds = summarise_dataset(
            dataset, out, opener, workers=WORKERS, block_size=10, node_store=store, cpus_per_worker=0.5, **settings
        )
        after = stats(url)
        print(json.dumps({"kinds": kinds, "calls": after.calls - before.calls, "killed": len(killed)}), flush=True)

    killed: list[int] = []
    killer = threading.Thread(target=kill_a_worker, args=(folder, url, killed))
    killer.start()
    job(rows)
    killer.join()
    job(rows)
    files = sorted(out.glob("*.parquet"))
    files[0].write_bytes(files[0].read_bytes()[:1000])  # cut off in the middle
    (folder / "node.db").rename(folder / "elsewhere.db")
    job(rows + more)
    job(rows + more, retry_failed=True)
    try:
        job(rows, partial(open_summariser, folder, url, "another"))
    except StoreError as error:
        print(json.dumps({"refused": str(error)}), flush=True)
    print(json.dumps({"gathered": gather(out, folder / "gathered.db")}), flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as session:
        ray.init(
            num_cpus=2, include_dashboard=False, object_store_memory=80 * 1024 * 1024, log_to_driver=False,
            _node_ip_address="127.0.0.2", _temp_dir=session,
        )  # fmt: skip
        ray.data.DataContext.get_current().enable_progress_bars = False
        try:
            main(Path(sys.argv[1]), sys.argv[2])
            print(json.dumps({"session": session}))
        finally:
            ray.shutdown()
