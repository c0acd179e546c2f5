"""The web server's entry: published pages are answered as files, everything else by the application."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from mingzheng.platform.portal.serving import SiteServer

# Loading makes hundreds of thousands of objects that stay for ever: looking for garbage among them only costs start time.
gc.disable()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
if not settings.SECRETS_ARE_KEPT:
    raise ImproperlyConfigured("没有密钥文件，不能启动：请用 ./bin/serve 启动，或先执行 ./bin/mingzheng secrets。")

screens = get_wsgi_application()
traffic = import_module("mingzheng.platform.portal.traffic")  # has tables: only after Django has loaded the rooms
application = SiteServer(
    screens,
    settings.SITE_DIR,
    traffic.TrafficLog(settings.VAR_DIR / "traffic"),
    https=bool(settings.SECURE_HSTS_SECONDS),
)
get_resolver().url_patterns  # noqa: B018 - load every screen now, not at the first person's first click
gc.freeze()
gc.enable()
