// SPDX-License-Identifier: Apache-2.0
// The words of a file that holds more than words, for a case that takes nothing else. All of it happens in memory: no
// byte of the file is written anywhere but the words that are returned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "holdfast/evidence/stripped_words.hpp"
#include "open_file.hpp"

namespace holdfast::cli {

/// All of these bytes; the error is a sentence.
[[nodiscard]] std::expected<std::vector<std::byte>, std::string> read_at(const OpenFile& file, std::uint64_t offset,
                                                                         std::uint64_t size);
/// The whole of a file that is no larger than `most`; the error is a sentence.
[[nodiscard]] std::expected<std::string, std::string> read_into_memory(const OpenFile& file, std::uint64_t most);

struct TakenWords {
    std::string text;      ///< of the new exhibit (evidence/stripped_words.hpp)
    std::string left_out;  ///< "mail-part: 2 (81234 bytes)"
};
/// Of a ZIP file the one chat in it is read, and nothing else. `whole` is what the text names as its source; the error
/// is a sentence.
[[nodiscard]] std::expected<TakenWords, std::string> words_out_of(const OpenFile& file, evidence::FileType type,
                                                                  const evidence::WholeFile& whole);

}  // namespace holdfast::cli
