// SPDX-License-Identifier: Apache-2.0
#include "ask.hpp"

#include <unistd.h>

#include <cstdio>

#include "input_lines.hpp"
#include "terminal_text.hpp"

namespace holdfast::cli {

bool can_ask() {
    return ::isatty(STDERR_FILENO) == 1;
}

std::optional<std::string> ask(std::string_view question, std::initializer_list<std::string_view> words) {
    constexpr std::size_t longest_reply = 100;
    static InputLines replies(STDIN_FILENO, longest_reply);  // one for all: what is read ahead is not lost
    std::string choices;
    for (const std::string_view word : words) choices.append(choices.empty() ? "" : " / ").append(word);
    for (;;) {
        const std::string text =
            wrapped(std::string(question) + " (" + choices + ")", "", page_of(STDERR_FILENO)) + "> ";
        std::fwrite(text.data(), 1, text.size(), stderr);
        std::string line;
        if (!replies.next(line)) return std::nullopt;
        if (line.empty()) continue;
        std::optional<std::string> found;
        bool one = true;
        for (const std::string_view word : words) {
            if (word == line) return line;
            if (!word.starts_with(line)) continue;
            one = !found;
            found = std::string(word);
        }
        if (found && one) return found;
    }
}

}  // namespace holdfast::cli
