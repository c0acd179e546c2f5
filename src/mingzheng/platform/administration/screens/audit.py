"""Screens of the audit administrator: the ledger, its verification, the sign-in log. Nothing here changes anything."""

import json
from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from mingzheng.platform.access.public import may_read_ledger, may_read_sign_in_log
from mingzheng.platform.accounts.public import SignInEvent, list_events_for
from mingzheng.platform.administration.ledger_words import STREAMS, kind_in_words, list_streams, names_of_actors
from mingzheng.platform.administration.screens.base import AdminListView, AdminView
from mingzheng.platform.administration.selectors import list_entries_for, may_read_payload
from mingzheng.platform.desk.public import (
    CodeColumn,
    DateColumn,
    DeskColumn,
    DeskFilterSet,
    DeskTable,
    EmptyWords,
    LinkColumn,
)
from mingzheng.platform.ledger.public import Entry, verify_ledger

_STEPS = ("逐条核对全部记录，不影响他人办理。", "记录较多时需要几分钟，请不要关闭页面。")


def _address(entry: Entry) -> str:
    return reverse("administration:entry", args=[entry.pk])


class KindColumn(LinkColumn):
    """What was done, in words, leading to the entry."""

    def render(self, value: Any, record: Any) -> SafeString:
        """Draw the words."""
        return super().render(kind_in_words(record), record)

    def value(self, record: Any, value: Any) -> str:
        """Write the words for a spreadsheet."""
        return kind_in_words(record)


class LedgerTable(DeskTable):
    """Entries, the newest first."""

    caption = "操作记录"
    recorded_at = DateColumn(verbose_name="记录时间", with_time=True, orderable=False)
    stream = DeskColumn(verbose_name="类别", orderable=False)
    kind = KindColumn(verbose_name="操作", url=_address, orderable=False)
    stream_id = CodeColumn(verbose_name="对象", orderable=False)
    actor = CodeColumn(verbose_name="操作人", orderable=False, priority=2)
    occurred_on = DateColumn(verbose_name="发生日期", orderable=False, priority=3)

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def render_stream(self, value: str) -> str:
        """Write the stream in words."""
        return STREAMS.get(value, value)

    def value_stream(self, value: str) -> str:
        """Write the stream in words for a spreadsheet."""
        return self.render_stream(value)

    def render_actor(self, value: str) -> str:
        """Write who it was."""
        return self.names.get(value, value)

    def value_actor(self, value: str) -> str:
        """Write who it was for a spreadsheet."""
        return self.render_actor(value)


class LedgerFilters(DeskFilterSet):
    """By stream, subject, actor and day."""

    sentence = "类别 {stream}，操作人 {actor}，记录日期自 {since} 至 {until}"
    stream = django_filters.ChoiceFilter(choices=list_streams, label="类别", empty_label="全部")
    actor = django_filters.CharFilter(label="操作人")
    stream_id = django_filters.CharFilter(label="对象")
    since = django_filters.DateFilter(field_name="recorded_at", lookup_expr="date__gte", label="自")
    until = django_filters.DateFilter(field_name="recorded_at", lookup_expr="date__lte", label="至")


class LedgerView(AdminListView):
    """The whole ledger."""

    duty = staticmethod(may_read_ledger)  # type: ignore[assignment]
    template_name = "administration/ledger.html"
    page_title = "操作记录"
    purpose = "全部操作留痕，只增不改；核验可发现被改动、删除、调换或插入的记录。"
    basis = "GB/T 22239-2019 8.1.4.3"
    list_key = "administration.ledger"
    table_class = LedgerTable
    filterset_class = LedgerFilters

    def get_rows(self) -> QuerySet[Entry]:
        """Return every entry."""
        return list_entries_for(self.actor)

    def get_table_kwargs(self) -> Mapping[str, Any]:
        """Give the table the names behind the references."""
        return {"names": names_of_actors(self.actor)}

    def get_empty_words(self) -> EmptyWords:
        """Say when there will be some."""
        return EmptyWords("还没有操作记录", "任何人办理任何事项后都会出现在这里。")


class EntryView(AdminView):
    """One entry."""

    duty = staticmethod(may_read_ledger)  # type: ignore[assignment]
    template_name = "administration/entry.html"
    page_title = "操作记录"
    crumb = ("操作记录", "ledger")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entry; what a case holds is kept from administrators."""
        entry = list_entries_for(self.actor).filter(pk=self.kwargs["pk"]).first()
        if entry is None:
            raise Http404
        facts = [
            ("类别", STREAMS.get(entry.stream, entry.stream)),
            ("对象", entry.stream_id),
            ("序号", entry.seq),
            ("操作", kind_in_words(entry)),
            ("操作人", names_of_actors(self.actor).get(entry.actor, entry.actor)),
        ]
        is_open = may_read_payload(self.actor, entry)
        text = json.dumps(entry.payload, ensure_ascii=False, indent=2) if is_open else ""
        return super().get_context_data(entry=entry, facts=facts, is_open=is_open, payload=text, **kwargs)


class VerifyView(AdminView):
    """Check the whole ledger now."""

    duty = staticmethod(may_read_ledger)  # type: ignore[assignment]
    template_name = "administration/verify.html"
    page_title = "核验操作记录"
    crumb = ("操作记录", "ledger")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the check does."""
        return super().get_context_data(steps=_STEPS, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Run the check and show what it found."""
        return self.render_to_response(self.get_context_data(report=verify_ledger()))


class SignInTable(DeskTable):
    """The sign-in log."""

    caption = "登录日志"
    at = DateColumn(verbose_name="时间", with_time=True, orderable=False)
    account = DeskColumn(verbose_name="账号", orderable=False, empty_values=())
    what = DeskColumn(verbose_name="事项", accessor="get_what_display", orderable=False)
    ip = CodeColumn(verbose_name="地址", orderable=False)
    browser = DeskColumn(verbose_name="浏览器", orderable=False, priority=4)

    def render_account(self, record: SignInEvent) -> str:
        """Write the account, or that there is none of that name."""
        return str(record.account) if record.account else "无此账号"


class SignInFilters(DeskFilterSet):
    """By event, account and day."""

    sentence = "事项 {what}，登录名 {username}，日期自 {since} 至 {until}"
    what = django_filters.ChoiceFilter(choices=SignInEvent.What.choices, label="事项", empty_label="全部")
    username = django_filters.CharFilter(field_name="account__username", label="登录名")
    ip = django_filters.CharFilter(field_name="ip", label="地址")
    since = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label="自")
    until = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label="至")


class SignInLogView(AdminListView):
    """Everybody's sign-ins."""

    duty = staticmethod(may_read_sign_in_log)  # type: ignore[assignment]
    page_title = "登录日志"
    purpose = "记录每次登录、失败、锁定和退出；只增不改，长期保存。"
    basis = "GB/T 22239-2019 8.1.4.3"
    list_key = "administration.sign_in_log"
    table_class = SignInTable
    filterset_class = SignInFilters

    def get_rows(self) -> QuerySet[SignInEvent]:
        """Return the whole log."""
        return list_events_for(self.actor)
