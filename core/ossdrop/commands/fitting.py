"""`--fit`: files that the model will not take as they are, made to fit before they are sent."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from ossdrop.app import App
from ossdrop.commands.files import NamedFiles
from ossdrop.commands.output import UsageError, say
from ossdrop.intake.selection import select_files
from ossdrop.media.fitting import Fitter
from ossdrop.models.catalogue import catalogue
from ossdrop.printable import printable_name


def made_to_fit(app: App, files: NamedFiles, folder: Path) -> NamedFiles:
    """The files to send instead; those that fit, or cannot be made to, are as they were.

    What is made lies in `folder`. Raises UsageError without a model whose limits are known.
    """
    model = catalogue().find(app.reader)
    if model is None or not model.takes:
        raise UsageError("--fit needs --model with a model whose limits are known.")
    is_temporary = not app.destinations.goes_to_bucket()
    as_given = {path: deque(texts) for path, texts in files.as_given.items()}
    paths: list[Path] = []
    fitter = Fitter(app.media)
    try:
        for selected in select_files(files.paths):
            path = selected.path
            found = None
            if selected.error is None and not selected.looks_secret:
                found = app.look_for_misfit(path, app.reader, is_temporary=is_temporary)
            if found is None or not found.can_fit:
                paths.append(path)
                continue
            made = fitter.fit(path, model, folder)
            texts = as_given.get(path)
            as_given[made] = deque([texts.popleft() if texts else str(path)])
            say(f"{printable_name(path.name)}: {found.words} Made to fit: {made.name}.")
            paths.append(made)
    finally:
        fitter.close()
    return NamedFiles(paths, as_given)
