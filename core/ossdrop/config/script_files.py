"""Where the Qwen scripts on this computer would look for their `.env`."""

from __future__ import annotations

from pathlib import Path


def script_files(working_folder: Path, home: Path) -> tuple[Path, ...]:
    """The `.env` files that scripts would read, whether they exist yet or not. Blocks on disk.

    Their rule: `./.env`, then the one at the root found by walking up (the first folder with
    `.git` or a `skills` folder). A window is rarely started where scripts are, so the folders that
    tools keep their skills in (`~/.qwen/skills` and the like) are looked at too.
    """
    root = next((f for f in (working_folder, *working_folder.parents) if _is_root(f)), None)
    found = [folder for folder in (working_folder, root) if folder and (root or _has_env(folder))]
    try:
        hidden = sorted(f for f in home.iterdir() if f.name.startswith("."))
    except OSError:
        hidden = []
    found += [folder for folder in hidden if (folder / "skills").is_dir()]
    return tuple(dict.fromkeys(folder / ".env" for folder in found))


def _has_env(folder: Path) -> bool:
    return (folder / ".env").exists()


def _is_root(folder: Path) -> bool:
    return (folder / ".git").exists() or (folder / "skills").is_dir()
