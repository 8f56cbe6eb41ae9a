// SPDX-License-Identifier: Apache-2.0
// A process of its own: a program started with two descriptors and a clean environment, and ended again. Not by fork
// alone, as a process of many threads may not go on after it without exec.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace holdfast::cli {

/// A descriptor that is closed with it, and lies above the three standard ones, which are laid over in the child.
class ApartDescriptor {
  public:
    explicit ApartDescriptor(int number) noexcept;
    ApartDescriptor(const ApartDescriptor&) = delete;
    ApartDescriptor& operator=(const ApartDescriptor&) = delete;
    ApartDescriptor(ApartDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    ApartDescriptor& operator=(ApartDescriptor&& other) noexcept {
        if (this != &other) {
            close();
            number_ = std::exchange(other.number_, -1);
        }
        return *this;
    }
    ~ApartDescriptor() { close(); }

    void close() noexcept {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    [[nodiscard]] int number() const noexcept { return number_; }
    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }

  private:
    int number_;
};

/// The command itself, whatever became of its file.
inline constexpr const char* own_program = "/proc/self/exe";

/// What the child gets of this process: `input` and `output` as its standard ones, and where its libraries are. Not the
/// environment, which may hold an API key; standard error goes nowhere. In a group of its own, so that Ctrl-C ends this
/// process alone. Nothing when it could not be started.
[[nodiscard]] std::optional<pid_t> start_apart(const std::string& path, std::vector<std::string> arguments,
                                               const ApartDescriptor& input, const ApartDescriptor& output);

inline constexpr int still_there = -1;
/// How `child` ended, as waitpid() says it, or still_there when it had not; now it has. One that is `ending` is given a
/// moment to do so.
int end_apart(pid_t child, bool ending) noexcept;

}  // namespace holdfast::cli
