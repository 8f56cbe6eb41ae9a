// SPDX-License-Identifier: Apache-2.0
// Keeps the module free of imports: no stdout, clock, files or environment. The C libraries name these functions, and
// wasi-libc's own versions would pull in fd_write, environ_get and others. (fwrite and fprintf must stay libc's: libc
// defines them together with functions that are needed.)
#include <__verbose_abort>
#include <cassert>
#include <cstddef>
#include <cstdio>

extern "C" {
[[noreturn]] void abort_message(const char*, ...);

void abort_message(const char*, ...) {
    __builtin_trap();
}
void __assert_fail(const char*, const char*, int, const char*) {
    __builtin_trap();
}
std::size_t fread(void*, std::size_t, std::size_t, FILE*) {
    __builtin_trap();
}
int fclose(FILE*) {
    __builtin_trap();
}
char* getenv(const char*) {
    return nullptr;
}
}

void std::__libcpp_verbose_abort(const char*, ...) {
    __builtin_trap();
}
