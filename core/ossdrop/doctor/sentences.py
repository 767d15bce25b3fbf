"""What the check says, in English; the window translates by sentence. `%1` is filled in."""

from __future__ import annotations

from enum import Enum

from ossdrop.sentences import Words


class Sentence(Enum):
    """Titles and remedies of checks. Causes of failures are the catalogue's."""

    NONE = ""
    # What was left out
    SKIPPED = "Not checked yet."
    SKIPPED_KEYRING = "Password store: not needed here."
    SKIPPED_CREDENTIALS = "AccessKey: not checked yet."
    SKIPPED_NETWORK = "Network: not checked yet."
    SKIPPED_ACCESS_KEY = "AccessKey ID: not checked yet."
    SKIPPED_REGION = "Region: not checked yet."
    SKIPPED_SECRET = "AccessKey Secret: not checked yet."  # noqa: S105 - a sentence
    SKIPPED_BUCKET = "Bucket: not checked yet."
    SKIPPED_DOMAIN = "Address: not checked yet."
    SKIPPED_PUT = "Test upload: not checked yet."
    SKIPPED_FETCH = "Test download: not checked yet."
    SKIPPED_MODEL = "A model: not asked yet."
    SKIPPED_TEMPORARY = "Temporary storage: not checked yet."
    # Settings
    ENV_FILE_READ = "The settings come from %1."
    ENV_FILE_AND_MORE = "The settings come from the process environment and %1."
    ENV_FILE_NONE = "The settings come from the process environment."
    ENV_FILE_POLICY = "Your administrator has set all that is set."
    ENV_FILE_GIVEN = "The settings were handed to OssDrop for this run."
    ENV_FILE_EMPTY = "Nothing is set yet."
    ENV_FILE_OTHER = "There is no setting of OssDrop in %1."
    ENV_FILE_OTHER_REMEDY = "A line of it looks like QWEN_TMP_OSS_BUCKET=my-bucket."
    POLICY_SETTINGS = "Values that your administrator has set: %1."
    POLICY_LIFETIME = "Your administrator lets links work for %1 h at most."
    POLICY_BUCKETS = "Buckets that your administrator allows: %1."
    POLICY_ENDPOINTS = "Addresses besides the service's own that your administrator allows: %1."
    POLICY_OFF = "Features that your administrator has switched off: %1."
    BUCKET_NOT_SET = "%1 is not set: the other settings of your bucket do nothing."
    BUCKET_NOT_SET_REMEDY = "Files go to temporary storage. Set it to use your bucket."
    NAME_UNKNOWN = "There is no setting called %1: it does nothing."
    NAME_UNKNOWN_REMEDY = "Perhaps %1 is meant."
    SETTINGS_GOOD = "Bucket %1 and folder %2 are valid."
    TWO_PLACES = "The region is %1, and the endpoint is one of %2."
    TWO_PLACES_REMEDY = "Ask which one is right. With the right region, the endpoint can be empty."
    SETTINGS_TEMPORARY = "Files go to temporary storage, for the model %1."
    SCRIPTS_SAME = "The Qwen scripts read these settings the same way."
    SCRIPTS_SAME_REGION = (
        "The Qwen scripts read these settings the same way; the newest international ones call "
        "Singapore unless QWEN_REGION is set."
    )
    SCRIPTS_SAME_FOLDER = (
        "The Qwen scripts read these settings the same way; the newest ones use another folder "
        "unless QWEN_TMP_OSS_PREFIX is set."
    )
    SCRIPTS_OTHER = "The Qwen scripts read %1 differently from OssDrop."
    SCRIPTS_OTHER_REMEDY = "Let OssDrop rewrite the line; the value stays the same."
    SCRIPTS_OTHER_BY_HAND = (
        "Write it by hand as plain text: without quotes, line breaks, $ and a # behind a blank."
    )
    SCRIPTS_VERBATIM = "The Qwen scripts take %1 as it is written, and that will not work."
    SCRIPTS_VERBATIM_REMEDY = "Write it as OssDrop reads it: %1."
    SCRIPTS_DOMAIN = "The Qwen scripts cannot use a custom domain. OssDrop can."
    SCRIPTS_DOMAIN_REMEDY = "Give the scripts the links that OssDrop makes."
    SCRIPTS_PAIR = "The Qwen scripts would use another AccessKey, or none."
    SCRIPTS_API_KEY = "The Qwen scripts would find no API key."
    SCRIPTS_PAIR_REMEDY = "They cannot see the password store: run them through “ossdrop-cli exec”."
    VALUES_DIFFER = "%1 is set in two places with different values."
    VALUES_DIFFER_FIXED = "The one that your system sets counts. Keep only the right one."
    VALUES_DIFFER_POLICY = "What your administrator has set counts."
    VALUES_DIFFER_BRIEF = "What you entered for now counts, until you quit."
    REGION_UNKNOWN = "%1 is not a region of Model Studio: %2 is called."
    REGION_UNKNOWN_REMEDY = "Set %1 to one of these: %2."
    # Keys
    KEYRING_ANSWERS = "This computer's password store answers."
    PAIR_COMPLETE = "AccessKey %1 is complete."
    PAIR_OTHER = "The secret of AccessKey %1 is missing, so AccessKey %2 is used instead."
    PAIR_OTHER_REMEDY = "Enter the missing secret, or remove that AccessKey ID from the settings."
    API_KEY_FOUND = "API key %1 is set."
    API_KEYS_DIFFER = "Several API keys are set; %1 is used."
    API_KEYS_DIFFER_REMEDY = "Keep one of them."
    # The way there
    NAME_RESOLVES = "The address %1 was found."
    THROUGH_PROXY = "Connecting through proxy %1."
    PROXY_SCRIPT = "This computer finds its proxy by a script (PAC), which OssDrop cannot run."
    PROXY_SCRIPT_REMEDY = "If the connection fails, enter the proxy by hand in Settings."
    CONNECTED = "Connected in %1 ms."
    TRUSTED = "The connection is encrypted and trusted."
    UNENCRYPTED_LOCAL = "The connection stays on this computer."
    SERVICE_ANSWERS = "The service itself answers."
    CLOCK_GOOD = "This computer's clock is right."
    CLOCK_OFF = "This computer's clock is %1 minutes off."
    CLOCK_OFF_REMEDY = "Set date, time and time zone to automatic."
    # What the service says of the settings
    KEY_KNOWN = "The AccessKey is known and enabled."
    SECRET_RIGHT = "The secret is right."  # noqa: S105 - a sentence
    REGION_RIGHT = "The region is right."
    BUCKET_THERE = "The bucket exists."
    DOMAIN_ALLOWED = "This account may use the address."
    STORED = "A small test file was stored."
    FETCHED = "The file downloaded through its link is identical."
    CAME_BACK_CHANGED = "What came back through the link is not what was stored."
    CAME_BACK_CHANGED_REMEDY = "Check for a proxy or virus scanner that changes downloads."
    # The link
    LINK_INTERNAL = "Links open only inside Alibaba Cloud."
    LINK_INTERNAL_REMEDY = "Remove -internal from the endpoint."
    LINK_DOWNLOADS = "Opening a link downloads the file; models can read it too."
    LINK_SHOWS = "Opening a link shows the file."
    LINK_LOCAL = "Links open on this computer only."
    LINK_TOKEN = "Links stop working when the temporary credentials expire."  # noqa: S105
    LINK_TOKEN_REMEDY = "Use an AccessKey of a RAM user for links that last."  # noqa: S105
    STORED_TEMPORARY = "A small test file was stored. It goes away by itself after 48 hours."
    LINK_TEMPORARY = "Links work 48 hours, for this model and account only."
    # Safety
    KEY_MODEST = "The AccessKey may not delete; the test file stays in the bucket."
    KEY_MIGHTY = "The AccessKey may delete files: sending them does not need that."
    KEY_MIGHTY_REMEDY = (
        "Unless you delete files from here, one that may only put and get is safer: send the note "
        "to your admin."
    )
    NOT_PUBLIC = "Only people with a link can open a file."
    PUBLIC = "Anyone can open the files, even without a link."
    PUBLIC_REMEDY = "Set the bucket to private in the console."
    FILE_PRIVATE = "Only you can read the settings file."
    FILE_OPEN = "Others on this computer can read the settings file, and keys are in it."
    FILE_OPEN_REMEDY = "Make it readable by you only."
    SECRET_PLAIN = "A secret is saved as plain text in the settings file."  # noqa: S105 - a sentence
    SECRET_PLAIN_REMEDY = "Move it to the password store."  # noqa: S105 - a sentence
    SECRET_PLAIN_STAYS = "It works from there only: let nobody else have the file."  # noqa: S105
    GIT_IGNORED = "The settings file is kept out of version control."
    GIT_TRACKED = "The settings file is under version control: its keys may be shared."
    GIT_TRACKED_REMEDY = "Take it out with “git rm --cached”, and change the AccessKey."
    GIT_UNIGNORED = "The settings file could be committed by accident."
    GIT_UNIGNORED_REMEDY = "Add .env to .gitignore."
    # Temporary storage
    MODEL_ACCEPTED = "The API key works, and the model %1 is known."
    OTHER_REGION = "The API key belongs to another region of Model Studio: %1."
    OTHER_REGION_REMEDY = "It works all the same; write it into the settings to save time."
    MODEL_SEES = "The model %1 can see your files (%2 tokens)."
    SIZE_LIMIT = "Files may have up to %1 MB."


def said(sentence: Sentence, value: object = "", second: object = "") -> Words:
    """The words of a sentence."""
    return Words(sentence.value, str(value), str(second), key_of(sentence))


def key_of(sentence: Sentence) -> str:
    """By which translations know a sentence of the check."""
    return f"check.{sentence.name.lower()}"
