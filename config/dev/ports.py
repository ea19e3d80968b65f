"""TCP ports of this machine: is one free, and who holds it when not."""

from __future__ import annotations

import socket

import psutil

from config.dev.problems import LaunchProblem


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def require_port(host: str, port: int) -> None:
    """Raise `LaunchProblem` naming the holder when `port` cannot be bound on `host`."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LaunchProblem(
                f"Port {port} on {host} cannot be used ({error.strerror}); {holder_of(port)}. Nothing was started. "
                f"Stop that program, or choose another port: `PORT={port + 1} make run`."
            ) from error


def holder_of(port: int) -> str:
    """Who listens on `port`, in words; other users' processes may stay unnamed."""
    try:
        listeners = [c for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
        for connection in listeners:
            if connection.laddr and connection.laddr.port == port and connection.pid:
                return f"it is held by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        return "who holds it is not visible to this user"
    return "who holds it is not visible to this user"
