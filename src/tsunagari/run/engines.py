"""How the cells of a notebook are run: two papermill engines with the same outputs.

`in_process`  an IPython shell in this process. Starting and stopping a kernel takes a
              second a notebook, and kernels of several processes can race for a port.
`kernel`      papermill's own engine with a fresh kernel of the running interpreter. It
              alone supports widgets and displays that are updated later.

Both get `private`, a folder of this execution alone. The shell's profile and the kernel's
sockets lie in it, so that neither somebody's IPython start-up files nor another process's
kernel can reach a figure.
"""

import atexit
import base64
import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, NBClientEngine, papermill_engines
from papermill.translators import PythonTranslator, Translator, papermill_translators
from traitlets.config import Config

ENGINES = ("in_process", "kernel")
SOURCES = str(Path(__file__).resolve().parents[2])


# ---- in this process ---------------------------------------------------------------------


class InProcess(Engine):
    """Run the cells one after another in a new shell; stop at the first that raises."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, *, private: Path, execution_timeout=None, **_
    ) -> None:
        with _new_shell(private) as shell:
            for index, cell in enumerate(nb_man.nb.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                nb_man.cell_start(cell, index)
                shell.outputs = cell.outputs
                with redirect_stdout(_Stream(shell)), _limit(execution_timeout):
                    result = shell.run_cell(cell.source, store_history=True)
                cell.execution_count = result.execution_count
                if not result.success:
                    nb_man.cell_exception(cell, index)
                nb_man.cell_complete(cell, index)
                if not result.success:
                    break


class _Stream(io.TextIOBase):
    """Standard output of a cell, in order with what it displays."""

    def __init__(self, shell: "_Shell") -> None:
        self.shell = shell

    def write(self, text: str) -> int:
        outputs = self.shell.outputs
        if not (outputs and outputs[-1].output_type == "stream"):
            outputs.append(new_output("stream", name="stdout", text=""))
        outputs[-1].text += text
        return len(text)


class _Results(DisplayHook):
    """The value of a cell's last expression, as an output instead of printed."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict, md_dict=None) -> None:
        count = self.prompt_count
        self.shell.outputs.append(
            _output("execute_result", format_dict, md_dict, execution_count=count)
        )

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Displays(DisplayPublisher):
    """What a cell displays, as an output instead of printed."""

    def publish(self, data, metadata=None, *, update=False, **_) -> None:
        if update:
            raise NotImplementedError("displays that are updated need the engine 'kernel'")
        self.shell.outputs.append(_output("display_data", data, metadata))

    def clear_output(self, wait=False) -> None:
        self.shell.outputs.clear()


class _Shell(InteractiveShell):
    displayhook_class = _Results
    display_pub_class = _Displays
    outputs: list[NotebookNode]

    def _showtraceback(self, etype, evalue, stb) -> None:
        error = {"ename": etype.__name__, "evalue": str(evalue), "traceback": stb}
        self.outputs.append(new_output("error", **error))


def _output(kind: str, data: dict, metadata: dict | None, **more: Any) -> NotebookNode:
    """An output as a kernel would send it: through JSON, with bytes as base64."""
    sent = json.dumps([data, metadata or {}], default=lambda raw: base64.b64encode(raw).decode())
    data, metadata = json.loads(sent)
    return new_output(kind, data=data, metadata=metadata, **more)


@contextmanager
def _new_shell(private: Path) -> Iterator[_Shell]:
    """A shell with an empty namespace; what it changes in the process is put back.

    Modules that cells import stay loaded, as in any process that runs several notebooks.
    """
    if InteractiveShell.initialized():
        raise RuntimeError("an IPython shell is running already; use the engine 'kernel'")
    path, environment, folder = list(sys.path), dict(os.environ), Path.cwd()
    # pyplot's windows and its automatic displays depend on the shell, so neither is used.
    os.environ["MPLBACKEND"] = "agg"
    quiet = Config({"HistoryManager": {"enabled": False}})
    shell = _Shell.instance(ipython_dir=str(private), config=quiet)
    try:
        yield shell
    finally:
        atexit.unregister(shell.atexit_operations)
        shell.restore_sys_module_state()
        _Shell.clear_instance()
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)


@contextmanager
def _limit(seconds: int | None) -> Iterator[None]:
    """Raise CellTimeoutError in the running cell after `seconds`."""

    def stop(*_: object) -> None:
        raise CellTimeoutError(f"the cell took longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds or 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# ---- in a kernel -------------------------------------------------------------------------


class FreshKernel(NBClientEngine):
    """papermill's own engine, with a kernel that no installed kernelspec decides on."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, private: Path, **settings) -> None:
        # Kernels that start at once race for TCP ports, and IPC sockets share a name by
        # default; a socket path of its own is the one transport that never failed.
        transport = {"transport": "ipc", "ip": str(private / "kernel")}
        connection = {"connection_file": str(private / "kernel.json")}
        super().execute_managed_notebook(
            nb_man,
            kernel_name,
            kernel_manager_class=OwnInterpreter,
            config=Config({"OwnInterpreter": transport | connection}),
            **settings | {"stderr_file": sys.stderr},
        )


class OwnInterpreter(AsyncKernelManager):
    """Starts a kernel of the running interpreter that finds the running package."""

    @property
    def kernel_spec(self) -> KernelSpec:
        path = os.pathsep.join([SOURCES, *filter(None, [os.environ.get("PYTHONPATH")])])
        profile = str(Path(self.connection_file).parent)
        launcher = ["-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=50"]
        return KernelSpec(
            argv=[sys.executable, *launcher],
            display_name="Python 3",
            language="python",
            env={"PYTHONPATH": path, "MPLBACKEND": "agg", "IPYTHONDIR": profile},
        )


class PlainParameters(PythonTranslator):
    """Injects parameters as papermill does where black is not installed.

    Otherwise the bytes of an executed notebook would depend on a formatter being there.
    """

    @classmethod
    def codify(cls, parameters, comment="Parameters") -> str:
        return Translator.codify.__func__(cls, parameters, comment)


papermill_translators.register("python3", PlainParameters)
papermill_engines.register("in_process", InProcess)
papermill_engines.register("kernel", FreshKernel)
