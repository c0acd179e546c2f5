"""Addresses of the whole application: which rooms answer. A room's own addresses live in its `urls`."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from mingzheng.config.health import healthz

# In order; the first match wins. A room that has no `urls` yet is skipped, so that rooms can be built one by one.
ROOMS: tuple[tuple[str, str], ...] = (
    ("", "mingzheng.platform.api.urls"),
    ("", "mingzheng.platform.accounts.urls"),
    ("", "mingzheng.platform.administration.urls"),
    ("", "mingzheng.platform.search.urls"),
    ("", "mingzheng.platform.notices.urls"),
    ("", "mingzheng.platform.files.urls"),
    ("", "mingzheng.platform.design.urls"),
    ("", "mingzheng.platform.portal.urls"),
    ("", "mingzheng.domains.workplan.urls"),
    ("", "mingzheng.domains.foi.urls"),
    ("", "mingzheng.domains.foi.citizen.urls"),
    ("", "mingzheng.domains.returns.urls"),
    ("", "mingzheng.domains.reports.urls"),
    ("", "mingzheng.domains.proofreading.urls"),
    ("", "mingzheng.domains.openness.urls"),
    ("", "mingzheng.domains.patrol.urls"),
    ("", "mingzheng.domains.publishing.urls"),
    ("", "mingzheng.domains.normative.urls"),
    ("", "mingzheng.domains.participation.urls"),
    ("", "mingzheng.registers.urls"),
    ("", "mingzheng.catalogues.urls"),
    ("", "mingzheng.casework.urls"),
    ("", "mingzheng.figures.urls"),
    ("", "mingzheng.platform.desk.urls"),
)

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz, name="healthz")]
urlpatterns += [path(prefix, include(module)) for prefix, module in ROOMS if find_spec(module) is not None]

handler400 = "mingzheng.config.errors.bad_request"
handler403 = "mingzheng.config.errors.permission_denied"
handler404 = "mingzheng.config.errors.page_not_found"
handler500 = "mingzheng.config.errors.server_error"
