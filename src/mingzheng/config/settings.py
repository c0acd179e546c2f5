"""Settings of one installation, read from the environment. Values an administrator may change live in `parameters`."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from mingzheng.config.environment import database_from_url, read_environment
from mingzheng.config.logs import logging_settings
from mingzheng.config.production import list_refusals

ENVIRONMENT = read_environment(os.environ)
BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = ENVIRONMENT.var_dir
SITE_DIR = ENVIRONMENT.site_dir
DEBUG = ENVIRONMENT.debug
PRODUCTION = ENVIRONMENT.production
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
DISTRICT_CODE = ENVIRONMENT.district_code

REFUSALS = list_refusals(ENVIRONMENT)
if REFUSALS:
    raise ImproperlyConfigured("生产模式拒绝启动：\n" + "\n".join(f"  - {reason}" for reason in REFUSALS))

SECRET_KEY = ENVIRONMENT.secrets.secret_key
LEDGER_SIGNING_KEY = ENVIRONMENT.secrets.ledger_signing_key  # each key: 32 bytes in hex
LEDGER_VAULT_KEY = ENVIRONMENT.secrets.ledger_vault_key
FIELD_ENCRYPTION_KEY = ENVIRONMENT.secrets.field_key
SECRETS_ARE_KEPT = ENVIRONMENT.secrets_are_kept
# What the identity platform gave this installation beside its name; empty for a public client (PKCE alone).
OIDC_CLIENT_SECRET = os.environ.get("MINGZHENG_OIDC_SECRET", "")

# Where uploads lie: empty for var/files, else s3://bucket/prefix?endpoint=https://host; the two keys are never in a file of ours.
FILE_STORE_URL = os.environ.get("MINGZHENG_FILES", "")
FILE_STORE_KEY = os.environ.get("MINGZHENG_FILES_KEY", "")
FILE_STORE_SECRET = os.environ.get("MINGZHENG_FILES_SECRET", "")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "mingzheng.platform.design",
    "django.forms",
    "mingzheng.platform.database",
    "mingzheng.platform.ledger",
    "mingzheng.platform.parameters",
    "mingzheng.platform.jobs",
    "mingzheng.platform.numbering",
    "mingzheng.platform.org",
    "mingzheng.platform.access",
    "mingzheng.platform.accounts",
    "mingzheng.platform.files",
    "mingzheng.platform.notices",
    "mingzheng.platform.search",
    "mingzheng.platform.content",
    "django_prose_editor",
    "mingzheng.platform.desk",
    "mingzheng.platform.portal",
    "mingzheng.platform.api",
    "mingzheng.platform.administration",
    "mingzheng.figures",
    "mingzheng.casework",
    "mingzheng.registers",
    "mingzheng.catalogues",
    "mingzheng.domains.foi",
    "mingzheng.domains.workplan",
    "mingzheng.domains.proofreading",
    "mingzheng.domains.auditing",
    "mingzheng.domains.meetings",
    "mingzheng.domains.writing",
    "mingzheng.domains.outreach",
    "mingzheng.domains.upkeep",
    "mingzheng.domains.learning",
    "mingzheng.domains.office",
    "mingzheng.domains.openness",
    "mingzheng.domains.normative",
    "mingzheng.domains.participation",
    "mingzheng.domains.reports",
    "mingzheng.domains.returns",
    "mingzheng.domains.patrol",
    "mingzheng.domains.publishing",
    "mingzheng.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "mingzheng.config.middleware.SecurityHeadersMiddleware",
    "mingzheng.config.middleware.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mingzheng.platform.parameters.middleware.ParameterSnapshotMiddleware",
    "mingzheng.platform.accounts.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "mingzheng.config.urls"
WSGI_APPLICATION = "mingzheng.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingzheng.platform.desk.context.desk_context",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database_from_url(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "/desk/sign-in"
TASKS = {"default": {"BACKEND": "mingzheng.platform.jobs.backend.PreparedBackend", "QUEUES": ["default"]}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR_DIR / "media"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
LOGGING_CONFIG = "mingzheng.config.logs.configure"
LOGGING = logging_settings(VAR_DIR / "log", os.environ.get("MINGZHENG_PROCESS", "command"))
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SECURE = ENVIRONMENT.https
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
CSRF_FAILURE_VIEW = "mingzheng.config.errors.csrf_failure"
SILENCED_SYSTEM_CHECKS: list[str] = []
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "mingzheng.platform.files.uploads.QuarantineUploadHandler",
]
