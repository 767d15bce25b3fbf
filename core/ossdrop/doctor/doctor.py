"""Runs the checks in their order; a failed one makes those that need it "skipped"."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ossdrop.config.ladder import read_ladder
from ossdrop.config.policies import Feature
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.settings import Destination
from ossdrop.destinations import Destinations
from ossdrop.doctor.check import Check, Status, failed, skipped
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import Context
from ossdrop.doctor.dashscope_checks import check_temporary
from ossdrop.doctor.network_checks import check_network
from ossdrop.doctor.safety_checks import check_safety
from ossdrop.doctor.scripts_checks import check_scripts
from ossdrop.doctor.settings_checks import check_keys, check_settings
from ossdrop.doctor.storage_checks import check_storage
from ossdrop.errors import OssDropError

_OF_BUCKET = (CheckId.NETWORK_NAME, CheckId.STORAGE_PUT, CheckId.STORAGE_FETCH)
_OF_TEMPORARY = (CheckId.NETWORK_NAME, CheckId.DASHSCOPE_POLICY)


@dataclass(frozen=True)
class Report:
    """What a whole run found."""

    checks: tuple[Check, ...]
    took_s: float

    @property
    def worst(self) -> Status:
        """FAIL, WARN or OK."""
        found = {check.status for check in self.checks}
        return next((s for s in (Status.FAIL, Status.WARN) if s in found), Status.OK)


class Doctor:
    """One run of the connection check. Blocks; `cancel` may be called from any thread."""

    def __init__(
        self,
        destinations: Destinations,
        profile_id: ProfileId | None = None,
        *,
        with_scripts: bool = True,
        with_model: bool = False,
    ) -> None:
        """`with_scripts`: also what the Qwen scripts would make of the same settings.

        `with_model`: at the end a model is asked about a tiny picture, which costs tokens.
        """
        self._with_model = with_model
        self._destinations = destinations
        self._with_scripts = with_scripts
        self._profile = profile_id or destinations.profile
        self._context: Context | None = None
        self._is_cancelled = False

    def run(self) -> Iterator[Check]:
        """Gives each check as soon as it is done. Raises nothing for what it finds."""
        try:
            context = self._context = self._open()
        except OssDropError as error:
            yield failed(CheckId.SETTINGS_FILE, error)
            return
        try:
            for check in self._checks(context):
                if self._is_cancelled:
                    return
                yield check
        finally:
            context.close()

    @property
    def is_cancelled(self) -> bool:
        """Whether the run was ended before its end."""
        return self._is_cancelled

    def report(self) -> Report:
        """All checks of a run."""
        began = time.monotonic()
        return Report(tuple(self.run()), time.monotonic() - began)

    def cancel(self) -> None:
        """End the run; what is under way is cut off."""
        self._is_cancelled = True
        if self._context is not None:
            self._context.close()

    def _open(self) -> Context:
        destinations, profile = self._destinations, self._profile
        values = destinations.values(profile)
        files = tuple(file.path for file in values.files if file.path is not None)
        to_change = None
        if files:
            with contextlib.suppress(OssDropError):  # what is wrong with it, a check tells
                to_change = destinations.file_to_change(profile)
        return Context(
            profile,
            to_change,
            destinations.profiles.get(profile).env_path,
            files,
            values,
            lambda: read_ladder(values, destinations.secrets, profile),
            lambda: destinations.resolve(profile),
            destinations.secrets.is_there,
        )

    def _checks(self, context: Context) -> Iterator[Check]:
        has_failed = False
        for check in chain(check_settings(context), check_keys(context)):
            has_failed |= check.status is Status.FAIL
            yield check
        if self._with_scripts:
            yield from check_scripts(context, only_files=has_failed)
        if has_failed or context.destination is None:
            is_bucket = context.destination is None or isinstance(context.destination, Destination)
            for check_id in _OF_BUCKET if is_bucket else _OF_TEMPORARY:
                yield skipped(check_id)
        else:
            yield from self._online(context)
        yield from check_safety(context)
        if self._with_model:
            can_ask = not has_failed and context.destination is not None
            yield from self._ask(context) if can_ask else [skipped(CheckId.MODEL_SEES)]

    def _ask(self, context: Context) -> Iterator[Check]:
        from ossdrop.asking.service import find_model_service
        from ossdrop.doctor.model_check import check_model

        try:
            self._destinations.policies.require(Feature.ASK)
            secrets, model = self._destinations.secrets, self._destinations.model
            service = find_model_service(context.values, secrets, context.profile)
        except OssDropError as error:
            yield failed(CheckId.MODEL_SEES, error)
            return
        yield from check_model(context, service, model)

    def _online(self, context: Context) -> Iterator[Check]:
        has_failed = False
        for check in check_network(context):
            has_failed |= check.status is Status.FAIL
            yield check
        if not isinstance(context.destination, Destination):
            yield from (
                [skipped(CheckId.DASHSCOPE_POLICY)] if has_failed else check_temporary(context)
            )
        elif has_failed:
            yield skipped(CheckId.STORAGE_PUT)
            yield skipped(CheckId.STORAGE_FETCH)
        else:
            yield from check_storage(context)
