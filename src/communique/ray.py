"""Articles through a Ray cluster, with Ray Data: a dataset of articles in, outcomes out as Parquet.

Ray Data schedules: it cuts the articles into blocks, keeps workers with one :class:`~communique.Summariser` each, gives
a block whose worker died to another, and writes a file for every block. Two things keep a restarted job from paying
again. What lies in the output under an article's key is left out, so that a job goes on where it was. And each worker
keeps its outcomes in a store on its node's own disk as well, which all workers of the node share: a block that is done
again costs nothing but what was under way. The keys are those of every other run.

Ray Data has checkpoints of its own. They go by an id in the input, so they would miss that a text, the model or a
prompt has changed, and would take failures for done.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.batch.intake import Done, key_of
from communique.errors import ConfigurationError, StoreError
from communique.sources import read_articles
from communique.store import SUMMARY, Fingerprint, Store, Stored
from communique.summariser import Summariser
from communique.tables import TABLES, Table, TableName, parquet_type

try:
    import numpy as np
    import pyarrow as pa
    import pyarrow.fs as arrow_fs
    import pyarrow.parquet as pq
    import ray
    from ray.data import ActorPoolStrategy
except ImportError as missing:
    raise ConfigurationError(f"{missing.name} is not installed", hint="pip install 'communique[ray]'") from missing

if TYPE_CHECKING:
    from ray.data import Dataset

__all__ = ["gather", "summarise_dataset"]

_RECORDS: tuple[TableName, ...] = ("visits", "officials", "claims")
_LABEL = "_communique.json"  # in the output, where readers of Parquet pass over names that begin so
_LEASE_SECONDS = 15.0  # for which a dead worker keeps others from its articles
_KEY = "S64"  # a key as numpy holds it


def summarise_dataset(
    articles: Dataset,
    out: str | Path,
    open_summariser: Callable[[], Summariser],
    *,
    workers: int,
    block_size: int = 128,
    retry_failed: bool = False,
    node_store: str | Path | None = None,
    cpus_per_worker: float = 1.0,
) -> dict[str, int]:
    """Summarise a dataset of articles on the Ray cluster that this process is connected to.

    Each row of the output is an article: ``id``, ``key``, ``kind`` (``summary``, or the kind of a failure), ``outcome``
    (the whole record as JSON) and the lists ``visits``, ``officials`` and ``claims``, with the columns of
    ``docs/tables.md``. A run adds files to the output, and leaves out what is there.

    Args:
        articles: with a column of texts, and of ids and dates where there are any, named as
            :func:`communique.read_articles` takes them. Ids have to be unique.
        out: folder of the output, or its URI; every node has to reach it.
        open_summariser: makes the summariser of a worker, such as ``functools.partial(Summariser, "m", base_url=...)``.
        workers: how many there are; each sends as many requests at once as its summariser finds the server to bear.
        block_size: articles in a block, which becomes a file.
        retry_failed: whether to try articles again that failed before.
        node_store: the store on each node's own disk; by default a file for these settings in its temporary folder.
        cpus_per_worker: cores that Ray sets aside for each.

    Returns:
        How many articles of the output have an outcome of each kind, the best of each counted.

    Raises:
        StoreError: the output holds results of other settings.
        ray.exceptions.RayError: the job failed; what is written stays, and the same call goes on.
    """
    with open_summariser() as summariser:
        fingerprint = summariser.fingerprint
    place, folder = _place(out)
    _bind(place, folder, fingerprint)
    done = ray.put(_done(place, folder, retry_failed=retry_failed))
    summarised = articles.repartition(target_num_rows_per_block=block_size).map_batches(
        _Worker,
        fn_constructor_args=(open_summariser, done, node_store, retry_failed),
        batch_size=None,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=workers),
        num_cpus=cpus_per_worker,
    )
    summarised.write_parquet(folder, filesystem=place)
    return dict(Counter(_kinds(place, folder).values()))


def gather(out: str | Path, store: str | Path) -> int:
    """Put a job's outcomes into a store, for ``communique export`` and for runs to go on with.

    Args:
        out: the output of :func:`summarise_dataset`.
        store: the store's file; what it holds already stays.

    Returns:
        How many outcomes were read.

    Raises:
        StoreError: the store cannot be used, or holds the results of other settings.
    """
    place, folder = _place(out)
    count = 0
    with Store(store) as kept:
        with place.open_input_stream(f"{folder}/{_LABEL}") as file:
            kept.bind(Fingerprint(json.loads(file.read())))
        for table in _files(place, folder, ["id", "key", "kind", "outcome"]):
            rows = table.to_pylist()
            kept.name([(row["id"], row["key"]) for row in rows])
            kept.put("", {row["key"]: Stored(row["kind"], row["outcome"]) for row in rows})
            count += len(rows)
    return count


# --- On the nodes -----------------------------------------------------------------------------------------------------


class _Worker:
    """What Ray keeps on a worker: a summariser, with its connections and what it found out about the server."""

    def __init__(
        self,
        open_summariser: Callable[[], Summariser],
        done: ray.ObjectRef[np.ndarray[Any, Any]],
        node_store: str | Path | None,
        retry_failed: bool,  # noqa: FBT001 - Ray passes it on by position
    ) -> None:
        self._summariser = open_summariser()
        self._fingerprint = self._summariser.fingerprint
        name = f"communique-{self._fingerprint.digest[:16]}.db"
        self._store = Store(node_store or Path(tempfile.gettempdir()) / name, lease_seconds=_LEASE_SECONDS)
        self._done = ray.get(done)
        self._retry_failed = retry_failed

    def __call__(self, block: pa.Table) -> pa.Table:
        """Return the outcomes of a block's articles, but of those that are done."""
        articles = list(read_articles(block.to_pylist()))
        keys = {article.id: key_of(article, self._fingerprint) for article in articles}
        rows = [article for article in articles if not self._is_done(keys[article.id])]
        with self._summariser.many(rows, store=self._store, retry_failed=self._retry_failed) as batch:
            outcomes = [_row(Done(outcome.id, made=outcome), keys[outcome.id]) for outcome in batch]
        return pa.Table.from_pylist(outcomes, schema=_SCHEMA)

    def _is_done(self, key: str) -> bool:
        wanted = np.array(key, _KEY)
        at = int(np.searchsorted(self._done, wanted))
        return at < len(self._done) and bool(self._done[at] == wanted)


def _row(done: Done, key: str) -> dict[str, object]:
    outcome = done.outcome()
    records: dict[str, object] = {
        name: [dict(zip(_names(TABLES[name]), row, strict=True)) for row in TABLES[name].rows(outcome)]
        for name in _RECORDS
    }
    return {"id": done.id, "key": key, "kind": done.kind, "outcome": outcome.model_dump_json(), **records}


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _records_type(table: Table) -> pa.DataType:
    return pa.list_(pa.struct([(column.name, parquet_type(column)) for column in table.columns]))


_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "key", "kind", "outcome")),
        *((name, _records_type(TABLES[name])) for name in _RECORDS),
    ]
)


# --- The output -------------------------------------------------------------------------------------------------------


def _bind(place: arrow_fs.FileSystem, folder: str, fingerprint: Fingerprint) -> None:
    """Make this the output of a fingerprint; one that is that already stays as it is."""
    label = f"{folder}/{_LABEL}"
    if place.get_file_info(label).type == arrow_fs.FileType.NotFound:
        place.create_dir(folder, recursive=True)
        with place.open_output_stream(label) as file:
            file.write(json.dumps(dict(fingerprint.parts), sort_keys=True).encode())
        return
    with place.open_input_stream(label) as file:
        bound = Fingerprint(json.loads(file.read()))
    if bound.digest != fingerprint.digest:
        raise StoreError(
            f"{folder} holds the results of other settings",
            hint=f"{bound.difference(fingerprint)}. Use the settings of then, or another folder",
        )


def _done(place: arrow_fs.FileSystem, folder: str, *, retry_failed: bool) -> np.ndarray[Any, Any]:
    """Return the keys of what need not be done again, in order; files that were cut off, which no reader takes, go."""
    kinds = _kinds(place, folder, spoilt=place.delete_file)
    return np.sort(np.array([key for key, kind in kinds.items() if kind == SUMMARY or not retry_failed], _KEY))


def _kinds(
    place: arrow_fs.FileSystem, folder: str, *, spoilt: Callable[[str], None] = lambda _: None
) -> Mapping[str, str]:
    """Return the kind of the outcome that each key has in the output, a summary where it has several."""
    kinds: dict[str, str] = {}
    for table in _files(place, folder, ["key", "kind"], spoilt):
        for key, kind in zip(table["key"].to_pylist(), table["kind"].to_pylist(), strict=True):
            if kinds.get(key) != SUMMARY:
                kinds[key] = kind
    return kinds


def _files(
    place: arrow_fs.FileSystem, folder: str, columns: list[str], spoilt: Callable[[str], None] = lambda _: None
) -> Iterator[pa.Table]:
    """Yield the files of the output, and report those that are not whole because a job was killed, or is at it."""
    for info in place.get_file_info(arrow_fs.FileSelector(folder)):
        if not info.path.endswith(".parquet"):
            continue
        try:
            yield pq.read_table(info.path, filesystem=place, columns=columns)
        except pa.ArrowInvalid:
            spoilt(info.path)


def _place(out: str | Path) -> tuple[arrow_fs.FileSystem, str]:
    place, folder = arrow_fs.FileSystem.from_uri(str(out) if "://" in str(out) else Path(out).absolute().as_uri())
    return place, folder
