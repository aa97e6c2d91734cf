"""The workspace's own settings, in a folder that lives as long as the tests."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# One folder for each parallel process of the tests, which a worker or server started by a test shares.
_prefix = f"{tempfile.gettempdir()}/site-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}-"
if not os.environ.get("GOODWILL_HOME", "").startswith(_prefix):
    os.environ["GOODWILL_HOME"] = tempfile.mkdtemp(prefix=Path(_prefix).name, dir=tempfile.gettempdir())
    atexit.register(shutil.rmtree, os.environ["GOODWILL_HOME"], ignore_errors=True)

from goodwill.web.settings import *  # noqa: E402, F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.emptying"]  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Argon2 is slow on purpose; what it guards is tested once, with it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
