#!/bin/sh
# Print the path of a Dovecot, the IMAP server that the tests read a folder from: the system's, else apt's.
set -eu

installed() {
    for name in dovecot /usr/sbin/dovecot; do
        if command -v "$name"; then
            return 0
        fi
    done
    return 1
}

if installed; then
    :
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null &&
    { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd; } >/dev/null 2>&1 &&
    installed; then
    :
else
    echo "The tests of the mail folder need an IMAP server and none could be installed: install dovecot-imapd." >&2
    exit 1
fi
