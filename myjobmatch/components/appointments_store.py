"""A youth's appointments as their page sees them in the client store (`client/appointments.jsx`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.domain.appointments import AppointmentView

MODULE = "$/utils/mjm/appointments"


@dataclass(frozen=True, slots=True)
class KeptAppointment(AppointmentView):
    """An appointment; `soon`: within a day; `pending` while what the youth said waits in the outbox.

    An interview that was agreed on stands among them: `company` with whom, `minutes`, `tel` and `map` as there.
    """

    soon: bool = False
    can_decline: bool = False
    pending: bool = False
    company: str = ""
    minutes: int = 0
    tel: str = ""
    map: str = ""


@dataclass(frozen=True, slots=True)
class KeptAppointments:
    """What comes, the next first; what is off before its day; what was, the latest first."""

    coming: list[KeptAppointment]
    called_off: list[KeptAppointment]
    past: list[KeptAppointment]


appointments: Any = rx.Var(
    _js_expr="appointments_",
    _var_type=KeptAppointments,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="useAppointments")]},
        hooks={"const appointments_ = useAppointments();": None},
    ),
).to(KeptAppointments)
"""A Var of `KeptAppointments`."""


class DeclineForm(rx.Component):
    """Says that one cannot come."""

    library = MODULE
    tag = "DeclineForm"

    appointment: rx.Var[Any]
    most: rx.Var[int]
