"""Addresses of the desk itself. Lists, cases and boards have the addresses of their rooms."""

from django.urls import path

from mingzheng.platform.desk import style_guide, views
from mingzheng.platform.desk.help import HelpView, help_picture

app_name = "desk"
urlpatterns = [
    path("desk/help/", HelpView.as_view(), name="help"),
    path("desk/help/images/<slug:name>.png", help_picture, name="help-picture"),
    path("desk/help/<slug:page>/", HelpView.as_view(), name="help-page"),
    path("desk/appearance", views.choose_appearance, name="appearance"),
    path("desk/saved-filters", views.save_filter_view, name="save-filter"),
    path("desk/saved-filters/<int:filter_id>/rename", views.rename_filter_view, name="rename-filter"),
    path("desk/saved-filters/<int:filter_id>/remove", views.remove_filter_view, name="remove-filter"),
    path("desk/style-guide", style_guide.StyleGuideView.as_view(), name="style-guide"),
    path("desk/style-guide/list", style_guide.StyleGuideListView.as_view(), name="style-guide-list"),
    path("desk/style-guide/form", style_guide.StyleGuideFormView.as_view(), name="style-guide-form"),
]
