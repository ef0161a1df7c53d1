"""Coming in: registering, activating, choosing another password by a code. Every answer is JSON; the forms live in `client/joining.jsx`.

A request that opens a session answers `{role, home}` with the session's cookie, as signing in does.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from myjobmatch.api.acting import services
from myjobmatch.api.sessions import COOKIE, client_of, is_https, signed_in_answer
from myjobmatch.container import current
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.passkeys import PasskeyAnswer, Site
from myjobmatch.i18n.catalogue import LOCALES
from myjobmatch.services.activation import Activate, Renew
from myjobmatch.services.doors import Doors
from myjobmatch.services.joining import Door
from myjobmatch.services.passkeys import list_passkeys
from myjobmatch.services.registration import Register

CHALLENGE_COOKIE = "mjm_passkey"
FIRST_STEPS = "/premiers-pas"
OWN_KEYS = "/mon-espace/securite"

Short = Annotated[str, Field(max_length=300)]


class Form(BaseModel):
    """What a page of ours sends: exact types, no field that we do not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DoorForm(Form):
    """How somebody will sign in."""

    login: Short
    password: Annotated[str, Field(max_length=1000)] = ""
    credential: Annotated[str, Field(max_length=20_000)] = ""
    text_version: Short
    agreed: bool
    language: Short


class RegisterForm(DoorForm):
    """The answers of `/inscription`; `website` is a field that nobody sees."""

    first_name: Short
    birth_date: Short
    place: Short
    postcode: Short = ""
    website: Short = ""


class LookForm(Form):
    """A code."""

    code: Short


class ActivateForm(DoorForm):
    """A code and the answers of `/activation`."""

    code: Short


class RenewForm(Form):
    """A code for another password, and the password."""

    code: Short
    password: Annotated[str, Field(max_length=1000)]


F = TypeVar("F", bound=Form)


async def read_form(request: Request, kind: type[F]) -> F:
    """The body as a form of this kind.

    Raises:
        Invalid: it is no JSON, or not of this kind (`malformed`).
    """
    # A form of another site cannot send this type without a preflight, which nobody answers.
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Invalid("malformed")
    try:
        return kind.model_validate(orjson.loads(await request.body()))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise Invalid("malformed") from error


def doors() -> Doors:
    """The ways in.

    Raises:
        RuntimeError: the process was started without them.
    """
    found = current().doors
    if found is None:
        raise RuntimeError("the doors are not wired")
    return found


def site_of(request: Request) -> Site:
    """The relying party: the public address where it is set, else the address of this request."""
    public = current().settings.public_url.rstrip("/")
    scheme = "https" if is_https(request) else "http"
    origin = public or f"{scheme}://{request.headers.get('host', '')}"
    host = origin.partition("://")[2].partition("/")[0].rpartition("]")[2].partition(":")[0]
    return Site(host, origin)


def answer_of(request: Request, credential: str, name: str = "") -> PasskeyAnswer:
    """What a browser says to the challenge that its cookie names."""
    return PasskeyAnswer(request.cookies.get(CHALLENGE_COOKIE, ""), credential, name)


def _door(request: Request, form: DoorForm) -> Door:
    passkey = answer_of(request, form.credential) if form.credential else None
    return Door(form.login, form.password, passkey)


def _language(form: DoorForm) -> str:
    return form.language if form.language in LOCALES else current().settings.default_locale


async def communes(request: Request) -> Response:
    """`GET /api/v1/communes?q=`: `[{label, name, postcode}]`, six at most."""
    found = await doors().registration.find_communes(
        request.query_params.get("q", ""), client=client_of(request)
    )
    return JSONResponse(
        [{"label": one.label, "name": one.name, "postcode": one.postcode} for one in found]
    )


async def register(request: Request) -> Response:
    """`POST /api/v1/registrations` of a `RegisterForm`: 200 `{role, home}`, 409, 422 or 429 with a code."""
    form = await read_form(request, RegisterForm)
    opened = await doors().registration.register(
        Register(
            first_name=form.first_name,
            birth_date=form.birth_date,
            place=form.place,
            door=_door(request, form),
            text_version=form.text_version,
            agreed=form.agreed,
            language=_language(form),
            postcode=form.postcode,
            trap=form.website,
        ),
        site_of(request),
        replaced=request.cookies.get(COOKIE),
        client=client_of(request),
    )
    return await signed_in_answer(request, opened, home=FIRST_STEPS)


async def look(request: Request) -> Response:
    """`POST /api/v1/activations/look` of a `LookForm`: whom the code is for; nothing is used up."""
    form = await read_form(request, LookForm)
    found = await doors().activation.look(form.code, client=client_of(request))
    return JSONResponse(
        {
            "first_name": found.first_name,
            "structure": found.structure,
            "advisor": found.advisor,
            "phone": found.phone,
            "minor": found.minor,
            "renews": found.renews,
            "login": found.login,
        }
    )


async def activate(request: Request) -> Response:
    """`POST /api/v1/activations` of an `ActivateForm`: 200 `{role, home}`, 409, 422 or 429 with a code."""
    form = await read_form(request, ActivateForm)
    opened = await doors().activation.activate(
        Activate(
            code=form.code,
            door=_door(request, form),
            text_version=form.text_version,
            agreed=form.agreed,
            language=_language(form),
        ),
        site_of(request),
        replaced=request.cookies.get(COOKIE),
        client=client_of(request),
    )
    return await signed_in_answer(request, opened, home=FIRST_STEPS)


async def renew(request: Request) -> Response:
    """`POST /api/v1/renewals` of a `RenewForm`: 200 `{role, home}`, 409, 422 or 429 with a code.

    Whoever has keys comes to their list first: they open the account as before.
    """
    form = await read_form(request, RenewForm)
    opened = await doors().activation.renew(
        Renew(form.code, form.password),
        replaced=request.cookies.get(COOKIE),
        client=client_of(request),
    )
    keys = await services().run(list_passkeys, opened.actor, None)
    return await signed_in_answer(request, opened, home=OWN_KEYS if keys else "")


ROUTES = [
    Route("/api/v1/communes", communes, methods=["GET"]),
    Route("/api/v1/registrations", register, methods=["POST"]),
    Route("/api/v1/activations/look", look, methods=["POST"]),
    Route("/api/v1/activations", activate, methods=["POST"]),
    Route("/api/v1/renewals", renew, methods=["POST"]),
]
