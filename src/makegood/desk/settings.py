"""Django's settings for the desk: the store's, and what pages, sign-in and sessions need."""

from __future__ import annotations

import os
from pathlib import Path

from makegood.store import settings as _store
from makegood.store.settings import *  # noqa: F403 - the desk's settings are the store's, and more

_here = Path(__file__).parent

INSTALLED_APPS = [
    "makegood.desk",  # before allauth: its templates are ours
    *_store.INSTALLED_APPS,
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "makegood.desk.middleware.Headers",
    "django.middleware.gzip.GZipMiddleware",  # pads each page at random, and tokens are masked anew: lengths tell nothing
    "makegood.desk.middleware.Assets",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "makegood.desk.middleware.Viewer",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "makegood.desk.middleware.Entering",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "makegood.desk.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(folder) for folder in sorted(_here.glob("*/templates"))],  # each room brings its own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "makegood.desk.frame.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "makegood.desk.templatetags.desk"],
            "string_if_invalid": "",
        },
    }
]

USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [str(folder) for folder in sorted(_here.glob("*/locale"))]  # each room brings its own words

REHEARSAL = bool(os.environ.get("MAKEGOOD_REHEARSAL"))
"""Every shop here is made up (`makegood run`): every page says so."""

# An address for a machine other than this one is named in MAKEGOOD_HOSTS, and then the desk is reached by HTTPS only.
_hosts = [name for name in os.environ.get("MAKEGOOD_HOSTS", "").split(",") if name]
ALLOWED_HOSTS = [*_hosts, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in _hosts]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _hosts else None
SECURE_HSTS_SECONDS = 365 * 86400 if _hosts else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = bool(_hosts)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 86400
CSRF_FAILURE_VIEW = "makegood.desk.frame.errors.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO"},
        "makegood": {"handlers": ["stderr"], "level": "INFO"},
    },
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "desk_cached"}}
"""Counts of attempts, shared by every process and machine (models.py)."""

ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _hosts else 0  # whose address the attempts are counted by, behind a proxy
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:inbox"

ACCOUNT_ADAPTER = "makegood.desk.accounts.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False

MFA_ADAPTER = "makegood.desk.accounts.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Makegood"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _hosts  # a browser takes http://localhost for a safe place; nothing else
