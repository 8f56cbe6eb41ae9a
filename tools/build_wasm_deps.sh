#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the C libraries of the wasm module (libjpeg-turbo, libspng, zlib, libwebp, giflib, libsodium, simdjson) from
# Debian's own source packages, with Debian's patches, in the versions of the native libraries that are installed.
#
#   tools/build_wasm_deps.sh [PREFIX [SOURCES]]
#
# PREFIX   receives include/, lib/, sysroot/ and versions.txt; build/wasm-deps when left out
# SOURCES  keeps the downloaded source packages; build/wasm-sources when left out
#
# Needs no deb-src entry and no root: sources are fetched through a private apt configuration that takes the system's own
# mirrors and keys. Does nothing when PREFIX is up to date with this script, the compiler and the native libraries.
set -euo pipefail

script=$(readlink -f "${BASH_SOURCE[0]}")
root=$(dirname "$(dirname "$script")")
prefix=${1:-$root/build/wasm-deps}
sources=${2:-$root/build/wasm-sources}

# source package = the native package whose version decides which source is taken
declare -A native=([libjpeg-turbo]=libjpeg62-turbo-dev [libspng]=libspng-dev [zlib]=zlib1g-dev [libwebp]=libwebp-dev
  [giflib]=libgif-dev [libsodium]=libsodium-dev [simdjson]=libsimdjson-dev)
packages=(libjpeg-turbo libspng zlib libwebp giflib libsodium simdjson)
libraries=(jpeg spng z webpdecoder webpdemux gif sodium simdjson)

# --- nothing to do? --------------------------------------------------------------------------------------------------
# dpkg-query fails when it does not know one of the names: what it says of the others is the stamp then.
stamp_now() {
  sha256sum < "$script"
  dpkg-query -W -f '${Package} ${Version} ${source:Version}\n' clang-19 lld-19 wasi-libc libc++-19-dev-wasm32 \
    "${native[@]}" 2> /dev/null || true
}
up_to_date() {
  local name
  for name in "${libraries[@]}"; do [ -s "$prefix/lib/lib$name.a" ] || return 1; done
  [ -f "$prefix/stamp" ] && [ "$(< "$prefix/stamp")" = "$1" ]
}
stamp=$(stamp_now)
up_to_date "$stamp" && exit 0

for tool in clang-19 clang++-19 llvm-ar-19 llvm-ranlib-19 cmake ninja autoreconf make dpkg-source flock; do
  command -v "$tool" > /dev/null || { echo "missing: $tool (tools/packages.txt lists what is needed)" >&2; exit 1; }
done
[ -e /usr/lib/wasm32-wasi/libc.a ] || { echo "missing: wasi-libc" >&2; exit 1; }

mkdir -p "$prefix" "$sources"
prefix=$(readlink -f "$prefix")
sources=$(readlink -f "$sources")
exec 9> "$prefix/lock"
flock 9
up_to_date "$stamp" && exit 0  # somebody else built it while we waited
rm -f "$prefix/stamp"
work=$prefix/work
jobs=$(nproc)

case $prefix$sources in *[[:space:]]*) echo "a path with a space: libsodium's build (autoconf) takes none: $prefix" >&2; exit 1 ;; esac

# --- sources ---------------------------------------------------------------------------------------------------------
# The system's entries for this release of Debian, as deb-src. Entries of other vendors name other suites.
source_entries() {
  local codename
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # Either of them may not be there; that no entry was found at all is said below.
  { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null || true; } | awk -v release="$codename" '
    $1 == "deb" { for (i = 2; i <= NF; ++i) if (index($i, release) == 1) { $1 = "deb-src"; print; break } }' > "$1/debian.list"
  : > "$1/debian.sources"
  local file
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] || continue
    { cat "$file"; echo; } | awk -v release="$codename" '
      function flush() { if (wanted && !off) print stanza "\n"; stanza = ""; wanted = 0; off = 0 }
      /^[ \t]*$/ { flush(); next }
      /^#/ { next }
      /^[Tt]ypes:/ { $0 = "Types: deb-src" }
      /^[Ss]uites:/ { for (i = 2; i <= NF; ++i) if (index($i, release) == 1) wanted = 1 }
      /^[Ee]nabled:[ \t]*(no|false|off|0)/ { off = 1 }
      { stanza = stanza $0 "\n" }
      END { flush() }' >> "$1/debian.sources"
  done
  [ -s "$1/debian.list" ] || rm -f "$1/debian.list"
  [ -s "$1/debian.sources" ] || rm -f "$1/debian.sources"
  compgen -G "$1/debian.*" > /dev/null || { echo "apt has no entry for Debian $codename to fetch sources by" >&2; exit 1; }
}

private_apt() { "$1" -q -c "$apt/apt.conf" "${@:2}"; }

prepare_apt() {
  apt=$sources/.apt
  mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial"
  rm -f "$apt/sources"/*
  source_entries "$apt/sources"
  cat > "$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$apt/sources/";
Dir::State::lists "$apt/lists/";
Dir::Cache "$apt/cache/";
APT::Sandbox::User "root";
APT::Get::List-Cleanup "true";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
  private_apt apt-get update > "$apt/update.log" 2>&1 || { tail -n 5 "$apt/update.log" >&2; exit 1; }
}

fetch() { # SOURCE_PACKAGE: leaves its unpacked tree in $sources/SOURCE_PACKAGE and its version in versions.txt
  local package=$1 version wanted dsc
  # Without the native library there is no version to follow: the archive's present one is taken.
  wanted=$(dpkg-query -W -f '${source:Version}' "${native[$package]}" 2> /dev/null || true)
  dsc=$sources/${package}_${wanted#*:}.dsc
  if [ -z "$wanted" ] || [ ! -f "$dsc" ]; then
    [ -n "${apt:-}" ] || prepare_apt
    if ! (cd "$sources" && private_apt apt-get source --only-source --download-only "$package${wanted:+=$wanted}") > "$sources/.$package.log" 2>&1; then
      [ -z "$wanted" ] || echo "$package $wanted is no longer in the archive; taking its present version" >&2
      (cd "$sources" && private_apt apt-get source --only-source --download-only "$package") > "$sources/.$package.log" 2>&1 ||
        { tail -n 5 "$sources/.$package.log" >&2; exit 1; }
    fi
    if [ ! -f "$dsc" ]; then dsc=$(find "$sources" -maxdepth 1 -name "${package}_*.dsc" | sort -V | tail -n 1); fi
  fi
  version=$(awk '/^Version:/ { print $2; exit }' "$dsc")
  rm -rf "${sources:?}/$package"
  if ! dpkg-source -x "$dsc" "$sources/$package" > "$sources/.$package.log" 2>&1; then
    tail -n 5 "$sources/.$package.log" >&2
    rm -f "$dsc"  # a broken download is fetched again by the next run
    exit 1
  fi
  echo "$package $version" >> "$prefix/versions.txt"
}

: > "$prefix/versions.txt"
for package in "${packages[@]}"; do fetch "$package"; done

# --- a sysroot that holds wasi-libc and nothing of the host ----------------------------------------------------------
for part in include lib; do
  mkdir -p "$prefix/sysroot/$part"
  ln -sfn "/usr/$part/wasm32-wasi" "$prefix/sysroot/$part/wasm32-wasi"
done
rm -rf "$work"
mkdir -p "$prefix/include/webp" "$prefix/lib" "$work"

common="--target=wasm32-wasi --sysroot=$prefix/sysroot -O2 -DNDEBUG -ffp-contract=off -fno-strict-aliasing -fvisibility=hidden"
common="$common -ffunction-sections -fdata-sections -ffile-prefix-map=$prefix=. -ffile-prefix-map=$sources=."
common="$common -msimd128 -mbulk-memory -mnontrapping-fptoint -msign-ext"
cflags="$common -std=gnu11 -Wno-deprecated-non-prototype"
cxxflags="$common -std=c++20 -fno-exceptions -fno-rtti -Wno-#pragma-messages"
export CC=clang-19 CXX=clang++-19 AR=llvm-ar-19 RANLIB=llvm-ranlib-19

# For libraries whose own build files assume a Unix host: the named files, straight into lib/libNAME.a.
archive() { # NAME SOURCE_DIR "EXTRA FLAGS" FILES...
  local name=$1 dir=$2 extra=$3 file
  shift 3
  mkdir -p "$work/$name"
  for file in "$@"; do
    # shellcheck disable=SC2086
    $CC $cflags $extra -I"$dir" -I"$prefix/include" -c "$dir/$file.c" -o "$work/$name/$file.o"
  done
  rm -f "$prefix/lib/lib$name.a"
  $AR crs "$prefix/lib/lib$name.a" "$work/$name"/*.o
}

cmake_build() { # NAME SOURCE_DIR "TARGETS" "EXTRA FLAGS" OPTIONS...
  local name=$1 dir=$2 targets=$3 extra=$4
  shift 4
  # shellcheck disable=SC2086
  { cmake -S "$dir" -B "$work/$name" -G Ninja -Wno-dev --no-warn-unused-cli \
      -DCMAKE_BUILD_TYPE=Release -DCMAKE_SYSTEM_NAME=Generic -DCMAKE_SYSTEM_PROCESSOR=wasm32 \
      -DCMAKE_TRY_COMPILE_TARGET_TYPE=STATIC_LIBRARY -DCMAKE_FIND_ROOT_PATH="$prefix" -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY \
      -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY \
      -DCMAKE_C_FLAGS="$cflags $extra" -DCMAKE_C_FLAGS_RELEASE= "$@"
    cmake --build "$work/$name" -j "$jobs" --target $targets
  } > "$work/$name.log" 2>&1 || { tail -n 20 "$work/$name.log" >&2; exit 1; }
}

# --- libsodium: nanosleep would import poll_oneoff. Mostly configure, so it runs beside the others. --------------------
build_sodium() {
  cp -a "$sources/libsodium" "$work/sodium"
  (cd "$work/sodium" && autoreconf -fi &&
    ac_cv_func_nanosleep=no ./configure --host=wasm32-wasi --prefix="$prefix" --disable-shared --disable-ssp --disable-pie \
      --disable-asm --without-pthreads CFLAGS="$cflags -D_WASI_EMULATED_SIGNAL" LDFLAGS="-lwasi-emulated-signal" &&
    make -j "$jobs" -C src/libsodium install) > "$work/sodium.log" 2>&1 || { tail -n 20 "$work/sodium.log" >&2; exit 1; }
}
set -m # a process group of its own, so that all of it ends with this script and nothing goes on in a folder that the next run clears
build_sodium &
sodium=$!
set +m
trap 'kill -- "-$sodium" 2> /dev/null || :; wait' EXIT

# --- zlib: libspng names deflate too; the linker drops it --------------------------------------------------------------
archive z "$sources/zlib" "-DHAVE_UNISTD_H=1 -DHAVE_STDARG_H=1" \
  adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil
cp "$sources"/zlib/{zlib,zconf}.h "$prefix/include/"

# --- libspng: its fast paths are SSE2 and NEON only ------------------------------------------------------------------
archive spng "$sources/libspng/spng" "-DSPNG_STATIC -DSPNG_DISABLE_OPT=1" spng
cp "$sources/libspng/spng/spng.h" "$prefix/include/"

# --- giflib: the reading half ------------------------------------------------------------------------------------------
archive gif "$sources/giflib" "" dgif_lib gifalloc gif_err gif_hash openbsd-reallocarray
cp "$sources/giflib/gif_lib.h" "$prefix/include/"

# --- libjpeg-turbo: classic API, C only. NO_GETENV keeps sscanf (and with it stderr) out; it needs NO_PUTENV beside it. --
jpeg=$sources/libjpeg-turbo
cmake_build jpeg "$jpeg" jpeg-static "-DNO_GETENV -DNO_PUTENV" \
  -DENABLE_SHARED=0 -DWITH_SIMD=0 -DWITH_TURBOJPEG=0 -DWITH_ARITH_ENC=0 -DBUILD=debian
cp "$work/jpeg/libjpeg.a" "$prefix/lib/"
cp "$jpeg"/{jpeglib,jmorecfg,jerror}.h "$work/jpeg/jconfig.h" "$prefix/include/"

# --- libwebp: decoder and demuxer, no threads --------------------------------------------------------------------------
off=()
for part in ANIM_UTILS CWEBP DWEBP GIF2WEBP IMG2WEBP VWEBP WEBPINFO LIBWEBPMUX WEBPMUX EXTRAS; do off+=("-DWEBP_BUILD_$part=0"); done
cmake_build webp "$sources/libwebp" "webpdecoder webpdemux" "" -DWEBP_ENABLE_SIMD=0 -DWEBP_USE_THREAD=0 "${off[@]}"
cp "$work/webp"/libwebp{decoder,demux}.a "$prefix/lib/"
cp "$sources"/libwebp/src/webp/{decode,demux,mux_types,types}.h "$prefix/include/webp/"

# --- simdjson: the amalgamation ----------------------------------------------------------------------------------------
mkdir -p "$work/simdjson"
# shellcheck disable=SC2086
$CXX $cxxflags -DSIMDJSON_EXCEPTIONS=0 -I"$sources/simdjson/singleheader" \
  -c "$sources/simdjson/singleheader/simdjson.cpp" -o "$work/simdjson/simdjson.o"
rm -f "$prefix/lib/libsimdjson.a"
$AR crs "$prefix/lib/libsimdjson.a" "$work/simdjson/simdjson.o"
cp "$sources/simdjson/singleheader/simdjson.h" "$prefix/include/"

wait "$sodium"
trap - EXIT
rm -rf "$work"
for package in "${packages[@]}"; do rm -rf "${sources:?}/$package"; done
echo "$stamp" > "$prefix/stamp"
cat "$prefix/versions.txt"
