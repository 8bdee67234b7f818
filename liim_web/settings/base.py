"""What is the same everywhere: applications, middleware, languages, static files, safety."""

import os
from pathlib import Path

import django_stubs_ext

from liim.model import LANGUAGES as WRITINGS
from liim.model import SOURCE_LANGUAGE
from liim_web.settings.database import database

# So that `forms.ModelForm[Action]` may be written where it runs as well as where it is checked.
django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parents[1]
LIIM_HOME = Path(os.environ.get("LIIM_HOME", "var")).absolute()

INSTALLED_APPS = [
    "liim_web.accounts",
    "liim_web.site",
    "liim_web.plans",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "liim_web.site.safety.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "liim_web.accounts.refusing.Refusals",
]

ROOT_URLCONF = "liim_web.urls"
WSGI_APPLICATION = "liim_web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL"), LIIM_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "plans:start"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# People are invited by the administrator of their organisation: nobody makes an account for themselves.
ACCOUNT_ADAPTER = "liim_web.accounts.adapter.InvitedOnly"
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "LIIM"

LANGUAGE_CODE = SOURCE_LANGUAGE
LANGUAGES = [(code, writing.name) for code, writing in WRITINGS.items()]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = LIIM_HOME / "static"
MEDIA_ROOT = LIIM_HOME / "attachments"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "liim_web.plans.attachments.Bounded",
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Pages are answered from the released edition; `written` says of another one that it becomes a site of files.
EDITION = "current"
SITE_IS_WRITTEN = False
ANSWERS_KEPT = 0  # of an edition: here whole pages are kept
# Which authority adopted which edition as its own statistic, as LIIM_ADOPTED="2026-11=Statistiek Vlaanderen;…" says.
ADOPTED = dict(one.split("=", 1) for one in os.environ.get("LIIM_ADOPTED", "").split(";") if "=" in one)
# Who answers for this site, and where readers can write to: an address of mail, or of a page.
OWNER, CONTACT = os.environ.get("LIIM_OWNER", ""), os.environ.get("LIIM_CONTACT", "")

# Maps of nationality or origin by neighbourhood show where groups live: they are there only for who turns them on.
SECTOR_MAPS = os.environ.get("LIIM_SECTOR_MAPS", "off") == "on"

# Reports and workbooks that nobody made yet are made when a reader asks; "published" shows only those that are there.
DOCUMENTS_ON_DEMAND = os.environ.get("LIIM_DOCUMENTS", "on_demand") == "on_demand"

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
