"""Addresses of this room: staff pages, and the public form no file can hold."""

from django.urls import path

from mingzheng.domains.participation.desk import merging, pages, tickets
from mingzheng.domains.participation.portal import views

app_name = "participation"
urlpatterns = [
    path("desk/consultations/<str:number>/merge", merging.MergeView.as_view(), name="merge"),
    path("desk/consultations/<str:number>/opinions.xlsx", pages.workbook, name="workbook"),
    path("desk/consultations/<str:number>/contact/<int:place>", pages.ContactView.as_view(), name="contact"),
    path("desk/site-errors/import", tickets.TicketsView.as_view(), name="tickets"),
    path("desk/site-errors/import/<int:file>", tickets.TicketListView.as_view(), name="ticket-list"),
    path("consultations/<str:number>/opinion", views.opinion, name="opinion"),
    path("consultations/<str:number>/receipt/<str:token>", views.receipt, name="receipt"),
]
