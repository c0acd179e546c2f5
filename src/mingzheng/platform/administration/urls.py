"""Addresses of the administrators' screens."""

from django.urls import path

from mingzheng.platform.administration.screens import (
    absences,
    account_screens,
    aliases,
    audit,
    grants,
    imports,
    operations,
    parameters,
    people,
    tokens,
    units,
)

app_name = "administration"
_discard = operations.DecideLetterView.as_view(decision="discard", submit_label="放弃该任务", submit_kind="danger")
_arrived = operations.DecideMessageView.as_view(decision="arrived", submit_label="记为已送达")
_drop = operations.DecideMessageView.as_view(decision="drop", submit_label="不再发送", submit_kind="danger")
urlpatterns = [
    path("desk/admin/", operations.HomeView.as_view(), name="home"),
    path("desk/admin/units/", units.UnitTreeView.as_view(), name="units"),
    path("desk/admin/units/new", units.NewUnitView.as_view(), name="new_unit"),
    path("desk/admin/units/<int:pk>", units.UnitView.as_view(), name="unit"),
    path("desk/admin/units/<int:pk>/change", units.ChangeUnitView.as_view(), name="change_unit"),
    path("desk/admin/units/<int:pk>/rename", units.RenameUnitView.as_view(), name="rename_unit"),
    path("desk/admin/units/<int:pk>/move", units.MoveUnitView.as_view(), name="move_unit"),
    path("desk/admin/units/<int:pk>/close", units.CloseUnitView.as_view(), name="close_unit"),
    path("desk/admin/aliases/", aliases.AliasesView.as_view(), name="aliases"),
    path("desk/admin/aliases/<int:pk>", aliases.DecideAliasView.as_view(), name="decide_alias"),
    path("desk/admin/import", imports.UploadOrgView.as_view(), name="import"),
    path("desk/admin/import/template", imports.OrgTemplateView.as_view(), name="import_template"),
    path("desk/admin/import/<int:pk>", imports.PreviewOrgView.as_view(), name="import_preview"),
    path("desk/admin/people/", people.PeopleView.as_view(), name="people"),
    path("desk/admin/people/new", people.NewPersonView.as_view(), name="new_person"),
    path("desk/admin/people/<int:pk>", people.PersonView.as_view(), name="person"),
    path("desk/admin/people/<int:pk>/change", people.ChangePersonView.as_view(), name="change_person"),
    path("desk/admin/people/<int:pk>/appoint", people.AppointView.as_view(), name="appoint"),
    path("desk/admin/people/<int:pk>/leave", people.SeeOffView.as_view(), name="see_off"),
    path("desk/admin/people/<int:pk>/reinstate", people.ReinstateView.as_view(), name="reinstate"),
    path("desk/admin/people/<int:pk>/absence", absences.ArrangeAbsenceView.as_view(), name="arrange_absence"),
    path("desk/admin/absences/<int:pk>/end", absences.EndAbsenceView.as_view(), name="end_absence"),
    path("desk/admin/posts/<int:pk>/end", people.EndPostView.as_view(), name="end_post"),
    path("desk/admin/accounts/", account_screens.AccountsView.as_view(), name="accounts"),
    path("desk/admin/accounts/new", account_screens.NewAccountView.as_view(), name="new_account"),
    path("desk/admin/accounts/<int:pk>", account_screens.AccountView.as_view(), name="account"),
    path("desk/admin/accounts/<int:pk>/close", account_screens.CloseAccountView.as_view(), name="close_account"),
    path("desk/admin/accounts/<int:pk>/password", account_screens.ResetPasswordView.as_view(), name="reset_password"),
    path("desk/admin/accounts/<int:pk>/unlock", account_screens.UnlockAccountView.as_view(), name="unlock_account"),
    path(
        "desk/admin/accounts/<int:pk>/second-factor",
        account_screens.ResetSecondFactorView.as_view(),
        name="reset_second_factor",
    ),
    path("desk/admin/accounts/<int:pk>/tokens/new", tokens.NewTokenView.as_view(), name="new_token"),
    path(
        "desk/admin/accounts/<int:pk>/tokens/<int:token>/revoke", tokens.RevokeTokenView.as_view(), name="revoke_token"
    ),
    path("desk/admin/grants/", grants.GrantMatrixView.as_view(), name="grants"),
    path("desk/admin/grants/new", grants.NewGrantView.as_view(), name="new_grant"),
    path("desk/admin/grants/<int:pk>/revoke", grants.RevokeGrantView.as_view(), name="revoke_grant"),
    path("desk/admin/parameters/", parameters.ParametersView.as_view(), name="parameters"),
    path("desk/admin/parameters/<str:key>", parameters.ParameterView.as_view(), name="parameter"),
    path("desk/admin/holidays", imports.HolidaysView.as_view(), name="holidays"),
    path("desk/admin/sessions/", operations.SessionsView.as_view(), name="sessions"),
    path("desk/admin/sessions/<int:pk>/end", operations.EndSessionView.as_view(), name="end_session"),
    path("desk/admin/ledger/", audit.LedgerView.as_view(), name="ledger"),
    path("desk/admin/ledger/verify", audit.VerifyView.as_view(), name="verify"),
    path("desk/admin/ledger/<int:pk>", audit.EntryView.as_view(), name="entry"),
    path("desk/admin/sign-in-log", audit.SignInLogView.as_view(), name="sign_in_log"),
    path("desk/admin/jobs/", operations.JobsView.as_view(), name="jobs"),
    path(
        "desk/admin/jobs/<int:pk>/requeue",
        operations.DecideLetterView.as_view(decision="requeue", submit_label="重新办理该任务"),
        name="requeue_letter",
    ),
    path("desk/admin/jobs/<int:pk>/discard", _discard, name="discard_letter"),
    path(
        "desk/admin/messages/<uuid:pk>/resend",
        operations.DecideMessageView.as_view(decision="resend", submit_label="重新发送"),
        name="resend_message",
    ),
    path("desk/admin/messages/<uuid:pk>/arrived", _arrived, name="settle_message"),
    path("desk/admin/messages/<uuid:pk>/drop", _drop, name="drop_message"),
]
