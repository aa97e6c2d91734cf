#!/bin/sh
# Make .venv hold the locked packages. Arguments go to `uv sync`; PYTHON names the interpreter to build .venv with.
set -eu
cd "$(dirname "$0")/.."
UV_VERSION=0.13.9

fail() {
    echo "$1" >&2
    exit 1
}

suits() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

choose_python() {
    if [ -n "${PYTHON:-}" ]; then
        command -v "$PYTHON" >/dev/null 2>&1 || fail "PYTHON=$PYTHON is no program here: name an interpreter of Python 3.11 or newer."
        suits "$PYTHON" || fail "PYTHON=$PYTHON is $("$PYTHON" --version 2>&1): Goodwill needs Python 3.11 or newer."
        echo "$PYTHON"
        return
    fi
    for name in python3 python python3.14 python3.13 python3.12 python3.11; do
        if suits "$name"; then
            echo "$name"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null) || found=missing
    fail "Goodwill needs Python 3.11 or newer, and none is on PATH (python3 is $found): install one, or name it with make PYTHON=/path/to/python."
}

same_python() {
    "$1" -c 'import sys; print(sys.version)' 2>/dev/null
}

if [ ! -x .venv/bin/python ] || ! suits .venv/bin/python ||
    { [ -n "${PYTHON:-}" ] && [ "$(same_python "$PYTHON")" != "$(same_python .venv/bin/python)" ]; }; then
    python=$(choose_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || fail "$("$python" --version) has no complete venv module (ensurepip is missing): install it, on Debian and Ubuntu with 'apt-get install python3-venv', and run make again."
    "$python" -m venv --clear .venv
fi

# pip is used once, to bring uv; uv reads the lock file and is some seven times as fast.
if [ "$(.venv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$UV_VERSION" ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION" ||
        fail "uv $UV_VERSION could not be installed from the package index: see pip's message above, mend the connection and run make again."
fi

# --inexact keeps what another target installed, so that `make run` after `make test` takes nothing away.
sync() {
    VIRTUAL_ENV="$PWD/.venv" UV_PROJECT_ENVIRONMENT="$PWD/.venv" UV_PYTHON_DOWNLOADS=never \
        .venv/bin/uv sync --quiet --frozen --inexact --python .venv/bin/python "$@"
}

# Many company networks sign with certificates that only the system knows; the smallest systems know none.
sync --system-certs "$@" 2>/dev/null || sync "$@" ||
    fail "The locked packages could not be installed: see uv's message above, mend what it names and run make again."
echo "environment: $(.venv/bin/python --version) in .venv, packages as locked"
