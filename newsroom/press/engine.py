"""Runs the painter (Typst) in a process of its own, kept warm, that can be stopped at any moment.

A compile cannot be interrupted and may hold a quarter of a gigabyte, so it does not happen in the
process that answers people. `Painter` is the near side. ``python -m newsroom.press.engine`` is the
far side: it reads a request from standard input, answers on standard output, and ends when its
input ends. A message is a length and JSON; the files of an answer follow it, raw.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _

if TYPE_CHECKING:
    from newsroom.press.sheet import Sheet

TEMPLATE = Path(__file__).with_name("paper.typ")
ROOT = Path(__file__).parents[2]
LENGTH = struct.Struct(">I")
COMPILES_PER_CHILD = 200  # the painter's memory grows a little with every new page
KEPT_FROM_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")


class TypesettingError(Exception):
    """The painter refused or did not finish; ``str()`` is a sentence for a person."""


class Paintable(Protocol):
    """A sheet, or a file made of one: what it says to the painter, as JSON."""

    @property
    def json(self) -> str: ...


class Painter:
    """Paints sheets. One child process, started when first needed; safe to share by threads."""

    def __init__(
        self,
        files: Mapping[str, Path],
        timeout_seconds: float = 60,
    ) -> None:
        """Only the fonts in ``files`` are used, whatever else the machine has."""
        self._fonts = sorted({str(path.resolve()) for path in files.values()})
        self._timeout = timeout_seconds
        self._lock = threading.Lock()
        self._child: _Child | None = None
        # A forked worker must not speak to its parent's child.
        forget = weakref.WeakMethod(self._forget)
        os.register_at_fork(after_in_child=lambda: (found := forget()) and found())

    def pdf(
        self,
        sheet: Paintable,
        picture_root: Path,
        *,
        standards: Sequence[str] = (),
        timestamp: int = 0,
    ) -> bytes:
        """The sheet as one PDF. Same sheet and pictures, same bytes. Raises `TypesettingError`.

        ``standards`` are names the painter knows ("ua-1", "a-2u"); it refuses what would break
        them. ``timestamp`` is the date of the file, in seconds since 1970.
        """
        how = {"format": "pdf", "standards": list(standards), "timestamp": timestamp}
        return self._paint(sheet.json, picture_root, **how)[0]

    def png(
        self, sheet: Sheet, picture_root: Path, *, ppi: int, page: int | None = None
    ) -> list[bytes]:
        """Pages as PNG pictures of the trimmed page: all, or the one with number ``page``."""
        data = (sheet if page is None else sheet.page(page)).json
        return self._paint(data, picture_root, format="png", ppi=ppi)

    def close(self) -> None:
        with self._lock:
            self._stop()

    def __enter__(self) -> Painter:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _paint(self, sheet: str, picture_root: Path, **how: Any) -> list[bytes]:
        request = {"sheet": sheet, "root": str(picture_root.resolve()), **how}
        with self._lock:
            answer, files = self._ask(request)
        if "error" in answer:
            raise TypesettingError(
                _("The page could not be set: %(reason)s", reason=answer["error"])
            )
        return files

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """One exchange. A child that died while idle is replaced; one that dies at work is not
        asked again, since the same sheet would end the next one too."""
        if self._child is not None and not self._child.is_ready:
            self._stop()
        if self._child is None:
            self._child = _Child(self._fonts)
        try:
            return self._child.ask(request, self._timeout)
        except _ChildLostError as lost:
            self._stop()
            raise TypesettingError(*lost.args) from lost

    def _stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None

    def _forget(self) -> None:
        self._lock = threading.Lock()
        if self._child is not None:
            self._child.forget()
            self._child = None


class _ChildLostError(Exception):
    pass


class _Child:
    """The running far side, and the file that catches what it says on standard error."""

    def __init__(self, fonts: list[str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="painter-")
        folder = Path(self._folder.name)
        for number, path in enumerate(fonts):
            (folder / f"{number}{Path(path).suffix}").symlink_to(path)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the child)
        self._left = COMPILES_PER_CHILD
        self._process = subprocess.Popen(  # noqa: S603 (our own module, our own interpreter)
            [sys.executable, "-m", "newsroom.press.engine", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=ROOT,
            env={k: os.environ[k] for k in KEPT_FROM_ENVIRONMENT if k in os.environ},
        )

    @property
    def is_ready(self) -> bool:
        return self._left > 0 and self._process.poll() is None

    def ask(self, request: dict[str, Any], timeout: float) -> tuple[dict[str, Any], list[bytes]]:
        """Killing the child ends every read and write below, so one timer bounds them all."""
        self._left -= 1
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(timeout, kill)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(request)
        except (OSError, EOFError, ValueError) as error:
            if late.is_set():
                raise _ChildLostError(
                    _(
                        "The page was not set within %(seconds)g seconds: try again, and if it "
                        "happens again take out the story that was changed last.",
                        seconds=timeout,
                    )
                ) from error
            raise _ChildLostError(self._last_words()) from error
        finally:
            timer.cancel()

    def _exchange(self, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        assert self._process.stdin is not None  # noqa: S101 (opened as pipes above)
        assert self._process.stdout is not None  # noqa: S101
        _send(self._process.stdin, request)
        answer = _receive(self._process.stdout)
        return answer, [_read(self._process.stdout, size) for size in answer.get("sizes", ())]

    def _last_words(self) -> Sentence:
        self._process.kill()
        code = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace").strip().splitlines()
        words = f"exit {code}{': ' + said[-1] if said else ''}"
        return _("The painter stopped (%(words)s): try again.", words=words)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self.forget()
        self._folder.cleanup()

    def forget(self) -> None:
        """Let go of the pipes without touching the process."""
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()


def _send(stream: IO[bytes], message: dict[str, Any], files: list[bytes] | None = None) -> None:
    data = json.dumps(message).encode()
    stream.write(LENGTH.pack(len(data)) + data)
    for file in files or []:
        stream.write(file)
    stream.flush()


def _receive(stream: IO[bytes]) -> dict[str, Any]:
    (length,) = LENGTH.unpack(_read(stream, LENGTH.size))
    message: dict[str, Any] = json.loads(_read(stream, length))
    return message


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def serve(font_folder: str, requests: IO[bytes], answers: IO[bytes]) -> None:
    """The far side: one compiler, one request after the other, until the input ends."""
    import typst  # here only: nobody else pays for it

    compiler = typst.Compiler(font_paths=[font_folder], ignore_system_fonts=True)
    template = TEMPLATE.read_bytes()
    while True:
        try:
            request = _receive(requests)
        except EOFError:
            return
        try:
            files = _compile(compiler, template, request)
        except (typst.TypstError, ValueError) as error:
            _send(answers, {"error": _in_one_line(error)})
        else:
            _send(answers, {"sizes": [len(file) for file in files]}, files)


def _compile(compiler: Any, template: bytes, request: dict[str, Any]) -> list[bytes]:
    """A warning is an error: an unknown font is only a warning, and drops the text."""
    made, warnings = compiler.compile_with_warnings(
        input=template,
        root=request["root"],
        sys_inputs={"sheet": request["sheet"]},
        format=request["format"],
        ppi=request.get("ppi"),
        timestamp=request.get("timestamp", 0),
        pdf_standards=request.get("standards", []),
        pdf_tags="ua-1" in request.get("standards", ()),
    )
    if warnings:
        raise ValueError(_in_one_line(warnings[0]))
    return list(made) if isinstance(made, list) else [made]


def _in_one_line(error: object) -> str:
    return " ".join(str(getattr(error, "message", error)).split())[:500]


if __name__ == "__main__":
    serve(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
