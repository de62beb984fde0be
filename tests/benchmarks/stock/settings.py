"""Settings of the stock app. STOCK_DATABASE is the path of its SQLite file."""

from __future__ import annotations

import os

import django_stubs_ext

django_stubs_ext.monkeypatch()
SECRET_KEY = "a secret for benchmarks alone"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.benchmarks.stock.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "static/"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "tests.benchmarks.stock",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["STOCK_DATABASE"]}}
PAGES = {
    "claims.html": (
        "<h1>{{ paginator.count }} claims</h1><ul>{% for claim in page_obj %}"
        '<li><a href="/claims/{{ claim.pk }}/">{{ claim.text }}</a> {{ claim.speaker }}, {{ claim.said }},'
        " {{ claim.source }}{% for topic in claim.topics.all %} {{ topic }}{% endfor %}</li>{% endfor %}</ul>"
        "{% if page_obj.has_next %}<a href='?page={{ page_obj.next_page_number }}'>next</a>{% endif %}"
    ),
    "claim.html": "<h1>{{ object.text }}</h1><p>{{ object.speaker }}, {{ object.said }}, {{ object.source }}",
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        ("django.template.loaders.locmem.Loader", PAGES),
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
