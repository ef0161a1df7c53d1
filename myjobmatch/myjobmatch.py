"""Wiring only: the app, its pages, its HTTP interface, its middleware, its lifespan."""

from __future__ import annotations

import reflex as rx

from myjobmatch import lifespan
from myjobmatch.api.app import api
from myjobmatch.api.security import Security
from myjobmatch.components.document import app_wraps, head
from myjobmatch.pages.registry import add_all
from myjobmatch.private_logs import keep_private
from myjobmatch.settings import get_settings
from myjobmatch.site import SITE_FILE
from myjobmatch.state.guard import Guard

_settings = get_settings()
keep_private()

app = rx.App(
    toaster=None,
    html_lang="fr",
    html_custom_attrs={"dir": "ltr"},
    # What the first card waits for. A desk's file, and one of a few pages, belongs to a sheet: `client.sheets`.
    stylesheets=[
        "styles/tokens.css",
        "styles/base.css",
        "styles/parts.css",
        "styles/shells.css",
        "styles/public.css",
        "styles/joining.css",
        "styles/youth.css",
        "styles/search.css",
        "styles/reading.css",
        "styles/alerts.css",
    ],
    head_components=head(),
    app_wraps=app_wraps(),
    api_transformer=[
        api(),
        lambda inner: Security(inner, _settings, SITE_FILE),
    ],
)
app.add_middleware(Guard(), index=0)
add_all(app)
lifespan.register(app)
