"""Pages for anyone: landing, sign-in, privacy, not found; and the small home of roles without a space yet."""
