"""Addresses of the generic record screens."""

from django.urls import path

from mingzheng.registers.desk import acts, imports, lists, people, record_page, search_page, small_views

app_name = "registers"
urlpatterns = [
    path("desk/find/", search_page.SearchView.as_view(), name="search"),
    path("desk/record-files/<int:file_id>", small_views.record_file, name="file"),
    path("desk/registers/", lists.BookIndexView.as_view(), name="index"),
    path("desk/registers/people/<str:file>/<int:pk>/", people.PersonView.as_view(), name="person"),
    path("desk/registers/<slug:code>/", lists.BookListView.as_view(), name="list"),
    path("desk/registers/<slug:code>/enter", acts.EnterView.as_view(), name="enter"),
    path("desk/registers/<slug:code>/verify", acts.BulkVerifyView.as_view(), name="bulk-verify"),
    path("desk/registers/<slug:code>/import", imports.ImportView.as_view(), name="import"),
    path("desk/registers/<slug:code>/import/<int:batch>/", imports.BatchView.as_view(), name="batch"),
    path("desk/registers/<slug:code>/template.xlsx", imports.template, name="template"),
    path("desk/registers/<slug:code>/<int:pk>/", record_page.RecordView.as_view(), name="record"),
    path("desk/registers/<slug:code>/<int:pk>/<slug:act>", acts.ActView.as_view(), name="act"),
]
