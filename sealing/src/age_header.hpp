// SPDX-License-Identifier: Apache-2.0
// The text header of an age v1 file: version line, stanzas, MAC line. Parsing is exact: what is accepted, printing
// gives back byte for byte.
#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/sealing/age_error.hpp"

namespace holdfast::sealing {

inline constexpr std::string_view age_version_line = "age-encryption.org/v1\n";

struct Stanza {
    std::vector<std::string> arguments;  ///< the first is the type; never empty
    std::vector<std::byte> body;
};

struct AgeHeader {
    std::vector<Stanza> stanzas;  ///< never empty
    std::array<std::byte, 32> mac{};
    std::size_t mac_covers = 0;  ///< bytes from the start up to and including "---"
};

/// Finds where the header ends while it arrives in pieces; looks at each byte once.
class HeaderEnd {
  public:
    /// `bytes` is everything so far. Size of the header, its last line feed included; none while that has not come yet.
    [[nodiscard]] std::optional<std::size_t> find(std::span<const std::byte> bytes) noexcept;

  private:
    std::size_t line_start_ = 0;
    std::size_t searched_ = 0;
};

/// `text` is exactly the header.
[[nodiscard]] std::expected<AgeHeader, AgeError> parse_age_header(std::string_view text);

void append_stanza(std::string& header, const Stanza& stanza);
/// The "---" that the MAC covers, then the MAC.
void append_mac(std::string& header, std::span<const std::byte, 16> file_key);
[[nodiscard]] std::array<std::byte, 32> header_mac(std::string_view covered,
                                                   std::span<const std::byte, 16> file_key) noexcept;

}  // namespace holdfast::sealing
