"""As an attacker would: folders, files, answers, web pages, other users that mean harm."""
