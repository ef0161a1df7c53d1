"""`myjobmatch worker`: carry out domain events and what falls due, beside the server."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def worker() -> None:
        """Carry out domain events and what falls due, until interrupted (Ctrl+C)."""
        import asyncio
        import contextlib

        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_work())


async def _work() -> None:
    from myjobmatch.wiring import opened
    from myjobmatch.wiring_worker import work

    async with opened() as container:
        if container.application is not None:
            typer.echo("The worker is at work; Ctrl+C stops it.", err=True)
            await work(container.application, container.senders)
