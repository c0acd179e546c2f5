"""Queries of fixed shape, turned into SQL once.

Building and compiling a queryset costs several times what the database needs to answer a query by key. A prepared query
is written as any queryset, with `Parameter("name")` where a value will stand, and keeps the compiled SQL per database.
Queries whose shape depends on their values (filters of a list, `in` over many values) stay ordinary querysets.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import DatabaseError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, QuerySet, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=models.Model)
ALIAS = "default"
FEW = 10


class _Slot(NamedTuple):
    """Where a value will stand among the parameters of a compiled query."""

    name: str


class Parameter(Expression):
    """A value that is given when the query is executed."""

    def __init__(self, name: str) -> None:
        """`name` is the keyword under which the value is given."""
        super().__init__(output_field=models.Field())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Stand as one placeholder."""
        return "%s", (_Slot(self.name),)


class _Compiled(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    compiler: SQLCompiler
    of_models: bool
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]
    populators: list[Any]


class PreparedQuery(Generic[M]):
    """A queryset that is compiled once for each database and then only executed.

    `build` returns the queryset: of models (`select_related` included), of `values_list` tuples, or `flat` values.
    """

    def __init__(self, build: Callable[[], QuerySet[M, Any]]) -> None:
        """`build` is called at the first use, when models are loaded."""
        self._build = build
        self._kept: dict[str, _Compiled] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows as tuples, converted as the fields want them: for `values_list` querysets."""
        compiled, connection = self._compiled()
        return list(_convert(self._fetch(compiled, connection, values), compiled, connection))

    def objects(self, **values: Any) -> list[M]:
        """Return the rows as models."""
        compiled, connection = self._compiled()
        rows = _convert(self._fetch(compiled, connection, values), compiled, connection)
        return list(_objects(rows, compiled, connection.alias))

    def first(self, **values: Any) -> M | None:
        """Return the first row as a model, or None."""
        return next(iter(self.objects(**values)), None)

    def _compiled(self) -> tuple[_Compiled, BaseDatabaseWrapper]:
        connection = connections[ALIAS]
        kept = self._kept.get(connection.vendor)
        if kept is None:
            kept = self._kept[connection.vendor] = _compile(self._build(), connection)
        return kept, connection

    @staticmethod
    def _fetch(
        compiled: _Compiled, connection: BaseDatabaseWrapper, values: dict[str, Any]
    ) -> Sequence[tuple[Any, ...]]:
        given = [_adapt(values[p.name], connection) if isinstance(p, _Slot) else p for p in compiled.params]
        return fetch_rows(connection, compiled.sql, given)


def fetch_rows(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
    """Execute one statement whose text is always the same, and return its rows.

    A backend may have a shorter way for it (`run_fixed`); it is not taken where somebody counts or watches statements.
    """
    short_way = getattr(connection, "run_fixed", None)
    if short_way is not None and not connection.execute_wrappers and not connection.queries_logged:
        return cast("Sequence[tuple[Any, ...]]", short_way(sql, values).fetchall())
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cast("Sequence[tuple[Any, ...]]", cursor.fetchall() if cursor.description else ())


def execute_fixed(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> int:
    """Execute one statement whose text is always the same, and return how many rows it touched."""
    short_way = getattr(connection, "run_fixed", None)
    if short_way is not None and not connection.execute_wrappers and not connection.queries_logged:
        return int(short_way(sql, values).rowcount)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _compile(queryset: QuerySet[Any, Any], connection: BaseDatabaseWrapper) -> _Compiled:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    of_models = issubclass(queryset._iterable_class, ModelIterable)
    converters = compiler.get_converters([item[0] for item in compiler.select])
    info, populators = compiler.klass_info, []
    if of_models and info is not None:
        populators = get_related_populators(info, compiler.select, connection.alias)  # type: ignore[call-arg]  # stubs of a later Django
    return _Compiled(sql, tuple(params), compiler, of_models, converters, populators)


def _adapt(value: Any, connection: BaseDatabaseWrapper) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _convert(
    rows: Sequence[tuple[Any, ...]], compiled: _Compiled, connection: BaseDatabaseWrapper
) -> Iterator[tuple[Any, ...]]:
    if not compiled.converters:
        yield from rows
        return
    for row in rows:
        cells = list(row)
        for place, (converters, expression) in compiled.converters.items():
            value = cells[place]
            for convert in converters:
                value = convert(value, expression, connection)
            cells[place] = value
        yield tuple(cells)


def _objects(rows: Iterator[tuple[Any, ...]], compiled: _Compiled, alias: str) -> Iterator[Any]:
    select, info = compiled.compiler.select, compiled.compiler.klass_info
    if not compiled.of_models or info is None:
        raise TypeError("this query gives tuples, not models")
    model, fields = info["model"], info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [item[0].target.attname for item in select[first:end]]
    for row in rows:
        found = model.from_db(alias, names, row[first:end])
        for populator in compiled.populators:
            populator.populate(row, found)
        yield found


def _quoting(connection: BaseDatabaseWrapper) -> Callable[[str | None], str]:
    return lambda name: connection.ops.quote_name(name or "")


class PreparedInsert(Generic[M]):
    """Inserts one row of a model with SQL that is built once; the row's key comes from the database or from the model."""

    def __init__(self, model: Callable[[], type[M]]) -> None:
        """`model` is called at the first use."""
        self._model = model
        self._kept: dict[tuple[str, int], tuple[str, list[models.Field[Any, Any]], bool]] = {}

    def insert(self, row: M) -> M:
        """Write a new row and set its key. As `save(force_insert=True)`, without signals, which this house has none of."""
        self._insert([row])
        return row

    def insert_all(self, rows: Sequence[M]) -> None:
        """Write new rows: a few by one prepared statement, many in one statement of Django's own."""
        if len(rows) > FEW:
            self._model()._default_manager.bulk_create(rows)
        elif rows:
            self._insert(rows)

    def _insert(self, rows: Sequence[M]) -> None:
        connection = connections[ALIAS]
        sql, fields, returns_key = self._statement(connection, len(rows))
        values: list[Any] = []
        for row in rows:
            row._prepare_related_fields_for_save(operation_name="insert")  # type: ignore[attr-defined]
            values += [field.get_db_prep_save(field.pre_save(row, True), connection=connection) for field in fields]  # noqa: FBT003 - Django's signature
        if returns_key:
            for row, (key,) in zip(rows, fetch_rows(connection, sql, values), strict=True):
                row.pk = key
        else:
            execute_fixed(connection, sql, values)
        for row in rows:
            row._state.adding, row._state.db = False, connection.alias

    def _statement(self, connection: BaseDatabaseWrapper, count: int) -> tuple[str, list[models.Field[Any, Any]], bool]:
        kept = self._kept.get((connection.vendor, count))
        if kept is None:
            meta = self._model()._meta
            fields = [f for f in meta.local_concrete_fields if not (isinstance(f, models.AutoField) or f.generated)]
            quote, key = _quoting(connection), meta.auto_field
            one = f"({', '.join(['%s'] * len(fields))})"
            sql = (
                f"INSERT INTO {quote(meta.db_table)} ({', '.join(quote(field.column) for field in fields)}) "  # noqa: S608 - names of the model's own columns
                f"VALUES {', '.join([one] * count)}"
            )
            if key is not None:
                sql += f" RETURNING {quote(key.column)}"
            kept = self._kept[(connection.vendor, count)] = (sql, fields, key is not None)
        return kept


class PreparedUpdate(Generic[M]):
    """Writes named columns of one row, with SQL that is built once for each set of columns."""

    def __init__(self, model: Callable[[], type[M]]) -> None:
        """`model` is called at the first use."""
        self._model = model
        self._kept: dict[tuple[str, frozenset[str], str], tuple[str, list[models.Field[Any, Any]]]] = {}

    def update(self, row: M, names: frozenset[str]) -> None:
        """Write these columns of a row, as `save(update_fields=…)`. Raises DatabaseError when the row is gone."""
        connection = connections[ALIAS]
        sql, fields = self._statement(connection, names)
        values = [field.get_db_prep_save(field.pre_save(row, False), connection=connection) for field in fields]  # noqa: FBT003 - Django's signature
        if execute_fixed(connection, sql, [*values, row.pk]) != 1:
            raise DatabaseError("the row to update is gone")

    def update_where(self, column: str, value: Any, **values: Any) -> int:
        """Write these columns of every row whose `column` has a value, as `filter(…).update(…)`; return how many."""
        connection = connections[ALIAS]
        sql, fields = self._statement(connection, frozenset(values), column)
        prepared = [field.get_db_prep_save(values[field.attname], connection=connection) for field in fields]
        return execute_fixed(connection, sql, [*prepared, value])

    def _statement(
        self, connection: BaseDatabaseWrapper, names: frozenset[str], where: str = ""
    ) -> tuple[str, list[models.Field[Any, Any]]]:
        kept = self._kept.get((connection.vendor, names, where))
        if kept is None:
            meta, quote = self._model()._meta, _quoting(connection)
            fields = [field for field in meta.local_concrete_fields if field.attname in names or field.name in names]
            columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
            key = (cast("models.Field[Any, Any]", meta.get_field(where)) if where else meta.pk).column
            sql = f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {quote(key)} = %s"  # noqa: S608 - as above
            kept = self._kept[(connection.vendor, names, where)] = (sql, fields)
        return kept
