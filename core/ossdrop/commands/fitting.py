"""`--fit`: files that the model will not take as they are, made to fit before they are sent."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from ossdrop.app import App
from ossdrop.commands.files import NamedFiles
from ossdrop.commands.output import UsageError, say, say_error
from ossdrop.errors import OssDropError
from ossdrop.intake.selection import select_files
from ossdrop.media.fitting import Fitter
from ossdrop.models.catalogue import catalogue
from ossdrop.models.limits import Model
from ossdrop.printable import printable_name
from ossdrop.redaction import shown

_TELL_EVERY = 0.25  # of a clip


def choose_reader(app: App, options: argparse.Namespace, reader: str = "") -> None:
    """Files are held against the model that was named, unless they shall go in any case.

    `reader` is the model where none was named. Raises UsageError for `--fit` without one whose
    limits are known.
    """
    if options.fit and options.anyway:
        raise UsageError("--fit makes files fit, --anyway sends them as they are: choose one.")
    name = options.model or reader
    known = catalogue()
    model = known.find(name)
    if options.model and model is None and known.find_retired(name) is None:
        like = known.instead_of(name)
        meant = f" Perhaps {like} is meant." if like else ""
        given = shown(name)
        say(f"{given} is not in the list of models: nothing is known of what it takes.{meant}")
    if options.fit and (model is None or not model.takes):
        raise UsageError("--fit needs --model with a model whose limits are known.")
    app.reader = "" if options.anyway else name


@contextlib.contextmanager
def files_to_send(app: App, files: NamedFiles, options: argparse.Namespace) -> Iterator[NamedFiles]:
    """The files, or what was made of them, which is there until the end."""
    model = catalogue().find(app.reader)
    if not options.fit or model is None:
        yield files
        return
    with tempfile.TemporaryDirectory(prefix="ossdrop-fit-") as folder:
        yield _made_to_fit(app, files, model, Path(folder))


def _made_to_fit(app: App, files: NamedFiles, model: Model, folder: Path) -> NamedFiles:
    """What cannot be made to fit stays as it is."""
    is_temporary = not app.destinations.goes_to_bucket()
    as_given = {path: deque(texts) for path, texts in files.as_given.items()}
    paths: list[Path] = []
    fitter = Fitter(app.media)
    try:
        for selected in select_files(files.paths):
            path, found = selected.path, None
            if selected.error is None and not selected.looks_secret:
                found = app.look_for_misfit(path, app.reader, is_temporary=is_temporary)
            if found is None or not found.can_fit:
                paths.append(path)
                continue
            name = printable_name(path.name)
            say(f"{name}: {found.words} Making it fit…")
            try:
                made = fitter.fit(path, model, folder, on_progress=_Told(name).tell)
            except OssDropError as error:  # the others go on
                say_error(error, name)
                paths.append(path)
                continue
            texts = as_given.get(path)
            as_given[made] = deque([texts.popleft() if texts else str(path)])
            say(f"{name}: made to fit, {made.name}.")
            paths.append(made)
    finally:
        fitter.close()
    return NamedFiles(paths, as_given)


class _Told:
    """Says now and then how far a clip is."""

    def __init__(self, name: str) -> None:
        self._name, self._next = name, _TELL_EVERY

    def tell(self, share: float) -> None:
        if self._next <= share < 1:
            say(f"{self._name}: {share:.0%}")
            self._next = share + _TELL_EVERY
