#!/usr/bin/env bash
# Puts the pinned uv into a private environment: scripts/setup/uv.sh PYTHON FOLDER
set -euo pipefail

python=$1
folder=$2
pins="$(dirname "$0")/uv.txt"

give_up() {
    rm -rf "$folder" # half an environment would look like a whole one to make
    printf 'onward: %s\n' "$1" >&2
    exit 1
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

echo "Getting uv into $folder ..."
"$python" -m venv --clear "$folder" >"$log" 2>&1 || {
    cat "$log" >&2
    give_up "$python cannot make an environment. On Debian, as root: apt-get install python3-venv"
}

for pause in 5 15 0; do
    if "$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
        --only-binary :all: --require-hashes --requirement "$pins" >"$log" 2>&1; then
        exit 0
    fi
    sleep "$pause"
done
cat "$log" >&2
give_up "uv could not be installed from PyPI. Check the network, or install uv yourself and run make again."
