// SPDX-License-Identifier: Apache-2.0
// Why a command on packs or on a case's folder ended without an answer: its exit code and the sentences for standard
// error.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "exit_code.hpp"
#include "interrupt.hpp"

namespace holdfast::cli {

struct PackFailure {
    int exit = exit_impossible;
    std::vector<std::string> sentences;
};
template <class T>
using PackResult = std::expected<T, PackFailure>;

[[nodiscard]] inline std::unexpected<PackFailure> pack_failure(int exit, std::string sentence) {
    return std::unexpected(PackFailure{.exit = exit, .sentences = {std::move(sentence)}});
}

/// Ctrl-C or SIGTERM: nothing more to say.
[[nodiscard]] inline PackFailure interrupted_failure() {
    return {.exit = interrupted_exit(), .sentences = {}};
}

}  // namespace holdfast::cli
