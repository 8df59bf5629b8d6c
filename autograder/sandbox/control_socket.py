"""The grader's side of a worker's control socket: every order of `wire.Order` is sent here."""

from __future__ import annotations

import contextlib
import socket

from autograder import wire
from autograder.wire import Order

_PING_S = 5.0  # a worker that lives answers at once, on a machine however busy
_NO_ANSWER = (wire.ConnectionLost, wire.DeadlinePassed, wire.ProtocolError, OSError)


class Control:
    """Sends orders to one worker."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def wait_until_ready(self, timeout_s: float) -> None:
        """Wait until the worker has imported what it was told to. Raises wire's errors where it has gone or is late."""
        wire.receive(self._connection, timeout_s)

    def fork(self) -> socket.socket:
        """Return a connection to a new child of the worker; any earlier child ends. Raises OSError."""
        return send_with_socket(self._connection, Order.FORK)

    def end_child(self) -> None:
        """Kill the child and all that it started in its process group."""
        with contextlib.suppress(OSError):
            self._connection.send(Order.END_CHILD.value)

    def is_alive(self) -> bool:
        """Return whether the worker still answers: a child may have killed or stopped it."""
        try:
            self._connection.send(Order.PING.value)
            wire.receive(self._connection, _PING_S)
        except _NO_ANSWER:
            return False
        return True

    def signal_that_ended_child(self) -> int | None:
        """Return the signal that ended the child, 0 where it ended by itself; None where it runs or nobody answers."""
        try:
            self._connection.send(Order.CHILD_STATE.value)
            number = wire.receive(self._connection, _PING_S).get("signal")
        except _NO_ANSWER:
            return None
        return number if isinstance(number, int) else None


def send_with_socket(connection: socket.socket, order: Order, *, with_credentials: bool = False) -> socket.socket:
    """Send an order with one end of a new pair of sockets, and return the other end. Raises OSError.

    `with_credentials`: what comes on it tells which process has sent it.
    """
    grader_end, worker_end = socket.socketpair()
    try:
        grader_end.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, int(with_credentials))
        with worker_end:
            socket.send_fds(connection, [order.value], [worker_end.fileno()])
    except OSError:
        grader_end.close()
        raise
    return grader_end
