"""Starts the web application on this machine, and what runs beside it."""

from __future__ import annotations

import gc
import os
import socket
from typing import Any

from tvaerspor.actions.admin.running import hold_running
from tvaerspor.web.beside import keep_running, prepare

THREADS = 1
SELDOM = 20_000  # new objects between two searches for garbage


class PortTaken(Exception):
    """Somebody else listens there already."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port} er optaget eller kan ikke bruges; vælg en anden port.")


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 3) -> None:
    """Serves until it is stopped; prints the address in Danish. Raises PortTaken and Refused.

    The database is made ready in a process of its own, and so is the work beside: no connection is ever open in the
    process that the others are forked from.
    """
    _try_port(host, port)
    _settle_environment(host)
    os.umask(0o077)  # the database names people: what we write is for this user alone
    hold_running()
    prepare()
    keep_running()
    _application(host, port, workers).run()


def _try_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            raise PortTaken(host, port) from None


def _settle_environment(host: str) -> None:
    """The host that is asked for may be visited."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tvaerspor.web.settings")
    os.environ.setdefault("TVAERSPOR_ALLOWED_HOSTS", ",".join(dict.fromkeys(("localhost", "127.0.0.1", "[::1]", host))))


def _application(host: str, port: int, workers: int) -> Any:
    """Gunicorn without its command line."""
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": THREADS,
        "worker_class": "gthread",
        "preload_app": True,
        "control_socket_disable": True,
        "loglevel": "warning",
        "when_ready": lambda server: print(_greeting(host, port), flush=True),
        "post_worker_init": lambda worker: _warm(),
    }

    class _Served(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from tvaerspor.web.wsgi import application, open_programmes

            open_programmes()
            return application

    return _Served()


def _warm() -> None:
    """In each process, after the fork: opens the published programmes before anybody asks for them.

    What is there then stays for good: it is not searched for garbage again while somebody waits for a page.
    """
    from tvaerspor.web.wsgi import open_published

    open_published()
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)


def _greeting(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"Tværspor kører på http://{shown}:{port}/ – stop med Ctrl+C"
