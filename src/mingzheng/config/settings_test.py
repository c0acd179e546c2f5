"""Settings under test: a throw-away folder, random secrets, quick password hashes. The rest is what people run.

DATABASE_URL chooses the database, as everywhere; without it tests use a SQLite file of their own.
"""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="mingzheng-test-", ignore_cleanup_errors=True)
os.environ["MINGZHENG_VAR"] = _folder.name
os.environ["MINGZHENG_PROCESS"] = "test"
for _name in ("MINGZHENG_MODE", "MINGZHENG_HOSTS", "MINGZHENG_HTTPS", "MINGZHENG_DEBUG"):
    os.environ.pop(_name, None)

from mingzheng.config.settings import *  # noqa: E402, F403
from mingzheng.config.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost", "[::1]"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 0
if _database["ENGINE"].endswith("sqlite"):
    # A file, because a live server and its test are two threads; not synchronous, because it is thrown away.
    _database["TEST"] = {"NAME": str(VAR_DIR / "test_mingzheng.sqlite3")}
    _database["OPTIONS"]["init_command"] = _database["OPTIONS"]["init_command"].replace("=FULL", "=OFF")
