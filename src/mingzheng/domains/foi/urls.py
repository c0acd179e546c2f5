"""Addresses of the foi room."""

from django.urls import path

from mingzheng.domains.foi.desk.applicant import ApplicantView

app_name = "foi"
urlpatterns = [path("desk/foi/<str:number>/applicant", ApplicantView.as_view(), name="applicant")]
