"""A process that has imported everything and forks a child for each job.

Starting Python and importing pandas takes longer than most jobs. So a run starts this server
once; Snakemake's scripts reach it through job_client.py, which stands before their command.

    parent (Snakemake) ──pipe──► server ──fork──► child ◄──socket── client (the job)

Nothing outlives what it works for, however that ends (kill -9 included), because the kernel
closes each end of the pipes and of the sockets: when the parent is gone, the server ends; when
the server or its client is gone, a child kills itself and what it has started; when a child is
gone without a word, its client fails. A child writes whole files only, so killing it leaves
nothing half-written. The server lives for one run, and a job that finds a source changed since
the server began is left to a process of its own: no code is older than the job.

usage: job_server.py MODULE...     modules to import beforehand
Prints the path of its socket when it listens. Ends when its standard input is closed.
"""

import contextlib
import gc
import importlib
import json
import os
import select
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import types
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parents[1]
# What importing reads: code, and the words and settings that some modules look up at once.
SOURCES = (
    (SCRIPTS, "*.py"),
    (ROOT / "src", "*.py"),
    (ROOT / "resources" / "words", "*.yaml"),
    (Path("config"), "*.yaml"),
)
DRAWS = "render_notebook"
# What every notebook imports beyond the script that executes it, and every job Snakemake's.
WARM = {
    DRAWS: (
        "IPython.core.completer",
        "matplotlib.backends.backend_agg",
        "matplotlib.backends.backend_pdf",
        "matplotlib.backends.backend_svg",
        "pandas",
    ),
}
STARTED: list[subprocess.Popen] = []  # kept, since a collected one closes its pipe


def start(scripts: Iterable[str] = (DRAWS,)) -> None:
    """Start the server of this process, unless it has one. No job knows of it yet.

    scripts  names of the workflow's scripts: what they import is imported beforehand
    """
    if not STARTED:
        modules = [name for script in scripts for name in (script, *WARM.get(script, ()))]
        command = [sys.executable, __file__, *modules]
        threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
        STARTED.append(
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | threads,  # jobs share the cores, so each keeps to one
            )
        )


def prefix(scripts: Iterable[str]) -> str:
    """What to put before a job's command so that the server of this process runs it."""
    start(scripts)
    address = STARTED[0].stdout.readline().strip()
    client = [sys.executable, "-SEI", str(SCRIPTS / "job_client.py"), address]
    return f"set -euo pipefail; exec {shlex.join(client)} "


def picture_is_named(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for a single picture, so that somebody waits for it.

    The server can then be started before the configuration is read, which saves that time.
    """
    dry = {"-n", "--dry-run", "--dryrun"}
    return dry.isdisjoint(arguments) and any("results/figures/" in word for word in arguments)


def main(modules: list[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the clients as well
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    # A folder for this user only. A socket's path is limited to some hundred bytes.
    roomy = len(tempfile.gettempdir()) < 40
    private = tempfile.TemporaryDirectory(prefix="jobs-", dir=None if roomy else "/tmp")
    with private as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/socket")
        listener.listen(64)
        print(f"{folder}/socket", flush=True)
        sys.path.insert(0, str(ROOT / "src"))
        versions = _versions()
        gc.disable()  # looking for garbage makes imports a fifth slower
        for module in ["snakemake.iocontainers", "snakemake.logging", *modules]:
            importlib.import_module(module)
        gc.freeze()  # children need not look through all that is imported
        gc.enable()
        if ends := _serve(listener):
            _work(*ends, versions, folder)


def _versions() -> dict[str, tuple[int, int]]:
    """What tells each source from a later version of it."""
    found = {}
    for folder, names in SOURCES:
        for source in folder.rglob(names):
            status = source.stat()
            found[str(source)] = status.st_mtime_ns, status.st_size
    return found


def _serve(listener: socket.socket) -> tuple[socket.socket, int] | None:
    """Fork a child for each connection until the parent is gone.

    Returns, in a child, the connection and a pipe that is closed when the server is gone; in
    the server None, once its children are gone as well.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    # The one other thread is of Arrow's allocator, which mends itself in a child.
    warnings.filterwarnings("ignore", ".*multi-threaded", DeprecationWarning)
    server_gone, serving = os.pipe()
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    poll.register(sys.stdin, 0)  # 0: only tell that the other end is closed
    try:
        while sys.stdin.fileno() not in dict(poll.poll()):
            client, _ = listener.accept()
            if os.fork() == 0:
                os.close(serving)
                return client, server_gone
            client.close()
    except SystemExit:
        pass
    os.close(serving)
    with contextlib.suppress(ChildProcessError):
        os.wait()  # until there is no child left
    return None


def _work(client: socket.socket, server_gone: int, versions: dict, private: str) -> None:
    """Become the job that asks (its outputs, folder, environment) and do what it would do.

    The exit code is sent at the orderly end only, so that a crash cannot pass for success.
    """
    os.setpgid(0, 0)  # to be killed together with a kernel or other process it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for default in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(default, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(client, server_gone), daemon=True).start()
    try:
        head, (*outputs, folder), _, _ = socket.recv_fds(client, 8, 3)
        received = b""
        while len(received) < int(head):
            received += client.recv(1 << 20)
        request = json.loads(received)
        python, *arguments = request["command"]
        os.fchdir(folder)
        if python != sys.executable or _versions() != versions:
            return  # left to the client itself
        client.send(b"r")
        for mine, theirs in enumerate([os.open(os.devnull, os.O_RDONLY), *outputs]):
            os.dup2(theirs, mine)
        os.environ.clear()
        os.environ.update(request["environment"])
        tempfile.tempdir = private  # the server clears up after a child that is killed
        code = _run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        client.send(bytes([code]))
    finally:
        os._exit(1)


def _end_with(*ends: socket.socket | int) -> None:
    """Kill this process, and what it started, when another end of these is closed."""
    poll = select.poll()
    for end in ends:
        poll.register(end, 0)
    poll.poll()
    os.killpg(0, signal.SIGKILL)


def _run(arguments: list[str]) -> int:
    """Run a script as Python itself would; its exit code."""
    script = Path(arguments[0]).absolute()
    sys.argv, sys.path[0] = arguments, str(script.resolve().parent)
    sys.modules["__main__"] = module = types.ModuleType("__main__")
    module.__file__ = str(script)
    try:
        exec(compile(script.read_bytes(), script, "exec"), module.__dict__)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return (end.code or 0) & 0xFF
        print(end.code, file=sys.stderr)
        return 1
    except BaseException as error:
        own = error.with_traceback(error.__traceback__.tb_next)
        sys.excepthook(type(own), own, own.__traceback__)
        return 1
    return 0


if __name__ == "__main__":
    main(sys.argv[1:])
