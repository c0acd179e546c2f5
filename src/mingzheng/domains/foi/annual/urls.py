"""Addresses of the annual disclosure reports, part of the foi room's."""

from django.urls import path

from mingzheng.domains.foi.annual.desk.board import BoardView, StartView
from mingzheng.domains.foi.annual.desk.papers import PaperView
from mingzheng.domains.foi.annual.desk.tables import CellView, PartsView, ReportCellsView, TablesView
from mingzheng.domains.foi.annual.desk.writing import BlockView, CheckView, SendView, TextView

BASE = "desk/foi/annual/"
ANNUAL_URLS = [
    path(BASE, BoardView.as_view(), name="annual"),
    path(f"{BASE}start", StartView.as_view(), name="annual_start"),
    path(f"{BASE}<str:number>/text", TextView.as_view(), name="annual_text"),
    path(f"{BASE}<str:number>/text/<slug:code>", BlockView.as_view(), name="annual_block"),
    path(f"{BASE}<str:number>/tables", TablesView.as_view(), name="annual_tables"),
    path(f"{BASE}<str:number>/report", ReportCellsView.as_view(), name="annual_report_cells"),
    path(f"{BASE}<str:number>/check", CheckView.as_view(), name="annual_check"),
    path(f"{BASE}<str:number>/parts", PartsView.as_view(), name="annual_parts"),
    path(f"{BASE}<str:number>/cells/<str:cell>", CellView.as_view(), name="annual_cell"),
    path(f"{BASE}<str:number>/send", SendView.as_view(), name="annual_send"),
    path(f"{BASE}<str:number>/paper.<str:form>", PaperView.as_view(), name="annual_paper"),
]
