# shellcheck shell=bash
# What packaging/run, packaging/test and packaging/lint share.

self=packaging/$(basename "$0")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=packages.sh
. "$root/packaging/packages.sh"

logs=$root/build/logs
assume_yes=${RELAY_YES:-}
doing='starting'
advice='see above'
log=''

# --- What went wrong, as the last line --------------------------------------------------------------------

# fail WHAT [ADVICE]: the one way out that is not success.
fail() {
    trap - EXIT
    printf '%s: failed: %s — %s\n' "$self" "$1" "${2:-$advice}" >&2
    exit "${3:-1}"
}

on_exit() {
    local status=$?
    ((status != 0)) || return 0
    fail "$doing" "$advice" "$status"
}
trap on_exit EXIT
trap 'fail "interrupted while $doing" "run it again, it goes on from here" 130' INT
trap 'fail "stopped while $doing" "run it again, it goes on from here" 143' TERM

say() {
    printf '%s: %s\n' "$self" "$*" >&2
}

# --- Steps with progress ----------------------------------------------------------------------------------

# Shows the newest line of its input: rewritten in place on a terminal, else one line every ten seconds.
show_progress() {
    local line columns shown=$SECONDS
    if [[ -t 2 ]]; then
        columns=$(tput cols 2>/dev/null || echo 80)
        while IFS= read -r line; do
            printf '\r\e[K%s' "${line:0:columns-1}" >&2
        done
        printf '\r\e[K' >&2
    else
        while IFS= read -r line; do
            ((SECONDS - shown < 10)) && continue
            shown=$SECONDS
            printf '    %s\n' "${line:0:160}" >&2
        done
    fi
}

# The part of a log that tells why: from the first broken build step on, else the end.
show_reason() {
    if grep -q '^FAILED: ' "$1"; then
        sed -n '/^FAILED: /,$p' "$1" | sed -n '1,50p' >&2
    else
        tail -n 25 "$1" >&2
    fi
}

# attempt NAME COMMAND...: runs it with its output in build/logs/NAME.log, and gives its status.
attempt() {
    local name=$1 begun=$SECONDS status=0
    shift
    log=$logs/${name// /-}.log
    { mkdir -p "$logs" && : >"$log"; } 2>/dev/null ||
        fail "cannot write to $root/build" 'run this as the user who owns that folder'
    doing=$name
    say "$name …"
    "$@" </dev/null 2>&1 | tee "$log" | show_progress || status=${PIPESTATUS[0]}
    ((status != 0)) || say "$name: done in $((SECONDS - begun)) s"
    return "$status"
}

# step NAME ADVICE COMMAND...: an attempt whose failure is the end, with the log's telling part and ADVICE.
step() {
    local name=$1 then=$2
    shift 2
    attempt "$name" "$@" && return
    show_reason "$log"
    fail "$name" "$then (all of its output: $log)"
}

# --- Set-up -----------------------------------------------------------------------------------------------

# confirm QUESTION: yes without asking when told so, or when there is nobody to ask but root has started this.
confirm() {
    local answer
    [[ -z $assume_yes ]] || return 0
    if [[ ! -t 0 || ! -t 2 ]]; then
        ((EUID == 0))
        return
    fi
    read -r -p "$self: $1 [Y/n] " answer
    [[ -z $answer || $answer == [yY]* ]]
}

# Makes sure that `sudo` works for the steps that follow, whose output is not a terminal's.
prepare_sudo() {
    ((EUID != 0)) || return 0
    command -v sudo >/dev/null || fail 'packages are missing' "there is no sudo here; as root run: $1"
    if [[ -t 0 && -t 2 ]]; then
        sudo -v || fail 'sudo refused' "as root run: $1"
    else
        sudo -n true 2>/dev/null || fail 'sudo wants a password and there is no terminal' "as root run: $1"
    fi
}

# install_missing LIST...: LIST as in packages.sh. Installs what they name and is not here.
install_missing() {
    local manager='' missing command
    find_package_manager
    if [[ -z $manager ]]; then
        say 'no package manager known here; going on with what is installed'
        return
    fi
    read -ra missing <<<"$(missing_packages "$manager" "$@")"
    ((${#missing[@]} > 0)) || return 0

    command=$(install_command "$manager" "${missing[@]}")
    say "missing here: ${missing[*]}"
    if ((EUID != 0)) && [[ $manager != brew ]]; then
        confirm "install them with: sudo $command ?" ||
            fail 'packages are missing' "as root run: $command (or set RELAY_YES=1 to let this script do it)"
        prepare_sudo "$command"
    fi
    install_packages "$manager" "${missing[@]}"
}

# as_root COMMAND...
as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# --- Building ---------------------------------------------------------------------------------------------

# configure PRESET [CMAKE OPTION...]: makes build/PRESET ready, when it is new or the options have changed.
configure() {
    local preset=$1 folder=$root/build/$1 cache options
    shift
    cache=$folder/CMakeCache.txt
    options="$preset $*"
    if [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(cd "$root" && pwd -P)" "$cache"; then
        say "the checkout has moved: build/$preset is made anew"
        rm -rf "$folder"
    fi
    if [[ ! -f $folder/build.ninja || $(cat "$folder/.options" 2>/dev/null) != "$options" ]]; then
        step "configure $preset" 'a tool or library that the build needs is missing or too old' \
            cmake -S "$root" --preset "$preset" "$@"
        printf '%s' "$options" >"$folder/.options"
    fi
}

# build PRESET [CMAKE OPTION...]: brings build/PRESET up to date.
build() {
    local folder=$root/build/$1
    configure "$@"
    if [[ $(cd "$folder" && ninja -n 2>&1) != 'ninja: no work to do.' ]]; then
        step "build $1" "the code does not compile here; removing build/$1 starts afresh" cmake --build "$folder"
    fi
}

# --- npm packages -----------------------------------------------------------------------------------------

# What the platform's own package of the claude command is called after claude-code-.
claude_platform() {
    local system machine
    system=$(uname -s | tr '[:upper:]' '[:lower:]')
    case $(uname -m) in
        x86_64 | amd64) machine=x64 ;;
        aarch64 | arm64) machine=arm64 ;;
        *) machine=$(uname -m) ;;
    esac
    if [[ $system == linux ]] && compgen -G '/lib/ld-musl-*' >/dev/null; then
        machine+=-musl
    fi
    printf '%s-%s\n' "$system" "$machine"
}

# Where npm_install puts the claude command below FOLDER.
claude_in() {
    printf '%s/node_modules/@anthropic-ai/claude-code-%s/claude\n' "$1" "$(claude_platform)"
}

# npm_install FOLDER PACKAGE@VERSION...: exactly these versions, whatever Node they ask for. The package
# claude-code is a Node script that fetches the platform's package, so the latter is taken directly: it
# runs by itself, needs no install script, and npm does not pick an older one for the sake of an old Node.
npm_install() {
    local folder=$1
    shift
    mkdir -p "$folder"
    [[ -f $folder/package.json ]] || printf '{ "private": true }\n' >"$folder/package.json"
    (cd "$folder" && npm install --save-exact --ignore-scripts --no-audit --no-fund --engine-strict=false "$@")
}
