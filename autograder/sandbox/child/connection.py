"""The connection to a child: messages both ways, and a new child in place of one that died, lied or was late."""

from __future__ import annotations

import signal
import socket
from collections.abc import Mapping
from typing import Any

from autograder import wire
from autograder.records.errors import SandboxError
from autograder.records.outcomes import CheckStopped, ProcessEnded, TimedOut
from autograder.records.settings import Limits
from autograder.sandbox.child.deadline import Deadline
from autograder.sandbox.child.outcomes import DIED, DISTURBED, ENDED_FROM_OUTSIDE, NoStudentLine, WorkerGone
from autograder.sandbox.child.replies import read_reply
from autograder.sandbox.sandboxed_worker import Sandbox

PREPARE_S = 60.0  # the kit's own cells import matplotlib and the like: seconds on a cold disk
PREPARE_AGAIN_S = 20.0  # a worker that has served and is slower than this was hurt
GRACE_S = 3.0  # for the child to report by itself that the time is over
_MAX_OUTSIDE_KILLS = 2  # of a submission's processes that are excused; memory that they take may end them, too


class ChildConnection:
    """Talks to one child of a sandbox at a time. Student code may kill or stop the child, and confuse its replies."""

    def __init__(self, sandbox: Sandbox, limits: Limits, deadline: Deadline) -> None:
        self._sandbox = sandbox
        self._limits = limits
        self._deadline = deadline
        self._socket: socket.socket | None = None
        self._memory_kills_before = 0  # in the sandbox, before the child was forked
        self._outside_kills = 0
        self.has_run_student_code = False  # whether the student's code ran beside the present worker
        self.was_refused = False  # whether the machine may have refused the child a process or thread

    @property
    def is_open(self) -> bool:
        return self._socket is not None

    def open(self) -> None:
        """Fork a child. Raises SandboxError where that fails, and no student code can have hurt the worker."""
        try:
            self._socket = self._sandbox.fork()
        except SandboxError:
            if not self.has_run_student_code:
                raise
            self.renew_worker()  # the student's code has hurt the old one
            self._socket = self._sandbox.fork()
        self._memory_kills_before = self._sandbox.memory_kills()

    def close(self) -> None:
        """End the child."""
        if self._socket is not None:
            self._socket.close()
            self._sandbox.end_child()
        self._socket = None

    def restart(self) -> None:
        """End the child, and the worker too where the child may have hurt it."""
        self.close()
        if not self._sandbox.isolates_children:
            self.renew_worker()

    def renew_worker(self) -> None:
        """End the child and the worker; the next child is one of a new worker."""
        self.close()
        self._sandbox.close()
        self.has_run_student_code = False

    def exchange(self, message: wire.Message | Mapping[str, Any] | None, timeout_s: float) -> wire.Reply:
        """Send a message, if there is one, and return the reply.

        Where no reply comes the child is ended. Raises TimedOut, StudentFailed, NoStudentLine or WorkerGone.
        """
        assert self._socket is not None
        try:
            if message is not None:
                wire.send(self._socket, message, timeout_s)
            return read_reply(wire.receive(self._socket, timeout_s, self._expect_memory))
        except wire.DeadlinePassed:
            self.restart()
            raise TimedOut(f"Your code gave no answer within {timeout_s - GRACE_S:.0f} s.") from None
        except wire.ConnectionLost:
            is_excused = self._ended_from_outside()
            self.restart()
            if is_excused:
                raise WorkerGone(ENDED_FROM_OUTSIDE) from None
            self.was_refused = True  # TensorFlow ends where it can start no thread
            raise ProcessEnded(DIED) from None
        except wire.ProtocolError:  # its text may hold what the child has sent
            self.restart()
            raise NoStudentLine(DISTURBED) from None
        except CheckStopped:
            self.restart()
            raise

    def worker_survived(self) -> bool:
        """Return whether the worker still lives, or end what is left of it.

        Raises WorkerGone where somebody else has ended it.
        """
        if self._sandbox.is_alive():
            return True
        is_excused = self._ended_from_outside()
        self.restart()
        if is_excused:
            raise WorkerGone(ENDED_FROM_OUTSIDE)
        return False

    def _ended_from_outside(self) -> bool:
        """Return whether somebody else has ended the worker, which no child can reach, or killed the child alone.

        That excuses a submission a few times, and the start of the next process is not on its clock.
        """
        worker_lives = self._sandbox.is_alive()
        by_others = self._child_was_killed() if worker_lives else self._sandbox.isolates_children
        if not by_others:
            return False
        self._outside_kills += 1
        if self._outside_kills > _MAX_OUTSIDE_KILLS:
            return False
        self._deadline.extend(PREPARE_AGAIN_S if worker_lives else PREPARE_S)
        return True

    def _child_was_killed(self) -> bool:
        """Return whether somebody else has killed the child: the first process of a namespace can't kill itself.

        The kernel kills one that takes too much memory, too: then it is the submission's own doing.
        """
        if not self._sandbox.isolates_children or self._sandbox.children_can_kill_themselves:
            return False
        if self._sandbox.signal_that_ended_child() != signal.SIGKILL:
            return False
        return self._sandbox.memory_kills() == self._memory_kills_before

    def _expect_memory(self) -> None:
        if self._sandbox.memory_mib() > self._limits.memory_mib:
            raise ProcessEnded(f"Your code used more than {self._limits.memory_mib} MiB of memory.")
