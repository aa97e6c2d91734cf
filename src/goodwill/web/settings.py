"""Django's settings. What differs between machines comes from the environment; all else stands here."""

import os
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from goodwill.web.address import address
from goodwill.web.folder import prepared, secret_key
from goodwill.web.outgoing import outgoing

FOLDER = prepared()
SECRET_KEY = secret_key(FOLDER)
DEBUG = False
# Under an address that begins with https the server stands behind a proxy with a certificate, and cookies are secure;
# without an address only this machine is served.
ADDRESS = address()
HTTPS = ADDRESS is not None and ADDRESS.https
ALLOWED_HOSTS = ["127.0.0.1", "localhost", *(ADDRESS.hosts if ADDRESS else ())]
CSRF_TRUSTED_ORIGINS = [ADDRESS.origin] if ADDRESS and HTTPS else []

INSTALLED_APPS = [
    "goodwill.records.apps.RecordsConfig",
    "goodwill.pages.apps.PagesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goodwill.pages.last_seen.seen_now_and_then",
    "goodwill.pages.codes_for_all.CodesForAll",
    "goodwill.pages.gate.Gate",
]
ROOT_URLCONF = "goodwill.web.urls"
WSGI_APPLICATION = "goodwill.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goodwill.pages.navigation.navigation",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("GOODWILL_DATABASE_URL", f"sqlite:///{FOLDER / 'workspace.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
else:
    # A page asks for little, and what it asks for is mostly in memory: helpers that the server starts for a query cost
    # more than they bring, above all beside an analysis.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
    )

# Failed sign-ins are counted here: in the database, so that every process counts the same ones.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goodwill.pages.signing_in.Adapter"
ACCOUNT_FORMS = {
    "login": "goodwill.pages.signing_in.SignInForm",
    "change_password": "goodwill.pages.signing_in.ChangePasswordForm",
    "reauthenticate": "goodwill.pages.signing_in.PasswordAgainForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/ip,5/5m/key"}
# Behind a proxy the address that counts is the one it forwards, not its own: else one person's slips stop everybody.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_ADAPTER = "goodwill.pages.signing_in.CodesAdapter"
MFA_FORMS = {
    "authenticate": "goodwill.pages.signing_in.CodeForm",
    "reauthenticate": "goodwill.pages.signing_in.CodeAgainForm",
    "activate_totp": "goodwill.pages.signing_in.FirstCodeForm",
}
MFA_TOTP_ISSUER = "Goodwill"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = True
USERSESSIONS_ADAPTER = "goodwill.pages.signing_in.SessionsAdapter"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
# A proxy asks without a certificate whether the server lives.
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_PERMISSIONS = 0o600
# Beside the place where they are kept, so that what a server killed meanwhile leaves there is found and swept.
FILE_UPLOAD_TEMP_DIR = FOLDER / "incoming"
UPLOAD_LIMIT = 2 * 1024**3
# Seconds a worker may be silent before another takes its job up.
JOB_LEASE = float(os.environ.get("GOODWILL_JOB_LEASE", "30"))

SENDS_MAIL, mail_server = outgoing()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SENDS_MAIL else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = mail_server.host, mail_server.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server.user, mail_server.password
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = mail_server.ssl, mail_server.starttls, 60
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mail_server.sender
ORIGIN = ADDRESS.origin if ADDRESS else ""

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = FOLDER / "uploads"
USE_TZ = True
TIME_ZONE = os.environ.get("GOODWILL_TIME_ZONE", "UTC")
LANGUAGE_CODE = "en-gb"
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"unsaid": {"()": "goodwill.web.unsaid.Unsaid"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["unsaid"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
