"""Addresses of the returns room."""

from django.urls import path, re_path

from mingzheng.domains.returns.desk import boards, filling, forms, offline, quick, sending_back, unverified

app_name = "returns"
urlpatterns = [
    path("desk/returns/", boards.FormsView.as_view(), name="forms"),
    path("desk/returns/new", forms.NewFormView.as_view(), name="new_form"),
    path("desk/returns/quick", quick.QuickView.as_view(), name="quick"),
    path("desk/returns/unverified", unverified.UnverifiedView.as_view(), name="unverified"),
    path("desk/returns/forms/<str:number>/", boards.BoardView.as_view(), name="board"),
    path("desk/returns/forms/<str:number>/revise", forms.ReviseFormView.as_view(), name="revise"),
    path("desk/returns/fill/<str:number>/", filling.FillView.as_view(), name="fill"),
    path("desk/returns/fill/<str:number>/offline", offline.OfflineView.as_view(), name="offline"),
    re_path(
        r"^desk/returns/fill/(?P<number>[^/]+)/sheet\.(?P<kind>xlsx|csv)$", offline.SheetView.as_view(), name="sheet"
    ),
    path("desk/returns/fill/<str:number>/send-back", sending_back.SendBackView.as_view(), name="send_back"),
    path("desk/returns/history/<str:code>/<int:unit_id>/", unverified.HistoryView.as_view(), name="history"),
]
