// SPDX-License-Identifier: Apache-2.0
// Lines of a file or of standard input, of which a terminal or pipe may keep silent for long: waiting ends with Ctrl-C.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace holdfast::cli {

class InputLines {
  public:
    /// `descriptor` stays the caller's. Of a line longer than `most` bytes the first `most` + 1 are given.
    InputLines(int descriptor, std::size_t most) : descriptor_(descriptor), most_(most), buffer_(buffer_bytes) {}

    /// The next line, without its line break; false at the end, after an interruption, and when reading failed.
    [[nodiscard]] bool next(std::string& line);
    /// Why the lines ended early, as an error number; 0 when reading did not fail.
    [[nodiscard]] int error() const noexcept { return error_; }

  private:
    static constexpr std::size_t buffer_bytes = 65'536;
    int descriptor_;
    std::size_t most_;
    std::vector<std::byte> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    int error_ = 0;
};

}  // namespace holdfast::cli
