"""Addresses of the desk itself. Lists, cases and boards have the addresses of their rooms."""

from django.urls import path

from mingzheng.platform.desk import style_guide, views

app_name = "desk"
urlpatterns = [
    path("desk/appearance", views.choose_appearance, name="appearance"),
    path("desk/saved-filters", views.save_filter_view, name="save-filter"),
    path("desk/saved-filters/<int:filter_id>/remove", views.remove_filter_view, name="remove-filter"),
    path("desk/style-guide", style_guide.StyleGuideView.as_view(), name="style-guide"),
    path("desk/style-guide/list", style_guide.StyleGuideListView.as_view(), name="style-guide-list"),
    path("desk/style-guide/form", style_guide.StyleGuideFormView.as_view(), name="style-guide-form"),
]
