"""The workspace's own settings, in a folder that lives as long as the tests."""

import atexit
import os
import shutil
import tempfile

if "GOODWILL_HOME" not in os.environ or not os.environ["GOODWILL_HOME"].startswith(tempfile.gettempdir() + "/site-"):
    os.environ["GOODWILL_HOME"] = tempfile.mkdtemp(prefix="site-")
    atexit.register(shutil.rmtree, os.environ["GOODWILL_HOME"], ignore_errors=True)

from goodwill.web.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Argon2 is slow on purpose; what it guards is tested once, with it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
