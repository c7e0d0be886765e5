#!/usr/bin/env bash
# Runs the whole test suite: scripts/setup/run-tests.sh PYTEST [pytest options]
#
# A test marked `servers`, `archive`, `browser` or `real` needs something that this machine may lack. Such tests are then left out,
# and the last lines say so: a suite that is green because it did not look must not look green.
# With ONWARD_REQUIRE_SERVERS=1 a missing server or browser is a failure.
set -euo pipefail

pytest=$1
shift
here=$(dirname "$0")

left_out=()
not_run=()
missing=$("$here/debian.sh" --missing)
if grep -qx postgresql <<<"$missing"; then
    left_out+=("not servers")
    not_run+=("servers: no PostgreSQL server on this machine (cure: scripts/setup/debian.sh as root)")
fi
if grep -qxE 'chromium|libatomic1' <<<"$missing"; then
    left_out+=("not browser")
    not_run+=("browser: no Chromium, or no libatomic1, on this machine (cure: scripts/setup/debian.sh as root)")
fi
if grep -qxE 'orthanc|orthanc-dicomweb' <<<"$missing"; then
    left_out+=("not archive")
    not_run+=("archive: no Orthanc with its DICOMweb plugin on this machine (cure: scripts/setup/debian.sh as root)")
fi
if [[ ${ONWARD_REQUIRE_SERVERS:-} == 1 ]] && ((${#not_run[@]})); then
    printf 'onward: required, but cannot run: %s\n' "${not_run[@]}" >&2
    exit 1
fi
if [[ -n ${ONWARD_DATA:-} && ! -d $ONWARD_DATA ]]; then
    echo "onward: ONWARD_DATA names no folder: $ONWARD_DATA" >&2
    exit 1
fi
if [[ -z ${ONWARD_DATA:-} ]]; then
    left_out+=("not real")
    not_run+=("real: ONWARD_DATA names no folder with public data (cure: ONWARD_DATA=FOLDER make test)")
fi

expression=""
for part in "${left_out[@]}"; do
    expression+="${expression:+ and }$part"
done

status=0
"$pytest" -r s ${expression:+-m "$expression"} "$@" || status=$?

for reason in "${not_run[@]}"; do
    printf '\nNOT RUN  %s' "$reason"
done
((${#not_run[@]} == 0)) || printf '\n'
exit "$status"
