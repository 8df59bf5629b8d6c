"""A real JupyterHub with accounts of the system, in namespaces of its own: nothing of it stays on the machine.

The hub runs as root. It sees copies of /etc/passwd, /etc/group and /etc/shadow that have the accounts; the homes, the
exchange and all that it writes lie in a folder that is removed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil
from answers import ROOT
from desks import Person, wait_for, write_lab_settings
from ports import free_ports

PROGRAMS = ("unshare", "nsenter", "setpriv", "mount", "openssl", "bwrap")
MODULES = ("jupyterhub", "configurable_http_proxy", "nbgrader")
_BIN = Path(sys.prefix, "bin")
_START_S, _COMMAND_S = 400, 400  # on a machine however busy
_LISTS = ("passwd", "group", "shadow")


def lacking() -> str | None:
    """Why no hub can be started here, in words, or None."""
    if os.geteuid() != 0:
        return "a JupyterHub for several accounts is started by root, which this is not"
    programs = [name for name in PROGRAMS if shutil.which(name) is None]
    modules = [name for name in MODULES if importlib.util.find_spec(name) is None]
    if programs or modules:
        return f"not installed: {', '.join([*programs, *modules])}"
    if not Path("/etc/pam.d/login").exists():
        return "PAM has no service `login`, by which JupyterHub asks for passwords"
    if _closed(Path(tempfile.gettempdir())):
        return f"{tempfile.gettempdir()} is closed to other accounts: homes can't lie there"
    trial = [*_UNSHARE, "true"]
    if subprocess.run(trial, capture_output=True, check=False).returncode != 0:
        return "this machine refuses mount and process namespaces to root"
    user = ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups"]
    boxed = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]
    if subprocess.run([*_UNSHARE, *user, *boxed], capture_output=True, check=False).returncode != 0:
        return "this machine refuses namespaces to ordinary accounts, and grading needs a sandbox"
    return None


_UNSHARE = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private")


class Hub:
    """A hub that runs, its accounts with the password that all of them have, and their homes."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.folder, self.names = folder, tuple(names)
        self.word = secrets.token_hex(16)
        self.exchange = folder / "exchange"
        self._ports = free_ports(3)
        self.url = f"http://127.0.0.1:{self._ports[0]}"
        self._process: subprocess.Popen[bytes] | None = None

    def home(self, name: str) -> Path:
        return self.folder / "home" / name

    def configure(self, config: str, name: str | None = None) -> None:
        """Write an nbgrader_config.py: for every account, or for one, which then owns it."""
        place = self.folder / "etc" if name is None else self.home(name) / ".jupyter"
        place.mkdir(exist_ok=True)
        (place / "nbgrader_config.py").write_text(f"c = get_config()\n{config}\n")
        for path in () if name is None else (place, place / "nbgrader_config.py"):
            shutil.chown(path, *self._ids(name))

    def run(self, name: str, *command: str) -> str:
        """What a command prints that an account runs in its home; it must succeed."""
        user = [f"--{kind}={number}" for kind, number in zip(("reuid", "regid"), self._ids(name), strict=True)]
        inside = ["nsenter", f"--target={self._init().pid}", "--mount", "--pid"]
        settings = [f"{key}={value}" for key, value in self._environment(self.home(name)).items()]
        as_account = ["setpriv", *user, "--clear-groups", "env", "--ignore-environment", *settings]
        done = subprocess.run(
            [*inside, *as_account, "env", f"--chdir={self.home(name)}", *command],
            capture_output=True,
            text=True,
            check=False,
            timeout=_COMMAND_S,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def server(self, name: str) -> str:
        """The address of an account's server."""
        return f"{self.url}/user/{name}"

    def words(self) -> str:
        """The end of what hub, proxy and the accounts' servers have written."""
        log = self.folder / "log"
        return log.read_text(errors="replace")[-6000:] if log.exists() else ""

    # --- its life

    def start(self) -> None:
        self._write_accounts()
        self._write_settings()
        script = self.folder / "start.sh"
        script.write_text("\n".join(["set -e", *self._mounts(), self._command(), "exit $?"]) + "\n")
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [*_UNSHARE, "sh", str(script)],
                cwd=self.folder,
                env=self._environment(self.folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        process = self._process
        try:
            wait_for(f"{self.url}/hub/login", lambda: process.poll() is None, _START_S)
        except TimeoutError as error:
            raise TimeoutError(f"JupyterHub does not answer\n{self.words()}") from error

    def stop(self) -> None:
        """End all that runs there; the mounts go with the last process."""
        if self._process is None:
            return
        with contextlib.suppress(psutil.Error, AssertionError):
            self._init().kill()  # the kernel ends every process of the namespace with its first
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()

    def _init(self) -> psutil.Process:
        """The first process of the namespaces."""
        assert self._process is not None
        children = psutil.Process(self._process.pid).children()
        assert children, f"the hub has ended\n{self.words()}"
        return children[0]

    # --- what it needs

    def _ids(self, name: str) -> tuple[int, int]:
        number = _free_ids(len(self.names))[self.names.index(name)]
        return number, number

    def _write_accounts(self) -> None:
        """Copies of the system's lists with the accounts added; nobody else may read the passwords."""
        lists = self.folder / "lists"
        lists.mkdir(mode=0o755)
        for name in _LISTS:
            shutil.copy2(Path("/etc", name), lists / name)
        (lists / "shadow").chmod(0o600)
        hashed = subprocess.run(
            ["openssl", "passwd", "-6", "-stdin"], input=self.word, capture_output=True, text=True, check=True
        ).stdout.strip()
        (self.folder / "home").mkdir(mode=0o755)
        for name in self.names:
            user, group = self._ids(name)
            home = self.home(name)
            home.mkdir(mode=0o700)
            shutil.chown(home, user, group)
            for kind, line in (
                ("passwd", f"{name}:x:{user}:{group}::{home}:/bin/bash"),
                ("group", f"{name}:x:{group}:"),
                ("shadow", f"{name}:{hashed}:20000:0:99999:7:::"),
            ):
                with (lists / kind).open("a") as file:
                    file.write(f"{line}\n")

    def _mounts(self) -> list[str]:
        """Shell commands: the lists of accounts over the system's, and Python where everyone can reach it."""
        commands = [f"mount --bind {self.folder}/lists/{name} /etc/{name}" for name in _LISTS]
        aside = self.folder / "aside"
        for top, paths in _behind_closed_folders().items():
            places = {path: aside / str(path).replace("/", "+") for path in paths}
            commands += [f"mkdir -p {place} && mount --bind {path} {place}" for path, place in places.items()]
            commands.append(f"mount -t tmpfs -o mode=755 tmpfs {top}")
            commands += [f"mkdir -p {path} && mount --bind {place} {path}" for path, place in places.items()]
        return commands

    def _write_settings(self) -> None:
        """What an administrator writes: the hub's configuration, and what all accounts share."""
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        shared = self.folder / "etc"
        write_lab_settings(shared)
        _, own, proxy = self._ports
        settings = {
            "JupyterHub.bind_url": self.url,
            "JupyterHub.hub_port": own,
            "JupyterHub.db_url": f"sqlite:///{self.folder / 'hub.sqlite'}",
            "JupyterHub.cookie_secret_file": str(self.folder / "cookie_secret"),
            "JupyterHub.authenticator_class": "pam",
            "Authenticator.allowed_users": set(self.names),
            "PAMAuthenticator.open_sessions": False,
            "ConfigurableHTTPProxy.api_url": f"http://127.0.0.1:{proxy}",
            "ConfigurableHTTPProxy.command": [
                str(_BIN / "configurable-http-proxy"),
                f"--proxy-timeout={_COMMAND_S * 1000}",
            ],
            "ConfigurableHTTPProxy.pid_file": str(self.folder / "proxy.pid"),
            "Spawner.cmd": [str(_BIN / "jupyterhub-singleuser")],
            "Spawner.default_url": "/lab",
            "Spawner.environment": {"JUPYTER_CONFIG_PATH": str(shared)},
            "Spawner.start_timeout": _START_S,
            "Spawner.http_timeout": _START_S,
        }
        lines = ["c = get_config()", *(f"c.{name} = {value!r}" for name, value in settings.items())]
        (self.folder / "jupyterhub_config.py").write_text("\n".join(lines) + "\n")

    def _command(self) -> str:
        return f"{sys.executable} -m jupyterhub -f {self.folder / 'jupyterhub_config.py'}"

    def _environment(self, home: Path) -> dict[str, str]:
        path = os.pathsep.join([str(_BIN), "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"])
        return {
            "PATH": path,
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "JUPYTER_CONFIG_PATH": str(self.folder / "etc"),
        }


def log_in(person: Person, one: Hub, page: str) -> str:
    """Let somebody with an account log in, and open that page of their server; gives back its address."""
    there = f"{one.server(person.name)}/{page}"
    start = f"/hub/spawn/{person.name}?next={quote(there.removeprefix(one.url), safe='')}"
    person.browser.get(f"{one.url}/hub/login?next={quote(start, safe='')}")
    person.see("#username_input").send_keys(person.name)
    person.see("#password_input").send_keys(one.word)
    person.click("#login_submit")
    person.until(lambda: person.browser.current_url.startswith(there) or None, f"{person.name} is not at {there}")
    return there


@contextmanager
def hub(*names: str) -> Iterator[Hub]:
    """A hub for accounts of these names; whatever happens, nothing of it is left."""
    with tempfile.TemporaryDirectory(prefix="jupyterhub-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        folder.chmod(0o755)
        one = Hub(folder, names)
        try:
            one.start()
            yield one
        finally:
            one.stop()


def _free_ids(count: int) -> list[int]:
    """Numbers that no account of the system has."""
    taken = {account.pw_uid for account in pwd.getpwall()}
    return [number for number in range(52_000, 60_000) if number not in taken][:count]


def _closed(path: Path) -> Path | None:
    """The topmost folder on the way to `path` that other accounts may not enter."""
    return next(
        (one for one in reversed([path, *path.parents]) if one.is_dir() and not one.stat().st_mode & 1), None
    )


def _behind_closed_folders() -> dict[Path, list[Path]]:
    """What the accounts' Python needs of folders that they may not enter, by these folders."""
    used = {Path(path) for path in (sys.base_prefix, sys.prefix, ROOT, *sys.path) if path and Path(path).is_dir()}
    used |= {path.resolve() for path in used}
    outermost = [
        path for path in sorted(used) if not any(path != one and path.is_relative_to(one) for one in used)
    ]
    found: dict[Path, list[Path]] = {}
    for path in outermost:
        top = _closed(path)
        if top is not None:
            found.setdefault(top, []).append(path)
    return found
