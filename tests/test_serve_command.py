"""`detente serve` as a process of its own: what it prints, whom it answers, how it ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

import cli
from graph.store import Store
from tests.tiny_world import METHOD, REGISTRY, reading

ROOT = Path(cli.__file__).parent


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "store"
    with Store.open(path, write=True) as store:
        store.add([reading(n) for n in range(3)], REGISTRY, method=METHOD)
    return path


@contextmanager
def served(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """Give the process, the line that it prints, and its port; it is ended in any case."""
    command = [sys.executable, "-m", "cli", "serve", "--port", "0", *map(str, arguments)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    with process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            yield process, line, int(line.split("/ (")[0].rpartition(":")[2])
        finally:
            process.kill()


def asked(port: int, target: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def refused(*arguments: str | Path) -> tuple[int, str]:
    """Return the exit code and the one line of a command that must not start."""
    command = [sys.executable, "-m", "cli", "serve", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
    assert done.stdout == ""
    assert done.stderr.startswith("detente: ")
    assert done.stderr.count("\n") == 1
    return done.returncode, done.stderr


def test_one_line_tells_the_address_and_ctrl_c_ends_it_with_0(stored: Path) -> None:
    with served("--store", stored) as (process, line, port):
        assert line == f"serving {stored} at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
        status, page = asked(port, "/")
        assert status == 200
        assert "Norland" in page
        assert asked(port, f"/sparql?query={quote('ASK { ?a rel:attacks ?b }')}")[0] == 200
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (0, "", "")


def test_a_service_manager_ends_it_amid_an_answer_without_a_word(stored: Path) -> None:
    with served("--store", stored) as (process, _, port):
        slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", f"/editor?query={quote(slow)}")
        time.sleep(0.5)
        group = os.getpgid(process.pid)
        process.terminate()
        out, err = process.communicate(timeout=30)
        connection.close()
        assert (process.returncode, out, err) == (-signal.SIGTERM, "", "")
        end = time.monotonic() + 10
        while (left := _alive(group)) and time.monotonic() < end:
            time.sleep(0.1)
        assert left == []


def _alive(group: int) -> list[str]:
    """Return the processes of a group that still run."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] != "Z":
                found.append((place / "cmdline").read_text())
    return found


def test_the_browser_is_opened_at_the_site_where_that_is_asked_for(
    stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener, seen = tmp_path / "xdg-open", tmp_path / "seen"
    opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{seen}.part" && mv "{seen}.part" "{seen}"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with served("--store", stored, "--open") as (_, _, port):
        end = time.monotonic() + 20
        while not seen.exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert seen.read_text() == f"http://127.0.0.1:{port}/"


def test_only_this_computer_is_listened_to_by_default(stored: Path) -> None:
    with served("--store", stored) as (process, _, port):
        assert asked(port, "/", Host="attacker.example")[0] == 421
        inodes = set()
        for fd in Path(f"/proc/{process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed while we look
                inodes.add(str(fd.readlink()))
        rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        listening = {row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes}
        assert listening == {f"0100007F:{port:04X}"}


def test_another_host_is_warned_of_and_names_can_be_let_in(stored: Path) -> None:
    arguments = ("--store", stored, "--host", "0.0.0.0", "--allow-host", "Desk.Example")  # noqa: S104 - that is the test
    with served(*arguments) as (process, _, port):
        assert asked(port, "/", Host=f"desk.example:{port}")[0] == 200
        assert asked(port, "/", Host="other.example")[0] == 421
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert err.startswith("warning: everyone who can reach this computer at 0.0.0.0 can read the store")
        assert err.count("\n") == 1


def test_it_ends_while_a_query_runs(stored: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    with served("--store", stored) as (process, _, port), socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(f"GET /sparql?query={quote(endless)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert asked(port, "/analysis")[0] == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        assert process.returncode == 0


def test_queries_are_logged_nowhere(stored: Path) -> None:
    with served("--store", stored) as (process, _, port):
        asked(port, "/search?q=whatisaid")
        asked(port, "/nowhere")
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30) == ("", "")


def test_what_cannot_be_served_is_told_in_one_line_with_its_exit_code(stored: Path, tmp_path: Path) -> None:
    assert refused("--store", tmp_path / "none") == (
        4,
        f"detente: {tmp_path}/none: no store here; make one with 'detente add --store'\n",
    )
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, said = refused("--store", stored, "--port", str(taken.getsockname()[1]))
    assert (code, "Address already in use" in said) == (2, True)
    for wrong in (["--host", "no-such-host.invalid"], ["--host", "http://x"], ["--port", "70000"]):
        assert refused("--store", stored, *wrong)[0] == 2
    assert refused("--store", stored, "--allow-host", "a.example:80")[0] == 2
