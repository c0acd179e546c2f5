"""Addresses of signing in and of one's own account."""

from django.urls import path

from mingzheng.platform.accounts import account_views, sign_in_views

app_name = "accounts"
urlpatterns = [
    path("first-run", sign_in_views.first_run_page, name="first_run"),
    path("desk/sign-in", sign_in_views.sign_in, name="sign_in"),
    path("desk/sign-in/code", sign_in_views.sign_in_code, name="sign_in_code"),
    path("desk/sign-out", sign_in_views.sign_out, name="sign_out"),
    path("desk/account/", account_views.overview, name="overview"),
    path("desk/account/password", account_views.change_password, name="change_password"),
    path("desk/account/second-factor", account_views.enrol_second_factor, name="second_factor"),
    path("desk/account/sessions/<int:pk>/end", account_views.end_session, name="end_session"),
    path("desk/account/tokens/new", account_views.new_token, name="new_token"),
    path("desk/account/tokens/<int:pk>/revoke", account_views.revoke_token, name="revoke_token"),
    path("desk/account/absences/new", account_views.new_absence, name="new_absence"),
    path("desk/account/absences/<int:pk>/end", account_views.end_absence, name="end_absence"),
]
