"""Addresses of the catalogue screens."""

from django.urls import path

from mingzheng.catalogues.desk import entries, imports, lists, proposing

app_name = "catalogues"
urlpatterns = [
    path("desk/catalogues/", lists.CatalogueIndexView.as_view(), name="index"),
    path("desk/catalogues/changes/<str:number>/resubmit", proposing.ResubmitView.as_view(), name="resubmit"),
    path("desk/catalogues/<slug:code>/", lists.CatalogueListView.as_view(), name="list"),
    path("desk/catalogues/<slug:code>/export.xlsx", lists.export, name="export"),
    path("desk/catalogues/<slug:code>/add", proposing.AddView.as_view(), name="add"),
    path("desk/catalogues/<slug:code>/import/", imports.ImportView.as_view(), name="import"),
    path("desk/catalogues/<slug:code>/import/<int:file_id>/", imports.PreviewView.as_view(), name="preview"),
    path("desk/catalogues/<slug:code>/<int:pk>/", entries.EntryView.as_view(), name="entry"),
    path("desk/catalogues/<slug:code>/<int:pk>/compare", entries.CompareView.as_view(), name="compare"),
    path("desk/catalogues/<slug:code>/<int:pk>/alter", proposing.AlterView.as_view(), name="alter"),
    path("desk/catalogues/<slug:code>/<int:pk>/cancel", proposing.CancelView.as_view(), name="cancel"),
]
