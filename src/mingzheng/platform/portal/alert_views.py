"""Pages of saved searches: leave a mailbox, confirm from the letter, end it. A link alone does nothing: mail programs open links."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mingzheng.platform.accounts.public import open_to_all
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.alerts import ask_for_alert, confirm_alert, end_alert, read_token
from mingzheng.platform.portal.forms import PublicForm
from mingzheng.platform.portal.limits import count_post
from mingzheng.platform.portal.rendering import render_public
from mingzheng.platform.portal.searching import list_filters
from mingzheng.platform.portal.views import chosen_filters, read_query

FORM = "portal.alert"
CRUMB = {"title": "搜索", "url": "/search"}


class AlertForm(PublicForm):
    """The mailbox, nothing else."""

    address = forms.EmailField(
        label="电子邮箱",
        max_length=120,
        help_text="只用来发这项提醒，加密保存，退订即删除。",
        error_messages={"invalid": "电子邮箱应写作 name@example.com 这样。"},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take the mailbox for a search; the answer is the same whether it was subscribed before or not."""
    query, chosen = read_query(request), chosen_filters(request)
    if not query:
        return redirect("/search")
    form = AlertForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        address, at = form.cleaned_data["address"], now()
        limit = count_post(request, FORM, contact=address.lower(), at=at)
        if limit is None:
            if not form.is_machine():
                ask_for_alert(query, chosen, address, at=at)
            return _asked(request)
        refusal = {"title": "没有订阅", "reasons": [f"提交得太频繁，请 {limit.wait}后再试。"]}
    labels = [f"{one.label}：{dict(one.options())[chosen[one.name]]}" for one in list_filters() if chosen.get(one.name)]
    context = {
        "form": form,
        "title": "有新内容时发邮件告诉我",
        "purpose": f"检索“{query}”{'（' + '，'.join(labels) + '）' if labels else ''}，有新内容时每天最多发一封邮件。",
        "submit_label": "发确认邮件",
        "form_action": request.get_full_path(),
        "refusal": refusal,
        "back_url": "/search?" + request.META.get("QUERY_STRING", ""),
        "back_label": "返回检索结果",
        "crumbs": [CRUMB, {"title": "订阅检索", "url": ""}],
    }
    status = 429 if refusal else 422 if form.errors else 200
    return render_public(request, "portal/form.html", context, status=status)


def _asked(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "请到邮箱确认",
        "text": "确认邮件已经发出。请在 3 天内打开邮件里的网址确认，确认后才开始提醒；没有收到的，看看垃圾邮件箱。",
        "go_on": [("返回首页", "/")],
        "crumbs": [CRUMB, {"title": "订阅检索", "url": ""}],
    }
    return render_public(request, "portal/message.html", context)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link of a letter is about, and confirm or end it when the button is pressed."""
    row = read_token(token)
    crumbs = [CRUMB, {"title": "订阅检索", "url": ""}]
    if row is None:
        context = {
            "title": "没有这项订阅",
            "text": "可能已经退订，或者超过 3 天没有确认，邮箱地址已经删除。需要的话请重新订阅。",
            "go_on": [("去搜索", "/search")],
            "crumbs": crumbs,
        }
        return render_public(request, "portal/message.html", context, status=404)
    if request.method != "POST":
        title = "退订" if row.confirmed_at else "确认订阅"
        return render_public(request, "portal/alert.html", {"row": row, "title": title, "crumbs": crumbs})
    if "end" in request.POST:
        end_alert(row, at=now())
        context = {"title": "已退订", "text": f"不再发送“{row.query}”的提醒，邮箱地址已删除。", "crumbs": crumbs}
    else:
        confirm_alert(row, at=now())
        text = f"“{row.query}”有新内容时，第二天早上发邮件告诉您，每天最多一封。"
        context = {"title": "已订阅", "text": text, "crumbs": crumbs}
    return render_public(request, "portal/message.html", {**context, "go_on": [("去搜索", "/search")]})
