// SPDX-License-Identifier: Apache-2.0
// The service as a process of its own, behind a fence: it dies when it opens a connection to anybody.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/raw_client.hpp"

namespace holdfast::server {

namespace fs = std::filesystem;

/// What ServiceProcess::wait() gives of a process that the fence ended (see outgoing_fence.hpp).
extern const int ended_by_the_fence;

/// Standard output is read through a pipe, standard error goes to a file in `folder`.
class ServiceProcess {
  public:
    ServiceProcess(const fs::path& folder, std::vector<std::string> arguments);
    ~ServiceProcess();
    ServiceProcess(const ServiceProcess&) = delete;
    ServiceProcess& operator=(const ServiceProcess&) = delete;

    /// The next line of standard output; empty when it ended.
    [[nodiscard]] std::string line() const;
    /// What is left of standard output, to its end.
    [[nodiscard]] std::string rest() const;
    /// Waits until the service answers and gives its port; 0 when it ended instead.
    [[nodiscard]] std::uint16_t port() const;
    void signal(int number) const;
    /// Its exit code, or 1000 and the signal that ended it.
    int wait();
    int stop(int number);
    [[nodiscard]] std::string errors() const;

  private:
    fs::path errors_;
    pid_t child_ = -1;
    int output_ = -1;
};

/// A folder for data and page, and the arguments for a service on them.
class WithService : public testing::Test {
  protected:
    void SetUp() override;
    void TearDown() override;
    [[nodiscard]] std::vector<std::string> arguments(const std::vector<std::string>& more = {}) const;
    [[nodiscard]] static std::optional<RawResponse> ask(std::uint16_t port, const std::string& bytes);
    fs::path folder_;
};

}  // namespace holdfast::server
