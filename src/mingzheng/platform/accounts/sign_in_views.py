"""Pages at the door: sign in, code, sign out, first run. What is decided there is `signing_in` and `first_run`."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.platform.accounts import first_run, services, sessions, signing_in
from mingzheng.platform.accounts.forms import CodeForm, FirstRunForm, SignInForm, show_refusal
from mingzheng.platform.accounts.middleware import open_to_all
from mingzheng.platform.accounts.policy import current_policy
from mingzheng.platform.accounts.requests import safe_next
from mingzheng.platform.org.public import Refused

_DUTIES = (
    ("系统管理员", "维护单位、人员、账号和参数，不能授权"),
    ("安全管理员", "授权和收权、解锁、安全参数，不能开设账号"),
    ("审计管理员", "查看和核验全部操作记录、登录日志，不能改动"),
)


def _refusal_text() -> str:
    policy = current_policy()
    minutes = int(policy.lockout.total_seconds() // 60)
    return (
        f"登录名或密码不正确。连续失败 {policy.lockout_failures} 次，账号锁定 {minutes} 分钟；"
        "需要提前解锁或重置密码，请联系管理员。"
    )


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password; whoever is in already goes on."""
    target = safe_next(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated:
        return redirect(target)
    if request.method == "GET" and not services.has_administrators() and first_run.is_untouched():
        return redirect("accounts:first_run")
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        answer = signing_in.check_name_and_password(**form.cleaned_data, visitor=sessions.visitor_of(request))
        if answer.account is not None:
            if answer.needs_code:
                sessions.hold_for_code(request, answer.account)
                return redirect(f"{reverse('accounts:sign_in_code')}?{urlencode({'next': target})}")
            sessions.open_session(request, answer.account)
            signing_in.admit(account=answer.account, visitor=sessions.visitor_of(request))
            return redirect(target)
        status = 429 if answer.throttled else 200
        form.add_error(None, "尝试过于频繁，请 10 分钟后再试。" if answer.throttled else _refusal_text())
    return render(request, "accounts/sign_in.html", {"form": form, "next": target}, status=status)


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor of somebody whose password was right a moment ago."""
    target = safe_next(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated:
        return redirect(target)
    pending = sessions.pending_of(request)
    if pending is None:
        return redirect(f"{reverse('accounts:sign_in')}?{urlencode({'next': target})}")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        visitor = sessions.visitor_of(request)
        code = form.cleaned_data["code"]
        account = signing_in.check_code(account_id=pending.account_id, code=code, visitor=visitor)
        if account is not None:
            sessions.open_session(request, account)
            signing_in.admit(account=account, visitor=visitor)
            return redirect(target)
        form.add_error("code", "动态口令不正确或已用过，请等待下一组数字后再输入；多次失败将锁定账号。")
    return render(request, "accounts/sign_in_code.html", {"form": form, "next": target})


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End this browser's session."""
    if request.user.is_authenticated:
        sessions.close_session(request, how="signed_out")
    return redirect("accounts:sign_in")


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def first_run_page(request: HttpRequest) -> HttpResponse:
    """Create the three administrators of an empty installation; afterwards there is no such page."""
    if services.has_administrators():
        raise Http404
    first_run.ensure_first_run_token()
    form = FirstRunForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = dict(form.cleaned_data)
        if not first_run.is_first_run_token(data.pop("token")):
            form.add_error("token", "一次性口令不正确，请在服务器上打开该文件核对。")
        else:
            try:
                credentials = services.create_first_administrators(usernames=data)
            except Refused as refused:
                show_refusal(form, refused)
            else:
                first_run.forget_first_run_token()
                return render(request, "accounts/first_run_done.html", {"credentials": credentials})
    context = {"form": form, "path": f"var/{first_run.token_path().name}", "duties": _DUTIES}
    return render(request, "accounts/first_run.html", context)
