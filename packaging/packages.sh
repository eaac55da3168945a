# shellcheck shell=bash
# Which packages are needed, how each package manager calls them, and how to ask it for them.

# packages_of LIST: one line a need: what is probed for (a command, or - to ask the package manager), then the
# package's name for apt, dnf, pacman and brew (- where there is none, or it comes with another one).
packages_of() {
    case $1 in
        build)
            echo 'c++   g++                gcc-c++                gcc             -'
            echo 'cmake cmake              cmake                  cmake           cmake'
            echo 'ninja ninja-build        ninja-build            ninja           ninja'
            echo '-     qt6-base-dev       qt6-qtbase-devel       qt6-base        qt'
            echo '-     qt6-httpserver-dev qt6-qthttpserver-devel qt6-httpserver  -'
            echo '-     qt6-websockets-dev qt6-qtwebsockets-devel qt6-websockets  -'
            echo '-     libqt6sql6-sqlite  -                      -               -'
            echo '-     qt6-svg-dev        qt6-qtsvg-devel        qt6-svg         -'
            echo '-     qt6-charts-dev     qt6-qtcharts-devel     qt6-charts      -'
            echo '-     qt6-tools-dev      qt6-qttools-devel      qt6-tools       -'
            echo '-     qt6-l10n-tools     qt6-linguist           -               -'
            echo '-     libx11-dev         libX11-devel           libx11          -'
            echo '-     libsimdjson-dev    simdjson-devel         simdjson        simdjson'
            ;;
        npm)
            echo 'node nodejs /usr/bin/node nodejs node'
            echo 'npm  npm    /usr/bin/npm  npm    -'
            ;;
        display)
            echo 'Xvfb             xvfb        xorg-x11-server-Xvfb xorg-server-xvfb -'
            echo 'xauth            xauth       xorg-x11-xauth       xorg-xauth       -'
            echo 'dbus-run-session dbus-daemon dbus-daemon          dbus             -'
            echo 'xdotool          xdotool     xdotool              xdotool          -'
            ;;
        browser)
            echo '- chromium chromium chromium -'
            ;;
        sanitizers)
            echo '- - libasan  - -'
            echo '- - libubsan - -'
            echo '- - libtsan  - -'
            ;;
        lint)
            echo 'clang-format clang-format clang-tools-extra clang clang-format'
            echo 'clang-tidy   clang-tidy   clang-tools-extra clang llvm'
            ;;
    esac
}

# Sets `manager`; leaves it empty when there is none that is known here.
find_package_manager() {
    local name
    if [[ $(uname -s) == Darwin ]]; then
        xcode-select -p >/dev/null 2>&1 ||
            fail 'there is no compiler' 'run xcode-select --install, then this again'
        command -v brew >/dev/null || fail 'Homebrew is missing' 'see https://brew.sh, then run this again'
        manager=brew
        return
    fi
    for name in apt-get dnf pacman; do
        if command -v "$name" >/dev/null; then
            manager=${name%-get}
            return
        fi
    done
}

# is_installed MANAGER PACKAGE
is_installed() {
    case $1 in
        apt) [[ $(dpkg-query -W -f '${db:Status-Status}' "$2" 2>/dev/null) == installed ]] ;;
        dnf) rpm -q --whatprovides "$2" >/dev/null 2>&1 ;;
        pacman) pacman -Q "$2" >/dev/null 2>&1 ;;
        brew) [[ -n $(brew list --versions "$2" 2>/dev/null) ]] ;;
    esac
}

# missing_packages MANAGER LIST...: their names, on one line.
missing_packages() {
    local manager=$1 list probe apt dnf pacman brew
    shift
    # shellcheck disable=SC2034 # the columns are read through ${!manager}
    for list in "$@"; do
        while read -r probe apt dnf pacman brew; do
            if [[ ${!manager} == - ]]; then
                continue
            elif [[ $probe == - ]]; then
                is_installed "$manager" "${!manager}" || echo "${!manager}"
            else
                command -v "$probe" >/dev/null || echo "${!manager}"
            fi
        done < <(packages_of "$list")
    done | awk '!seen[$0]++' | tr '\n' ' '
}

# install_command MANAGER PACKAGE...: as a person would type it.
install_command() {
    local manager=$1
    shift
    case $manager in
        apt) echo "apt-get install --no-install-recommends $*" ;;
        dnf) echo "dnf install $*" ;;
        pacman) echo "pacman -S --needed $*" ;;
        brew) echo "brew install $*" ;;
    esac
}

install_packages() {
    local manager=$1
    shift
    case $manager in
        apt) install_by_apt "$@" ;;
        dnf)
            step 'install packages' 'run the command by hand to see more' \
                as_root dnf install -y --setopt=install_weak_deps=False "$@"
            ;;
        pacman)
            compgen -G '/var/lib/pacman/sync/*.db' >/dev/null ||
                step 'fetch package lists' 'is there a network?' as_root pacman -Sy --noconfirm
            step 'install packages' 'if packages were not found, run pacman -Syu first' \
                as_root pacman -S --needed --noconfirm "$@"
            ;;
        brew) step 'install packages' 'run the command by hand to see more' brew install "$@" ;;
    esac
}

install_by_apt() {
    local unknown
    unknown=$(unknown_to_apt "$@")
    if [[ -n $unknown ]]; then
        update_apt
        unknown=$(unknown_to_apt "$@")
        [[ -z $unknown ]] || fail "this release has no package ${unknown% }" \
            'Debian 12, Ubuntu 24.04 or newer is needed (on Ubuntu with its universe component)'
    fi
    # The lists may be older than what the server still has: then once more, with new ones.
    attempt 'install packages' apt_install "$@" || {
        update_apt
        step 'install packages' 'see what apt says above' apt_install "$@"
    }
}

update_apt() {
    step 'fetch package lists' 'is there a network?' as_root apt-get -q update
}

unknown_to_apt() {
    local package
    for package in "$@"; do
        [[ $(LC_ALL=C apt-cache policy "$package") == *'Candidate: '[!\(]* ]] || printf '%s ' "$package"
    done
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@"
}
