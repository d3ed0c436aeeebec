"""A process that has imported everything and forks a child for each notebook.

Importing pandas, matplotlib and papermill takes longer than drawing most figures. So a run
starts this server once and its jobs ask it, through notebook_client.py, to render.

    parent (Snakemake) ──pipe──► server ──fork──► child ◄──socket── client (the job)

Nothing outlives what it works for, however that ends (kill -9 included), because each end
of the pipe and of the sockets is closed by the kernel: when the parent is gone, the server
kills its children and ends; when a client is gone, the server kills that client's child;
when a child is gone without a word, its client fails. A child writes whole files only, so
killing it leaves nothing half-written. The server lives for one run, so code is as new as
that of a process started by the job.

usage: notebook_server.py MODULE...     modules to import beforehand
Prints the path of its socket when it listens. Ends when its standard input is closed.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

VARIABLE = "TSUNAGARI_NOTEBOOK_SERVER"
# What every notebook imports.
WARM = (
    "IPython.core.completer",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "pandas",
)
STARTED: list[subprocess.Popen] = []  # kept, since a collected one closes its pipe


def start(modules: Sequence[str] = WARM) -> None:
    """Start the server of this process, unless it has one. No job knows of it yet."""
    if not STARTED:
        command = [sys.executable, __file__, *modules]
        STARTED.append(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )


def announce() -> None:
    """Let the jobs that this process starts from now on use its server."""
    start()
    os.environ[VARIABLE] = STARTED[0].stdout.readline().strip()


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
    private = tempfile.TemporaryDirectory(prefix="notebooks-", dir=None if roomy else "/tmp")
    with private as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/socket")
        listener.listen(64)
        print(f"{folder}/socket", flush=True)
        sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
        gc.disable()  # looking for garbage makes imports a fifth slower
        for module in ["render_notebook", *modules]:
            importlib.import_module(module)
        gc.freeze()  # children need not look through all that is imported
        gc.enable()
        if client := _serve(listener):
            _work(client, folder)


def _serve(listener: socket.socket) -> socket.socket | None:
    """Fork a child for each connection until the parent is gone.

    Returns the connection, in a child; the server itself leaves by SystemExit.
    """
    children: dict[int, tuple[int, socket.socket]] = {}  # pipe from the child -> pid, client
    clients: dict[int, int] = {}  # client -> pid of its child
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    poll.register(sys.stdin, 0)  # 0: only tell that the other end is closed
    try:
        while True:
            for descriptor, _ in poll.poll():
                if descriptor == sys.stdin.fileno():
                    sys.exit()
                elif descriptor == listener.fileno():
                    client, _ = listener.accept()
                    alive, held_by_child = os.pipe()
                    pid = os.fork()
                    if pid == 0:
                        for _, other in children.values():
                            other.close()
                        return client
                    os.setpgid(pid, pid)
                    os.close(held_by_child)
                    children[alive], clients[client.fileno()] = (pid, client), pid
                    poll.register(alive, 0)
                    poll.register(client, 0)
                elif descriptor in clients:
                    poll.unregister(descriptor)
                    os.killpg(clients.pop(descriptor), signal.SIGKILL)
                elif descriptor in children:
                    poll.unregister(descriptor)
                    os.close(descriptor)
                    pid, client = children.pop(descriptor)
                    os.waitpid(pid, 0)
                    if clients.pop(client.fileno(), None):
                        poll.unregister(client)
                    client.close()
    except SystemExit:
        for pid, _ in children.values():
            os.killpg(pid, signal.SIGKILL)
        raise


def _work(client: socket.socket, private: str) -> None:
    """Become the job that asks (its outputs, folder, environment) and do what it would do.

    The exit code is sent at the orderly end only, so that a crash cannot pass for success.
    """
    os.setpgid(0, 0)  # to be killed together with a kernel or other process it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        head, (*outputs, folder), _, _ = socket.recv_fds(client, 8, 3)
        received = b""
        while len(received) < int(head):
            received += client.recv(1 << 20)
        request = json.loads(received)
        os.fchdir(folder)
        script, *arguments = request["arguments"]
        if Path(script).resolve() != Path(__file__).with_name("render_notebook.py").resolve():
            return  # some other project's: left to the client itself
        client.send(b"r")
        for mine, theirs in enumerate([os.open(os.devnull, os.O_RDONLY), *outputs]):
            os.dup2(theirs, mine)
        os.environ.clear()
        os.environ.update(request["environment"])
        tempfile.tempdir = private  # the server clears up after a child that is killed
        code = 0
        try:
            sys.modules["render_notebook"].main(arguments)
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
        sys.stderr.flush()
        client.send(bytes([code]))
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
