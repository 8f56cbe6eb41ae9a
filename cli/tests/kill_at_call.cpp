// SPDX-License-Identifier: Apache-2.0
// Loaded before the C library: ends the process, as a kill or a loss of power would, right before its call number
// HOLDFAST_TEST_CALL of those that change what is on the disk. So each step of a change is tried, and not those alone
// that a random moment meets.
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace {

void count() {
    static const char* const wanted = std::getenv("HOLDFAST_TEST_CALL");
    static long left = wanted == nullptr ? -1 : std::atol(wanted);
    if (left > 0 && --left == 0) ::kill(::getpid(), SIGKILL);
}

template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {
ssize_t write(int descriptor, const void* bytes, size_t size) {
    count();
    return next<ssize_t(int, const void*, size_t)>("write")(descriptor, bytes, size);
}
int fsync(int descriptor) {
    count();
    return next<int(int)>("fsync")(descriptor);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
    count();
    return next<int(int, const char*, int, const char*)>("renameat")(from_folder, from, to_folder, to);
}
int unlinkat(int folder, const char* name, int flags) noexcept {
    count();
    return next<int(int, const char*, int)>("unlinkat")(folder, name, flags);
}
int mkdirat(int folder, const char* name, mode_t mode) noexcept {
    count();
    return next<int(int, const char*, mode_t)>("mkdirat")(folder, name, mode);
}
}
