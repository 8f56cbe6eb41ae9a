// SPDX-License-Identifier: Apache-2.0
// A file open for reading, or standard input.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace holdfast::cli {

/// What the system says of an error number: "No such file or directory".
[[nodiscard]] inline std::string reason_of(int number) {
    return std::generic_category().message(number);
}

class OpenFile {
  public:
    /// "-" is standard input. A folder cannot be opened.
    explicit OpenFile(const std::string& path)
        : is_stdin_(path == "-"), descriptor_(is_stdin_ ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (descriptor_ < 0 || ::fstat(descriptor_, &about_) != 0) {
            error_ = errno;
        } else if (S_ISDIR(about_.st_mode)) {
            error_ = EISDIR;
        }
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (!is_stdin_ && descriptor_ >= 0) ::close(descriptor_);
    }
    /// Why it cannot be read, as an error number; 0 when it can.
    [[nodiscard]] int error() const noexcept { return error_; }
    /// To be used when there is no error.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    [[nodiscard]] const struct stat& about() const noexcept { return about_; }

  private:
    bool is_stdin_;
    int descriptor_;
    int error_ = 0;
    struct stat about_{};
};

}  // namespace holdfast::cli
