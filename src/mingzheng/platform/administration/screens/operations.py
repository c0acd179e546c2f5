"""Screens of running the house: home of the administrators, open sessions, background work that failed."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingzheng.platform.access.public import may_manage_accounts, may_secure_accounts, may_watch_jobs
from mingzheng.platform.accounts.public import (
    AccountSession,
    end_session,
    list_accounts_for,
    list_open_sessions_for,
    visitor_of,
)
from mingzheng.platform.administration.first_steps import list_first_steps
from mingzheng.platform.administration.forms import ReasonForm
from mingzheng.platform.administration.screens.base import AdminFormView, AdminListView, AdminView
from mingzheng.platform.administration.selectors import list_people_for, tree_lines_for
from mingzheng.platform.design.public import Number
from mingzheng.platform.desk.public import CodeColumn, DateColumn, DeskColumn, DeskTable, LinkColumn, Outcome
from mingzheng.platform.jobs.public import (
    close_message,
    count_waiting,
    discard_dead_letter,
    find_worker_age,
    list_dead_letters,
    list_unsettled_messages,
    requeue_dead_letter,
    resend_message,
)
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import list_absences
from mingzheng.platform.parameters.public import list_parameters

_DUTY_WORDS = {
    "system": "您是系统管理员：维护单位、人员、账号和一般参数，查看后台任务；不能授权，不能查看事项内容。",
    "security": "您是安全管理员：授权和收权，解锁账号，重置动态口令，维护安全参数；不能开设账号，不能查看事项内容。",
    "audit": "您是审计管理员：查看和核验操作记录、登录日志、授权情况；不能改动，不能查看事项内容。",
}


class HomeView(AdminView):
    """What an administrator's duty is, and what waits."""

    template_name = "administration/home.html"
    page_title = "管理首页"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the numbers."""
        people = list_people_for(self.actor, at=today())
        to_confirm = sum(view.status != "confirmed" for view in list_parameters())
        numbers = [
            Number(len(tree_lines_for(self.actor, at=today())), "单位和科室", reverse("administration:units")),
            Number(people.filter(is_active=True).count(), "在岗人员", reverse("administration:people")),
            Number(
                list_accounts_for(self.actor).filter(is_active=True).count(),
                "启用账号",
                reverse("administration:accounts"),
            ),
            Number(to_confirm, "待确认参数", reverse("administration:parameters")),
        ]
        duty = _DUTY_WORDS.get(self.actor.admin_duty, "")
        return super().get_context_data(
            numbers=numbers,
            duty_words=duty,
            first_steps=list_first_steps(self.actor),
            absences=list_absences(at=today()),
            may_change=may_manage_accounts(self.actor),
            **kwargs,
        )


class SessionsTable(DeskTable):
    """Open sessions."""

    caption = "在线登录"
    account = LinkColumn(verbose_name="账号", orderable=False, url=lambda session: "")
    ip = CodeColumn(verbose_name="地址", orderable=False)
    browser = DeskColumn(verbose_name="浏览器", orderable=False, priority=3, is_short=True)
    started_at = DateColumn(verbose_name="登录时间", with_time=True)
    last_seen_at = DateColumn(verbose_name="最近操作", with_time=True)
    end = DeskColumn(
        verbose_name="办理", accessor="end_words", orderable=False, exclude_from_export=True, is_short=True
    )

    def render_end(self, value: str, record: AccountSession) -> SafeString:
        """Lead to where the session is ended; the row itself is known by whose it is."""
        return format_html('<a href="{}">{}</a>', reverse("administration:end_session", args=[record.pk]), value)


class SessionsView(AdminListView):
    """Everybody's open sessions."""

    duty = staticmethod(may_secure_accounts)  # type: ignore[assignment]
    page_title = "在线登录"
    purpose = "查看正在登录的账号，必要时远程退出。"
    list_key = "administration.sessions"
    table_class = SessionsTable

    def get_rows(self) -> QuerySet[AccountSession]:
        """Return them all."""
        return list_open_sessions_for(self.actor)


class EndSessionView(AdminFormView):
    """End one session from here."""

    duty = staticmethod(may_secure_accounts)  # type: ignore[assignment]
    crumb = ("在线登录", "sessions")
    page_title = "退出该登录"
    form_class = forms.Form
    submit_label = "退出该登录"
    submit_kind = "danger"

    def session(self) -> AccountSession:
        """Return the session of the address."""
        return get_object_or_404(list_open_sessions_for(self.actor), pk=self.kwargs["pk"])

    def get_consequences(self) -> list[str]:
        """Say whose it is."""
        session = self.session()
        return [f"{session.account} 在 {session.ip or '未知地址'} 的登录立即退出，未保存的内容会丢失。"]

    def get_cancel_url(self) -> str:
        """Lead back to the list."""
        return reverse("administration:sessions")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """End it."""
        end_session(session=self.session(), actor=self.actor, visitor=visitor_of(self.request))
        return Outcome("该登录已退出。", reverse("administration:sessions"))


class JobsView(AdminView):
    """Failed work and messages that did not arrive."""

    duty = staticmethod(may_watch_jobs)  # type: ignore[assignment]
    template_name = "administration/jobs.html"
    page_title = "后台任务"
    purpose = "多次重试仍失败的任务和结果不明的消息，由人决定重办或放弃。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what failed."""
        age = find_worker_age()
        return super().get_context_data(
            waiting=count_waiting(),
            worker_seconds=None if age is None else int(age.total_seconds()),
            letters=list(list_dead_letters()[:100]),
            unsettled=list(list_unsettled_messages()[:100]),
            **kwargs,
        )


class _DecideFailedView(AdminFormView):
    """What deciding on something that failed in the background has in common: a reason, and back to the list."""

    duty = staticmethod(may_watch_jobs)  # type: ignore[assignment]
    crumb = ("后台任务", "jobs")
    form_class = ReasonForm

    def get_page_title(self) -> str:
        """Name the decision."""
        return self.submit_label

    def get_cancel_url(self) -> str:
        """Lead back to the list."""
        return reverse("administration:jobs")


class DecideLetterView(_DecideFailedView):
    """Requeue or discard one failed job."""

    decision: ClassVar[str] = "requeue"

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Decide."""
        letter = list_dead_letters().filter(pk=self.kwargs["pk"]).first()
        if letter is None:
            raise Http404
        decide = requeue_dead_letter if self.decision == "requeue" else discard_dead_letter
        decide(letter.pk, decided_by=self.actor.ref, reason=form.cleaned_data["reason"], at=now())
        text = "任务已重新排队。" if self.decision == "requeue" else "任务已放弃。"
        return Outcome(text, self.get_cancel_url())


class DecideMessageView(_DecideFailedView):
    """Send a message again that did not arrive, or settle it: it arrived after all, or it is not sent any more."""

    decision: ClassVar[str] = "resend"

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Decide; what another administrator has decided meanwhile is no longer there."""
        message = get_object_or_404(list_unsettled_messages(), pk=self.kwargs["pk"])
        said = {"decided_by": self.actor.ref, "reason": form.cleaned_data["reason"]}
        if self.decision == "resend":
            resend_message(message.pk, **said)
            return Outcome("消息已重新排队发送。", self.get_cancel_url())
        close_message(message.pk, arrived=self.decision == "arrived", **said)
        text = "已记为送达。" if self.decision == "arrived" else "该消息不再发送。"
        return Outcome(text, self.get_cancel_url())
