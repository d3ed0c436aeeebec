"""Run a script in the warm server if it is there, or else in a process of its own.

usage: python -SEI job_client.py SOCKET PYTHON SCRIPT [ARGUMENT...]
The flags skip site-packages: this needs the standard library only and starts in 20 ms.
"""

import json
import os
import signal
import socket
import sys


def main(server: str, command: list[str]) -> int:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    status = _ask(server, command)
    if not status:  # no server, another Python, or code that has changed since the server began
        os.execvp(command[0], command)
    if len(status) == 1:
        print("The process that ran the job crashed or was killed.", file=sys.stderr)
        return 1
    return status[1]


def _ask(server: str, command: list[str]) -> bytes:
    """What the server answers: nothing, `r` for running, or `r` and the exit code."""
    request = json.dumps({"command": command, "environment": dict(os.environ)}).encode()
    mine = [1, 2, os.open(".", os.O_RDONLY)]
    status = b""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(server)
            socket.send_fds(connection, [b"%8d" % len(request)], mine)
            connection.sendall(request)
            while part := connection.recv(2):
                status += part
        except OSError:
            pass
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
