"""How Django is set up: no database, no sessions, nothing stored; the operator chooses by environment variables.

TVAERSPOR_SECRET_KEY (made anew at each start when absent), TVAERSPOR_ALLOWED_HOSTS (names with commas between),
TVAERSPOR_HTTPS (1 where a proxy in front speaks https), TVAERSPOR_PROGRAMMES (another folder of programmes).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

HERE = Path(__file__).resolve().parent
DEBUG = False
SECRET_KEY = os.environ.get("TVAERSPOR_SECRET_KEY") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = os.environ.get("TVAERSPOR_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PROGRAMMES = Path(found) if (found := os.environ.get("TVAERSPOR_PROGRAMMES")) else None

INSTALLED_APPS = ["django.contrib.staticfiles", "django_htmx", "tvaerspor.web"]
DATABASES: dict[str, object] = {}
ROOT_URLCONF = "tvaerspor.web.urls"
WSGI_APPLICATION = "tvaerspor.web.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tvaerspor.web.middleware.guard",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
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
