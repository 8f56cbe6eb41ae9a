// SPDX-License-Identifier: Apache-2.0
// Words that a machine read in a picture. They may be wrong, stand apart from everything that was typed, and are called
// machine-read wherever they are shown. Of which pictures: those that the case keeps as files, so never of one that
// shows somebody intimate, that the offender sent, or that lies in a case of somebody under 18.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/exhibit.hpp"

namespace holdfast::evidence {

/// Whether words may be read in it: a picture that the case keeps.
[[nodiscard]] bool may_be_read(const Exhibit& exhibit) noexcept;
/// Whether machine-read words may stand beside it: also where the person left the file out afterwards.
[[nodiscard]] bool may_hold_machine_read(const Exhibit& exhibit) noexcept;

/// What the log says where they were taken out again.
inline constexpr std::string_view machine_read_taken_out = "words that a machine read were taken out";

struct MachineWords {
    std::string text;     ///< lines of UTF-8 without control characters, up to longest_machine_read bytes
    bool is_cut = false;  ///< there was more
};
/// What a reader gave, made fit for a case: other bytes than UTF-8 become U+FFFD, controls go, as do spaces at the ends
/// of lines and empty lines beside others. It may be anything: the picture is a stranger's.
[[nodiscard]] MachineWords machine_words(std::string_view raw);

enum class FoundKind : std::uint8_t { url, email, phone, account, amount, wallet };
/// "url", "email", "phone", "account", "amount", "wallet".
[[nodiscard]] std::string_view to_text(FoundKind kind) noexcept;

struct FoundInWords {
    FoundKind kind = FoundKind::url;
    std::string value;  ///< as it was read
    friend bool operator==(const FoundInWords&, const FoundInWords&) = default;
};
inline constexpr std::size_t most_found = 200;

/// What looks like a link, an e-mail address, a phone number (with its country, or 10 or 11 digits from 0), an account
/// (@name), an amount with its currency, or a wallet's address; in the order of the text, each once, up to most_found.
/// Strict and small: what a reader broke is not mended, and nothing is guessed. Cost: linear.
[[nodiscard]] std::vector<FoundInWords> found_in(std::string_view words);

}  // namespace holdfast::evidence
