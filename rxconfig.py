"""Reflex's settings: one port, nothing sent anywhere, our own look."""

import os

# The installed Node's npm is used; nothing is downloaded by a script.
os.environ.setdefault("REFLEX_USE_NPM", "1")

import reflex as rx
from reflex.plugins.sitemap import SitemapPlugin

from myjobmatch.plugins.site import SitePlugin

config = rx.Config(
    app_name="myjobmatch",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    react_strict_mode=False,
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    frontend_compression_formats=["brotli", "gzip"],
    plugins=[rx.plugins.TailwindV4Plugin(), SitePlugin()],
    disable_plugins=[SitemapPlugin],
    # The security layer compares Origin with Host on every request and
    # handshake; no other origin is ever answered to.
    cors_allowed_origins=[],
)
