# Pour les scripts de ce dossier et tests/run. For the scripts of this folder and tests/run. (source deploy/lib.sh)
#
# ROOT is the tree; LANGUAGE_EN=1 turns sentences into English.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LANGUAGE_EN=${LANGUAGE_EN:-0}

# tell "phrase" "sentence"
tell() { if [ "$LANGUAGE_EN" = 1 ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }
# Une phrase, et c'est fini. One sentence, and that is all.
stop() {
    tell "✗ $1" "✗ $2" >&2
    exit "${3:-1}"
}

# packages_of SECTION ...: the names, one a line.
packages_of() {
    local section
    for section in "$@"; do
        awk -v want="[$section]" '/^\[/ { here = $0 == want; next } here && NF && !/^#/ { print $1 }' "$ROOT/deploy/packages"
    done
}

packages_missing() {
    local name
    packages_of "$@" | sort -u | while read -r name; do
        [ "$(dpkg-query -W -f '${Status}' "$name" 2>/dev/null)" = "install ok installed" ] || echo "$name"
    done
}

is_debian_12() { [ -r /etc/os-release ] && (. /etc/os-release && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ]); }

# as_root COMMAND ...: directly, or by sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
may_be_root() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

# packages_install SECTION ...: what is missing, and nothing when nothing is.
packages_install() {
    local missing log
    missing=$(packages_missing "$@")
    [ -n "$missing" ] || return 0
    is_debian_12 || stop "Il manque des paquets, et cette machine n'est pas une Debian 12 : $(echo $missing)" \
                         "Packages are missing, and this machine is not a Debian 12: $(echo $missing)"
    may_be_root || stop "Il manque des paquets. En root, ou avec sudo : apt-get install --no-install-recommends $(echo $missing)" \
                        "Packages are missing. As root, or with sudo: apt-get install --no-install-recommends $(echo $missing)"
    log=$(mktemp)
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 update -qq >"$log" 2>&1 ||
        ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 install -y -qq --no-install-recommends \
            $missing >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        rm -f "$log"
        stop "Les paquets n'ont pas pu être installés : pas de réseau, ou un miroir Debian qui ne répond pas (voir ci-dessus)." \
             "The packages could not be installed: no network, or a Debian mirror that does not answer (see above)."
    fi
    rm -f "$log"
}

# disk_needed FOLDER MEGABYTES
disk_needed() {
    local free
    free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
    [ "${free:-0}" -ge "$2" ] || stop "Il reste ${free:-0} Mo là où est $1; il en faut $2." "$1 has ${free:-0} MB left; $2 are needed."
}
