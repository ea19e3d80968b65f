"""Django settings: embedded defaults for development, production by environment variables alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_stubs_ext

from config.api_schema import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from config.env import BASE_DIR, DEBUG, VAR_DIR, env, fernet_keys, secret
from config.schedule import SCHEDULE
from config.sign_in import SIGN_IN
from config.storages import storages

django_stubs_ext.monkeypatch()  # lets annotations such as models.TextField[str, str] stand at run time

SECRET_KEY = secret("SECRET_KEY")
BLIND_INDEX_KEY = secret("BLIND_INDEX_KEY")
FIELD_ENCRYPTION_KEYS = fernet_keys()
PUBLIC_BASE_URL: str = env.str("PUBLIC_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "accounts.console.apps.StaffConsoleConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "common",
    "registry",
    "media",
    "accounts",
    "sellers",
    "marketplace",
    "orders",
    "config",
]

MIDDLEWARE = [
    "config.middleware.RequestIdMiddleware",
    "config.middleware.RateLimitHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.GuardMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.signin.middleware.SignInProblemsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "config.handlers.csrf_failure"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "accounts" / "templates"],  # before allauth's own pages
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Database --------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": env.db_url("DATABASE_URL", default="postgres://postgres@127.0.0.1:5433/bazaar"),
}
DATABASES["default"].update(
    {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
)
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache: Redis when there is one, else a table (shared by all processes, survives restarts) ---------------
REDIS_URL: str = env.str("REDIS_URL", default="")
_TABLE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "bazaar_cache"}
_REDIS = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL,
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
}
CACHES: dict[str, Any] = {  # default: shared by all processes, also while Redis is away (sign-in limits)
    "default": (
        {"BACKEND": "common.cache.FallbackCache", "OPTIONS": {"PRIMARY": "redis", "FALLBACK": "table"}}
        if REDIS_URL
        else _TABLE
    ),
    "throttle": (
        {"BACKEND": "common.cache.FallbackCache", "OPTIONS": {"PRIMARY": "redis", "FALLBACK": "process"}}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttle"}
    ),
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "fallback"},
    "table": _TABLE,
    **({"redis": _REDIS} if REDIS_URL else {}),
}

# Background work ---------------------------------------------------------------
CELERY_BROKER_URL: str = env.str("CELERY_BROKER_URL", default=REDIS_URL or "filesystem://")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# Files ---------------------------------------------------------------------------
STORAGES = storages(VAR_DIR)
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Language and time -------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("hi", "हिन्दी")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# People ---------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
vars().update(SIGN_IN)  # allauth's settings: config/sign_in.py
SESSION_COOKIE_AGE = 30 * 24 * 3600
STAFF_SECOND_FACTOR_REQUIRED: bool = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=not DEBUG)
CONSENT_VERSIONS: dict[str, str] = {"terms": "2026-11-01", "privacy": "2026-11-01", "marketing": "2026-11-01"}

# The API ---------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.api.parsers.StrictJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.signin.authentication.SessionTokenAuthentication",
        "accounts.signin.authentication.CookieSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.permissions.IsSignedIn"],
    "DEFAULT_THROTTLE_CLASSES": [
        "common.api.throttling.AddressThrottle",
        "common.api.throttling.AccountThrottle",
    ],
    "DEFAULT_SCHEMA_CLASS": "common.api.schema.BazaarSchema",
    "EXCEPTION_HANDLER": "common.api.problems.exception_handler",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

UNFOLD = {"SITE_TITLE": "ODOP Bazaar", "SITE_HEADER": "ODOP Bazaar", "SITE_SUBHEADER": "Staff console"}

# Limits per caller ("count/window"); an empty value switches one off.
TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=1 if env.bool("BEHIND_PROXY", default=False) else 0)
THROTTLE_RATES: dict[str, str] = {
    "address": env.str("THROTTLE_ADDRESS", default="1200/m"),
    "account": env.str("THROTTLE_ACCOUNT", default="600/m"),
    "upload": env.str("THROTTLE_UPLOAD", default="120/h"),
    "coupon": env.str("THROTTLE_COUPON", default="20/h"),
    "checkout": env.str("THROTTLE_CHECKOUT", default="60/h"),
}

# Security -------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env.bool("SECURE_COOKIES", default=not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # load balancers ask over plain HTTP
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None

# E-mail and SMS (accounts/notices) ------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="ODOP Bazaar <no-reply@bazaar.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT: int = env.int("EMAIL_TIMEOUT", default=10)
SMS_GATEWAY: str = env.str("SMS_GATEWAY", default="file")  # file | console | http
SMS_FILE_DIR: str = env.str("SMS_FILE_DIR", default=str(VAR_DIR / "sms"))
SMS_HTTP_URL: str = env.str("SMS_HTTP_URL", default="")
SMS_HTTP_TOKEN: str = env.str("SMS_HTTP_TOKEN", default="")
SMS_HTTP_TIMEOUT: float = env.float("SMS_HTTP_TIMEOUT", default=10.0)
SMS_SENDER: str = env.str("SMS_SENDER", default="ODOPBZ")
SMS_DLT_ENTITY_ID: str = env.str("SMS_DLT_ENTITY_ID", default="")
SMS_DLT_TEMPLATE_IDS: dict[str, str] = env.dict("SMS_DLT_TEMPLATE_IDS", default={})
SMS_COUNTRY_CODES: list[int] = env.list("SMS_COUNTRY_CODES", cast=int, default=[91])

# Selling (orders) ------------------------------------------------------------------------
ORDERS_QUOTE_MINUTES: int = env.int("ORDERS_QUOTE_MINUTES", default=20)
ORDERS_PAYMENT_MINUTES: int = env.int("ORDERS_PAYMENT_MINUTES", default=30)
ORDERS_SHIPPING_FLAT_AMOUNT: int = env.int("ORDERS_SHIPPING_FLAT_AMOUNT", default=7900)  # paise a parcel
ORDERS_SHIPPING_FREE_ABOVE_AMOUNT: int = env.int("ORDERS_SHIPPING_FREE_ABOVE_AMOUNT", default=199900)  # 0: never
ORDERS_TERMS_VERSION: str = env.str("ORDERS_TERMS_VERSION", default="2026-11-01")
# Money (orders) ------------------------------------------------------------------------
# Without a key the same Stripe adapter talks to our own simulator; with one, to Stripe itself.
_STRIPE_KEY: str = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_SIMULATOR: bool = env.bool("STRIPE_SIMULATOR", default=DEBUG and not _STRIPE_KEY)
STRIPE_SECRET_KEY = _STRIPE_KEY or ("sk_test_simulator" if STRIPE_SIMULATOR else "")
STRIPE_PUBLISHABLE_KEY: str = env.str("STRIPE_PUBLISHABLE_KEY", default="pk_test_simulator" if STRIPE_SIMULATOR else "")
STRIPE_WEBHOOK_SECRET: str = env.str("STRIPE_WEBHOOK_SECRET", default="whsec_platform" if STRIPE_SIMULATOR else "")
STRIPE_CONNECT_WEBHOOK_SECRET: str = env.str(
    "STRIPE_CONNECT_WEBHOOK_SECRET", default="whsec_connect" if STRIPE_SIMULATOR else ""
)
STRIPE_API_BASE: str = env.str(
    "STRIPE_API_BASE",
    default=f"{PUBLIC_BASE_URL}/stripe-simulator" if STRIPE_SIMULATOR else "https://api.stripe.com",
)
STRIPE_API_VERSION = "2026-05-27.dahlia"  # the version whose published description our tests hold us to
STRIPE_HTTP_CLIENT = ""  # dotted path of a stripe.HTTPClient; tests speak to the simulator in process
STRIPE_HOSTED_PAGE_BASE = f"{PUBLIC_BASE_URL}/stripe-simulator/pay/" if STRIPE_SIMULATOR else ""
STRIPE_SIMULATOR_SENDS_WEBHOOKS = STRIPE_SIMULATOR
STRIPE_PLATFORM_COUNTRY: str = env.str("STRIPE_PLATFORM_COUNTRY", default="IN")
STRIPE_ALLOW_INDIAN_MULTI_SELLER: bool = env.bool("STRIPE_ALLOW_INDIAN_MULTI_SELLER", default=False)
PAYOUT_HOLD_DAYS: int = env.int("PAYOUT_HOLD_DAYS", default=0 if DEBUG else 7)  # after delivery
PAYOUT_MINIMUM_AMOUNT: int = env.int("PAYOUT_MINIMUM_AMOUNT", default=100)  # paise
if STRIPE_SIMULATOR:
    INSTALLED_APPS.append("orders.payments.simulator")
    CELERY_BEAT_SCHEDULE["deliver-simulated-webhooks"] = {
        "task": "stripe_simulator.deliver_webhooks",
        "schedule": timedelta(seconds=5),
    }

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"stripe": {"level": "WARNING"}},  # it tells every request at INFO
}
