"""What is shipped: the wheel's contents, pinned versions that agree, and nothing of anybody's own machine."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = 1_000_000
INDEX_HOSTS = ("pypi" + ".org", "files.python" + "hosted.org", "registry." + "npmjs", "anaconda" + ".org")
OWN_PLACES = re.compile(r"(?<![\w.:/~$}-])/(?:work|root|home|Users|tmp|private|opt)/\w")


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def tracked_texts() -> dict[str, str]:
    """Return the tracked text files by path; without git there is nothing to check."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    texts = {}
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" not in data[:8192]:
            texts[name] = data.decode("utf-8", "replace")
    return texts


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def members(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.mark.parametrize(
    "part",
    [
        r"cli\.py",
        r"graph/py\.typed",
        r"exports/py\.typed",
        r"graph/ontology\.ttl",
        r"graph/actors/(actors|names|tenures)\.csv",
        r"graph/extract/confidence\.csv",
        r"graph/extract/lexicon/.+\.csv",
        r"graph/queries/.+\.rq",
        r"graph/extract/model/LICENSE\.md",
        r"graph/extract/model/meta\.json",
        r"graph/extract/model/parser/model",
        r"exports/html/page/.+\.(css|js)",
        r"web/py\.typed",
        r"web/static/.+\.(css|svg)",
        r"web/static/editor\.(js|css)",
        r"web/static/yasqe/yasqe\.min\.js",
        r"web/static/yasqe/yasqe\.min\.css",
        r"web/templates/.+\.html",
        r"graph/samples/articles/.+\.html",
        r"graph/samples/expected\.jsonl",
        r"detente-[\d.]+\.dist-info/licenses/LICENSE",
        r"detente-[\d.]+\.dist-info/licenses/web/static/yasqe/LICENSE\.txt",
        r"detente-[\d.]+\.dist-info/licenses/web/static/yasqe/LICENSES-bundled\.txt",
    ],
)
def test_the_wheel_holds_everything_that_is_read_when_it_runs(members: list[str], part: str) -> None:
    assert any(re.fullmatch(part, name) for name in members)


def test_the_wheel_holds_nothing_else(members: list[str]) -> None:
    tops = {name.split("/")[0] for name in members}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cli.py", "commands", "exports", "graph", "web"}
    assert not [name for name in members if "__pycache__" in name or "/." in name or name.endswith((".pyc", ".orig"))]


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 8 * MEGABYTE


def test_the_wheel_brings_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [member for member in archive.namelist() if member.endswith("entry_points.txt")]
        assert "detente = cli:main" in archive.read(name).decode()


def test_pinned_versions_satisfy_what_the_project_asks_for() -> None:
    project = toml("pyproject.toml")
    asked = [Requirement(line) for line in project["project"]["dependencies"] + project["dependency-groups"]["dev"]]
    pins = pinned()
    for requirement in asked:
        versions = pins[canonicalize_name(requirement.name)]
        assert versions
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_the_lock_knows_the_same_requirements_as_the_project() -> None:
    project, lock = toml("pyproject.toml"), toml("uv.lock")
    (own,) = [package for package in lock["package"] if package["name"] == "detente"]
    locked = {(r["name"], r.get("specifier", "")) for r in own["metadata"]["requires-dist"]}
    locked_dev = {(r["name"], r.get("specifier", "")) for r in own["metadata"]["requires-dev"]["dev"]}
    assert locked == names_and_specifiers(project["project"]["dependencies"])
    assert locked_dev == names_and_specifiers(project["dependency-groups"]["dev"])
    assert own["version"] == project["project"]["version"]
    assert lock["requires-python"] == project["project"]["requires-python"]


def test_pins_and_lock_name_the_same_versions() -> None:
    locked = {(p["name"], p["version"]) for p in toml("uv.lock")["package"] if p["name"] != "detente"}
    assert {(name, version) for name, versions in pinned().items() for version in versions} == locked


def test_the_lock_names_the_public_index_and_no_other() -> None:
    packages = toml("uv.lock")["package"]
    sources = {tuple(package["source"].items()) for package in packages}
    assert sources == {(("registry", f"https://{INDEX_HOSTS[0]}/simple"),), (("editable", "."),)}
    files = [file["url"] for package in packages for file in [package.get("sdist"), *package.get("wheels", [])] if file]
    assert all(url.startswith(f"https://{INDEX_HOSTS[1]}/packages/") for url in files)


def test_no_tracked_file_names_an_index_or_a_place_on_somebodys_machine() -> None:
    found = []
    for name, text in tracked_texts().items():
        if name != "uv.lock":
            found += [f"{name}: {host}" for host in INDEX_HOSTS if host in text]
        found += [f"{name}: {match[0]}" for match in OWN_PLACES.finditer(text)]
    assert not found


def pinned() -> dict[str, set[str]]:
    """Return the versions in constraints.txt by normalised name; two where they differ by Python version."""
    pins: dict[str, set[str]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"([\w.-]+)==([^\s;]+)(?: ; .+)?", line)
        assert match, line
        pins.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return pins


def names_and_specifiers(lines: list[str]) -> set[tuple[str, str]]:
    requirements = [Requirement(line) for line in lines]
    return {(str(canonicalize_name(r.name)), in_lock_order(str(r.specifier))) for r in requirements}


def in_lock_order(specifier: str) -> str:
    """Return a specifier's parts lower bounds first, as the lock writes them."""
    return ",".join(sorted(specifier.split(","), key=lambda part: part[0] != ">"))
