"""`myjobmatch index`: make the index of offers anew from the database."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def index() -> None:
        """Make the index of offers anew from the database, and say what it holds."""
        import asyncio

        offers, seconds = asyncio.run(_rebuild())
        typer.echo(f"{offers} offers indexed in {seconds:.1f} s", err=True)


async def _rebuild() -> tuple[int, float]:
    from time import perf_counter

    from myjobmatch.db.uow import Database
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.services.matching_runtime import INDEX_FILE, MatchingRuntime
    from myjobmatch.services.vector_stores import chosen_store
    from myjobmatch.settings import get_settings

    settings = get_settings()
    folder = settings.data_dir  # where the server keeps it
    (folder / INDEX_FILE).unlink(missing_ok=True)
    database = Database(settings.sqlalchemy_url, SystemClock())
    begun = perf_counter()
    with chosen_store(settings.vectors, settings.sqlalchemy_url) as open_vectors:
        runtime = MatchingRuntime(database, folder, settings.encoder or None, open_vectors)
        try:
            await runtime.refresh()
        finally:
            await database.close()
    return len(runtime.offers), perf_counter() - begun
