"""Writing single variables of a `.env`: every other byte stays, and all readers agree."""

from __future__ import annotations

import errno
import io
import os
import stat
import threading
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ossdrop.config import env_writer
from ossdrop.config.env_check import Difference, check_env
from ossdrop.config.env_file import names_in, read_env_file, separate_lines
from ossdrop.config.env_writer import change_env_file, changed_text, require_writable
from ossdrop.config.scripts_parser import parse_as_scripts
from ossdrop.config.settings_file import mend_settings
from ossdrop.errors import ErrorCode, OssDropError

BUCKET, REGION = "QWEN_TMP_OSS_BUCKET", "QWEN_TMP_OSS_REGION"


def readings(text: str) -> tuple[dict[str, str | None], dict[str, str]]:
    """What python-dotenv and the scripts read."""
    stream = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return dotenv_values(stream=stream, interpolate=False), parse_as_scripts(text)


def test_only_the_line_changes_and_the_file_stays_what_it_was(tmp_path: Path) -> None:
    real, path = tmp_path / "real.env", tmp_path / ".env"
    before = f"# mine\r\n\r\nA='x y' # keep\r\nexport {BUCKET}=old # why\r\nB=1\r\n"
    real.write_bytes(f"\ufeff{before}".encode())
    real.chmod(0o640)
    if os.name == "posix":
        path.symlink_to(real)
    else:
        real = path = real.rename(path)
    change_env_file(path, {BUCKET: "new"})
    after = before.replace(f"export {BUCKET}=old # why", f"# why\r\n{BUCKET}=new")
    assert real.read_bytes() == f"\ufeff{after}".encode()
    if os.name == "posix":
        assert path.is_symlink()
        assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert list(tmp_path.glob("*.new")) == []


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "folder" / ".env"
    change_env_file(path, {BUCKET: "b", REGION: "cn-beijing"})
    assert path.read_bytes() == f"{BUCKET}=b\n{REGION}=cn-beijing\n".encode()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_name_that_occurs_twice_is_changed_everywhere_and_taken_out_everywhere() -> None:
    text = f"{BUCKET}=1\nX=\n{BUCKET}='2'"
    assert changed_text(text, {BUCKET: "3"}) == f"{BUCKET}=3\nX=\n{BUCKET}=3"
    assert changed_text(text, {BUCKET: None}) == "X=\n"
    assert changed_text(text, {BUCKET: ""}) == "X=\n"


def test_a_first_line_behind_a_bom_reads_the_same_for_the_scripts() -> None:
    after = changed_text(f"\ufeff{BUCKET}=old\n", {BUCKET: "new"})
    assert after.startswith("\ufeff")
    ours, scripts = readings(after)
    assert ours[BUCKET] == scripts[BUCKET] == "new"


@pytest.mark.parametrize(
    "value", ["a'b", 'a"b', "a #b", "${HOME}", "a\nb", " a", "a\u2028b", "\udc80"]
)
def test_values_that_read_differently_are_refused(tmp_path: Path, value: str) -> None:
    path = tmp_path / ".env"
    with pytest.raises(OssDropError) as raised:
        change_env_file(path, {"QWEN_TMP_OSS_PREFIX": value})
    assert raised.value.code is ErrorCode.VALUE_UNWRITABLE
    assert not path.exists()


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "# a comment",
                f"{BUCKET}=old",
                f"export {BUCKET} = 'quoted' # why",
                f'  {BUCKET}="double"',
                f"{REGION}=oss-cn-beijing # inline",
                "OTHER=${HOME}",
                "OTHER='a=b'",
                "not a line",
                "=nothing",
                "中文=值",
            ]
        ),
        st.text(st.characters(blacklist_characters="\r\n'\"", blacklist_categories=("Cs", "Cc"))),
    ),
    max_size=8,
)
_VALUE = st.text(st.characters(codec="utf-8"), max_size=20)


@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_LINES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans(), _VALUE, _VALUE)
def test_whatever_the_file_both_readers_find_what_was_written(
    lines: list[str], ending: str, bom: bool, closed: bool, bucket: str, region: str
) -> None:
    changes = {BUCKET: bucket, REGION: region}
    try:
        for name, value in changes.items():
            require_writable(name, value)
    except OssDropError:
        return
    text = ("\ufeff" if bom else "") + ending.join(lines) + (ending if closed and lines else "")
    after = changed_text(text, changes)
    ours, scripts = readings(after)
    before, _ = readings(text)
    for name, value in changes.items():
        assert ours.get(name) == scripts.get(name) == (value or None)
    assert {n: v for n, v in ours.items() if n not in changes} == {
        n: v for n, v in before.items() if n not in changes
    }
    comments = [line for line in lines if line.startswith("#")]
    kept = after.removeprefix("\ufeff").splitlines()
    assert [line for line in kept if line in comments] == comments
    assert changed_text(after, changes) == after


def test_an_open_quote_that_swallows_the_rest_is_refused(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(f"X='begin\n{BUCKET}=inside\nend'\n")
    content = path.read_bytes()
    with pytest.raises(OssDropError) as raised:
        change_env_file(path, {BUCKET: "new"})
    assert raised.value.code is ErrorCode.ENV_FILE_UNWRITABLE
    assert raised.value.detail.startswith(BUCKET)
    assert path.read_bytes() == content


def test_an_exported_line_that_nobody_can_read_is_replaced() -> None:
    assert changed_text(f"A=1\nexport {BUCKET}='old\n", {BUCKET: "new"}) == f"A=1\n{BUCKET}=new\n"


def test_which_file_cannot_be_checked_is_told(tmp_path: Path) -> None:
    path = tmp_path / "of-the-shop.env"
    path.write_bytes(f"{BUCKET}=\xe4".encode("latin-1"))
    with pytest.raises(OssDropError) as raised:
        check_env(path)
    assert raised.value.code is ErrorCode.ENV_FILE_UNREADABLE
    assert raised.value.detail.startswith(str(path))


def test_two_writers_never_lose_each_others_keys(tmp_path: Path) -> None:
    path = tmp_path / ".env"

    def write(writer: int) -> None:
        for number in range(10):
            change_env_file(path, {f"KEY_{writer}_{number}": "x"})

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(dotenv_values(path)) == 40


def test_a_program_without_our_lock_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\n")
    keep, calls = env_writer._keep_owner_and_mode, []

    def interfere(target: Path, temporary: Path) -> None:
        if not calls:
            path.write_text("A=1\nTHEIRS=2\n")
        calls.append(1)
        keep(target, temporary)

    monkeypatch.setattr(env_writer, "_keep_owner_and_mode", interfere)
    change_env_file(path, {BUCKET: "ours"})
    assert path.read_text() == f"A=1\nTHEIRS=2\n{BUCKET}=ours\n"
    assert len(calls) == 2


@pytest.mark.parametrize("case", ["read-only", "folder", "latin-1", "full disk"])
def test_what_cannot_be_written_says_so_and_keeps_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    path = tmp_path / ".env"
    content = "A=é\n".encode("latin-1" if case == "latin-1" else "utf-8")
    if case == "folder":
        path.mkdir()
    else:
        path.write_bytes(content)
    if case == "read-only":
        path.chmod(0o444)
    if case == "full disk":

        def full(handle: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OssDropError) as raised:
        change_env_file(path, {BUCKET: "new"})
    unreadable = case == "latin-1"
    expected = ErrorCode.ENV_FILE_UNREADABLE if unreadable else ErrorCode.ENV_FILE_UNWRITABLE
    assert raised.value.code is expected
    assert path.is_dir() or path.read_bytes() == content
    assert list(tmp_path.glob("*.new")) == []


@pytest.mark.parametrize(
    ("line", "difference"),
    [
        ("\ufeff{}=cn-beijing", Difference.BOM),
        ("{0}=cn-hangzhou\n{0}=cn-beijing", Difference.DUPLICATE),
        ("export {}=cn-beijing", Difference.EXPORT),
        ("{}=cn-beijing # where", Difference.COMMENT),
        ("{}=cn-beijing${{X}}", Difference.EXPANSION),
        ("{}='cn-beijing' # x", Difference.COMMENT),
        ("{}=cn-beijing\t#", Difference.COMMENT),
    ],
)
def test_lines_that_the_scripts_read_otherwise_are_named_and_mended(
    tmp_path: Path, line: str, difference: Difference
) -> None:
    path = tmp_path / ".env"
    path.write_text(line.format(REGION) + "\nOTHER='kept' # x\n")
    (warning,) = check_env(path)
    assert (warning.name, warning.difference) == (REGION, difference)
    if difference is Difference.EXPANSION:
        with pytest.raises(OssDropError):
            mend_settings(path)
        return
    mend_settings(path)
    assert check_env(path) == ()
    ours, scripts = readings(path.read_text())
    assert ours[REGION] == scripts[REGION] == "cn-beijing"
    assert "OTHER='kept' # x\n" in path.read_text()


def test_what_a_name_had_before_stays_as_a_comment(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(
        f"{REGION}=cn-hangzhou\r\nX=1\r\n{REGION}=cn-beijing\r\n{REGION}=cn-beijing\r\n",
        newline="",
    )
    assert [one.difference for one in check_env(path)] == [Difference.DUPLICATE]
    mend_settings(path)
    assert path.read_bytes().decode() == (
        f"# {REGION}=cn-hangzhou\r\nX=1\r\n{REGION}=cn-beijing\r\n{REGION}=cn-beijing\r\n"
    )
    assert check_env(path) == ()


def test_an_empty_prefix_is_named_and_nothing_else_that_is_empty(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("QWEN_TMP_OSS_REGION=\nQWEN_TMP_OSS_PREFIX=\nX=\n")
    (warning,) = check_env(path)
    assert (warning.name, warning.difference) == ("QWEN_TMP_OSS_PREFIX", Difference.EMPTY)
    path.write_text("QWEN_TMP_OSS_REGION=\nQWEN_TMP_OSS_PREFIX=p\n")
    assert check_env(path) == ()


def test_a_quote_that_is_never_closed_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(
        'QWEN_TMP_OSS_BUCKET="my-assets\n# mine\nexport QWEN_TMP_OSS_PREFIX=\'a b\nOTHER="x\n'
        'QWEN_TMP_OSS_REGION="cn-beijing"\n'
    )
    values = {
        "QWEN_TMP_OSS_BUCKET": "my-assets",
        "QWEN_TMP_OSS_PREFIX": "a b",
        "OTHER": "x",
        "QWEN_TMP_OSS_REGION": "cn-beijing",
    }
    assert read_env_file(path) == values
    change_env_file(path, {"QWEN_TMP_OSS_BUCKET": "other"})
    assert read_env_file(path) == values | {"QWEN_TMP_OSS_BUCKET": "other"}
    mend_settings(path)
    assert read_env_file(path) == values | {"QWEN_TMP_OSS_BUCKET": "other"}
    assert check_env(path) == ()


@pytest.mark.parametrize(
    ("line", "difference"),
    [
        ('QWEN_TMP_OSS_REGION="cn-\\\\x"', Difference.QUOTES),
        ('QWEN_TMP_OSS_REGION="cn-hangzhou', Difference.QUOTES),
        ("QWEN_TMP_OSS_REGION", None),
    ],
)
def test_quotes_are_named(tmp_path: Path, line: str, difference: Difference | None) -> None:
    path = tmp_path / ".env"
    path.write_text(line + "\n")
    assert [one.difference for one in check_env(path)] == ([difference] if difference else [])


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("A=x # why", "# why"),
        ("A='x' # why", "# why"),
        ("A='x # no' ", ""),
        ("A='x' why", ""),
        ("A=x#no", ""),
        ("export A=x # why", "# why"),
        ("export A=x # to export it again", "# to export it again"),
        ("A=x # to export it", "# to export it"),
    ],
)
def test_a_comment_behind_a_value_goes_above_it(line: str, comment: str) -> None:
    above = f"{comment}\n" if comment else ""
    assert changed_text(f"{line}\nB=2\n", {"A": "y"}) == f"{above}A=y\nB=2\n"


def test_what_only_one_reader_takes_for_an_end_of_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(f"{REGION}=cn-beijing\x0bx\n")
    assert [one.difference for one in check_env(path)] == [Difference.OTHER]


@pytest.mark.parametrize(
    "value", ["a\nb", " a", "a ", "a'b", 'a"b', "a`b", "a #b", "${A}", "\ud800"]
)
def test_a_value_that_nobody_could_read_back_is_not_written(tmp_path: Path, value: str) -> None:
    path = tmp_path / ".env"
    with pytest.raises(OssDropError) as raised:
        change_env_file(path, {"A": "x", "B": value})
    assert (raised.value.code, raised.value.detail) == (ErrorCode.VALUE_UNWRITABLE, "B")
    assert not path.exists()


def test_a_file_that_is_too_long_or_no_text_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    for content, code in (
        (b"#" * (64 * 1024 + 1), ErrorCode.ENV_FILE_UNWRITABLE),
        (b"A=\xff\n", ErrorCode.ENV_FILE_UNREADABLE),
    ):
        path.write_bytes(content)
        with pytest.raises(OssDropError) as raised:
            change_env_file(path, {"A": "x"})
        assert raised.value.code is code
        assert path.read_bytes() == content
    path.write_bytes(b"#" * (64 * 1024 - 1) + b"\n")
    change_env_file(path, {"A": "x"})
    assert path.read_bytes().endswith(b"\nA=x\n")


def test_what_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=x\n")
    before = path.stat()
    change_env_file(path, {"A": "x", "B": None})
    assert path.stat() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_another_user_stays_theirs(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\n")
    path.chmod(0o640)
    os.chown(path, 1234, 4321)
    change_env_file(path, {"A": "2"})
    facts = path.stat()
    assert (facts.st_uid, facts.st_gid, facts.st_mode & 0o777) == (1234, 4321, 0o640)


def test_only_lines_that_are_changed_are_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    other = "OSS_ACCESS_KEY_ID=a OSS_ACCESS_KEY_SECRET=b\n"
    path.write_text(f"{BUCKET}=one {REGION}=two\n{other}")
    change_env_file(path, {REGION: "three"})
    assert path.read_text() == f"{BUCKET}=one\n{REGION}=three\n{other}"


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be written to the disk there")
def test_the_new_file_and_its_folder_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    sync = os.fsync

    def noting(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        sync(handle)

    monkeypatch.setattr(os, "fsync", noting)
    change_env_file(tmp_path / ".env", {BUCKET: "one"})
    assert synced == [False, True]


@pytest.mark.parametrize(
    "line",
    [
        f"{REGION}=cn-beijing # was {REGION}=cn-hangzhou QWEN_TMP_OSS_PREFIX=old",
        f"export {REGION}=cn-beijing\t#{REGION}=cn-hangzhou QWEN_TMP_OSS_PREFIX=old",
        f"# {REGION}=cn-hangzhou QWEN_TMP_OSS_PREFIX=old\nexport {REGION}=cn-beijing",
        f"#{REGION}=cn-hangzhou QWEN_TMP_OSS_PREFIX=old\n{REGION}='cn-beijing'",
        f"{REGION}='cn-beijing' # {REGION}=cn-hangzhou QWEN_TMP_OSS_PREFIX=old",
    ],
)
def test_a_comment_never_becomes_a_setting(tmp_path: Path, line: str) -> None:
    path = tmp_path / ".env"
    for change in (
        lambda: mend_settings(path),
        lambda: change_env_file(path, {"QWEN_TMP_OSS_BUCKET": "b"}),
        lambda: change_env_file(path, {REGION: "cn-beijing"}),
        lambda: change_env_file(path, {"QWEN_TMP_OSS_PREFIX": None}),
    ):
        path.write_text(f"{line}\n")
        change()
        ours = read_env_file(path)
        assert ours.get("QWEN_TMP_OSS_PREFIX") is None
        assert ours[REGION] == "cn-beijing"
        assert "old" in path.read_text()
    assert "QWEN_TMP_OSS_PREFIX" not in names_in(path)


def test_what_stands_before_a_comment_is_still_taken_apart() -> None:
    text = 'QWEN_TMP_OSS_BUCKET="a # b" QWEN_TMP_OSS_PREFIX=p#q QWEN_TMP_OSS_REGION=r # X=1 Y=2\n'
    assert separate_lines(text) == (
        'QWEN_TMP_OSS_BUCKET="a # b"\nQWEN_TMP_OSS_PREFIX=p#q\nQWEN_TMP_OSS_REGION=r # X=1 Y=2\n'
    )


def test_what_stands_in_the_way_of_writing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another OssDrop, a folder that cannot be made, a program that writes all the time."""
    path = tmp_path / ".env"
    path.write_text("A=1\n")

    def refusal() -> str:
        with pytest.raises(OssDropError) as raised:
            change_env_file(path, {"B": "2"})
        assert raised.value.code is ErrorCode.ENV_FILE_UNWRITABLE
        return raised.value.detail

    monkeypatch.setattr(env_writer, "_LOCK_TIMEOUT_S", 0)
    with env_writer._locked(path):
        assert "another OssDrop is writing it" in refusal()
    with monkeypatch.context() as patched:
        patched.setattr(env_writer, "_replace", lambda *_: False)
        assert "another program keeps writing it" in refusal()
    monkeypatch.setenv("OSSDROP_HOME", str(path))
    detail = refusal()
    assert "locked" not in detail
    assert str(path) in detail
    assert path.read_text() == "A=1\n"
