"""How Django is set up; the operator chooses by environment variables.

TVAERSPOR_HOME       the folder of the embedded database and the keys; `.tvaerspor` in the working folder when absent
TVAERSPOR_DATABASE   postgresql://user:password@host:port/name; the embedded SQLite database when absent
TVAERSPOR_KEYS       the file of secret keys; `keys.json` in the folder above when absent
TVAERSPOR_DEMO       1 in the demo only: demo log-ins one click away
TVAERSPOR_INBOX, TVAERSPOR_OUTBOX   folders where messages are fetched and delivered; none when absent
TVAERSPOR_XSD        the folder of MedCom's schemas that outgoing messages are held against; not held when absent
TVAERSPOR_ALLOWED_HOSTS (names with commas between), TVAERSPOR_HTTPS (1 where a proxy in front speaks https),
TVAERSPOR_PROGRAMMES (another folder of programmes), TVAERSPOR_SECRET_KEY (instead of the one in the key file).
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from tvaerspor.records.database import database, signing_key

HERE = Path(__file__).resolve().parent
DEBUG = False
HOME = Path(os.environ.get("TVAERSPOR_HOME", ".tvaerspor"))
KEYS = Path(os.environ.get("TVAERSPOR_KEYS", str(HOME / "keys.json")))
SECRET_KEY = os.environ.get("TVAERSPOR_SECRET_KEY") or signing_key(KEYS)
DEMO = os.environ.get("TVAERSPOR_DEMO") == "1"
ALLOWED_HOSTS = os.environ.get("TVAERSPOR_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PROGRAMMES = Path(found) if (found := os.environ.get("TVAERSPOR_PROGRAMMES")) else None
INBOX = os.environ.get("TVAERSPOR_INBOX", "")
OUTBOX = os.environ.get("TVAERSPOR_OUTBOX", "")
XSD = os.environ.get("TVAERSPOR_XSD", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "tvaerspor.records",
    "tvaerspor.web",
]
DATABASES = {"default": database(os.environ.get("TVAERSPOR_DATABASE", ""), HOME)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counters"}}
ROOT_URLCONF = "tvaerspor.web.urls"
WSGI_APPLICATION = "tvaerspor.web.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tvaerspor.web.middleware.guard",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "tvaerspor.web.templating.environment"},
    }
]

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_TEMPLATE_EXTENSION = "html.jinja"
ACCOUNT_SESSION_REMEMBER = False
# Counted in the database, so that a restart forgives nobody; reliability.md, promise 15.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/15m/key"}
LOGIN_URL = "/log-ind/"
LOGIN_REDIRECT_URL = "/"
IDLE_MINUTES = 15
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

FILE_UPLOAD_HANDLERS = ["tvaerspor.web.trying.letters.KeptInMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000

HTTPS = os.environ.get("TVAERSPOR_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None  # gone with the browser
CSRF_FAILURE_VIEW = "tvaerspor.web.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Errors go to the terminal, without what was posted: answers and messages are never logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}, "null": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["null"], "propagate": False},
    },
}
