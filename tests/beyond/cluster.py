"""A Slurm cluster of one node on this machine, from Debian's slurm-wlm and munge, for a proof.

Daemons, key, configuration, state and logs are its own, in a folder that is thrown away, but for
/etc/slurm/slurm.conf: a job's own commands look there, whatever the environment of who submitted
it says. A machine that has one of its own is left alone.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

CONF = Path("/etc/slurm/slurm.conf")
NEEDED = ("munged", "slurmctld", "slurmd", "sbatch")
PATIENCE = 300  # seconds
PATH = os.environ["PATH"] + ":/usr/sbin"
# More CPUs than the machine may have: most of what these jobs do is start and wait.
TEMPLATE = """\
ClusterName=proof
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SlurmdParameters=config_overrides
CommunicationParameters=NoInAddrAny
NodeName={host} NodeAddr=127.0.0.1 CPUs=8 RealMemory=8000
PartitionName=proof Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


@contextmanager
def cluster(folder: Path) -> Iterator[None]:
    """Run the cluster, with its files in `folder`."""
    if missing := [name for name in NEEDED if not shutil.which(name, path=PATH)]:
        raise SystemExit(
            f"{', '.join(missing)}: not on this machine. Debian has them:"
            " apt-get install --no-install-recommends slurm-wlm munge"
        )
    if os.geteuid() or CONF.exists():
        raise SystemExit(f"{CONF}: to be written as root on a machine that has none of its own.")
    for name in ("state", "spool"):
        (folder / name).mkdir()
    key = folder / "munge.key"
    key.touch(mode=0o600)
    key.write_bytes(os.urandom(128))
    files = {"socket": "socket", "pid-file": "pid", "log-file": "log", "seed-file": "seed"}
    own = [f"--{option}={folder}/munge.{end}" for option, end in files.items()]
    with ExitStack() as daemons:
        CONF.write_text(TEMPLATE.format(folder=folder, host=socket.gethostname()))
        daemons.callback(CONF.unlink)
        # --force, since the folder may be in /tmp, which all may write to.
        _start(daemons, "munged", "--foreground", "--force", f"--key-file={key}", *own)
        wait_for((folder / "munge.socket").exists, "munge")
        _start(daemons, "slurmctld", "-D", "-c")
        _start(daemons, "slurmd", "-D")
        wait_for(lambda: "idle" in _asked("sinfo", "--noheader"), "an idle node")
        daemons.callback(_asked, "scancel", "--user", "root")
        yield


def _start(daemons: ExitStack, *command: str) -> None:
    """Start a daemon as a child, which is ended, and waited for, with all others."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    child = subprocess.Popen(command, env={**os.environ, "PATH": PATH}, **quiet)
    daemons.callback(child.wait, PATIENCE)
    daemons.callback(child.terminate)


def wait_for(happened: Callable[[], object], what: str) -> None:
    """Wait until something has happened."""
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise SystemExit(f"{what}: not within {PATIENCE} s")
        time.sleep(0.2)


def _asked(*command: str) -> str:
    """What a command of Slurm says."""
    return subprocess.run(command, capture_output=True, text=True).stdout


def queued(name: str) -> list[str]:
    """The states of the jobs of a name that wait or run."""
    return _asked("squeue", "--noheader", "--format=%T", f"--name={name}").split()
