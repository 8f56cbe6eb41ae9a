// SPDX-License-Identifier: Apache-2.0
#include "apart_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace holdfast::cli {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& each : texts) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

ApartDescriptor::ApartDescriptor(int number) noexcept : number_(number) {
    if (number_ < 0 || number_ > STDERR_FILENO) return;
    number_ = ::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    ::close(number);
}

std::optional<pid_t> start_apart(const std::string& path, std::vector<std::string> arguments,
                                 const ApartDescriptor& input, const ApartDescriptor& output) {
    std::vector<std::string> environment;
    if (const char* const libraries = std::getenv("LD_LIBRARY_PATH"))
        environment.push_back(std::string("LD_LIBRARY_PATH=") + libraries);

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (::posix_spawn_file_actions_init(&actions) != 0) return std::nullopt;
    if (::posix_spawnattr_init(&attributes) != 0) {
        ::posix_spawn_file_actions_destroy(&actions);
        return std::nullopt;
    }
    sigset_t every;
    sigset_t none;
    sigfillset(&every);
    sigemptyset(&none);
    // In a group of its own, so that Ctrl-C ends this process, which then ends that one, and not the other way round.
    constexpr short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    pid_t child = -1;
    const bool started = ::posix_spawn_file_actions_adddup2(&actions, input.number(), STDIN_FILENO) == 0 &&
                         ::posix_spawn_file_actions_adddup2(&actions, output.number(), STDOUT_FILENO) == 0 &&
                         // The libraries write about the file there, which is hostile text for a terminal.
                         ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
                         ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1) == 0 &&
                         ::posix_spawnattr_setflags(&attributes, flags) == 0 &&
                         ::posix_spawnattr_setpgroup(&attributes, 0) == 0 &&
                         ::posix_spawnattr_setsigdefault(&attributes, &every) == 0 &&
                         ::posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
                         ::posix_spawn(&child, path.c_str(), &actions, &attributes, pointers_to(arguments).data(),
                                       pointers_to(environment).data()) == 0;
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return started ? std::optional(child) : std::nullopt;
}

int end_apart(pid_t child, bool ending) noexcept {
    constexpr int moment = 2000;  // milliseconds
    // By its number: what <sys/pidfd.h> of Debian 12 declares cannot be linked from C++.
    const ApartDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    pollfd ended{.fd = process.number(), .events = POLLIN, .revents = 0};
    while (ending && process.is_open() && ::poll(&ended, 1, moment) < 0 && errno == EINTR) {
    }
    const bool by_itself = (ended.revents & POLLIN) != 0;
    ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return by_itself ? status : still_there;
}

}  // namespace holdfast::cli
