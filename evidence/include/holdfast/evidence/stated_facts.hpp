// SPDX-License-Identifier: Apache-2.0
// What a file that is no picture says of itself, in plain: the headers of a mail or of a saved page, the film's own
// box, the document's Info dictionary. Nothing of it is checked by anybody: it is what stands in the file. Of a place
// only that there is one is told, never where (picture_facts.hpp does the same).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/file_type.hpp"

namespace holdfast::evidence {

/// In the order of their words.
enum class StatedName : std::uint8_t {
    author,      ///< pdf
    created,     ///< pdf: as told with its zone; film and sound: mvhd, UTC by the format
    date,        ///< mail, saved page: the header as it stands
    from,        ///< mail
    length,      ///< film and sound, in seconds: "12.345"
    maker,       ///< film: who made the device
    message_id,  ///< mail
    model,       ///< film: the device
    modified,    ///< pdf
    page,        ///< saved page: the address that it was saved from
    place,       ///< film: "present" where the film's header holds a place
    producer,    ///< pdf
    recorded,    ///< film: com.apple.quicktime.creationdate as it stands
    subject,     ///< mail, saved page
    title,       ///< pdf
    to,          ///< mail
};
inline constexpr std::size_t stated_names = 16;
/// "author", "message_id" and so on.
[[nodiscard]] std::string_view to_text(StatedName name) noexcept;
/// Whether a file of `type` can say `name`.
[[nodiscard]] bool may_state(FileType type, StatedName name) noexcept;

/// Longer values are cut there, at a whole character.
inline constexpr std::size_t longest_stated = 300;

struct StatedFact {
    StatedName name = StatedName::author;
    std::string value;  ///< one line of UTF-8, never empty
    friend bool operator==(const StatedFact&, const StatedFact&) = default;
};
/// By name, each once.
using StatedFacts = std::vector<StatedFact>;
/// Takes `value` in as a line, at its place; what is empty, or told already, changes nothing.
void state(StatedFacts& facts, StatedName name, std::string_view value);
/// Empty where it is not told.
[[nodiscard]] std::string_view stated(const StatedFacts& facts, StatedName name) noexcept;
/// "from: River; subject: Sunday": for papers.
[[nodiscard]] std::string to_line(const StatedFacts& facts);

/// Of a mail or a saved page, from its first 64 KiB: Date, From, To, Subject, Message-ID, Snapshot-Content-Location.
[[nodiscard]] StatedFacts mail_facts(std::string_view file, FileType type);

}  // namespace holdfast::evidence
