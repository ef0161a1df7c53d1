"""Immersions by HTTP: `GET /api/v1/immersions/{id}/agreement` answers the agreement as a PDF, for its signatures."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.services.immersion_paper import print_agreement

NOT_KEPT = {"Cache-Control": "no-store, private"}


async def agreement(request: Request) -> Response:
    """The agreement of a youth whom the actor accompanies."""
    actor = await signed_in(request)
    name, pdf = await print_agreement(services(), actor, request.path_params["immersion_id"])
    said = f'attachment; filename="{name}"'
    return Response(
        pdf, media_type="application/pdf", headers=NOT_KEPT | {"Content-Disposition": said}
    )


ROUTES = [Route("/api/v1/immersions/{immersion_id}/agreement", agreement, methods=["GET"])]
