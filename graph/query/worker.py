"""The fenced process that runs one query. It stands alone: nothing of the project is imported here.

The request comes as one JSON line on standard input; the answer goes as JSON lines to standard output: one of
``{"variables": [...]}``, ``{"boolean": ...}`` or ``{"triples": true}``, then one line for each row or triple, then
``{"end": true}``, or ``{"end": "rows"}`` or ``{"end": "bytes"}`` at a limit. An error is
``{"error": text, "kind": k}``.

The fence, raised after the store is open and before the query is read:

- seccomp (Linux on x86-64 and arm64): no socket can be made, no program started, no process made or traced, no file
  opened for writing, renamed or removed; anything of the kind ends in EPERM;
- where seccomp is missing, no descriptor can be opened any more, which a store of many files may not bear;
- address space and CPU time are limited; the parent ends the process when its time is up.
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


def _limit(limits: dict[str, Any]) -> None:
    seconds = int(limits["cpu_seconds"])
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits["memory_bytes"]:
        resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"], limits["memory_bytes"]))


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
    return sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")


def _answer(store: pyoxigraph.Store, request: dict[str, Any]) -> None:
    results = store.query(request["query"], prefixes=request["prefixes"], use_default_graph_as_union=request["union"])
    left = int(request["bytes"])
    if isinstance(results, pyoxigraph.QueryBoolean):
        _say(boolean=bool(results))
        _say(end=True)
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
            _say(end="rows")
            return
        left -= _say(row=row)
        if left < 0:
            _say(end="bytes")
            return
    _say(end=True)


def main() -> None:
    """Answer the one request."""
    request = json.loads(sys.stdin.buffer.readline())
    try:
        store = pyoxigraph.Store.read_only(request["files"])
        _limit(request)
        _say(fenced=raise_fence())
        sys.stdout.flush()
        _answer(store, request)
    except SyntaxError as error:
        _say(error=error.msg, kind="syntax")
    except MemoryError:
        _say(error="memory", kind="memory")
    except (OSError, ValueError, RuntimeError) as error:
        _say(error=str(error), kind=type(error).__name__)
    sys.stdout.flush()
    os._exit(0)  # without tidying up: the files belong to the parent


if __name__ == "__main__":
    main()
