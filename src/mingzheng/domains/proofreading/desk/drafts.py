"""The one click of other screens: what is being typed in a form, the files chosen there, or a stored paper is checked.

Whoever wrote or may read it is settled by the page the button stands on; drawing the button is `desk.check_offers`.
"""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import BadInput, DoorError
from mingzheng.domains.proofreading.models import ProofCheck
from mingzheng.domains.proofreading.rules import may_send
from mingzheng.domains.proofreading.selectors import find_file
from mingzheng.domains.proofreading.services.sending import Wish, send_file, send_text
from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.public import clean_body, spoken_text
from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.public import FIELDS, PASS, DeskView, go_to, read_pass
from mingzheng.platform.files.public import Rejected, store_upload
from mingzheng.platform.ledger.public import now, today

_MOST_FIELDS = 60


class DraftView(DeskView):
    """Takes the form of another screen and checks what is a draft in it; that form stays open where it was."""

    page_title = "未能送核校"
    template_name = "proofreading/not_sent.html"
    http_method_names = ("post",)

    def may_see(self, actor: Actor) -> bool:
        """Admit who works with documents."""
        return may_send(actor)

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the list."""
        return [Crumb("核校", reverse("proofreading:checks")), Crumb(self.page_title)]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check, and show what was found."""
        try:
            made = self._send_stored() if PASS in request.POST else self._send_typed()
        except (DoorError, Rejected) as error:
            return self._refuse(error)
        if len(made) == 1:
            return go_to(request, reverse("proofreading:check", args=[made[0].pk]), "已核校，原页面没有变动。")
        return go_to(request, reverse("proofreading:checks"), f"已送核校{len(made)}份，原页面没有变动。")

    def _send_stored(self) -> list[ProofCheck]:
        file_id = read_pass(self.actor, self.request.POST[PASS])
        file = find_file(file_id) if file_id is not None else None
        if file is None:
            raise BadInput({"file": ["没有这个文件，或页面打开已超过一天。请刷新原页面后再点"]})
        key = f"file:{today():%y%m%d}:{file.pk}"
        return [send_file(file, actor=self.actor, wish=Wish(), key=key, recorded_at=now())]

    def _send_typed(self) -> list[ProofCheck]:
        names = self.request.POST.get(FIELDS, "").split()[:_MOST_FIELDS]
        words = "\n\n".join(text for name in names if (text := self._words_of(name)))
        uploads = [one for name in names if name.startswith("file:") for one in self._uploads(name)]
        if not words and not uploads:
            raise BadInput({"words": ["还没有填写文字，也没有选择文件"]})
        made = []
        if words:
            title = self.request.GET.get("title", "")
            key = f"draft:{today():%y%m%d}:{hashlib.sha256(words.encode()).hexdigest()[:40]}"
            made = [send_text(words, title=title, actor=self.actor, wish=Wish(), key=key, recorded_at=now())]
        for upload in uploads:
            file = store_upload(upload, filename=upload.name, actor=self.actor, purpose="proofreading")
            key = f"draft:{today():%y%m%d}:{file.sha256[:40]}"
            made.append(send_file(file, actor=self.actor, wish=Wish(), key=key, recorded_at=now()))
        return made

    def _words_of(self, name: str) -> str:
        kind, _, field = name.rpartition(":")
        if kind == "file":
            return ""
        words = self.request.POST.get(field, "").strip()
        return spoken_text(clean_body(words)).strip() if kind == "html" else words

    def _uploads(self, name: str) -> list[Any]:
        return self.request.FILES.getlist(name.removeprefix("file:"))

    def _refuse(self, error: DoorError | Rejected) -> HttpResponse:
        if isinstance(error, Rejected):
            reasons, next_step, status = [error.message_zh], error.advice_zh, 422
        elif isinstance(error, BadInput):
            reasons, next_step, status = [text for texts in error.errors.values() for text in texts], "", 422
        else:
            reasons, next_step, status = [error.message], error.next_step, error.status
        context = self.get_context_data(refused_reasons=reasons, refused_next=next_step)
        return self.render_to_response(context, status=status)


urlpatterns = [path("desk/proofreading/draft", DraftView.as_view(), name="draft")]
