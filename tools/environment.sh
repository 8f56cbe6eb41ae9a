# SPDX-License-Identifier: Apache-2.0
# Sourced by ./dev, .ci/run and tools/: the packages, Node, npm packages. The only place that installs anything.
# shellcheck shell=bash

node_version=20.20.2
# Else ccache keeps nothing that was compiled with a precompiled header.
export CCACHE_SLOPPINESS=pch_defines,time_macros
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo > /dev/null; then sudo "$@"; else
    printf 'dev: packages are missing and this user has no sudo; as root run:\n  %s\n' "$*" >&2
    return 1
  fi
}

# The names in tools/packages.txt: those that are always wanted, or with a mark ("node") those that have it.
listed_packages() { # [MARK]
  if [ $# -eq 0 ]; then grep -v '#only:' tools/packages.txt; else grep "#only:$1\b" tools/packages.txt; fi | sed 's/ *#.*//' | grep . | sort -u
}

# Installs those of the packages that this machine lacks. Says nothing, and asks no mirror, when all are there.
install_packages() { # [MARK]
  local wanted missing
  wanted=$(listed_packages "$@")
  # dpkg-query fails when it does not know one of the names: that is an answer, not a fault.
  # shellcheck disable=SC2016
  missing=$({ xargs dpkg-query -W -f '${Package} ${db:Status-Status}\n' <<< "$wanted" 2> /dev/null || :; } |
    awk '$2 == "installed" { print $1 }' | sort -u | comm -13 - <(printf '%s\n' "$wanted") | xargs)
  [ -z "$missing" ] && return 0
  printf 'installing %s Debian packages\n' "$(wc -w <<< "$missing")"
  mkdir -p build
  # shellcheck disable=SC2086
  as_root apt-get update -q > build/packages.log 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >> build/packages.log 2>&1 && return 0
  tail -n 15 build/packages.log >&2
  return 1
}

node_fits() { command -v node > /dev/null && [[ $(node --version 2> /dev/null) =~ ^v20\.(19|[2-9][0-9])\. ]]; }

# Puts a Node on PATH that the web tools run on: this machine's own when it fits, else npm's `node` package of the pinned version.
use_node() {
  local tools=$PWD/build/tools/node
  if ! node_fits; then
    export PATH=$tools/node_modules/node/bin:$PATH
    if ! node_fits; then
      mkdir -p "$tools"
      command -v npm > /dev/null || install_packages node || return 1
      npm install --silent --no-save --prefix "$tools" "node@$node_version"
      hash -r
      node_fits || { printf 'dev: could not install Node %s\n' "$node_version" >&2; return 1; }
    fi
  fi
}

# npm ci in FOLDER, only when its lock file changed since the last time.
npm_modules() {
  local folder=$1 stamp=$1/node_modules/.lock-installed
  if ! cmp -s "$folder/package-lock.json" "$stamp"; then
    # Joined, because a caller that looks at the result switches off `set -e` in here.
    (cd "$folder" && npm ci --silent) && cp "$folder/package-lock.json" "$stamp"
  fi
}
web_modules() { npm_modules web; }
