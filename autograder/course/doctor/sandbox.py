"""Whether a sandbox works here, and what keeps it from working."""

from __future__ import annotations

import signal

from autograder import wire
from autograder.authoring.assignment import Assignment
from autograder.course.doctor.namespaces import remedy, user_namespaces
from autograder.records.doctor_findings import Finding, Severity
from autograder.records.errors import KitError, MachineRefused
from autograder.records.guarantees import as_options
from autograder.records.settings import Kind, Limits
from autograder.sandbox.child.replies import read_reply
from autograder.sandbox.choose_backend import backend_for, choose
from autograder.sandbox.sandboxed_worker import Sandbox

_ANSWER_S = 60.0  # of a child on a busy machine


def sandbox_kind() -> tuple[Kind | None, Finding]:
    try:
        kind = choose(Kind.AUTO)
    except MachineRefused as error:
        return None, Finding(
            "sandbox", Severity.PROBLEM, str(error), "Raise that limit, and run `vaekit doctor` again."
        )
    except KitError as error:
        return None, Finding("sandbox", Severity.PROBLEM, str(error), remedy())
    words = ". ".join(filter(None, (backend_for(kind).gives(), _to_accept(kind))))
    return kind, Finding("sandbox", Severity.OK, f"{kind.value} works" + (f": {words}" if words else ""))


def _to_accept(kind: Kind) -> str:
    """Which options of `vaekit grade` accept what that sandbox can't guarantee here; empty where it gives all."""
    lacking = backend_for(kind).lacks()
    return f"The first grading of a course needs {as_options(lacking)}" if lacking else ""


def trial(kind: Kind, here: list[Assignment]) -> Finding:
    """Starts a worker with the same modules as a grading: an installed TensorFlow may not be visible in the sandbox."""
    wanted = [module for one in here if one.lacking is None for module in one.preload]
    preload = tuple(dict.fromkeys(wanted or ["numpy"]))
    try:
        with Sandbox(kind, preload, Limits()) as sandbox:
            why = _why_no_answer(sandbox)
    except KitError as error:
        advice = (
            "The sandbox sees the environment that the kit is installed in, and the system's: install the kit with all "
            "it needs into one virtual environment (not with `pip install --user`)."
        )
        return Finding("worker in the sandbox", Severity.PROBLEM, str(error), advice)
    if why is not None:
        advice = (
            "Raise the limits of this user (`ulimit -a` shows them), and end what else takes memory or processes."
        )
        return Finding("worker in the sandbox", Severity.PROBLEM, why, advice)
    return Finding(
        "worker in the sandbox", Severity.OK, "starts, with all that a grading imports, and a child answers"
    )


def _why_no_answer(sandbox: Sandbox) -> str | None:
    """Why a child of the worker answers nothing; None where it answers, if only that it knows no such question."""
    with sandbox.fork() as connection:
        try:
            wire.send(connection, wire.Ask("trial", {}, _ANSWER_S, 1), _ANSWER_S)
            reply = read_reply(wire.receive(connection, _ANSWER_S))
        except wire.DeadlinePassed:
            return f"a child of it gave no answer within {_ANSWER_S:g} seconds"
        except wire.ConnectionLost:
            number = sandbox.signal_that_ended_child()
            by = f"by {signal.Signals(number).name}" if number else "by itself"
            return f"a child of it ended {by} before it answered: a limit of this machine is lower than it needs"
    if reply.kind is wire.MessageKind.REFUSED:
        return (
            f"the machine refused a child of it ({reply.error.text if reply.error is not None else 'no reason'})"
        )
    return None


def live_apart(kind: Kind) -> Finding:
    name = "user namespaces"
    if kind is Kind.LANDLOCK:  # the last choice: what keeps this machine from the first is named
        words = f"submissions share a warm worker, each confined without namespaces. {backend_for(Kind.BWRAP).problem()}"
        return Finding(name, Severity.WARNING, words, f"{remedy()} Or leave it so.")
    if backend_for(kind).can_isolate_children():
        return Finding(name, Severity.OK, "submissions share a warm worker, each in namespaces of its own")
    words = "each submission gets a worker of its own, which is as safe and takes some seconds more"
    advice = (
        "Install bubblewrap, or leave it so." if kind is not Kind.BWRAP else user_namespaces() or "Leave it so."
    )
    return Finding(name, Severity.WARNING, words, advice)
