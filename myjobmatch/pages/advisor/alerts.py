"""What an advisor is told of outside the pages."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import desk_shell
from myjobmatch.components.desk_alerts import desk_alerts
from myjobmatch.domain.enums import Role
from myjobmatch.pages.registry import page
from myjobmatch.state.alerts import AlertsState


@page("/conseil/alertes", title="alerts.vous.title", on_load=AlertsState.load)
def advisor_alerts() -> rx.Component:
    """Messages of one's youths."""
    return desk_shell(Role.ADVISOR, "alerts", desk_alerts())
