"""What the sign-in page's script asks for: something for the person's device to sign."""

import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.http.pages.door import Door
from smoall.infra.http.pages.visitors import is_from_here

START = "/account/passkey"


@dataclass(frozen=True, slots=True)
class PasskeyStart:
    """``POST /account/passkey``: options for ``navigator.credentials.get``, for pages of ours."""

    door: Door

    def routes(self) -> list[Route]:
        """Where the script calls."""
        return [Route(START, self.answer, methods=["POST"])]

    async def answer(self, request: Request) -> Response:
        """The options; 403 for a page of somebody else."""
        headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
        if not is_from_here(request):
            return JSONResponse({"error": "FORBIDDEN"}, status_code=403, headers=headers)
        try:
            options = await self.door.passkey_options(request_id=secrets.token_hex(8))
        except Unavailable:
            return JSONResponse({"error": "SERVICE_UNAVAILABLE"}, status_code=503, headers=headers)
        return Response(options, media_type="application/json", headers=headers)
