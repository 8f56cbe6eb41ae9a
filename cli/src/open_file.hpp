// SPDX-License-Identifier: Apache-2.0
// A file open for reading, or standard input.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace holdfast::cli {

class OpenFile {
  public:
    /// "-" is standard input.
    explicit OpenFile(const std::string& path)
        : is_stdin_(path == "-"), descriptor_(is_stdin_ ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (!is_stdin_ && descriptor_ >= 0) ::close(descriptor_);
    }
    /// Negative, with errno, when it cannot be opened.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

  private:
    bool is_stdin_;
    int descriptor_;
};

}  // namespace holdfast::cli
