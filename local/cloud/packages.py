"""Packs functions and the layer as AWS gets them, named by their content."""

import hashlib
import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from local.checkout import BUILD, CLOUD_PYTHON
from local.errors import LocalError

BUILDS_KEPT = 3


def function_package(folder: Path) -> bytes:
    """Return the function's folder as a zip; the same files give the same bytes."""
    return _zip((path, path.relative_to(folder)) for path in _sources(folder))


def layer_package(folder: Path) -> Path:
    """Return the layer as a zip file: what its requirements name, and the packages beside them.

    It is built with the interpreter that runs the functions here, compiled, and kept until the
    requirements or the code change.

    Raises:
        LocalError: the requirements can't be installed.
    """
    digest = hashlib.sha256(str(CLOUD_PYTHON.resolve()).encode())
    for path in _sources(folder):
        digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    package = BUILD / f"layer-{digest.hexdigest()[:16]}.zip"
    if not package.exists():
        _build_layer(folder, package)
    package.touch()
    for old in _outdated("layer-*.zip"):
        old.unlink(missing_ok=True)
    return package


def _build_layer(folder: Path, package: Path) -> None:
    dependencies = _dependencies(folder / "requirements.txt")
    own = Path(tempfile.mkdtemp(dir=BUILD, prefix="unfinished-"))
    for path in _sources(folder):
        target = own / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    _compile(own)
    members = [
        (path, Path("python") / path.relative_to(root))
        for root in (dependencies, own)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    ]
    unfinished = own / package.name
    unfinished.write_bytes(_zip(iter(members)))
    unfinished.replace(package)
    shutil.rmtree(own)


def _dependencies(requirements: Path) -> Path:
    """Return a folder with the requirements installed and compiled, made once per content."""
    digest = hashlib.sha256(str(CLOUD_PYTHON.resolve()).encode() + requirements.read_bytes())
    folder = BUILD / f"dependencies-{digest.hexdigest()[:16]}"
    if folder.exists():
        folder.touch()
        return folder
    BUILD.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=BUILD, prefix="unfinished-"))
    _run_python(
        *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"),
        *("--require-hashes", "--target", str(unfinished), "-r", str(requirements)),
    )
    _compile(unfinished)
    try:
        unfinished.replace(folder)
    except OSError:  # another start has built the same meanwhile
        shutil.rmtree(unfinished)
    for old in _outdated("dependencies-????????????????"):
        shutil.rmtree(old, ignore_errors=True)
    return folder


def _compile(folder: Path) -> None:
    # Unpacking changes the files' times, so the compiled code must not depend on them.
    mode = "unchecked-hash"
    _run_python("-m", "compileall", "-q", "--invalidation-mode", mode, str(folder))


def _run_python(*arguments: str) -> None:
    run = subprocess.run(
        [str(CLOUD_PYTHON), *arguments], capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        raise LocalError(f"The layer can't be built.\n{run.stdout}{run.stderr}".strip())


def _sources(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "Makefile"
    )


def _zip(members: Iterator[tuple[Path, Path]]) -> bytes:
    """Stored without compression: a function unpacks it at each cold start."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, name in members:
            archive.writestr(zipfile.ZipInfo(str(name)), path.read_bytes())
    return packed.getvalue()


def _outdated(pattern: str) -> list[Path]:
    """Return all but the builds that were used last."""
    return sorted(BUILD.glob(pattern), key=lambda path: path.stat().st_mtime)[:-BUILDS_KEPT]
