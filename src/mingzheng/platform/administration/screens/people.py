"""Screens of persons and posts: list, one person, enter, change, appoint, end a post, see somebody off."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.platform.access.public import may_manage_accounts
from mingzheng.platform.accounts.public import list_accounts_for, visitor_of
from mingzheng.platform.administration.forms import AppointForm, Dated, PersonForm, ReasonForm, SuccessorForm
from mingzheng.platform.administration.screens.base import AdminFormView, AdminListView, AdminView
from mingzheng.platform.administration.selectors import list_people_for
from mingzheng.platform.administration.services import see_off
from mingzheng.platform.desk.public import (
    CodeColumn,
    DeskColumn,
    DeskFilterSet,
    DeskTable,
    EmptyWords,
    LinkColumn,
    NamesColumn,
    Outcome,
)
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import (
    Person,
    Post,
    add_person,
    appoint,
    change_person,
    end_post,
    get_person,
    get_post,
    get_unit,
    posts_of,
    preview_hand_over,
    reinstate_person,
)


def _address(person: Person) -> str:
    return reverse("administration:person", args=[person.pk])


class PeopleTable(DeskTable):
    """Persons with what they hold."""

    caption = "人员岗位"
    name = LinkColumn(verbose_name="姓名", url=_address)
    employee_no = CodeColumn(verbose_name="工号", priority=3)
    held = NamesColumn(verbose_name="岗位", accessor="current_posts", orderable=False)
    phone = CodeColumn(verbose_name="联系电话", priority=3, orderable=False)
    is_active = DeskColumn(verbose_name="状态", priority=2)
    open_accounts = DeskColumn(verbose_name="账号", priority=2)

    def render_is_active(self, value: bool) -> str:
        """Write the state as a word."""
        return "在岗" if value else "已离岗"

    def render_open_accounts(self, value: int) -> str:
        """Write whether the person can sign in."""
        return "已开设" if value else "未开设"

    def render_held(self, value: list[Post]) -> str:
        """Write the posts of today."""
        return "；".join(f"{post.unit} {post.title or post.get_level_display()}" for post in value)

    def value_held(self, value: list[Post]) -> str:
        """Write the posts for a spreadsheet."""
        return self.render_held(value)


class PeopleFilters(DeskFilterSet):
    """By name and state."""

    sentence = "姓名含 {q}，状态 {is_active}"
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="姓名")
    is_active = django_filters.ChoiceFilter(label="状态", choices=(("1", "在岗"), ("0", "已离岗")), empty_label="全部")


class PeopleView(AdminListView):
    """All persons."""

    template_name = "administration/people.html"
    page_title = "人员岗位"
    purpose = "登记人员及其任职；一人可兼任多个岗位，离岗时一并移交。"
    list_key = "administration.people"
    table_class = PeopleTable
    filterset_class = PeopleFilters

    def get_rows(self) -> QuerySet[Person]:
        """Return everybody."""
        return list_people_for(self.actor, at=today())

    def get_empty_words(self) -> EmptyWords:
        """Say how people come in."""
        return EmptyWords(
            "还没有人员", "可逐人登记，也可用 Excel 批量导入。", "批量导入", reverse("administration:import")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether this duty changes people."""
        return super().get_context_data(may_change=may_manage_accounts(self.actor), **kwargs)


class OfPerson:
    """A screen of the person in the address."""

    kwargs: dict[str, Any]
    crumb = ("人员岗位", "people")

    @cached_property
    def person(self) -> Person:
        """Return the person of the address."""
        try:
            return get_person(self.kwargs["pk"])
        except Person.DoesNotExist as missing:
            raise Http404 from missing


class PersonView(OfPerson, AdminView):
    """One person: posts, account."""

    template_name = "administration/person.html"

    def get_page_title(self) -> str:
        """Return the name."""
        return self.person.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add posts and account."""
        person = self.person
        facts = [
            ("工号", person.employee_no or "未填"),
            ("联系电话", person.phone or "未填"),
            ("邮箱", person.email or "未填"),
            ("状态", "在岗" if person.is_active else "已离岗"),
        ]
        return super().get_context_data(
            person=person,
            facts=facts,
            posts=posts_of(person, today()),
            accounts=list(list_accounts_for(self.actor).filter(person=person.pk)),
            may_change=may_manage_accounts(self.actor) and person.is_active,
            may_reinstate=may_manage_accounts(self.actor) and not person.is_active,
            **kwargs,
        )


class NewPersonView(AdminFormView):
    """Enter a person."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    crumb = ("人员岗位", "people")
    page_title = "登记人员"
    form_class = PersonForm
    submit_label = "登记人员"

    def get_cancel_url(self) -> str:
        """Lead back to the list."""
        return reverse("administration:people")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Enter the person."""
        person = add_person(editor=self.actor, on=today(), **form.cleaned_data)
        return Outcome(f"已登记{person.name}，请继续任命岗位。", _address(person))


class _PersonForm(OfPerson, AdminFormView):
    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]

    def get_page_title(self) -> str:
        """Name the act and the person."""
        return f"{self.page_title}：{self.person.name}"

    def get_cancel_url(self) -> str:
        """Lead back to the person."""
        return _address(self.person)


class ChangePersonView(_PersonForm):
    """Correct a person's details."""

    page_title = "修改人员信息"
    form_class = PersonForm
    submit_label = "保存人员信息"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what is there."""
        fields = ("name", "employee_no", "phone", "email")
        return {"initial": {field: getattr(self.person, field) for field in fields}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Change them."""
        person = change_person(person=self.person, editor=self.actor, on=today(), **form.cleaned_data)
        return Outcome(f"{person.name}的信息已更新。", _address(person))


class AppointView(_PersonForm):
    """Give a post."""

    page_title = "任命岗位"
    form_class = AppointForm
    submit_label = "任命"

    def get_consequences(self) -> list[str]:
        """Say what a post does not bring."""
        return ["岗位决定所在单位和内部审签层级；办理权限另由安全管理员授予。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Appoint."""
        data = dict(form.cleaned_data)
        unit = get_unit(data.pop("unit"))
        primary = data.pop("is_primary") or None
        post = appoint(person=self.person, unit=unit, is_primary=primary, editor=self.actor, **data)
        text = f"{self.person.name}任{unit}{post.title or post.get_level_display()}。"
        return Outcome(text, _address(self.person))


class EndPostView(AdminFormView):
    """End one post."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    crumb = ("人员岗位", "people")
    form_class = Dated
    submit_label = "免去岗位"
    submit_kind = "danger"

    @cached_property
    def post_held(self) -> Post:
        """Return the post of the address."""
        try:
            return get_post(self.kwargs["pk"])
        except Post.DoesNotExist as missing:
            raise Http404 from missing

    def get_page_title(self) -> str:
        """Name the post."""
        return f"免去岗位：{self.post_held.person.name}（{self.post_held.unit}）"

    def get_cancel_url(self) -> str:
        """Lead back to the person."""
        return _address(self.post_held.person)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """End it."""
        end_post(post=self.post_held, editor=self.actor, **form.cleaned_data)
        return Outcome("岗位已免去。", self.get_cancel_url())


class ReinstateView(_PersonForm):
    """Take somebody back who had left."""

    page_title = "办理复岗"
    form_class = ReasonForm
    submit_label = "办理复岗"

    def get_consequences(self) -> list[str]:
        """Say what comes back and what does not."""
        return ["恢复为在岗人员，可以任命岗位、开设账号。", "原岗位、账号和授权不恢复，请逐项重新办理。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Take him back."""
        reinstate_person(person=self.person, on=today(), reason=form.cleaned_data["reason"], editor=self.actor)
        return Outcome(f"{self.person.name}已复岗。", _address(self.person))


class SeeOffView(_PersonForm):
    """Hand over and close everything of somebody who leaves."""

    page_title = "离岗移交"
    form_class = SuccessorForm
    submit_label = "办理离岗移交"
    submit_kind = "danger"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Leave the leaver out of the successors."""
        return {"leaving": self.person.pk}

    def get_consequences(self) -> list[str]:
        """Say what ends, from what is there."""
        move = preview_hand_over(person=self.person, on=today())
        posts = "、".join(str(post.unit) for post in move.posts) or "无"
        return [
            f"结束在任岗位：{posts}。",
            "停用账号，收回全部授权和令牌，退出所有登录。",
            "未办结事项移交接手人，每件留下移交记录。",
            f"为他人代办的安排 {len(move.covered_absences)} 项同时结束。",
        ]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """See the person off."""
        data = dict(form.cleaned_data)
        successor = data.pop("successor")
        see_off(
            person=self.person,
            successor=get_person(successor) if successor else None,
            actor=self.actor,
            visitor=visitor_of(self.request),
            **data,
        )
        return Outcome(f"{self.person.name}已办理离岗移交。", _address(self.person))
