"""The interface's parts, one idea a file, all of `rx.el.*` and our own styles (docs/building-pages.md)."""

from myjobmatch.components.actions import button, icon_button, link_button
from myjobmatch.components.dialog import close_button, dialog, open_button
from myjobmatch.components.fields import (
    checkbox_field,
    chip_choice,
    password_field,
    select_field,
    text_area,
    text_field,
)
from myjobmatch.components.icons import icon, logo
from myjobmatch.components.links import nav_link, out_link
from myjobmatch.components.plain_form import plain_form
from myjobmatch.components.preferences import (
    language_choice,
    language_menu,
    language_switch,
    theme_switch,
)
from myjobmatch.components.shells import desk_shell, phone_shell, public_shell
from myjobmatch.components.surfaces import (
    badge,
    banner,
    card,
    chip,
    chips,
    column,
    data_table,
    empty_state,
    error_banner,
    page_title,
    skeleton,
)

__all__ = [
    "badge",
    "banner",
    "button",
    "card",
    "checkbox_field",
    "chip",
    "chip_choice",
    "chips",
    "close_button",
    "column",
    "data_table",
    "desk_shell",
    "dialog",
    "empty_state",
    "error_banner",
    "icon",
    "icon_button",
    "language_choice",
    "language_menu",
    "language_switch",
    "link_button",
    "logo",
    "nav_link",
    "open_button",
    "out_link",
    "page_title",
    "password_field",
    "phone_shell",
    "plain_form",
    "public_shell",
    "select_field",
    "skeleton",
    "text_area",
    "text_field",
    "theme_switch",
]
