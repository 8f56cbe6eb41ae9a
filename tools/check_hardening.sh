#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails when the command was not built as a network service should be: at an address of the system's choice, tables of
# functions read-only from the start, no executable stack, stack and library calls checked. Usage: check_hardening.sh COMMAND
set -euo pipefail
segments=$(llvm-readelf-19 -hlW "$1")
dynamic=$(llvm-readelf-19 -dW "$1")
symbols=$(llvm-readelf-19 --dyn-syms -W "$1")
bad=0
miss() { echo "$1" >&2; bad=1; }
grep -q 'Type: *DYN' <<< "$segments" || miss "$1: not position independent (-pie)"
grep -q 'GNU_RELRO' <<< "$segments" || miss "$1: its relocations stay writable (-z relro)"
grep -qE '(BIND_NOW|FLAGS_1.*NOW)' <<< "$dynamic" || miss "$1: functions are bound late (-z now)"
grep -qE 'GNU_STACK.* RWE' <<< "$segments" && miss "$1: the stack is executable"
grep -q '__stack_chk_fail' <<< "$symbols" || miss "$1: no stack protector (-fstack-protector-strong)"
grep -qE '__[a-z]+_chk' <<< "${symbols//__stack_chk_fail/}" || miss "$1: no checked library calls (_FORTIFY_SOURCE)"
exit "$bad"
