"""Query parameters of an operation: each one declared, each given once. A name nobody asked for is an error, not silence.

Answers for: the names. Does not belong here: what a value may be (`shapes`), fields of a body (`shapes.Input`).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from mingzheng.platform.api.problems import Problem, ProblemError

LONGEST_ECHO = 40


class QueryNames:
    """The names one operation takes in its query; learned from the operation when the API is built."""

    def __init__(self) -> None:
        self.known: tuple[str, ...] = ()
        self.several: frozenset[str] = frozenset()

    def watch(self, view: Callable[..., Any]) -> None:
        """Have the operation that will be made of the view tell its names."""
        contribute_operation_callback(view, self._learn)

    def _learn(self, operation: Operation) -> None:
        for model in operation.models:
            if model.__ninja_param_source__ == "query":
                self.known = tuple(model.__ninja_flatten_map__)
                self.several = frozenset(getattr(model, "__ninja_collection_fields__", ()))

    def check(self, request: HttpRequest) -> None:
        """Raise ProblemError 400 that names every unknown and every repeated parameter."""
        errors = [
            {"field": f"query.{name[:LONGEST_ECHO]}", "message": message}
            for name, values in request.GET.lists()
            if (message := self._judge(name, len(values)))
        ]
        if errors:
            detail = "；".join(f"{error['field']}：{error['message']}" for error in errors[:5])
            taken = f"本操作的查询参数为 {'、'.join(self.known)}。" if self.known else "本操作没有查询参数。"
            raise ProblemError(Problem(400, "bad_query", detail, taken, errors=errors[:20]))

    def _judge(self, name: str, times: int) -> str:
        if name not in self.known:
            return "没有此参数"
        return "只能给出一次" if times > 1 and name not in self.several else ""
