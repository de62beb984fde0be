"""Settings of the site. What differs between installations is read from the environment by ``factcheck.env``.

| name | meaning | default |
|---|---|---|
| SITE_URL | the public address; https means production | http://localhost:8000 |
| SECRET_KEY | the signing key | made once, kept in ``.secret_key``; refused in production |
| DATABASE_URL | sqlite:///… or postgresql://… | ``db.sqlite3`` in the project's folder |
| DATABASE_REPLICA_URLS | read-only copies, separated by commas | none |
| DEBUG | 1 shows tracebacks in the browser; refused in production | 0 |
| REVIEW_REQUIRED | 1: a second person has to publish what somebody wrote | 1 |
| SECOND_FACTOR | required: editors must use a second factor; or optional | required in production |
| CACHE_URL | memory:, file:///folder or redis://… | memory: |
| EMAIL_URL | none:, console:, smtp://… or smtps://… | console:, in production none: |
| DATA_LICENCE | the licence of the data, as pages and exports name it | CC BY 4.0 |
| STATEMENT_TIMEOUT | seconds for a statement on PostgreSQL; 0: no limit | 15 on the server, 0 in commands |
| STATIC_ROOT | the folder to which ``collectstatic`` copies | ``staticfiles`` in the project's folder |
| TEMPLATES_ROOT | the folder of ``compile_templates`` | ``compiled_templates`` beside STATIC_ROOT |

Each may be given as ``NAME_FILE``, a file that holds the value.
"""

from datetime import timedelta
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF

from factcheck import env
from factcheck.request_log import log_settings

# Lets all generic classes of Django take type parameters (``ModelAdmin[Claim]``).
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

# The site -----------------------------------------------------------------------------------------------

SITE = env.site("SITE_URL", "http://localhost:8000")
SITE_URL = SITE.url
PRODUCTION = SITE.production
DEBUG = env.flag("DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise env.WrongEnvironment("DEBUG is on, and SITE_URL says that this is production; unset DEBUG.")
SECRET_KEY = env.secret_key("SECRET_KEY", production=PRODUCTION, kept_in=BASE_DIR / ".secret_key")
ALLOWED_HOSTS = [SITE.host] if PRODUCTION else [SITE.host, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

REVIEW_REQUIRED = env.flag("REVIEW_REQUIRED", default=True)
DATA_LICENCE = env.text("DATA_LICENCE", "CC BY 4.0")

# The application ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Before Django's own apps, so that its commands (``loaddata``) and templates take precedence.
    "claims",
    "factcheck.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]
# Sessions, sign-in and messages are for /admin/ only: they are lazy, so public pages read no session, and
# HeadersMiddleware ensures that no public response sets a cookie or varies by one.
MIDDLEWARE = [
    # For every response, including those of the middleware below.
    "factcheck.request_log.RequestLogMiddleware",
    "factcheck.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before the host is checked.
    "factcheck.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Nothing above it needs the database.
    "factcheck.database_watch.DatabaseWatchMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    # Public pages.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {
            "environment": "claims.rendering.environment.environment",
            "context_processors": ["claims.web.frame.frame"],
        },
    },
    # The desk and its mails.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# The form of a record has up to a thousand rows, and each several fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FORM_RENDERER = "claims.admin.form_renderer.FormRenderer"
# "example.org" in a URL field means https, as in Django 6.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Database, cache, mail ----------------------------------------------------------------------------------

# No ATOMIC_REQUESTS: actions have their own transactions, and on SQLite every page would wait for the writer.
SECONDS = env.number("STATEMENT_TIMEOUT", default=0, least=0, most=3600)
DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}", statement_seconds=SECONDS)
}
replicas = env.databases("DATABASE_REPLICA_URLS", statement_seconds=SECONDS)
for number, replica in enumerate(replicas, start=1):
    DATABASES[f"replica_{number}"] = {**replica, "TEST": {"MIRROR": "default"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

CACHES = {"default": env.cache("CACHE_URL", "memory:")}

# In production the console is the log, which must not contain links to sign in.
MAIL = env.mail("EMAIL_URL", "none:" if PRODUCTION else "console:")
if PRODUCTION and MAIL.backend.endswith("console.EmailBackend"):
    raise env.WrongEnvironment("EMAIL_URL is console:, which production writes to its log; write none:.")
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.host, MAIL.port, MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL.use_tls, MAIL.use_ssl, 10

# Language and time --------------------------------------------------------------------------------------

LANGUAGE_CODE, TIME_ZONE, USE_TZ = "en-gb", "UTC", True

# Static files -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
TEMPLATES_ROOT = Path(env.text("TEMPLATES_ROOT", str(STATIC_ROOT.parent / "compiled_templates")))
# Files that programs look for at the root of a site: favicon.ico, robots.txt.
WHITENOISE_ROOT = BASE_DIR / "claims" / "root"
# Production serves the files of ``collectstatic``, under names with a hash; in development the files of the
# source tree are served.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Security -----------------------------------------------------------------------------------------------

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}"}
    for rule in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# For every response, public pages and desk alike.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{name: [NONE] for name in ("default-src", "base-uri", "frame-ancestors")},
        **{f"{name}-src": [SELF] for name in ("script", "style", "img", "font", "connect")},
        "form-action": [SELF],
    }
}

# Sign-in ------------------------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
# Throttling comes before the check of the password.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# An account is locked for one IP address after some failures, so that nobody can lock out its owner.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=15)
AXES_HANDLER = "claims.admin.accounts.throttle.Throttle"
AXES_RESET_ON_SUCCESS, AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = True, False
AXES_CLIENT_IP_CALLABLE = "claims.admin.accounts.sign_in.client_address"
AXES_LOCKOUT_CALLABLE = "claims.admin.accounts.sign_in.locked_out"
AXES_ENABLE_ADMIN = False
# The audit has the sign-ins, without IP addresses.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SECOND_FACTOR_REQUIRED = (
    env.one_of(
        "SECOND_FACTOR",
        default="required" if PRODUCTION else "optional",
        among=("required", "optional"),
    )
    == "required"
)
# The name that an authenticator app shows.
OTP_TOTP_ISSUER = "The Fact-Check Database"
# Do not adjust to the clock of the phone after a late code.
OTP_TOTP_SYNC = False
# Wrong codes are throttled by axes, like wrong passwords.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

CSRF_FAILURE_VIEW = "factcheck.urls.form_not_safe"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    # Browsers accept a cookie with this prefix only from this host over https; no subdomain can set it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
if PRODUCTION:
    # The server is behind a proxy that ends TLS and sets this header itself.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# No HSTS for subdomains, which may belong to others.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Log ----------------------------------------------------------------------------------------------------

LOGGING = log_settings(production=PRODUCTION)
