"""Endpoints of webhook subscriptions: each account manages its own. What a subscription is and does: `notices`."""

import datetime as dt
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Status
from pydantic import Field, StringConstraints

from mingzheng.platform.api.callers import caller
from mingzheng.platform.api.conditions import require_seen, stamp, version_tag
from mingzheng.platform.api.problems import Problem, ProblemError, register_problem
from mingzheng.platform.api.routers import ApiRouter, register_router
from mingzheng.platform.api.shapes import NO_NUL, Flag, Input, PageOf, PageQuery, Pk, Shape, take_page
from mingzheng.platform.notices.public import (
    WebhookRefused,
    WebhookSubscription,
    change_webhook,
    list_webhooks_for,
    subscribe,
    unsubscribe,
)

router = ApiRouter(scope="webhooks", tags=["回调"])
Title = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=80, pattern=NO_NUL)]
Address = Annotated[str, StringConstraints(strict=True, min_length=8, max_length=500, pattern=NO_NUL)]
EventName = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60, pattern=NO_NUL)]
Events = Annotated[list[EventName], Field(min_length=1, max_length=20)]


class WebhookOut(Shape):
    """A subscription."""

    id: int
    title: str
    url: str
    events: list[str]
    is_active: bool
    failures: int
    paused_because: str
    last_delivered_at: dt.datetime | None
    last_failed_at: dt.datetime | None
    created_at: dt.datetime


class WebhookMade(WebhookOut):
    """A new subscription with its signing key, shown this once."""

    secret: str


class WebhookIn(Input):
    """What a new subscription needs."""

    title: Title
    url: Address
    events: Events


class WebhookChange(Input):
    """What of a subscription may change; what is left out stays."""

    title: Title | None = None
    url: Address | None = None
    events: Events | None = None
    is_active: Flag | None = None


@router.get("", response=PageOf[WebhookOut])
def list_webhooks(request: HttpRequest, page: Query[PageQuery]) -> object:
    """列出本账号的订阅。"""
    return take_page(list_webhooks_for(caller(request).actor), page)


@router.post("", response={201: WebhookMade}, replay=True)
def add_webhook(request: HttpRequest, body: WebhookIn) -> object:
    """建立订阅；签名密钥只在此时给出一次。events 写 case. 加动作代码，如 case.report_progress，或者 case.*。"""
    row, secret = subscribe(actor=caller(request).actor, title=body.title, url=body.url, events=body.events)
    return Status(201, WebhookMade(**WebhookOut.from_orm(row).dict(), secret=secret))


@router.get("/{pk}", response=WebhookOut, etag=True)
def get_webhook(request: HttpRequest, response: HttpResponse, pk: Pk) -> object:
    """查看一个订阅。"""
    row = _own(request, pk)
    stamp(request, response, version_tag(row.version))
    return row


@router.patch("/{pk}", response=WebhookOut, if_match=True)
def patch_webhook(request: HttpRequest, pk: Pk, body: WebhookChange) -> object:
    """修改、停用或恢复一个订阅。"""
    row = _own(request, pk)
    require_seen(request, version_tag(row.version))
    changes = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    return change_webhook(row, actor=caller(request).actor, **changes)


@router.delete("/{pk}", response={204: None})
def delete_webhook(request: HttpRequest, pk: Pk) -> object:
    """取消订阅；已排队的回调不再发出。"""
    unsubscribe(_own(request, pk), actor=caller(request).actor)
    return Status(204, None)


def _own(request: HttpRequest, pk: int) -> WebhookSubscription:
    row = list_webhooks_for(caller(request).actor).filter(pk=pk).first()
    if row is None:
        raise ProblemError(Problem(404, "webhook_not_found", "没有此订阅。"))
    return row


register_problem(
    WebhookRefused,
    lambda error: Problem(
        422,
        error.code,
        str(error),
        errors=[{"field": f"body.{field}", "message": message} for field, message in error.reasons],
    ),
)
register_router("/webhooks", router)
