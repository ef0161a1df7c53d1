"""Where each role lands after signing in, and whoever opens a page of another role."""

from myjobmatch.domain.enums import Role

HOMES: dict[Role, str] = {
    Role.YOUTH: "/decouvrir",
    Role.RECRUITER: "/employeur/offres",
    Role.EMPLOYMENT_OFFICER: "/employeur/offres",
    Role.ADVISOR: "/conseil",
    Role.MANAGER: "/conseil",
    Role.FUNDER: "/financeur",
    Role.ADMINISTRATOR: "/espace",
}
