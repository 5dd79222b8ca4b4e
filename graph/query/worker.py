"""The fenced process that answers queries. It stands alone: nothing of the project is imported here.

Requests come as JSON lines on standard input, one after the other; the process ends when they do. A request without
``query`` only opens the store. An answer goes to standard output as JSON lines: ``{"fenced": ...}``, then one of
``{"variables": [...]}``, ``{"boolean": ...}`` or ``{"triples": true}``, then one line for each row or triple, then
``{"end": true}``, or ``{"end": "rows"}`` or ``{"end": "bytes"}`` at a limit. An error ends an answer as well:
``{"error": text, "kind": k}``.

A request with ``forms``, the media type wanted for each kind of answer, is answered in that form: ``{"kind": k,
"form": f}``, then any number of ``{"data": n}``, each followed by n bytes, then the end. Data come in pieces of
`CHUNK` bytes, only the last is shorter. Where the form is null nothing follows, and ``head`` asks for no more than
the kind.

The fence, raised after the first store is open and before the first query is read:

- seccomp (Linux on x86-64 and arm64): no socket can be made, no program started, no process made or traced, no file
  opened for writing, renamed or removed; anything of the kind ends in EPERM;
- where seccomp is missing, no descriptor can be opened any more, which a store of many files may not bear, and which
  keeps the process from opening a second store;
- address space, CPU time and, with ``seconds``, time by the clock are limited, the times anew for each request; the
  kernel ends the process.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Any

import pyoxigraph

_ALLOW, _EPERM, _KILL = 0x7FFF0000, 0x00050001, 0x80000000
_LOAD, _EQUAL, _AND, _RETURN = 0x20, 0x15, 0x54, 0x06
_DIE_WITH_PARENT, _NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 1, 38, 22, 2
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CLONE_THREAD = 0x10000
_ENOSYS = 0x00050026

_DENIED = {
    # socket connect accept sendto sendmsg bind listen socketpair accept4 sendmmsg, fork vfork execve execveat,
    # rename unlink link symlink mkdir rmdir truncate creat chmod chown and their relatives,
    # ptrace process_vm_readv process_vm_writev io_uring_setup io_uring_enter bpf userfaultfd pidfd_getfd, kill and
    # relatives (a thread may still signal itself, by which abort() ends the process)
    "x86_64": (
        *(41, 42, 43, 44, 46, 49, 50, 53, 288, 307, 57, 58, 59, 322),
        *(82, 264, 316, 87, 263, 86, 265, 88, 266, 83, 258, 84, 76, 77, 85, 90, 91, 268, 92, 93, 94, 260),
        *(101, 310, 311, 425, 426, 321, 323, 438, 62, 129, 297, 424),
    ),
    "aarch64": (
        *(198, 203, 202, 206, 211, 200, 201, 199, 242, 269, 221, 281),
        *(38, 276, 35, 37, 36, 34, 45, 46, 52, 53, 54, 55),
        *(117, 270, 271, 425, 426, 280, 282, 438, 129, 138, 240, 424),
    ),
}
_CLONE3 = 435
_CLONE = {"x86_64": 56, "aarch64": 220}
_OPEN = {"x86_64": ((2, 1), (257, 2)), "aarch64": ((56, 2),)}
"""System calls that open files, and which argument holds the flags."""
_OPENAT2 = 437
CHUNK = 1 << 16
"""Bytes of a piece of an answer."""
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def _filter(machine: str) -> bytes:
    """Return the seccomp program for a machine."""
    steps: list[tuple[int, int, int, int]] = []

    def unless_equal(value: int, skip: int) -> None:
        steps.append((_EQUAL, 0, skip, value))

    def give(verdict: int) -> None:
        steps.append((_RETURN, 0, 0, verdict))

    steps.append((_LOAD, 0, 0, 4))  # architecture
    steps.append((_EQUAL, 1, 0, _AUDIT[machine]))
    give(_KILL)
    steps.append((_LOAD, 0, 0, 0))  # number of the call
    if machine == "x86_64":  # calls numbered from 2**30 are those of the x32 interface
        steps.append((0x35, 0, 1, 0x40000000))
        give(_KILL)
    for number in _DENIED[machine]:
        unless_equal(number, 1)
        give(_EPERM)
    for number in (_CLONE3, _OPENAT2):
        unless_equal(number, 1)
        give(_ENOSYS)
    for number, argument in _OPEN[machine]:
        unless_equal(number, 4)
        steps.append((_LOAD, 0, 0, 16 + 8 * argument))
        steps.append((0x45, 0, 1, _WRITES))
        give(_EPERM)
        give(_ALLOW)
    unless_equal(_CLONE[machine], 4)
    steps.append((_LOAD, 0, 0, 16))
    steps.append((0x45, 1, 0, _CLONE_THREAD))
    give(_EPERM)
    give(_ALLOW)
    give(_ALLOW)
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def raise_fence() -> bool:
    """Take from this process the means to reach anything; return whether seccomp did it."""
    machine = platform.machine()
    if sys.platform == "linux" and machine in _DENIED:
        libc = ctypes.CDLL(None, use_errno=True)
        code = _filter(machine)
        buffer = ctypes.create_string_buffer(code, len(code))
        program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
        held = ctypes.create_string_buffer(program, len(program))
        zero = ctypes.c_ulong(0)
        libc.prctl(_DIE_WITH_PARENT, ctypes.c_ulong(signal.SIGKILL), zero, zero, zero)
        if (
            libc.prctl(_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero) == 0
            and libc.prctl(_SET_SECCOMP, ctypes.c_ulong(_FILTER), held, zero, zero) == 0
        ):
            return True
    highest = max(int(fd.name) for fd in Path("/dev/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest, highest))
    return False


def _limit(request: dict[str, Any]) -> None:
    """Set the limits of a request. Hard limits stay, so that the next request can have its own."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(usage.ru_utime + usage.ru_stime) + int(request["cpu_seconds"])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if request["memory_bytes"]:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (request["memory_bytes"], hard))


def _term(term: Any) -> Any:
    """Return a term as SPARQL 1.1 JSON results write it; None for an unbound variable."""
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Literal):
        found = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = term.language
        elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
            found["datatype"] = term.datatype.value
        return found
    if isinstance(term, pyoxigraph.Triple):
        return {"type": "triple", "value": [_term(part) for part in (term.subject, term.predicate, term.object)]}
    raise TypeError(f"no RDF term: {type(term).__name__}")


def _say(**line: Any) -> int:
    """Write a line of the answer and return its length in bytes."""
    return sys.stdout.buffer.write(json.dumps(line, ensure_ascii=True).encode() + b"\n")


class _Pieces:
    """A file that sends what is written to it in pieces; more than ``most`` bytes raise OSError."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._held = bytearray()

    @property
    def full(self) -> bool:
        return self._left < 0

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self.full:
            raise OSError("full")
        self._held += data
        while len(self._held) >= CHUNK:
            self._send(CHUNK)
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine flushes whenever it likes."""

    def close(self) -> None:
        """Send what is held."""
        if self._held:
            self._send(len(self._held))

    def _send(self, size: int) -> None:
        _say(data=size)
        sys.stdout.buffer.write(self._held[:size])
        sys.stdout.buffer.flush()
        del self._held[:size]


Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


def _ask(store: pyoxigraph.Store, request: dict[str, Any]) -> Results:
    graphs: dict[str, Any] = {"use_default_graph_as_union": request["union"]}
    for key in ("default_graph", "named_graphs"):
        if request.get(key) is not None:
            graphs[key] = [pyoxigraph.NamedNode(iri) for iri in request[key]]
    return store.query(request["query"], prefixes=request["prefixes"], **graphs)


def _formed(results: Results, request: dict[str, Any]) -> None:
    """Answer in the form that is wanted."""
    kind = (
        "table"
        if isinstance(results, pyoxigraph.QuerySolutions)
        else "boolean"
        if isinstance(results, pyoxigraph.QueryBoolean)
        else "triples"
    )
    form = request["forms"][kind]
    _say(kind=kind, form=form)
    if form is not None and not request.get("head"):
        pieces: Any = _Pieces(int(request["bytes"]))
        try:
            if isinstance(results, pyoxigraph.QueryTriples):
                results.serialize(pieces, format=pyoxigraph.RdfFormat.from_media_type(form))
            else:
                results.serialize(pieces, format=pyoxigraph.QueryResultsFormat.from_media_type(form))
        except OSError:
            if not pieces.full:
                raise
            _end("bytes")
            return
        pieces.close()
    _end(done=True)


def _rows(results: Results, request: dict[str, Any]) -> None:
    """Answer in rows of terms."""
    left = int(request["bytes"])
    if isinstance(results, pyoxigraph.QueryBoolean):
        _say(boolean=bool(results))
        _end(done=True)
        return
    if isinstance(results, pyoxigraph.QuerySolutions):
        variables = [v.value for v in results.variables]
        _say(variables=variables)
        rows = ([_term(solution[name]) for name in variables] for solution in results)
    else:
        _say(triples=True)
        rows = ([_term(t.subject), _term(t.predicate), _term(t.object)] for t in results)
    for number, row in enumerate(rows):
        if number == request["rows"]:
            _end("rows")
            return
        left -= _say(row=row)
        if left < 0:
            _end("bytes")
            return
    _end(done=True)


def _end(limit: str = "", *, done: bool = False) -> None:
    """Say that the answer is over, and the most memory this process ever had, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    _say(end=done or limit, peak=peak)


class _Engine:
    """The store that is open, and whether the fence is up."""

    def __init__(self) -> None:
        self._files = ""
        self._store: pyoxigraph.Store | None = None
        self._fenced: bool | None = None

    def answer(self, request: dict[str, Any]) -> None:
        """Answer a request; an error is part of the answer."""
        try:
            store = self._open(request["files"])
            _limit(request)
            if self._fenced is None:
                self._fenced = raise_fence()
            _say(fenced=self._fenced)
            sys.stdout.buffer.flush()
            if "query" not in request:
                _end(done=True)
                return
            results = _ask(store, request)
            if "forms" in request:
                _formed(results, request)
            else:
                _rows(results, request)
        except SyntaxError as error:
            _say(error=error.msg, kind="syntax")
        except MemoryError:
            _say(error="memory", kind="memory")
        except (OSError, ValueError, RuntimeError) as error:
            _say(error=str(error), kind=type(error).__name__)

    def _open(self, files: str) -> pyoxigraph.Store:
        if self._store is None or self._files != files:
            self._store = None  # closed first: two need twice the memory
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))  # a small limit is meant for queries
            self._store = pyoxigraph.Store.read_only(files)
            self._files = files
        return self._store


def main() -> None:
    """Answer requests until there are no more."""
    for number in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGXCPU, signal.SIGALRM})
    engine = _Engine()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, request.get("seconds", 0))
        engine.answer(request)
        sys.stdout.buffer.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)
    os._exit(0)  # without tidying up: the files belong to the parent


if __name__ == "__main__":
    main()
