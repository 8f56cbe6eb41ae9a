// SPDX-License-Identifier: Apache-2.0
#include "input_lines.hpp"

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "interrupt.hpp"

namespace holdfast::cli {

bool InputLines::next(std::string& line) {
    line.clear();
    bool begun = false;
    while (true) {
        if (begin_ == end_) {
            const ssize_t got = read_unless_interrupted(descriptor_, buffer_);
            if (got < 0 && errno != EINTR) error_ = errno;
            if (got < 0) return false;
            if (got == 0) return begun;
            begin_ = 0;
            end_ = static_cast<std::size_t>(got);
        }
        begun = true;
        const std::string_view held(reinterpret_cast<const char*>(buffer_.data()) + begin_, end_ - begin_);
        const std::size_t length = std::min(held.find('\n'), held.size());
        line.append(held.substr(0, std::min(length, most_ + 1 - line.size())));
        begin_ += length;
        if (length == held.size()) continue;
        ++begin_;
        return true;
    }
}

}  // namespace holdfast::cli
