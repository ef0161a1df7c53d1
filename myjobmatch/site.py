"""Where the built site lies."""

from __future__ import annotations

from myjobmatch.plugins.finish import HASHES_FILE
from myjobmatch.settings import ROOT

WEB = ROOT / ".web"
SITE = WEB / "build" / "client"
"""The static site that is served."""
SITE_FILE = SITE.parent / HASHES_FILE
"""What the build tells the server: the inline scripts' hashes."""
