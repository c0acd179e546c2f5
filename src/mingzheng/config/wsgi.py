"""The web server's entry. Nothing else belongs here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")

application = get_wsgi_application()
