"""Typed refusals. Raised where they are known, translated once for the interface and once for HTTP.

`code` is the last part of the catalogue key `error.<code>`; `params` fill its placeholders.
"""


class DomainError(Exception):
    """A refusal the user can be told of."""

    http_status = 400

    def __init__(self, code: str, **params: str | int) -> None:
        """Name the refusal by its catalogue code and the values its sentence needs."""
        super().__init__(code)
        self.code = code
        self.params: dict[str, str | int] = params

    @property
    def key(self) -> str:
        """The catalogue key of the sentence that tells it."""
        return f"error.{self.code}"


class Invalid(DomainError):
    """What was sent cannot be understood or breaks a rule of form."""

    http_status = 422


class NotFound(DomainError):
    """It is not there, or the actor may not know that it is."""

    http_status = 404


class Forbidden(DomainError):
    """The actor may not do this."""

    http_status = 403


class Unauthenticated(DomainError):
    """Nobody is signed in, or no longer."""

    http_status = 401


class Conflict(DomainError):
    """The world has changed meanwhile: the command no longer applies."""

    http_status = 409


class TooMany(DomainError):
    """Too many attempts: `retry_after` seconds tells when to try again."""

    http_status = 429
