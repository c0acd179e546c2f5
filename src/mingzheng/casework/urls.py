"""Addresses of the generic case screens."""

from django.urls import path

from mingzheng.casework.archiving import desk as archives
from mingzheng.casework.desk import (
    action_forms,
    boards,
    bulk,
    case_page,
    home,
    lists,
    prints,
    search_page,
    small_views,
)

app_name = "casework"
urlpatterns = [
    path("desk/", home.HomeView.as_view(), name="home"),
    path("desk/work/", lists.WorkListView.as_view(), name="my-work"),
    path("desk/board/", boards.OverviewView.as_view(), name="boards"),
    path("desk/work/<slug:which>/", lists.WorkListView.as_view(), name="work"),
    path("desk/cases/", lists.AllCasesView.as_view(), name="cases"),
    path("desk/search/", search_page.SearchView.as_view(), name="search"),
    path("desk/drafts/<str:place>", small_views.keep_draft, name="draft"),
    path("desk/case-files/<int:file_id>", small_views.case_file, name="file"),
    path("desk/procedures/<slug:procedure>/", lists.ProcedureListView.as_view(), name="procedure"),
    path("desk/procedures/<slug:procedure>/open", action_forms.OpenView.as_view(), name="open"),
    path("desk/procedures/<slug:procedure>/board", boards.BoardView.as_view(), name="board"),
    path("desk/procedures/<slug:procedure>/bulk/<slug:action>", bulk.BulkView.as_view(), name="bulk"),
    path("desk/archive/", archives.FileListView.as_view(), name="archive"),
    path("desk/archive/hand-over", archives.HandOverView.as_view(), name="hand-over"),
    path("desk/archive/appraise", archives.AppraiseView.as_view(), name="appraise"),
    path("desk/archive/appraisals", archives.AppraisalsView.as_view(), name="appraisals"),
    path("desk/archive/<int:file_id>/", archives.FileView.as_view(), name="archive-file"),
    path("desk/archive/<int:file_id>/bundle", archives.bundle, name="archive-bundle"),
    path("desk/cases/<str:number>/archive", archives.archive_now, name="archive-now"),
    path("desk/cases/<str:number>/", case_page.CaseView.as_view(), name="case"),
    path("desk/cases/<str:number>/act/<slug:action>", action_forms.ActView.as_view(), name="act"),
    path("desk/cases/<str:number>/watch", small_views.toggle_watch, name="watch"),
    path("desk/cases/<str:number>/tags", small_views.change_tags, name="tags"),
    path("desk/cases/<str:number>/link", small_views.add_link, name="link"),
    path("desk/cases/<str:number>/print", prints.handling_form, name="print"),
]
