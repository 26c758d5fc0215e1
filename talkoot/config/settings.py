"""All settings, from environment variables; docs/operate.md documents each of them."""

import logging
import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent

try:
    DEMO = env.bool("TALKOOT_DEMO", False)
    DEBUG = env.bool("TALKOOT_DEBUG", False)
    DATA_DIR = env.path("TALKOOT_DATA_DIR", Path("var")).absolute()
    SECRET_KEY = env.str("TALKOOT_SECRET_KEY", "")
    BASE_URL = env.str("TALKOOT_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    ALLOWED_HOSTS = env.list("TALKOOT_ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
    DATABASES = {
        "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'talkoot.sqlite3'}")
    }
    MAIL_FROM = env.str("TALKOOT_MAIL_FROM", "Talkoot <noreply@localhost>")
    MAIL_URL = env.dj_email_url("TALKOOT_MAIL_URL", "console:")
    LOG_LEVEL = env.log_level("TALKOOT_LOG_LEVEL", logging.INFO)
    LOG_FORMAT = env.str("TALKOOT_LOG_FORMAT", "json")
    REGRET_SECONDS = env.int("TALKOOT_REGRET_SECONDS", 600)
    RECEIPT_SECONDS = env.int("TALKOOT_RECEIPT_SECONDS", 0)
    SITE_NAME = env.str("TALKOOT_SITE_NAME", "Talkoot")
    SUPPORT_EMAIL = env.str("TALKOOT_SUPPORT_EMAIL", "tuki@esimerkki.fi")
    CLAMD = env.str("TALKOOT_CLAMD", "")
    BADGE_KEY_FILE = env.path("TALKOOT_BADGE_KEY_FILE", DATA_DIR / "badge-key.pem")
    BADGE_KEY_DAYS = env.int("TALKOOT_BADGE_KEY_DAYS", 730)
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TALKOOT_PROXIES", 0)
    OUTBOX_DAYS = env.int("TALKOOT_OUTBOX_DAYS", 180)
    REMINDERS_A_WEEK = max(1, env.int("TALKOOT_REMINDERS_A_WEEK", 3))
    # A demo's mail leaves nothing, so nobody's evening needs sparing there.
    QUIET_HOURS = env.list("TALKOOT_QUIET_HOURS", [] if DEMO else [20, 8], subcast=int)
    SURVEYS_MOST = max(1, env.int("TALKOOT_SURVEYS_MOST", 2))
    SURVEYS_DAYS = max(1, env.int("TALKOOT_SURVEYS_DAYS", 60))
    # Requests of one network address; 0: as many as it likes.
    API_A_MINUTE = max(0, env.int("TALKOOT_API_A_MINUTE", 0 if DEMO else 3000))
    HTTPS = env.bool("TALKOOT_HTTPS", BASE_URL.startswith("https://"))
except EnvError as error:
    raise ImproperlyConfigured(f"{error} See docs/operate.md for the settings.") from error

DEMO_KEY = "demo-only-key-that-signs-nothing-of-value"
if not SECRET_KEY:
    if not DEMO and "collectstatic" not in sys.argv:
        raise ImproperlyConfigured(
            "Set TALKOOT_SECRET_KEY to a random text of at least 50 characters, for example with "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'. "
            "A demo needs none: set TALKOOT_DEMO=1."
        )
    SECRET_KEY = DEMO_KEY
if "EMAIL_BACKEND" not in MAIL_URL:
    raise ImproperlyConfigured(
        "Set TALKOOT_MAIL_URL to submission://user:password@host:587, smtp://host:25 or console:."
    )
if QUIET_HOURS and not (len(QUIET_HOURS) == 2 and 24 >= QUIET_HOURS[0] > QUIET_HOURS[1] >= 0):
    raise ImproperlyConfigured("Set TALKOOT_QUIET_HOURS to two hours such as 20,8, or to nothing.")
if LOG_FORMAT not in ("json", "console"):
    raise ImproperlyConfigured("Set TALKOOT_LOG_FORMAT to json or console.")

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    # WAL lets readers go on while one writes; IMMEDIATE makes writers queue instead of failing
    # half way; the time-out is how long a writer waits for its turn.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
        ),
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
else:
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgresql://.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django_structlog",
    "talkoot.core",  # Before allauth, because our templates replace its own.
    "talkoot.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "talkoot.audit",
    "talkoot.files",
    "talkoot.correspondence",
    "talkoot.search",
    "talkoot.programmes",
    "talkoot.surveys",
    "talkoot.experts",
    "talkoot.calls",
    "talkoot.events",
    "talkoot.engagements",
    "talkoot.games",
    "talkoot.credentials",
    "talkoot.assessments",
    "talkoot.decisions",
    "talkoot.practices",
    "talkoot.networks",
    "talkoot.outreach",
    "talkoot.impact",
    "talkoot.governance",
    "talkoot.reports",
    "talkoot.home",
    "django.forms",  # The widget templates that ours build on.
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "talkoot.core.middleware.NotAllowedMiddleware",
    "talkoot.core.middleware.FormErrorsMiddleware",
]
ROOT_URLCONF = "talkoot.config.urls"
WSGI_APPLICATION = "talkoot.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "talkoot.core.context.site",
                "talkoot.home.context.staff",
            ],
            "builtins": ["django.templatetags.i18n", "talkoot.core.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "talkoot.core.forms.FormRenderer"

# People and sign-in: a code by e-mail or a passkey; nobody has a password.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "talkoot.correspondence.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "talkoot.people.forms.SignInForm",
    "signup": "talkoot.people.forms.SignUpForm",
    "request_login_code": "talkoot.people.forms.RequestCodeForm",
    "confirm_login_code": "talkoot.people.forms.SignInCodeForm",
    "confirm_email_verification_code": "talkoot.people.forms.AddressCodeForm",
}
MFA_FORMS = {"add_webauthn": "talkoot.people.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
# Grouping is asked for where a number is read (the filter `number`), so that no id or year gets it.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Europe/Helsinki"
FORMAT_MODULE_PATH = "talkoot.config.formats"

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "talkoot.config.storage.StaticStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 5 * 1024 * 1024
VIDEO_MAX_BYTES = 60 * 1024 * 1024  # of files of a learning space

EMAIL_BACKEND = MAIL_URL["EMAIL_BACKEND"]
EMAIL_HOST = MAIL_URL.get("EMAIL_HOST", "")
EMAIL_PORT = MAIL_URL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = MAIL_URL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = MAIL_URL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = MAIL_URL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = MAIL_URL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = MAIL_FROM

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "talkoot.core.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "talkoot.config.logs.formatter", "console": False},
        "console": {"()": "talkoot.config.logs.formatter", "console": True},
    },
    "handlers": {"default": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["default"], "level": LOG_LEVEL},
}
