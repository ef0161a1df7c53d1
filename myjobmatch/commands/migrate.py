"""`myjobmatch migrate`: bring the database to the newest schema."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def migrate() -> None:
        """Bring the database to the newest schema (the server does it at start, too)."""
        from myjobmatch.db.migrate import upgrade
        from myjobmatch.settings import get_settings

        settings = get_settings()
        settings.open_data_dir()
        upgrade(settings.sqlalchemy_url)
        typer.echo("The database has the newest schema.", err=True)
