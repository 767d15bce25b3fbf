#!/usr/bin/env bash
# Puts the certificate and the notary's key of the environment where codesign and notarytool look.
# Used by release.yml on a machine that is thrown away afterwards.
set -euo pipefail
umask 077
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
keychain=$HOME/Library/Keychains/ossdrop.keychain-db
password=$(openssl rand -hex 24)
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$password" "$keychain"
printf %s "$CERTIFICATE" | base64 --decode > "$folder/certificate.p12"
security import "$folder/certificate.p12" -k "$keychain" -P "$PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" > /dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
printf %s "$NOTARY_KEY" | base64 --decode > "$folder/notary.p8"
xcrun notarytool store-credentials ossdrop --keychain "$keychain" \
    --key "$folder/notary.p8" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER"
