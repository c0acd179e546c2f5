"""Addresses of the publishing room's staff screens."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from mingzheng.domains.publishing.desk.alarms import AlarmsView
from mingzheng.domains.publishing.desk.annual import AnnualView
from mingzheng.domains.publishing.desk.columns import ColumnEditView, ColumnsView
from mingzheng.domains.publishing.desk.exchange import (
    ExchangeView,
    ItemExchangeView,
    ReconcileView,
    ReconciliationView,
)
from mingzheng.domains.publishing.desk.media import MediaView
from mingzheng.domains.publishing.desk.migrating import MigrationsView, MigrationView
from mingzheng.domains.publishing.desk.opening import NewItemView
from mingzheng.domains.publishing.desk.preview import PreviewView
from mingzheng.domains.publishing.desk.seals import OpenedView, SealsView
from mingzheng.domains.publishing.desk.subsidies import SheetsView, SheetView
from mingzheng.domains.publishing.desk.topic import TopicView
from mingzheng.domains.publishing.desk.unit_sites import UnitSitesView, UnitSiteView
from mingzheng.domains.publishing.desk.writing import AssetView, ItemAssetView, WriteView

app_name = "publishing"
urlpatterns = [
    path(
        "desk/publishing/",
        RedirectView.as_view(url=reverse_lazy("casework:procedure", args=["publication"])),
        name="list",
    ),
    path("desk/publishing/new", NewItemView.as_view(), name="new"),
    path("desk/publishing/columns", ColumnsView.as_view(), name="columns"),
    path("desk/publishing/columns/new", ColumnEditView.as_view(), name="new_column"),
    path("desk/publishing/columns/<int:column>", ColumnEditView.as_view(), name="column"),
    path("desk/publishing/sites", UnitSitesView.as_view(), name="unit_sites"),
    path("desk/publishing/sites/new", UnitSiteView.as_view(), name="new_unit_site"),
    path("desk/publishing/sites/<int:pk>", UnitSiteView.as_view(), name="unit_site"),
    path("desk/publishing/annual", AnnualView.as_view(), name="annual"),
    path("desk/publishing/subsidies", SheetsView.as_view(), name="sheets"),
    path("desk/publishing/subsidies/<int:year>/<str:community>/<str:subsidy>", SheetView.as_view(), name="sheet"),
    path("desk/publishing/alarms", AlarmsView.as_view(), name="alarms"),
    path("desk/publishing/media", MediaView.as_view(), name="media"),
    path("desk/publishing/sealed", SealsView.as_view(), name="seals"),
    path("desk/publishing/sealed/<int:pk>", OpenedView.as_view(), name="opened"),
    path("desk/publishing/migrations", MigrationsView.as_view(), name="migrations"),
    path("desk/publishing/migrations/<int:pk>", MigrationView.as_view(), name="migration"),
    path("desk/publishing/platform", ExchangeView.as_view(), name="exchange"),
    path("desk/publishing/platform/reconcile", ReconcileView.as_view(), name="reconcile"),
    path("desk/publishing/platform/reconcile/<int:pk>", ReconciliationView.as_view(), name="reconciliation"),
    path("desk/publishing/<str:number>/platform", ItemExchangeView.as_view(), name="item_exchange"),
    path("desk/publishing/<str:number>/text", WriteView.as_view(), name="write"),
    path("desk/publishing/<str:number>/preview", PreviewView.as_view(), name="preview"),
    path("desk/publishing/<str:number>/topic", TopicView.as_view(), name="topic"),
    path("desk/publishing/<str:number>/files", AssetView.as_view(), name="add_asset"),
    path("desk/publishing/<str:number>/files/<int:asset>", AssetView.as_view(), name="change_asset"),
    path("desk/publishing/<str:number>/files/<int:asset>/view", ItemAssetView.as_view(), name="asset"),
]
