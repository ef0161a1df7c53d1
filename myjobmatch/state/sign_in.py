"""What the sign-in page shows; signing in itself is `POST /api/v1/session`."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.state.base import AppState
from myjobmatch.state.roles import PUBLIC, on

KNOWN_ERRORS = frozenset(
    {"malformed", "sign_in_empty", "sign_in_wrong", "sign_in_too_many", "account_disabled"}
)


@dataclass(frozen=True, slots=True)
class DemoChoice:
    """A demonstration account, one tap away."""

    login: str
    password: str
    role: str
    name: str


class SignInState(AppState):
    """The error of the last attempt, and the demonstration's accounts."""

    error: str = ""
    error_values: dict[str, int] = {}
    demo: list[DemoChoice] = []

    @on(PUBLIC)
    async def load(self) -> None:
        """Read the error that the endpoint sent us back with; list the demonstration accounts."""
        query = self.router.url.query_parameters
        code = query.get("erreur", "")
        self.error = code if code in KNOWN_ERRORS else ""
        minutes = query.get("minutes", "")
        self.error_values = {"minutes": int(minutes) if minutes.isdecimal() else 15}
        container = self._container()
        if not container.settings.demo:
            self.demo = []
            return
        self.demo = [
            DemoChoice(login=a.login, password=a.password, role=a.role, name=a.name)
            for a in await container.demo_accounts()
        ]
