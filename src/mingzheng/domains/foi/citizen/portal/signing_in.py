"""Pages of signing in at the identity platform: there, back, out. Whoever comes back with something forged reads one sentence."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.domains.foi.citizen.portal.visiting import (
    count_visitor,
    forget,
    keep_cookie,
    public_page,
    show,
    too_often,
    turn_away,
)
from mingzheng.domains.foi.citizen.signing_in import (
    BEGUN,
    BEGUN_SECONDS,
    PERSON,
    PERSON_SECONDS,
    SignInRefused,
    begin,
    close_person,
    finish,
    is_switched_on,
)

MOST_SIGN_INS = 30


@public_page("GET")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Send the citizen to the platform: by a link, because our policy lets no form lead off the site."""
    if not is_switched_on():
        raise Http404
    limit = count_visitor(request, "sign_in", most=MOST_SIGN_INS)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:home"))
    try:
        address, kept = begin(_back(request))
    except SignInRefused:
        return _refused(request, 503)
    response = HttpResponse(status=303, headers={"Location": address})
    keep_cookie(response, BEGUN, kept, seconds=BEGUN_SECONDS)
    return response


@public_page("GET")
def come_back(request: HttpRequest) -> HttpResponse:
    """Take the citizen back."""
    if not is_switched_on():
        raise Http404
    limit = count_visitor(request, "sign_in_back", most=MOST_SIGN_INS)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:home"))
    try:
        person = finish(request.COOKIES.get(BEGUN, ""), request.GET.dict(), _back(request))
    except SignInRefused as error:
        if error.code != "denied":
            turn_away(request, "sign_in")
        response = _refused(request, 400)
        forget(response, BEGUN)
        return response
    response = redirect("apply:home")
    forget(response, BEGUN)
    keep_cookie(response, PERSON, close_person(person), seconds=PERSON_SECONDS)
    return response


@public_page("POST")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget who signed in."""
    response = redirect("apply:home")
    forget(response, PERSON)
    return response


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("apply:come_back"))


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    context = {
        "title": "登录没有完成",
        "text": "统一身份认证没有返回可用的结果。可以再试一次；不登录也可以申请，附上身份证明照片即可。",
        "go_on": [("不登录，直接申请", reverse("apply:what")), ("返回", reverse("apply:home"))],
    }
    return show(request, "portal/message.html", context, status=status)
