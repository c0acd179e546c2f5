"""Addresses of the foi room."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from mingzheng.domains.foi.annual.urls import ANNUAL_URLS
from mingzheng.domains.foi.desk.access_code import RenewCodeView
from mingzheng.domains.foi.desk.answer import AnswerView
from mingzheng.domains.foi.desk.applicant import ApplicantView
from mingzheng.domains.foi.desk.letters import letter
from mingzheng.domains.foi.desk.mirror import MirrorView
from mingzheng.domains.foi.desk.oversight import OversightView
from mingzheng.domains.foi.desk.proofs import ProofView
from mingzheng.domains.foi.desk.redact import RedactView
from mingzheng.domains.foi.desk.tables import TablesView

app_name = "foi"
urlpatterns = [
    *ANNUAL_URLS,
    path(
        "desk/foi/",
        RedirectView.as_view(url=reverse_lazy("casework:procedure", args=["foi_application"])),
        name="list",
    ),
    path(
        "desk/foi/contests",
        RedirectView.as_view(url=reverse_lazy("casework:procedure", args=["foi_contest"])),
        name="contests",
    ),
    path("desk/foi/oversight", OversightView.as_view(), name="oversight"),
    path("desk/foi/mirror", MirrorView.as_view(), name="mirror"),
    path("desk/foi/tables", TablesView.as_view(), name="tables"),
    path("desk/foi/<str:number>/answer", AnswerView.as_view(), name="answer"),
    path("desk/foi/<str:number>/code", RenewCodeView.as_view(), name="renew_code"),
    path("desk/foi/<str:number>/redact", RedactView.as_view(), name="redact"),
    path("desk/foi/<str:number>/letters/<str:code>.<str:form>", letter, name="letter"),
    path("desk/foi/<str:number>/proofs/<int:proof_id>", ProofView.as_view(), name="proof"),
    path("desk/foi/<str:number>/applicant", ApplicantView.as_view(), name="applicant"),
]
