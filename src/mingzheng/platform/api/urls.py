"""Addresses of the API. Every room's `api.py` is found by name, then the API is built once."""

from importlib import import_module

from django.urls import path
from django.utils.module_loading import autodiscover_modules

from mingzheng.platform.api.instance import answer_unknown, build_api
from mingzheng.platform.api.open_data import build_open_api
from mingzheng.platform.api.routers import list_routers

autodiscover_modules("api")
import_module("mingzheng.platform.api.webhooks")  # the kit's own endpoints
urlpatterns = [
    path("api/", answer_unknown),
    path("api/v1/", answer_unknown),
    path("api/public/v1/", answer_unknown),
    path("api/public/v1/", build_open_api().urls),
    path("api/v1/", build_api(list_routers()).urls),
    path("api/<path:rest>", answer_unknown),
]
