"""Addresses of the citizen's side. No address ever carries a code, a name or a number of a document."""

from django.urls import path

from mingzheng.domains.foi.citizen.portal import applying, following, keeping, log, signing_in

app_name = "apply"
urlpatterns = [
    path("apply/", applying.home, name="home"),
    path("apply/look", applying.look, name="look"),
    path("apply/found", applying.found, name="found"),
    path("apply/what", applying.what, name="what"),
    path("apply/who", applying.who, name="who"),
    path("apply/papers", applying.papers, name="papers"),
    path("apply/papers/remove", applying.remove, name="remove"),
    path("apply/check", applying.check, name="check"),
    path("apply/done", applying.done, name="done"),
    path("apply/keep", keeping.keep, name="keep"),
    path("apply/resume", keeping.resume, name="resume"),
    path("apply/drop", keeping.drop, name="drop"),
    path("apply/form.pdf", keeping.draft_form, name="draft_form"),
    path("apply/paper.pdf", keeping.paper_form, name="paper_form"),
    path("apply/log", log.log, name="log"),
    path("apply/log/files/<int:file_id>", log.released, name="released"),
    path("apply/verify", keeping.verify, name="verify"),
    path("apply/status", following.status, name="status"),
    path("apply/mine", following.mine, name="mine"),
    path("apply/mine/form.pdf", following.own_form, name="own_form"),
    path("apply/mine/relative", following.relative, name="relative"),
    path("apply/mine/leave", following.leave, name="leave"),
    path("apply/mine/letters/<int:letter_id>", following.letter, name="letter"),
    path("apply/mine/notices/<slug:code>.pdf", following.notice, name="notice"),
    path("apply/mine/<slug:action>", following.answer, name="answer"),
    path("apply/sign-in", signing_in.sign_in, name="sign_in"),
    path("apply/sign-in/back", signing_in.come_back, name="come_back"),
    path("apply/sign-out", signing_in.sign_out, name="sign_out"),
    path("apply/applications", following.applications, name="applications"),
    path("apply/applications/<int:case_id>", following.open_own, name="open_own"),
]
