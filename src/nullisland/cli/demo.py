"""`nullisland demo`."""

import argparse
import contextlib
import ipaddress
import json
import os
import sys

from nullisland.cli.values import whole
from nullisland.errors import ConfigError
from nullisland.model import Scenario

__all__ = ["run"]

_FIRST_PORT = 8501
_TRIES = 20


def run(args: argparse.Namespace) -> int:
    """Serve the lesson until interrupted."""
    port = _FIRST_PORT if args.port is None else whole("port", args.port)
    if not 1 <= port <= 65_535:
        raise ConfigError(f"port must be in [1, 65535], got {port}")
    if args.code is not None:
        Scenario.from_code(args.code)
    from nullisland.app.launch import free_port, launch, page_url
    from nullisland.app.real_cases import ADDRESS, SWITCH, switched_on

    _check_address(args.address)
    if args.real_cases:
        os.environ[SWITCH] = "1"
    chosen = free_port(port, tries=_TRIES if args.port is None else 1, address=args.address)
    out = contextlib.redirect_stdout(sys.stderr) if args.json else contextlib.nullcontext()
    url = page_url(args.address, chosen)
    if args.json:
        more = {"real_cases": url + ADDRESS} if switched_on() else {}
        print(json.dumps({"url": url, "port": chosen, **more}), flush=True)
    elif switched_on():
        print(f"real cases, for teachers: {url}{ADDRESS}", flush=True)
    with out:
        launch(port=chosen, address=args.address, open_browser=not args.no_browser, code=args.code)
    return 0


def _check_address(address: str) -> None:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        raise ConfigError(
            f"address must be an IP address such as 127.0.0.1 or 0.0.0.0, got {address!r}"
        ) from None
