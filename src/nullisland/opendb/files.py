"""The open database as files: Parquet or CSV, and one SQLite file that any tool opens."""

import csv
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as arrow_parquet

from nullisland.opendb.tables import TABLES, Database

__all__ = ["FORMATS", "SQLITE", "open_files"]

FORMATS = ("parquet", "csv")
SQLITE = "open-database.sqlite"

Write = Callable[[str, pa.Table], None]

_TYPES = {"int64": "INTEGER", "double": "REAL"}
_INDEXES = ("people (name)", "sightings (person)", "sightings (tracker)")


@contextmanager
def open_files(folder: Path, form: str, *, sqlite: bool) -> Iterator[Callable[[Database], None]]:
    """A function that appends the tables of one town to all files; they are whole when the block ends."""
    with ExitStack() as stack:
        sinks: list[Write] = [stack.enter_context(_parquet(folder) if form == "parquet" else _csv(folder))]
        if sqlite:
            sinks.append(stack.enter_context(_sqlite(folder / SQLITE)))

        def write(database: Database) -> None:
            for name in TABLES:
                table = _plain(getattr(database, name))
                for sink in sinks:
                    sink(name, table)

        yield write


def _plain(table: pa.Table) -> pa.Table:
    """The table without dictionaries, so that every town has the same columns."""
    for i, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(i, field.name, table.column(i).cast(field.type.value_type))
    return table


@contextmanager
def _parquet(folder: Path) -> Iterator[Write]:
    """One file a table, one row group a town."""
    with ExitStack() as stack:
        writers: dict[str, arrow_parquet.ParquetWriter] = {}

        def write(name: str, table: pa.Table) -> None:
            if name not in writers:
                path = folder / f"{name}.parquet"
                writers[name] = stack.enter_context(
                    arrow_parquet.ParquetWriter(path, table.schema, compression="zstd")
                )
            writers[name].write_table(table)

        yield write


@contextmanager
def _csv(folder: Path) -> Iterator[Write]:
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            for name in TABLES
        }
        begun: set[str] = set()

        def write(name: str, table: pa.Table) -> None:
            writer = csv.writer(files[name], lineterminator="\n")
            if name not in begun:
                writer.writerow(table.column_names)
            begun.add(name)
            writer.writerows(_rows(table))

        yield write


@contextmanager
def _sqlite(path: Path) -> Iterator[Write]:
    """Dates and times are ISO 8601 text, as SQLite's own functions read them."""
    with closing(sqlite3.connect(path)) as base:

        def write(name: str, table: pa.Table) -> None:
            columns = ", ".join(f"{f.name} {_TYPES.get(str(f.type), 'TEXT')}" for f in table.schema)
            base.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
            places = ", ".join("?" * table.num_columns)
            base.executemany(f"INSERT INTO {name} VALUES ({places})", _rows(table))

        yield write
        for index, columns in enumerate(_INDEXES):
            base.execute(f"CREATE INDEX by_{index} ON {columns}")
        base.commit()


def _rows(table: pa.Table) -> Iterator[tuple[object, ...]]:
    """Rows as Python values, a batch at a time; dates and times as text."""
    texts = [
        table.column(i).cast(pa.string()) if pa.types.is_temporal(field.type) else table.column(i)
        for i, field in enumerate(table.schema)
    ]
    for batch in pa.table(texts, table.column_names).to_batches(max_chunksize=50_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
