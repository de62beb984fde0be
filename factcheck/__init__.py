"""The Django project: settings, environment, URLs, middleware and the WSGI application."""
