"""Django's settings: one file for every installation; what differs comes from `env`."""

from __future__ import annotations

from pathlib import Path

from khabuan.config import env

PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = env.flag("KHABUAN_DEBUG")
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, env.get("KHABUAN_HOSTS").split(","))]

# Where strangers reach it, for what is printed: only a name of its own that is served over https counts.
PUBLIC_ADDRESS = f"https://{ALLOWED_HOSTS[3]}" if env.flag("KHABUAN_HTTPS") and ALLOWED_HOSTS[3:] else ""

KHABUAN_HOME = env.HOME
KEY_FOLDER = env.HOME / "nodes"
HOME_PROVINCE = env.get("KHABUAN_PROVINCE")
IDENTITY_KEY_FILE = Path(env.get("KHABUAN_IDENTITY_KEY") or env.HOME / "identity.key")
ANCHOR_FOLDER = env.HOME / "anchors"
IS_DEMO = env.flag("KHABUAN_DEMO")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "khabuan.core",
    "khabuan.audit",
    "khabuan.access",
    "khabuan.places",
    "khabuan.files",
    "khabuan.papers",
    "khabuan.rules",
    "khabuan.registry",
    "khabuan.seats",
    "khabuan.followup",
    "khabuan.meetings",
    "khabuan.elections",
    "khabuan.gatherings",
    "khabuan.news",
    "khabuan.ledger",
    "khabuan.funds",
    "khabuan.grants",
    "khabuan.housing",
    "khabuan.exchange",
    "khabuan.picture",
    "khabuan.calendars",
    "khabuan.reader",
    "khabuan.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "khabuan.core.web.SafeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khabuan.core.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "khabuan.seats.middleware.Seated",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "khabuan.core.web.FourKindsOfNo",
]

ROOT_URLCONF = "khabuan.config.urls"
WSGI_APPLICATION = "khabuan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "khabuan.config.context.frame",
            ],
        },
    }
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "seats.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("KHABUAN_HTTPS")
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "khabuan", "khabuan_csrf"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "khabuan.core.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "khabuan.core.uploads.SizeGuard",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
LARGEST_UPLOAD, LARGEST_REQUEST = 32_000_000, 128_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "khabuan_language"
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
FORMAT_MODULE_PATH = None
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = env.HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"khabuan": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
