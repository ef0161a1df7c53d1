"""The container with sessions in memory, for HTTP too."""

from tests.unit.state.conftest import container, sessions

__all__ = ["container", "sessions"]
