// SPDX-License-Identifier: Apache-2.0
#include "output.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "exit_code.hpp"

namespace holdfast::cli {

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

bool finish_output() {
    const bool failed_before = std::ferror(stdout) != 0;
    if (std::fflush(stdout) == 0 && !failed_before) return true;
    complain("Standard output cannot be written to: " + std::generic_category().message(errno) + ".");
    return false;
}

void complain(std::string_view sentence) {
    const std::string line = "holdfast: " + std::string(sentence) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

int refuse_usage(std::string_view sentence) {
    complain(sentence);
    return exit_usage;
}

int refuse_impossible(std::string_view sentence) {
    complain(sentence);
    return exit_impossible;
}

}  // namespace holdfast::cli
