"""Which profile is in use, and where its files go: settings read, secrets found, a bucket named."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ossdrop.config.api_key import find_api_key
from ossdrop.config.credentials import Credentials, PairName, clean, find_credentials
from ossdrop.config.env_check import KNOWN_NAMES, mistyped_names
from ossdrop.config.env_file import EnvFile, Values
from ossdrop.config.folder_file import AllowedFiles, look_at
from ossdrop.config.kept_notes import KeptNotes
from ossdrop.config.key_homes import home_of, knows_homes
from ossdrop.config.keyring_store import KeyringStore
from ossdrop.config.model_service import (
    BASE_URL,
    MODEL_REGION,
    base_url_in,
    base_url_of,
    region_of,
    region_to_try,
    require_its_address,
)
from ossdrop.config.policies import Feature, Policies, read_policies
from ossdrop.config.profile_id import DEFAULT_PROFILE, PRACTICE_PROFILE, PROXY_SECRETS, ProfileId
from ossdrop.config.profiles import Kind, Profile, Profiles, merged, read_profiles, write_profiles
from ossdrop.config.regions import normalise_region
from ossdrop.config.session_token import key_id_of
from ossdrop.config.settings import (
    BUCKET,
    DEFAULT_PREFIX,
    PREFIX,
    REGION,
    AnyDestination,
    Destination,
    has_bucket,
    read_values,
    resolve_destination,
    resolve_temporary,
)
from ossdrop.config.settings_file import change_settings, mend_settings
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.place import Place
from ossdrop.practice.home import PracticeProcess, open_home, page_link
from ossdrop.printable import printable_name
from ossdrop.program.files import own_lock, set_aside
from ossdrop.program.paths import profiles_file
from ossdrop.program.preferences import DEFAULT_MODEL
from ossdrop.redaction import mask_id, shown

_OF_ACCOUNTS = ("OSS_", "ALIBABA_CLOUD_", "ALIYUN_", "ALICLOUD_")
_LOCK_WAIT_S = 10.0  # for another process that changes the list
_log = logging.getLogger(__name__)


def place_of(destination: AnyDestination) -> Place:
    """The place of a destination."""
    if isinstance(destination, Destination):
        return Place(destination.profile, destination.bucket, destination.region)
    return Place(destination.profile, model=destination.model)


class Destinations:
    """The named destinations, and what each of them resolves to.

    `settings` that are passed in are the only ones there are; an `env_file` that is named stands
    in for the profile's, and one without a path was read from a pipe; `folder_file`, one that was
    allowed, comes before it. With `makes_env_file`, one that is named need not exist yet.
    """

    def __init__(
        self,
        *,
        practice: bool = False,
        env_file: Path | EnvFile | None = None,
        makes_env_file: bool = False,
        environment: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        folder_file: EnvFile | None = None,
    ) -> None:
        self.profile: ProfileId = PRACTICE_PROFILE if practice else DEFAULT_PROFILE
        self.model = DEFAULT_MODEL  # for temporary storage
        self.secrets = KeyringStore(on_kept=self._note_kept)
        self.practice = PracticeProcess()
        self._piped_file = env_file if isinstance(env_file, EnvFile) else None
        self._env_file = env_file if isinstance(env_file, Path) else None
        self._makes_env_file = makes_env_file
        self._environment = environment
        self._settings = settings
        self._folder_file = folder_file
        self._profiles: Profiles | None = None
        self._profiles_read: Profiles | None = None  # as the file has them, but for others' changes
        self._told: set[str] = set()
        # By profile, what was entered for this run: its variables, and how the file has it.
        self._this_run: dict[str, dict[str, str]] = {}
        self._as_kept: dict[str, Profile | None] = {}

    @property
    def profiles(self) -> Profiles:
        """The named destinations. Reads a file the first time."""
        if self._profiles is None:
            self._profiles = self._profiles_read = read_profiles(profiles_file())
            if (problem := self._profiles.problem) is not None:
                _log.warning("%s", problem)
        return self._profiles

    def read_again(self) -> Profiles:
        """The named destinations, after they were held for a while. Blocks."""
        before = self.profiles
        if before.is_held and not (found := read_profiles(profiles_file())).is_held:
            self._profiles = self._profiles_read = found
            if self.profile == before.active_id:  # for want of the list
                self.profile = found.active_id
        return self.profiles

    def _require_read(self, profile_id: ProfileId) -> None:
        """Raise why the list cannot be read, where it may be this one that is meant."""
        problem = self.profiles.problem
        if problem is not None and self.profiles.is_unread(profile_id):
            raise problem

    def open(self) -> Profile:
        """Use the profile that was in use last, unless this one is for practice. Blocks."""
        # What a named or an allowed file says is the same, whichever destination is in use.
        has_own_file = self._folder_file or self._env_file or self._piped_file
        if self.profile != PRACTICE_PROFILE and not has_own_file:
            self.profile = self.profiles.active_id
        return self.profiles.get(self.profile)

    def use_for_this_run(self, profile: Profile, values: Mapping[str, str]) -> None:
        """Use a profile as it is now, with these variables, and write nothing."""
        self._this_run.setdefault(profile.id, {}).update(values)
        known = next((one for one in self.profiles.all if one.id == profile.id), None)
        self._as_kept.setdefault(profile.id, known)
        self._profiles = self.profiles.with_profile(profile).using(profile.id)
        self.profile = profile.id

    @property
    def ending(self) -> list[Profile]:
        """Those whose place is for this run only: what is in the files is another one, or none."""
        return [one for one in self.profiles.all if self._ends(one)]

    def _ends(self, profile: Profile) -> bool:
        kept = self._as_kept.get(profile.id, profile)
        is_elsewhere = BUCKET in self._this_run.get(profile.id, {})
        return kept is None or kept.kind is not profile.kind or is_elsewhere

    def of_this_run(self, profile_id: ProfileId) -> Mapping[str, str]:
        """The variables that were entered for this run only."""
        return dict(self._this_run.get(profile_id, {}))

    def change_this_run(self, profile_id: ProfileId, values: Mapping[str, str]) -> None:
        """Change variables that were entered for this run only."""
        self._this_run.setdefault(profile_id, {}).update(values)

    def end_this_run(self, profile_id: ProfileId, names: Iterable[str]) -> bool:
        """Let what is saved count again for these; returns whether anything was for this run."""
        kept = self._this_run.get(profile_id, {})
        for name in names:
            kept.pop(name, None)
        if not kept:
            self._this_run.pop(profile_id, None)
        return self._as_kept.pop(profile_id, None) is not None

    def keep_profiles(self, profiles: Profiles) -> None:
        """Change the named destinations and which one is in use. Blocks; raises OSError.

        OWN_FILE_FAILED where nobody can tell which there are now: nothing takes their place.
        """
        written = profiles
        for profile in profiles.all:  # what is for this run is written nowhere
            if (kept := self._as_kept.get(profile.id)) is not None:
                name = kept.name if self._ends(profile) else profile.name
                written = written.with_profile(replace(kept, name=name))
            elif profile.id in self._as_kept:
                written = written.without(profile.id)
        path, base = profiles_file(), self._profiles_read or Profiles()
        with own_lock(path.with_suffix(".lock"), _LOCK_WAIT_S):
            there = read_profiles(path)
            if there.is_held and (problem := there.problem) is not None:
                raise problem
            self._profiles_read = merged(base, written, there)
            if (there.unread_ids - self._profiles_read.unread_ids) & written.ids:
                set_aside(path)  # another one takes its place
            write_profiles(path, self._profiles_read)
        self._profiles_read = self._profiles_read.as_written
        self._profiles = merged(written, profiles, self._profiles_read)
        known = self._profiles.ids | self._profiles.unread_ids | {PRACTICE_PROFILE}
        wanted = profiles.active_id  # unless another program has removed it meanwhile
        self.profile = wanted if wanted in known else self._profiles.active_id

    @property
    def policies(self) -> Policies:
        """What the administrator has decided, now. Blocks; raises POLICIES_UNREADABLE."""
        return read_policies()

    def is_configured(self) -> bool:
        """Whether files have a place to go to. Reads the `.env`; may block on the keyring."""
        if self.profile == PRACTICE_PROFILE:
            return True
        values = self.values(self.profile)
        return has_bucket(values) or find_api_key(values, self.secrets, self.profile) is not None

    def place(self, profile_id: ProfileId | None = None) -> Place:
        """Where files go now, whether or not it works. Blocks on the disk, never on a key.

        Raises ENV_FILE_UNREADABLE, PRACTICE_FAILED.
        """
        profile_id = profile_id or self.profile
        values = self.values(profile_id)
        if self.goes_to_bucket(profile_id):
            bucket, region = shown(values.get(BUCKET) or ""), values.get(REGION) or ""
            with contextlib.suppress(OssDropError):  # what is no region is shown as it stands
                region = normalise_region(region)
            return Place(profile_id, bucket.strip(), shown(region.strip()))
        is_meant = self.profiles.get(profile_id).kind is Kind.TEMPORARY
        has_key = is_meant or find_api_key(values, None, profile_id) is not None
        return Place(profile_id, model=self.model if has_key else "")

    def to_keep(self, links: Iterable[str]) -> tuple[str, ...]:
        """Those links that lead to no bucket of a destination. Blocks on the disk.

        Raises KEEP_NEEDS_BUCKET where files go to temporary storage now.
        """
        if not self.goes_to_bucket():
            raise OssDropError(ErrorCode.KEEP_NEEDS_BUCKET)
        places = [self._place_in_file(profile.id) for profile in self.profiles.all]
        if self.profile == PRACTICE_PROFILE:
            places.append(self.place())
        return tuple(one for one in links if not any(place.has_link(one) for place in places))

    def _place_in_file(self, profile_id: ProfileId) -> Place:
        """Its bucket, whether or not it can be used; none where its file cannot be read."""
        bucket = ""
        with contextlib.suppress(OssDropError):
            bucket = shown(clean(self.values(profile_id).get(BUCKET)))
        return Place(profile_id, bucket)

    def use_practice(self) -> None:
        """Send files to the practice bucket from now on."""
        self.profile = PRACTICE_PROFILE

    def practice_address(self) -> str:
        """Where the practice bucket answers, "" where files go elsewhere. Blocks."""
        if self.profile != PRACTICE_PROFILE:
            return ""
        return self.resolve_bucket().endpoint.base_url

    def practice_page(self) -> str:
        """A link that shows the practice bucket in a browser: once, within a minute. Blocks.

        Starts it where it does not run; raises PRACTICE_FAILED.
        """
        self.policies.require(Feature.PRACTICE)
        self.practice.ensure_running()
        return page_link(open_home())

    def resolve(
        self, profile_id: ProfileId | None = None, model: str | None = None
    ) -> AnyDestination:
        """Where files go now; raises the error of the first wrong setting. Blocks.

        The bucket that is set, else temporary storage for `model`, as for the scripts; a profile
        may have been told to use one of them always.
        """
        profile_id = profile_id or self.profile
        environment = os.environ if self._environment is None else self._environment
        decides = self._is_given or has_bucket(Values(environment))  # whatever the profiles say
        if not decides:
            self._require_read(profile_id)
        policies = self.policies
        if profile_id == PRACTICE_PROFILE:
            policies.require(Feature.PRACTICE)
            self.practice.ensure_running()
        values = self.values(profile_id)
        self._tell_of_mistyped(values)
        if not self.goes_to_bucket(profile_id):
            policies.require(Feature.TEMPORARY)
            try:
                return resolve_temporary(values, self.secrets, profile_id, model or self.model)
            except OssDropError as error:
                if error.code is ErrorCode.NOT_CONFIGURED:
                    error.detail = _without_settings(values)
                raise
        destination = policies.bind(resolve_destination(values, self.secrets, profile_id))
        self._tell_of_other_key(destination.credentials)
        self._note_use(profile_id, destination.credentials, values)
        return destination

    def credentials(self, profile_id: ProfileId) -> Credentials:
        """The AccessKey of a profile. Blocks; raises CREDENTIALS_... or KEYRING_... errors."""
        found = find_credentials(self.values(profile_id), self.secrets, profile_id)
        self._tell_of_other_key(found)
        return found

    def _tell_of_other_key(self, credentials: Credentials) -> None:
        """Once per key: files may go to another account than was meant."""
        if credentials.passed_over and credentials.passed_over not in self._told:
            self._told.add(credentials.passed_over)
            _log.warning(
                "the secret of AccessKey %s is missing: AccessKey %s (%s) is used instead",
                credentials.passed_over,
                mask_id(credentials.access_key_id),
                credentials.pair.value,
            )

    def _tell_of_mistyped(self, values: Values) -> None:
        """Once per name: without its bucket, say, files go to temporary storage instead."""
        names = {*values.environment, *(name for file in values.files for name in file.values)}
        for name, meant in mistyped_names(names).items():
            if name not in self._told:
                self._told.add(name)
                wrong = shown(printable_name(name))
                _log.warning("%s is not a setting: is %s meant?", wrong, meant)

    def goes_to_bucket(self, profile_id: ProfileId | None = None) -> bool:
        """Whether files go to a bucket, else to temporary storage. Blocks."""
        profile_id = profile_id or self.profile
        kind = Kind.FOUND if self._is_given else self.profiles.get(profile_id).kind
        return kind is not Kind.TEMPORARY and (
            kind is not Kind.FOUND or has_bucket(self.values(profile_id))
        )

    def resolve_bucket(self, profile_id: ProfileId | None = None) -> Destination:
        """The bucket of a profile, whatever its files go to now. Blocks; raises its error."""
        profile_id = profile_id or self.profile
        found = resolve_destination(self.values(profile_id), self.secrets, profile_id)
        return self.policies.bind(found)

    def buckets(self) -> dict[ProfileId, str]:
        """Which of the named destinations have a bucket, whatever its files go to now. Blocks."""
        places = [self._place_in_file(profile.id) for profile in self.profiles.all]
        return {place.profile: place.bucket for place in places if place.bucket}

    def child_environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        """`inherited` with the settings in force, secrets included: for a child only. Blocks.

        As the scripts take them: the region and the endpoint in their plain forms, whole pairs.
        They read other files as well, that of the current folder and that of the repository: what
        is not in force here is shadowed, so that none of these fills a gap.
        Raises what `resolve` does.
        """
        destination = self.resolve()  # first: a practice bucket may get another port
        values = self.values()
        found = {name: text for name, text in inherited.items() if name not in KNOWN_NAMES}
        if self.profile == PRACTICE_PROFILE:  # nothing real, by whatever name an SDK looks for it
            found = {n: text for n, text in found.items() if not n.startswith(_OF_ACCOUNTS)}
        found |= {name: text for name in KNOWN_NAMES if (text := values.get(name))}
        api_key = find_api_key(values, self.secrets, self.profile)
        if api_key is not None:
            require_its_address(values, api_key)
            found[api_key.name] = api_key.key.reveal()
        if isinstance(destination, Destination):
            found |= destination.variables()
        else:
            found.pop(BUCKET, None)  # it switches the scripts' mode
        return {**_shadows(values), **found}

    def model_address(self) -> str:
        """Where the API of Model Studio is called with the key in force. May block on the keyring.

        Raises BASE_URL_INVALID.
        """
        values = self.values()
        if region_to_try(values) and knows_homes():
            with contextlib.suppress(OssDropError):
                api_key = find_api_key(values, self.secrets, self.profile)
                if api_key is not None and (home := home_of(api_key)):
                    return base_url_in(home)
        return base_url_of(values)

    def env_path(self, profile_id: ProfileId | None = None) -> Path:
        """The `.env` that a profile's settings are written to. May read a file.

        Raises ENV_FILE_UNWRITABLE where they came from a pipe.
        """
        if self._piped_file is not None:
            raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, "the settings came from a pipe")
        return self._env_file or self.profiles.get(profile_id or self.profile).env_path

    def env_path_of_profile(self) -> Path:
        """The `.env` of the profile in use itself, whatever file was named or allowed."""
        return self.profiles.get(self.profile).env_path

    def file_to_change(self, profile_id: ProfileId | None = None) -> Path:
        """Where a person who stands here means a setting to be changed: an allowed `.env` first.

        May read a file. Raises ENV_FILE_UNWRITABLE where the settings came from a pipe, and
        PROFILES_UNREADABLE or OWN_FILE_FAILED where it may be another destination that is meant.
        """
        is_here = profile_id in (None, self.profile)
        folder = self._folder_file.path if is_here and self._folder_file is not None else None
        if folder is not None:
            return folder
        is_named = self._env_file is not None or self._piped_file is not None
        if not is_named:
            self._require_read(profile_id or self.profile)
        return self.env_path(profile_id)

    def _note_kept(self, profile_id: ProfileId, name: str) -> None:
        """The password store keeps something, for the `.env` that is in force."""
        if profile_id == PROXY_SECRETS:
            return
        key_id, path = key_id_of(name), None
        with contextlib.suppress(OssDropError):
            values = self.values(profile_id)
            named = [n.value for n in PairName if (values.get(n.value) or "").strip() == key_id]
            is_exported = any(values.origin(one).is_fixed for one in named)
            path = None if is_exported else self.file_to_change(profile_id)
        KeptNotes().add(profile_id, key_id, path)

    def _note_use(self, profile_id: ProfileId, credentials: Credentials, values: Values) -> None:
        """A file that was only named, or the environment, means what is kept: not replaced then."""
        if not credentials.secret_from_keyring:
            return
        is_exported = values.origin(credentials.pair.value).is_fixed
        if is_exported or not self.is_of_profile:
            with contextlib.suppress(OssDropError):
                path = None if is_exported else self.file_to_change(profile_id)
                KeptNotes().note_use(profile_id, credentials.access_key_id, path)

    def change_file(self, path: Path, changes: Mapping[str, str | None]) -> None:
        """Change a `.env`; the one in force here counts as it is then. Blocks; raises the writer's.

        `changes` are None or empty for a variable that is to be taken out.
        """
        change_settings(path, changes)
        self._look_again()

    def mend_file(self, path: Path) -> None:
        """Write plainly what the scripts read otherwise. Blocks; raises what `change_file` does."""
        mend_settings(path)
        self._look_again()

    def _look_again(self) -> None:
        if self._folder_file is not None and self._folder_file.path is not None:
            found = look_at(self._folder_file.path)
            if found is not None and AllowedFiles().is_allowed(found):
                self._folder_file = found.values

    def values(self, profile_id: ProfileId | None = None) -> Values:
        """The variables in force for a profile. Blocks; raises ENV_FILE_UNREADABLE."""
        profile_id = profile_id or self.profile
        if profile_id == PRACTICE_PROFILE:
            return Values.of(open_home().variables())
        if self._settings is not None:
            return Values.of(self._settings)
        if self._piped_file is not None:
            environment = os.environ if self._environment is None else self._environment
            piped = Values(environment, (replace(self._piped_file, is_own=False),))
            return self.policies.above(piped)
        if self._env_file is not None:
            found = read_values(
                self._env_file,
                environment=self._environment,
                is_required=not self._makes_env_file,
            )
            named = tuple(replace(file, is_own=False) for file in found.files)
            found = replace(found, files=named)
        else:
            found = read_values(
                self.env_path(profile_id), first=self._folder_file, environment=self._environment
            )
        found = replace(found, this_run=self._this_run.get(profile_id, {}))
        return self.policies.above(found)

    @property
    def is_of_profile(self) -> bool:
        """Whether the settings in force are the profile's own, and no other file's."""
        return self._folder_file is None and not self._is_given

    @property
    def _is_given(self) -> bool:
        """Whether settings were passed in, or a file was named: no profile has a say then."""
        named = self._piped_file or self._env_file
        return self._settings is not None or named is not None


def _without_settings(values: Values) -> str:
    """Which file was read and has no setting in it: `$env:NAME = …` is none, nor is `NAME: …`."""
    for file in values.files:
        if file.path is not None and file.values.keys().isdisjoint(KNOWN_NAMES):
            name = printable_name(file.path.name)
            return f"no line of {name} is like QWEN_TMP_OSS_BUCKET=my-bucket"
    return ""


def _shadows(values: Values) -> dict[str, str]:
    """What stands in for each setting that is not in force."""
    in_force = {
        BASE_URL: base_url_of(values),
        PREFIX: DEFAULT_PREFIX,
        MODEL_REGION: region_of(values),
    }
    if region_to_try(values):  # nothing decides: the key may belong to either region
        del in_force[BASE_URL], in_force[MODEL_REGION]
    return {name: in_force.get(name, "") for name in KNOWN_NAMES}
