"""The Jinja environment of the public templates, and their compilation at build time."""
