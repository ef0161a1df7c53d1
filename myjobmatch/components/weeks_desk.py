"""The week at a desk: keys, and the screen at reception (`client/weeks_desk.jsx`)."""

from __future__ import annotations

import reflex as rx

MODULE = "$/utils/mjm/weeks_desk"


class WeekKeys(rx.Component):
    """j and k go through the list, x chooses, v validates what is chosen."""

    library = MODULE
    tag = "WeekKeys"


class ReceptionScreen(rx.Component):
    """The code of now, as a picture and to be typed."""

    library = MODULE
    tag = "ReceptionScreen"
