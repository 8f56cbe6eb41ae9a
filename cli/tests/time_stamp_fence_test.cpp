// SPDX-License-Identifier: Apache-2.0
// Behind the fence of the process that asks for time stamps: each thing it may do is done, each other one is tried.
#include "time_stamp_fence.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/landlock.h>
#include <netdb.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "apart_limits.hpp"

namespace holdfast::cli {
namespace {

/// What `deed` gives behind the fence; 100 when there is none.
int behind_the_fence(const std::function<int()>& deed) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(put_up_time_stamp_fence() ? deed() : 100);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/// 0 when it was done, else the error.
int result(long got) {
    return got >= 0 ? 0 : errno;
}

class TimeStampFence : public testing::Test {
  protected:
    void SetUp() override {
        if (is_sanitized) GTEST_SKIP() << "sanitizers ask the kernel for more";
        std::string pattern = (std::filesystem::temp_directory_path() / "holdfast-fence-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        std::ofstream(folder_ / "database") << "secret";
    }
    void TearDown() override {
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    std::filesystem::path folder_;
};

TEST_F(TimeStampFence, LetsNamesBeLookedUpThreadsRunAndBytesGoOverTcp) {
    EXPECT_EQ(behind_the_fence([] {
                  addrinfo* found = nullptr;
                  if (::getaddrinfo("localhost", "80", nullptr, &found) != 0) return 1;
                  ::freeaddrinfo(found);
                  return 0;
              }),
              0);
    EXPECT_EQ(behind_the_fence([] {
                  int value = 1;
                  std::thread([&] { value = 0; }).join();
                  return value;
              }),
              0);
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    ASSERT_EQ(::bind(listening, reinterpret_cast<sockaddr*>(&here), size), 0);
    ASSERT_EQ(::listen(listening, 1), 0);
    ASSERT_EQ(::getsockname(listening, reinterpret_cast<sockaddr*>(&here), &size), 0);
    EXPECT_EQ(behind_the_fence([&] {
                  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
                  if (::connect(socket, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0) return errno;
                  return ::send(socket, "x", 1, 0) == 1 ? 0 : errno;
              }),
              0);
    ::close(listening);
}

TEST_F(TimeStampFence, ReadsTheSystemsSettingsAndNotTheDatabase) {
    EXPECT_EQ(behind_the_fence([] { return result(::open("/etc/passwd", O_RDONLY | O_CLOEXEC)); }), 0);
    EXPECT_EQ(behind_the_fence([] { return result(::open("/usr", O_RDONLY | O_DIRECTORY | O_CLOEXEC)); }), 0);
    if (::syscall(__NR_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1) {
        GTEST_SKIP() << "this kernel has no Landlock";
    }
    const std::string database = folder_ / "database";
    EXPECT_EQ(behind_the_fence([&] { return result(::open(database.c_str(), O_RDONLY | O_CLOEXEC)); }), EACCES);
    EXPECT_EQ(behind_the_fence([&] { return result(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); }),
              EACCES);
    EXPECT_EQ(behind_the_fence([] { return result(::open("/proc/self/environ", O_RDONLY | O_CLOEXEC)); }), EACCES);
}

TEST_F(TimeStampFence, WritesNoFile) {
    const std::string database = folder_ / "database";
    const std::string other = folder_ / "other";
    for (const int flags : {O_WRONLY, O_RDWR, O_WRONLY | O_APPEND, O_RDONLY | O_TRUNC, O_WRONLY | O_CREAT, O_CREAT}) {
        EXPECT_EQ(behind_the_fence([&] { return result(::open(database.c_str(), flags | O_CLOEXEC, 0600)); }), EPERM)
            << flags;
    }
    EXPECT_EQ(behind_the_fence([&] { return result(::unlink(database.c_str())); }), EPERM);
    EXPECT_EQ(behind_the_fence([&] { return result(::rename(database.c_str(), other.c_str())); }), EPERM);
    EXPECT_EQ(behind_the_fence([&] { return result(::mkdir(other.c_str(), 0700)); }), EPERM);
    EXPECT_EQ(behind_the_fence([&] { return result(::truncate(database.c_str(), 0)); }), EPERM);
    EXPECT_TRUE(std::filesystem::exists(database));
}

TEST_F(TimeStampFence, ReachesNoOtherProcessAndStartsNone) {
    const pid_t parent = ::getpid();
    EXPECT_EQ(behind_the_fence([&] { return result(::kill(parent, 0)); }), EPERM);
    EXPECT_EQ(behind_the_fence([&] { return result(::fork()); }), EPERM);
    EXPECT_EQ(behind_the_fence([] {
                  const char* const none[] = {nullptr};
                  return result(::execve("/bin/true", const_cast<char**>(none), const_cast<char**>(none)));
              }),
              EPERM);
    EXPECT_EQ(behind_the_fence([] { return result(::socket(AF_UNIX, SOCK_STREAM, 0)); }), EPERM);
    EXPECT_EQ(behind_the_fence([] { return result(::listen(::socket(AF_INET, SOCK_STREAM, 0), 1)); }), EPERM);
    EXPECT_EQ(behind_the_fence([] {
                  void* const got = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                  return got == MAP_FAILED ? errno : 0;
              }),
              EPERM);
    EXPECT_EQ(behind_the_fence([] {
                  constexpr rlimit limit{.rlim_cur = 1, .rlim_max = 1};
                  return result(::setrlimit(RLIMIT_NOFILE, &limit));
              }),
              EPERM);
}

}  // namespace
}  // namespace holdfast::cli
