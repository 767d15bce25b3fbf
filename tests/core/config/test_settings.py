from __future__ import annotations

import json
from pathlib import Path

import pytest

from ossdrop.config.credentials import (
    NO_TOKEN,
    SECRET_OF,
    Credentials,
    PairName,
    clean,
    clean_value,
    find_credentials,
    is_of_secret,
)
from ossdrop.config.env_file import (
    EnvFile,
    Source,
    Values,
    is_merged,
    parse_env,
    read_env_file,
)
from ossdrop.config.model_service import MAINLAND, SINGAPORE, console_of, region_to_try
from ossdrop.config.overview import check_value, read_overview
from ossdrop.config.scripts_parser import parse_as_scripts
from ossdrop.config.settings import (
    parse_expires,
    parse_prefix,
    read_values,
    resolve_destination,
)
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import Secret
from tests.platforms import has_links

COMPLETE = {
    "QWEN_TMP_OSS_BUCKET": "my-ai-assets",
    "QWEN_TMP_OSS_REGION": "oss-cn-beijing",
    "QWEN_TMP_OSS_AK_ID": " LTAIqwen ",
    "QWEN_TMP_OSS_AK_SECRET": "qwen-secret\n",
}


class FakeSecrets:
    def __init__(self, secret: str | None = None, error: OssDropError | None = None) -> None:
        self.secret, self.error = secret, error
        self.asked: list[tuple[str, str]] = []

    def is_for_this_run(self, profile_id: str, name: str) -> bool:
        return False

    def read(self, profile: str, access_key_id: str) -> Secret | None:
        self.asked.append((profile, access_key_id))
        if self.error:
            raise self.error
        return Secret(self.secret) if self.secret else None


def test_a_complete_configuration_becomes_a_destination() -> None:
    found = resolve_destination(Values.of(COMPLETE), None)
    assert (found.bucket, found.region) == ("my-ai-assets", "cn-beijing")
    assert found.endpoint.base_url == "https://oss-cn-beijing.aliyuncs.com"
    assert (found.prefix, found.expires_s) == ("qianwen-uploads", 86_400)
    assert found.credentials.access_key_id == "LTAIqwen"
    assert found.credentials.access_key_secret.reveal() == "qwen-secret"


def test_an_endpoint_replaces_the_host_but_not_the_signing_region() -> None:
    values = Values.of(COMPLETE | {"QWEN_TMP_OSS_ENDPOINT": "cdn.example.com"})
    found = resolve_destination(values, None)
    assert (found.endpoint.host, found.region) == ("cdn.example.com", "cn-beijing")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"QWEN_TMP_OSS_BUCKET": ""}, ErrorCode.NOT_CONFIGURED),
        ({"QWEN_TMP_OSS_BUCKET": "My_Bucket"}, ErrorCode.BUCKET_INVALID),
        ({"QWEN_TMP_OSS_REGION": ""}, ErrorCode.REGION_MISSING),
        ({"QWEN_TMP_OSS_REGION": "beijing"}, ErrorCode.REGION_INVALID),
        ({"QWEN_TMP_OSS_ENDPOINT": "a/b"}, ErrorCode.ENDPOINT_INVALID),
        ({"QWEN_TMP_OSS_PREFIX": "a//b"}, ErrorCode.PREFIX_INVALID),
        ({"QWEN_TMP_OSS_URL_EXPIRES": "24h"}, ErrorCode.EXPIRES_INVALID),
        ({"QWEN_TMP_OSS_URL_EXPIRES": "604801"}, ErrorCode.EXPIRES_INVALID),
        ({"QWEN_TMP_OSS_URL_EXPIRES": "00003600"}, ErrorCode.EXPIRES_INVALID),
        ({"QWEN_TMP_OSS_AK_SECRET": ""}, ErrorCode.CREDENTIALS_MISSING),
    ],
)
def test_each_wrong_value_has_its_own_error(changes: dict[str, str], code: ErrorCode) -> None:
    with pytest.raises(OssDropError) as raised:
        resolve_destination(Values.of(COMPLETE | changes), None)
    assert raised.value.code is code


def test_the_environment_wins_and_an_exported_empty_variable_shadows_the_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / ".env"
    path.write_text("QWEN_TMP_OSS_BUCKET=file\nQWEN_TMP_OSS_REGION=cn-beijing\nX=1\n")
    values = read_values(path, environment={"QWEN_TMP_OSS_BUCKET": "exported", "X": ""})
    assert values.get("QWEN_TMP_OSS_BUCKET") == "exported"
    assert values.source("QWEN_TMP_OSS_BUCKET") is Source.ENVIRONMENT
    assert values.source("QWEN_TMP_OSS_REGION") is Source.ENV_FILE
    assert values.source("QWEN_TMP_OSS_PREFIX") is Source.DEFAULT
    assert values.get("X") == ""


def test_an_env_file_is_read_without_expansion_and_with_a_bom(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes("\ufeffA=1\r\nB=${HOME}\r\nexport C='x y'\r\n".encode())
    assert read_env_file(path) == {"A": "1", "B": "${HOME}", "C": "x y"}
    assert read_env_file(tmp_path / "missing") == {}


def test_an_env_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "latin").write_bytes(b"A=\xe9\n")
    for name in ("folder", "latin"):
        with pytest.raises(OssDropError) as raised:
            read_env_file(tmp_path / name)
        assert raised.value.code is ErrorCode.ENV_FILE_UNREADABLE


OSS_PAIR = {
    "OSS_ACCESS_KEY_ID": "LTAIoss",
    "OSS_ACCESS_KEY_SECRET": "oss-secret",
    "OSS_SESSION_TOKEN": "token",
}


def test_a_folder_that_is_too_long_is_told_as_that() -> None:
    assert parse_prefix("a" * 512) == "a" * 512
    with pytest.raises(OssDropError) as raised:
        parse_prefix("a" * 513)
    assert "too long" in raised.value.explanation.cause


def test_the_qwen_pair_comes_first_and_takes_no_token() -> None:
    found = find_credentials(Values.of(COMPLETE | OSS_PAIR), None, "p")
    assert (found.pair, found.security_token) == (PairName.QWEN, None)


def test_half_a_qwen_pair_falls_back_to_the_whole_oss_pair() -> None:
    values = COMPLETE | OSS_PAIR | {"QWEN_TMP_OSS_AK_SECRET": ""}
    secrets = FakeSecrets(None)
    found = find_credentials(Values.of(values), secrets, "p")
    assert (found.pair, found.access_key_id) == (PairName.OSS, "LTAIoss")
    assert found.security_token is not None
    assert found.passed_over == "***"
    assert secrets.asked == [("p", "LTAIqwen")]


def test_with_one_pair_alone_nothing_is_passed_over() -> None:
    values = COMPLETE | OSS_PAIR | {"QWEN_TMP_OSS_AK_ID": "", "QWEN_TMP_OSS_AK_SECRET": ""}
    found = find_credentials(Values.of(values), FakeSecrets(None), "p")
    assert (found.pair, found.passed_over) == (PairName.OSS, "")


def test_where_there_is_no_password_store_the_documents_rule_holds() -> None:
    values = COMPLETE | OSS_PAIR | {"QWEN_TMP_OSS_AK_SECRET": ""}
    secrets = FakeSecrets(error=OssDropError(ErrorCode.KEYRING_ABSENT))
    found = find_credentials(Values.of(values), secrets, "p")
    assert (found.pair, found.access_key_id) == (PairName.OSS, "LTAIoss")
    assert found.passed_over
    del values["OSS_ACCESS_KEY_SECRET"]
    with pytest.raises(OssDropError) as raised:
        find_credentials(Values.of(values), secrets, "p")
    assert raised.value.code is ErrorCode.KEYRING_ABSENT


def test_the_secret_may_come_from_the_keyring() -> None:
    values = COMPLETE | OSS_PAIR | {"QWEN_TMP_OSS_AK_SECRET": ""}
    found = find_credentials(Values.of(values), FakeSecrets("stored"), "p")
    assert found.secret_from_keyring
    assert (found.access_key_id, found.access_key_secret.reveal()) == ("LTAIqwen", "stored")


def test_a_keyring_that_does_not_answer_never_leads_to_another_account() -> None:
    values = COMPLETE | OSS_PAIR | {"QWEN_TMP_OSS_AK_SECRET": ""}
    secrets = FakeSecrets(error=OssDropError(ErrorCode.KEYRING_FAILED))
    with pytest.raises(OssDropError) as raised:
        find_credentials(Values.of(values), secrets, "p")
    assert raised.value.code is ErrorCode.KEYRING_FAILED


def test_halves_of_two_pairs_never_make_one() -> None:
    values = {"QWEN_TMP_OSS_AK_ID": "a", "OSS_ACCESS_KEY_SECRET": "b"}
    with pytest.raises(OssDropError) as raised:
        find_credentials(Values.of(values), FakeSecrets(None), "p")
    assert raised.value.code is ErrorCode.CREDENTIALS_MISSING
    assert "QWEN_TMP_OSS_AK_ID" in raised.value.detail


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        (None, "qianwen-uploads"),
        ("", "qianwen-uploads"),
        ("/ai/prod/", "ai/prod"),
        ("素材", "素材"),
    ],
)
def test_prefixes_are_trimmed(text: str | None, prefix: str) -> None:
    assert parse_prefix(text) == prefix


@pytest.mark.parametrize(
    "text",
    [
        "a//b",
        "a/../b",
        ".",
        "..",
        "a\nb",
        "a\x7fb",
        *(chr(c) for c in (0xD800, 0xDFFF)),
        "x" * 513,
        "素" * 171,
    ],
    ids=ascii,
)
def test_impossible_prefixes_are_refused(text: str) -> None:
    with pytest.raises(OssDropError) as raised:
        parse_prefix(text)
    assert raised.value.code is ErrorCode.PREFIX_INVALID


@pytest.mark.parametrize("text", ["x" * 512, "a b", "a\ud7ffb", "a\ue000b", "~"], ids=ascii)
def test_everything_else_is_a_prefix(text: str) -> None:
    assert parse_prefix(text) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [(None, 86_400), (" 3600 ", 3600), ("604800", 604_800), ("0604800", 604_800)],
)
def test_lifetimes_are_whole_seconds(text: str | None, seconds: int) -> None:
    assert parse_expires(text) == seconds


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "1e3", "٣", "9" * 30, "604801"])
def test_impossible_lifetimes_are_refused(text: str) -> None:
    with pytest.raises(OssDropError):
        parse_expires(text)


def test_a_file_that_is_needed_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    assert read_values(path, environment={}).get("X") is None
    with pytest.raises(OssDropError) as raised:
        read_values(path, environment={}, is_required=True)
    assert raised.value.code is ErrorCode.ENV_FILE_UNREADABLE
    path.write_text("X=1\n")
    assert read_values(path, environment={}, is_required=True).get("X") == "1"


def test_of_two_files_a_pair_comes_whole_from_one(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("QWEN_TMP_OSS_AK_SECRET=other\nOSS_ACCESS_KEY_ID=LTAIoss\nX=1\nY=2\n")
    first = EnvFile(tmp_path / "first", {"QWEN_TMP_OSS_AK_ID": "LTAIfirst", "X": "first"})
    values = read_values(path, first=first, environment={"Y": "exported"})
    assert values.get("QWEN_TMP_OSS_AK_SECRET") is None
    assert values.get("OSS_ACCESS_KEY_ID") == "LTAIoss"
    assert (values.get("X"), values.get("Y")) == ("first", "exported")
    assert values.origin("OSS_ACCESS_KEY_ID").path == path
    same = read_values(path, first=EnvFile(path, {"X": "read before"}), environment={})
    assert same.get("X") == "1"


def test_which_halves_are_there_is_said() -> None:
    values = {"QWEN_TMP_OSS_AK_ID": "LTAIa", "OSS_ACCESS_KEY_SECRET": "b"}
    for given, words in (
        (values, "only QWEN_TMP_OSS_AK_ID and OSS_ACCESS_KEY_SECRET is set"),
        ({}, "no AccessKey is set"),
    ):
        with pytest.raises(OssDropError) as raised:
            find_credentials(Values.of(given), None, "p")
        assert raised.value.detail == words


def test_a_destination_is_handed_on_whole() -> None:
    found = resolve_destination(Values.of(COMPLETE), None)
    assert resolve_destination(Values.of(found.variables()), None) == found
    oss = {name: text for name, text in COMPLETE.items() if "_AK_" not in name} | OSS_PAIR
    found = resolve_destination(Values.of(oss), None)
    assert found.variables()["OSS_SESSION_TOKEN"] == "token"
    assert resolve_destination(Values.of(found.variables()), None) == found


def test_fingerprints_tell_keys_apart() -> None:
    one, other = Credentials("LTAIa", Secret("x")), Credentials("LTAIa", Secret("y"))
    assert one.fingerprint != other.fingerprint
    assert is_of_secret(one.fingerprint)
    assert not is_of_secret(one.former_fingerprint)
    assert one.former_fingerprint == other.former_fingerprint
    assert "LTAIa" not in repr(one) + one.fingerprint


def test_what_was_entered_for_this_run_comes_before_the_file() -> None:
    values = Values({"A": "exported"}, (EnvFile(None, {"A": "f", "B": "f"}),), {"B": "run"})
    assert (values.get("A"), values.get("B")) == ("exported", "run")
    assert values.source("B") is Source.THIS_RUN
    assert [text for _, text in values.places("A")] == ["exported", "f"]


@has_links
@pytest.mark.parametrize("linked", ["", ".env"])
def test_a_link_to_nowhere_is_not_taken_for_nothing_set(tmp_path: Path, linked: str) -> None:
    """On a drive that was not there: files went to temporary storage instead of one's bucket."""
    folder = tmp_path / "config"
    if linked:
        folder.mkdir()
    (folder / linked).symlink_to(tmp_path / "drive" / "gone")
    with pytest.raises(OssDropError) as raised:
        read_env_file(folder / ".env")
    assert raised.value.code is ErrorCode.ENV_FILE_UNREADABLE
    (tmp_path / "drive").mkdir()
    if linked:
        (tmp_path / "drive" / "gone").write_text("A=1")
    else:
        (tmp_path / "drive" / "gone").mkdir()
    assert read_env_file(folder / ".env") == ({"A": "1"} if linked else {})


def test_an_endless_line_is_no_setting(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=" + "x" * (8 * 1024 - 2) + "\n")
    assert len(read_env_file(path)["A"]) == 8 * 1024 - 2
    path.write_text("A=" + "x" * (8 * 1024 - 1) + "\n")
    with pytest.raises(OssDropError) as raised:
        read_env_file(path)
    assert raised.value.code is ErrorCode.ENV_FILE_UNREADABLE


def test_a_token_beside_a_key_that_lasts_is_stale() -> None:
    def credentials(key_id: str, token: Secret | None) -> Credentials:
        return Credentials(key_id, Secret("kept-Zw8q-secret"), token)

    assert credentials("LTAI5tTestTestTestTest01", Secret("token")).has_stale_token
    assert not credentials("STS.NUgYrLnoC37mZZCNnAbez", Secret("token")).has_stale_token
    assert not credentials("LTAI5tTestTestTestTest01", None).has_stale_token


@pytest.mark.parametrize("text", ["two words", "ab\ncd", "密钥", "ab\u200bcd"])
def test_no_key_has_blanks_or_other_letters_inside(text: str) -> None:
    assert clean(f"  {text.split(maxsplit=1)[0] if text.isascii() else 'key'} ")
    with pytest.raises(OssDropError) as raised:
        clean(text)
    assert raised.value.code is ErrorCode.CREDENTIALS_INVALID


def test_the_part_of_a_pair_that_is_wrong_is_named() -> None:
    for pair, secret_name in SECRET_OF.items():
        is_first = pair is PairName.QWEN  # whose Secret is entered without being named
        of_secret = "" if is_first else secret_name
        for name, hint in ((pair.value, pair.value), (secret_name, of_secret)):
            with pytest.raises(OssDropError) as raised:
                clean_value(Values.of({name: "两 个"}), name)
            assert (raised.value.detail, raised.value.hint) == (name, hint)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "my.env"
    path.write_bytes(b"A=\xff")
    with pytest.raises(OssDropError) as raised:
        read_env_file(path)
    assert raised.value.detail == f"{path}: it is not UTF-8 text"


@pytest.mark.parametrize(
    ("value", "is_so"),
    [
        ("my-bucket", False),
        ("my-bucket QWEN_TMP_OSS_REGION=cn-beijing", True),
        ("my-bucket OSS_ACCESS_KEY_ID=LTAI", True),
        ("a b", False),
    ],
)
def test_a_value_that_goes_on_with_others_is_known(value: str, is_so: bool) -> None:
    assert is_merged(value) is is_so


def test_a_name_without_a_value_takes_the_one_before_away() -> None:
    assert parse_env("A=1\nB=2\nA\n") == {"B": "2"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [("LTAI5tTestTestTestTest01", "LTAI...st01"), ("this is no id but a long text", "***")],
)
def test_only_of_an_id_the_ends_are_shown(text: str, shown: str) -> None:
    values = Values.of({"QWEN_TMP_OSS_AK_ID": text})
    found = {setting.name: setting.shown for setting in read_overview(values)}
    assert found["QWEN_TMP_OSS_AK_ID"] == shown


def test_the_scripts_read_no_comments() -> None:
    assert parse_as_scripts("#A=1\n # B=2\nC=3\n\nno line\n") == {"C": "3"}


STS_ID = "STS.NUgYrLnoC37mZZCNnAbez"


class Kept:
    """A password store with some entries."""

    def __init__(self, entries: dict[str, str]) -> None:
        self.entries = entries

    def is_for_this_run(self, profile_id: str, name: str) -> bool:
        return False

    def read(self, profile: str, name: str) -> Secret | None:
        return Secret(self.entries[name]) if name in self.entries else None


@pytest.mark.parametrize(
    ("changes", "kept", "is_for_hours"),
    [
        ({"OSS_ACCESS_KEY_SECRET": "given"}, {}, True),  # and no token with it
        ({}, {}, False),
        ({}, {STS_ID: "kept"}, True),
    ],
)
def test_an_id_for_some_hours_is_not_used_without_its_token(
    changes: dict[str, str], kept: dict[str, str], is_for_hours: bool
) -> None:
    values = Values.of({"OSS_ACCESS_KEY_ID": STS_ID, **changes})
    with pytest.raises(OssDropError) as raised:
        find_credentials(values, Kept(kept), "default")
    assert raised.value.code is ErrorCode.CREDENTIALS_MISSING
    assert (raised.value.hint == NO_TOKEN) is is_for_hours


def test_a_value_that_goes_on_with_another_setting_is_not_used() -> None:
    merged = Values.of(COMPLETE | {"QWEN_TMP_OSS_BUCKET": "b QWEN_TMP_OSS_REGION=cn-beijing"})
    with pytest.raises(OssDropError) as raised:
        resolve_destination(merged, None)
    assert (raised.value.code, raised.value.detail) == (
        ErrorCode.LINES_MERGED,
        "QWEN_TMP_OSS_BUCKET",
    )
    wrong = check_value("QWEN_TMP_OSS_PREFIX", "p QWEN_TMP_OSS_BUCKET=b")
    assert wrong is not None
    assert wrong.code is ErrorCode.LINES_MERGED


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("a//b", "parts"),
        ("a/../b", "parts"),
        ("a\x07b", "control"),
        ("a\ud800", "control"),
        ("a\u200bb", "nobody can see"),
        ("LTAI5tTestTestTestTest01", "***"),
    ],
)
def test_a_folder_that_would_read_otherwise_in_a_link_is_refused(prefix: str, words: str) -> None:
    with pytest.raises(OssDropError) as raised:
        parse_prefix(prefix)
    assert raised.value.code is ErrorCode.PREFIX_INVALID
    assert words in raised.value.detail


@pytest.mark.parametrize(
    ("values", "other"),
    [
        ({}, SINGAPORE),
        ({"QWEN_REGION": "cn-beijing"}, ""),
        ({"QWEN_BASE_URL": "https://workspace.example/api/v1"}, ""),
    ],
)
def test_another_region_is_tried_only_where_nothing_decides(
    values: dict[str, str], other: str
) -> None:
    assert region_to_try(Values.of(values)) == other


def test_the_page_with_the_api_keys_is_the_one_of_the_region_in_force() -> None:
    pages = {console_of({"QWEN_REGION": region}) for region in (MAINLAND, SINGAPORE)}
    assert len(pages) == 2
    assert console_of({}) == console_of({"QWEN_REGION": MAINLAND})
    assert all(page.startswith("https://") for page in pages)


def test_what_is_no_list_or_has_one_id_twice_is_kept_as_it_is(tmp_path: Path) -> None:
    from ossdrop.config.profiles import read_profiles, write_profiles

    path = tmp_path / "profiles.json"
    path.write_text('{"profiles": {"t1": {"name": "Team"}}}')
    profiles = read_profiles(path)
    assert profiles.unread
    write_profiles(path, profiles)
    assert any("Team" in one.read_text() for one in tmp_path.iterdir() if one != path)
    twice = [{"id": "t1", "name": name, "kind": "found", "env_file": None} for name in "AB"]
    path.write_text(json.dumps({"profiles": twice}))
    profiles = read_profiles(path)
    assert profiles.unread == (twice[1],)
    write_profiles(path, profiles)
    assert '"B"' in path.read_text()
