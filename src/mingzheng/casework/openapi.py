"""The OpenAPI description of one procedure: its opening and each of its actions with the fields they take. Pure.

Answers for: turning a declaration into OpenAPI 3.1, so that a program knows what to send before it sends it. Does not
belong here: the endpoints (`api`), reading what was sent (`forms`), the general description (`platform.api`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from mingzheng.casework.declaration import Action, Field, FieldKind, Procedure
from mingzheng.casework.forms import MOST_ROWS

Schema = dict[str, Any]
REFERENCE = "#/components/schemas/{model}"
PROBLEMS = ("400", "401", "403", "404", "409", "412", "413", "415", "422", "429")
_IDENTIFIER: Schema = {"type": "integer", "minimum": 1}
_MANY: Schema = {"type": "array", "items": _IDENTIFIER, "maxItems": 500, "uniqueItems": True}


def _text(field: Field) -> Schema:
    return {"type": "string", "maxLength": field.max_length, **({"minLength": 1} if field.required else {})}


def _number(field: Field) -> Schema:
    bounds = {"minimum": field.minimum, "maximum": field.maximum}
    return {"type": "integer", **{name: value for name, value in bounds.items() if value is not None}}


def _choice(field: Field) -> Schema:
    return {"oneOf": [{"const": value, "title": label} for value, label in field.choices]}


def _rows(field: Field) -> Schema:
    columns = {code: {"type": "string", "title": label or code} for code, label in field.choices}
    return {"type": "array", "items": {"type": "object", "properties": columns}, "maxItems": MOST_ROWS}


_SHAPES: Mapping[FieldKind, Callable[[Field], Schema]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.DATE: lambda field: {"type": "string", "format": "date"},
    FieldKind.INTEGER: _number,
    FieldKind.DECIMAL: lambda field: {"type": "string", "pattern": r"^-?\d{1,15}(\.\d+)?$"},
    FieldKind.BOOLEAN: lambda field: {"type": "boolean"},
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: lambda field: {"type": "array", "items": _choice(field), "uniqueItems": True},
    FieldKind.UNIT: lambda field: {**_IDENTIFIER, "description": "单位编号"},
    FieldKind.UNITS: lambda field: {**_MANY, "description": "单位编号"},
    FieldKind.PERSON: lambda field: {**_IDENTIFIER, "description": "人员编号"},
    FieldKind.FILES: lambda field: {**_MANY, "description": "文件编号"},
    FieldKind.CASE: lambda field: {**_IDENTIFIER, "description": "件的编号（id）"},
    FieldKind.ROWS: _rows,
}


def describe_data(action: Action) -> Schema:
    """Return the schema of what an action's form takes: its fields and no others."""
    properties = {}
    for field in action.fields:
        shape = {"title": field.label, **_SHAPES[field.kind](field)}
        properties[field.code] = {**shape, "description": field.help} if field.help else shape
    required = [field.code for field in action.fields if field.required and field.default is None]
    return {
        "type": "object",
        "title": action.title,
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def describe_procedure_api(
    procedure: Procedure,
    *,
    opening: type[BaseModel],
    acting: type[BaseModel],
    receipt: type[BaseModel],
    problem: type[BaseModel],
    headers: tuple[list[Schema], list[Schema]],
) -> Schema:
    """Return OpenAPI 3.1 of a procedure, complete in itself. `headers` are those of an opening and of an act."""
    shared: Schema = {}
    for model in (opening, acting, receipt, problem):
        whole = model.model_json_schema(ref_template=REFERENCE)
        shared |= whole.pop("$defs", {})
        shared[model.__name__] = whole
    opens, acts = headers
    names = (receipt.__name__, problem.__name__)
    paths: Schema = {"/api/v1/cases": {"post": _operation(procedure.opening, opening.__name__, "201", opens, names)}}
    paths["/api/v1/cases"]["post"]["requestBody"] = _body(
        procedure.opening, opening.__name__, {"procedure": {"const": procedure.name}}
    )
    place = {"name": "pk", "in": "path", "required": True, "schema": {**_IDENTIFIER, "maximum": 2**31 - 1}}
    for action in procedure.actions:
        if not action.system:
            operation = _operation(action, acting.__name__, "200", [place, *acts], names)
            paths[f"/api/v1/cases/{{pk}}/actions/{action.code}"] = {"post": operation}
    return {
        "openapi": "3.1.0",
        "info": {"title": procedure.title, "version": procedure.version, "description": procedure.description},
        "paths": paths,
        "components": {
            "schemas": shared,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            },
        },
        "security": [{"token": []}, {"session": []}],
    }


def _operation(action: Action, model: str, done: str, headers: list[Schema], names: tuple[str, str]) -> Schema:
    receipt, problem = names
    return {
        "operationId": action.code,
        "summary": action.title,
        "description": "\n\n".join(text for text in (action.consequence, action.basis) if text),
        "parameters": headers,
        "requestBody": _body(action, model, {}),
        "responses": {
            done: _answer("已办理", receipt, "application/json"),
            **{code: _answer("没有办理", problem, "application/problem+json") for code in PROBLEMS},
        },
    }


def _body(action: Action, model: str, fixed: Schema) -> Schema:
    """Return a request's body: the shape all acts share, with this action's own data."""
    own = {"properties": {"data": describe_data(action), **fixed}}
    needed = [*fixed, *(["data"] if any(field.required for field in action.fields) else [])]
    schema = {"allOf": [{"$ref": REFERENCE.format(model=model)}, {**own, **({"required": needed} if needed else {})}]}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _answer(words: str, model: str, media_type: str) -> Schema:
    return {"description": words, "content": {media_type: {"schema": {"$ref": REFERENCE.format(model=model)}}}}
