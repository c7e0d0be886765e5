#!/usr/bin/env bash
# The programs outside Python that the whole test suite uses: a PostgreSQL server, Chromium,
# a library of Playwright's driver, a font for pictures of pages, an image archive (Orthanc with DICOMweb).
#
#   scripts/setup/debian.sh             installs what is missing (Debian, as root); otherwise says how
#   scripts/setup/debian.sh --missing   prints what is missing, one name a line, and installs nothing
#
# Exit status 0 also when something is still missing, because the other tests can run without it;
# with ONWARD_REQUIRE_SERVERS=1 that is status 1.
set -euo pipefail

has_postgresql() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}
has_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}
has_orthanc() {
    command -v Orthanc >/dev/null || [[ -x /usr/sbin/Orthanc ]]
}
has_orthanc_dicomweb() {
    compgen -G '/usr/share/orthanc/plugins/libOrthancDicomWeb.so*' >/dev/null
}
# The two below are asked for on Debian only: other systems bring them along or name them differently.
has_libatomic() { # Playwright's driver is linked to it, and a minimal Debian lacks it
    [[ ! -e /etc/debian_version ]] || compgen -G '/usr/lib/*/libatomic.so.1' >/dev/null
}
has_fonts() {
    [[ ! -e /etc/debian_version || -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]]
}

missing() {
    has_postgresql || echo postgresql
    has_chromium || echo chromium
    has_orthanc || echo orthanc
    has_orthanc_dicomweb || echo orthanc-dicomweb
    has_libatomic || echo libatomic1
    has_fonts || echo fonts-dejavu-core
}

apt() {
    # Three tries, because mirrors hiccup; the lock wait is for a machine that updates itself in the background.
    local pause
    for pause in 5 20 0; do
        if apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=180 -o Dpkg::Use-Pty=0 "$@" >>"$log" 2>&1; then
            return 0
        fi
        sleep "$pause"
    done
    return 1
}

if [[ ${1:-} == --missing ]]; then
    missing
    exit 0
fi

mapfile -t wanted < <(missing)
((${#wanted[@]})) || exit 0

command_line="apt-get update && apt-get install --no-install-recommends --yes ${wanted[*]}"
if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    echo "Installing Debian packages: ${wanted[*]} ..."
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    export DEBIAN_FRONTEND=noninteractive
    # A third-party source that does not answer must not stop the Debian ones: the install decides.
    apt update || echo "onward: apt-get update reported errors; trying to install all the same." >&2
    if ! apt install --no-install-recommends --yes "${wanted[@]}"; then
        tail -n 40 "$log" >&2
        echo "onward: the packages could not be installed. Cure, as root: $command_line" >&2
    fi
elif command -v apt-get >/dev/null; then
    echo "onward: not installed: ${wanted[*]}. As root, run: $command_line" >&2
else
    echo "onward: not installed: ${wanted[*]}. Install them by your system's own means; 'make test' finds them on PATH." >&2
fi

mapfile -t still < <(missing)
if ((${#still[@]})) && [[ ${ONWARD_REQUIRE_SERVERS:-} == 1 ]]; then
    echo "onward: ONWARD_REQUIRE_SERVERS=1 and these are missing: ${still[*]}" >&2
    exit 1
fi
