"""The page that describes the API to a reader: drawn from the schema here, loads nothing from anywhere else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja.openapi.docs import DocsBase


class Manual(DocsBase):
    """The page at /api/v1/docs."""

    def render_page(self, request: HttpRequest, api: Any, **values: Any) -> HttpResponse:
        """Return the page."""
        schema = api.get_openapi_schema(path_params=values)
        operations = [
            _row(path, method, operation)
            for path, methods in schema["paths"].items()
            for method, operation in methods.items()
        ]
        context = {"page_title": api.title, "operations": operations, "schema_url": f"{schema.path_prefix}openapi.json"}
        return render(request, "api/manual.html", context)


def _row(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    codes = sorted(str(code) for code in operation["responses"])
    return {
        "method": method.upper(),
        "path": path,
        "summary": operation.get("description") or operation["summary"],
        "tags": "、".join(operation.get("tags") or ()),
        "parameters": [
            {"name": one["name"], "place": one["in"], "required": one.get("required", False)}
            for one in operation.get("parameters", ())
        ],
        "answers": "、".join(code for code in codes if code < "400"),
        "problems": "、".join(code for code in codes if code >= "400"),
    }
