"""`detente serve`: the store as a site on this computer."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

import click

from commands.common import STORE, clean, one_line, store_folder
from graph.errors import InputError

PORT = 8321
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\.?")
_WARNING = (
    "warning: everyone who can reach this computer at {} can read the store, there is no password; who asks by another "
    "name is refused, --allow-host NAME lets one in"
)
_GRACE = 2
"""Seconds that answers under way may still take when the server ends."""
_HEAD = 1 << 19
"""Bytes of the line and the headers of a request: room for the address of the longest query."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, callback=clean, help="Address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Answer also to this name in an address; may be given again.",
)
@click.option("--open", "opens", is_flag=True, help="Open the site in your browser.")
@STORE
def serve(store_path: Path | None, host: str, port: int, allowed: tuple[str, ...], *, opens: bool) -> None:
    """Serve the store as a site: search, actors, pairs, articles, maps, analyses, and SPARQL at /sparql.

    Only this computer can reach it unless --host names another address. It has no password and changes nothing. What
    `detente add` stores meanwhile is shown. Ctrl-C ends it.
    """
    from graph.store.place import check  # noqa: PLC0415

    path = store_folder(store_path)
    names = [_bracketed(name) for name in (host, *allowed)]
    check(path)
    with _listening(host, port) as listening:
        address = ip_address(listening.getsockname()[0].partition("%")[0])
        if not address.is_loopback:
            click.echo(one_line(_WARNING.format(host)), err=True)
        shown = "127.0.0.1" if str(address) == "0.0.0.0" else "[::1]" if str(address) == "::" else names[0]  # noqa: S104
        _run(path, listening, f"http://{shown}:{listening.getsockname()[1]}/", names, opens=opens)


def _bracketed(name: str) -> str:
    """Return a name as a Host header has it: an IPv6 address in brackets.

    Raises:
        InputError: it is neither a name nor an address.
    """
    with suppress(ValueError):
        address = ip_address(name.removeprefix("[").removesuffix("]"))
        return f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004 - a version
    if not _NAME.fullmatch(name):
        raise InputError(f"host {name!r}: neither a name nor an address; leave out scheme, port and path")
    return name.lower().rstrip(".")


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there.

    Raises:
        InputError: no such host, or it cannot be listened on.
    """
    bare = host.removeprefix("[").removesuffix("]")
    try:
        found = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, place = min(((f[0], f[4]) for f in found), key=lambda f: f[0] != socket.AF_INET)
        made = socket.create_server(place[:2], family=family)
        # only of sockets that name their protocol does asyncio take the delay that costs each answer 40 ms
        return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=made.detach())
    except (socket.gaierror, UnicodeError):
        raise InputError(f"host {host}: no address has this name; name one of this computer's") from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise InputError(f"{host}:{port}: cannot listen there ({why}); --port takes another, 0 a free one") from None


def _run(path: Path, listening: socket.socket, address: str, names: Sequence[str], *, opens: bool) -> None:
    """Serve until a signal ends it; queries are logged nowhere."""
    import uvicorn  # noqa: PLC0415 - only this command serves

    from web.app import make_app  # noqa: PLC0415
    from web.security import LOOPBACK  # noqa: PLC0415

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            click.echo(one_line(f"serving {path} at {address} (Ctrl-C ends it)"))
            if opens:
                click.launch(address)

    app = make_app(path, hosts=(*LOOPBACK, *names))
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",  # what a cut connection or an end amid answers would print helps nobody
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        loop="asyncio",
        http="h11",
        ws="none",
        h11_max_incomplete_event_size=_HEAD,
        timeout_graceful_shutdown=_GRACE,
    )
    with suppress(KeyboardInterrupt):  # which is how it is meant to end
        Server(config).run(sockets=[listening])
