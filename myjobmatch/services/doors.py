"""The ways in, put together: registering, activating, passkeys. What `api` calls before anybody is signed in."""

from dataclasses import dataclass

from myjobmatch.db.uow import Database
from myjobmatch.integrations.company_directory import CompanyDirectory
from myjobmatch.services.activation import ActivationService
from myjobmatch.services.company_door import CompanyDoor
from myjobmatch.services.passkeys import PasskeyService
from myjobmatch.services.registration import RegistrationService
from myjobmatch.services.sessions import SessionService


@dataclass(frozen=True, slots=True)
class Doors:
    """One of each."""

    registration: RegistrationService
    activation: ActivationService
    passkeys: PasskeyService
    companies: CompanyDoor


def doors_of(
    database: Database, sessions: SessionService, directory: CompanyDirectory | None = None
) -> Doors:
    """The ways into this database."""
    passkeys = PasskeyService(database, sessions)
    return Doors(
        RegistrationService(database, sessions, passkeys),
        ActivationService(database, sessions, passkeys),
        passkeys,
        CompanyDoor(database, sessions, directory),
    )
