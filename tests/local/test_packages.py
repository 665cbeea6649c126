import io
import zipfile
from pathlib import Path

from local.cloud.packages import function_package


def test_the_same_files_give_the_same_package(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("x = 1\n")
    first = function_package(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "app.pyc").write_bytes(b"compiled")
    (tmp_path / "app.py").touch()

    assert function_package(tmp_path) == first
    assert zipfile.ZipFile(io.BytesIO(first)).namelist() == ["app.py"]


def test_changed_code_gives_another_package(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("x = 1\n")
    first = function_package(tmp_path)
    (tmp_path / "app.py").write_text("x = 2\n")

    assert function_package(tmp_path) != first
