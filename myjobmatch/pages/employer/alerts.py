"""What an employer is told of outside the pages."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import desk_shell
from myjobmatch.components.desk_alerts import desk_alerts
from myjobmatch.domain.enums import Role
from myjobmatch.pages.registry import page
from myjobmatch.state.alerts import AlertsState


@page("/employeur/alertes", title="alerts.vous.title", on_load=AlertsState.load)
def employer_alerts() -> rx.Component:
    """Matches and messages."""
    return desk_shell((Role.RECRUITER, Role.EMPLOYMENT_OFFICER), "alerts", desk_alerts())
