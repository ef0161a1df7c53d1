"""What can go wrong when an encoder is asked for."""


class EncoderNotFound(LookupError):
    """No sentence-transformers model lies under this name or path, or it cannot be read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
