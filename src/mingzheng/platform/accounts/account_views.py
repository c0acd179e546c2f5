"""Pages of one's own account: overview, password, second factor, sessions, tokens, who covers (A/B 角)."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.platform.accounts import rules, second_factor, services, sessions, tokens
from mingzheng.platform.accounts.forms import AbsenceForm, ChangePasswordForm, EnrolForm, TokenForm, show_refusal
from mingzheng.platform.accounts.models import Account, AccountKind
from mingzheng.platform.accounts.policy import Policy, current_policy
from mingzheng.platform.accounts.requests import HOME, account_of, actor_of
from mingzheng.platform.accounts.sign_in_log import list_events_for
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import (
    Refused,
    absences_of,
    cancel_absence,
    colleagues_of,
    get_person,
    posts_of,
    record_absence,
)

_SECRET = "accounts.enrolling"  # noqa: S105 (the session's key, not the secret)

_TOKEN_FOLLOWS = ("令牌以您的身份和授权办理，只显示一次。", "到期或收回后立即失效，使用情况记入日志。")
_ABSENCE_FOLLOWS = ("代办人在此期间可以您的授权办理，记录中写明代办。", "到期次日自动恢复由您本人办理，也可提前结束。")


@require_GET
def overview(request: HttpRequest) -> HttpResponseBase:
    """Show the account: posts, security, sessions, the latest sign-ins, who covers."""
    account, actor, policy = account_of(request), actor_of(request), current_policy()
    context = {
        "account": account,
        "facts": _facts(account, policy),
        "sessions": list(sessions.list_open_sessions_for(actor, account_id=account.pk)[:20]),
        "own_key": request.session.session_key,
        "events": list(list_events_for(actor, account_id=account.pk)[:10]),
        "tokens": list(tokens.list_tokens_for(actor, account=account)[:20]),
        "absences": absences_of(account.person_id, today()) if account.person_id else [],
        "is_staff_account": account.kind == AccountKind.STAFF,
    }
    return render(request, "accounts/overview.html", context)


def _facts(account: Account, policy: Policy) -> list[tuple[str, str]]:
    posts = posts_of(account.person_id, today()) if account.person_id else []
    held = "；".join(f"{post.unit} {post.title or post.get_level_display()}" for post in posts)
    renew_by = account.password_changed_at + policy.max_age if account.password_changed_at else None
    required = rules.is_second_factor_required(kind=account.kind, policy=policy)
    state = "已启用" if account.totp_confirmed_at else "未启用（必须启用）" if required else "未启用"
    return [
        ("姓名", str(account)),
        ("登录名", account.username),
        ("岗位", held or account.get_admin_duty_display() or "没有在任岗位"),
        ("密码有效至", f"{timezone.localtime(renew_by):%Y年%-m月%-d日}" if renew_by else "须立即修改"),
        ("动态口令", state),
    ]


@never_cache
@sensitive_post_parameters("current_password", "new_password", "repeated")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change one's own password."""
    account, policy = account_of(request), current_policy()
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            changed = services.change_password(
                account=account,
                current=form.cleaned_data["current_password"],
                new=form.cleaned_data["new_password"],
                visitor=sessions.visitor_of(request),
                keep_session_key=request.session.session_key,
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            sessions.follow_new_key(request, lambda: update_session_auth_hash(request, changed))
            messages.info(request, "密码已修改，其他设备上的登录已退出。")
            return redirect(HOME)
    context = {"form": form, "policy": policy, "is_forced": account.must_change_password}
    return render(request, "accounts/change_password.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def enrol_second_factor(request: HttpRequest) -> HttpResponseBase:
    """Enrol a generator: show the QR code, take the first code, show the recovery codes once."""
    account = account_of(request)
    if account.totp_confirmed_at is not None:
        messages.info(request, "动态口令已启用；更换手机请联系安全管理员重置。")
        return redirect("accounts:overview")
    secret = request.session.setdefault(_SECRET, second_factor.new_secret())
    form = EnrolForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            codes = second_factor.confirm_enrolment(account=account, secret=secret, code=form.cleaned_data["code"])
        except Refused as refused:
            show_refusal(form, refused)
        else:
            del request.session[_SECRET]
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "home": HOME})
    context = {"form": form, "qr": second_factor.enrolment_qr(account, secret), "secret": secret}
    return render(request, "accounts/second_factor.html", context)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End one of one's own sessions from here."""
    actor = actor_of(request)
    found = get_object_or_404(sessions.list_open_sessions_for(actor, account_id=account_of(request).pk), pk=pk)
    if found.session_key == request.session.session_key:
        sessions.close_session(request, how="signed_out")
        return redirect("accounts:sign_in")
    sessions.end_session(session=found, actor=actor, visitor=sessions.visitor_of(request))
    messages.info(request, "该设备上的登录已退出。")
    return redirect("accounts:overview")


@never_cache
@require_http_methods(["GET", "POST"])
def new_token(request: HttpRequest) -> HttpResponseBase:
    """Issue an API token to oneself and show it once."""
    account = account_of(request)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            token, raw = tokens.issue_token(
                account=account,
                title=data["title"],
                scopes=frozenset(data["scopes"]),
                days=data["days"],
                actor=actor_of(request),
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return render(
                request,
                "accounts/token_issued.html",
                {"token": token, "raw": raw, "back": reverse("accounts:overview")},
            )
    return render(request, "accounts/token_form.html", {"form": form, "items": _TOKEN_FOLLOWS})


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take back one of one's own tokens."""
    actor = actor_of(request)
    token = get_object_or_404(tokens.list_tokens_for(actor, account=account_of(request)), pk=pk, revoked_at=None)
    tokens.revoke_token(token=token, actor=actor)
    messages.info(request, f"令牌「{token.title}」已收回。")
    return redirect("accounts:overview")


@require_http_methods(["GET", "POST"])
def new_absence(request: HttpRequest) -> HttpResponseBase:
    """Say who covers for oneself."""
    account = account_of(request)
    if account.person_id is None:
        return redirect("accounts:overview")
    day = today()
    colleagues = [(person.pk, person.name) for person in colleagues_of(account.person_id, day)]
    initial = {"starts_on": day, "ends_on": day + timedelta(days=1)}
    form = AbsenceForm(request.POST if request.method == "POST" else None, colleagues=colleagues, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            record_absence(
                person=get_person(account.person_id),
                deputy=get_person(data["deputy"]),
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                reason=data["reason"],
                editor=actor_of(request),
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.info(request, "代办安排已登记，代办人在此期间可办理您的事项。")
            return redirect("accounts:overview")
    return render(
        request,
        "accounts/absence_form.html",
        {"form": form, "has_colleagues": bool(colleagues), "items": _ABSENCE_FOLLOWS},
    )


@require_POST
def end_absence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End one of one's own absences: from today one acts again."""
    mine = absences_of(account_of(request).person_id or 0, today())
    absence = next((row for row in mine if row.pk == pk), None)
    if absence is not None:
        cancel_absence(absence=absence, on=today(), editor=actor_of(request))
        messages.info(request, "代办安排已结束，今日起由您本人办理。")
    return redirect("accounts:overview")
