// SPDX-License-Identifier: Apache-2.0
// The parts that entries of the blob are made of: texts, words by audience, lists, provenance. Each fault is added
// where the member stands, and what is missing or wrong comes out empty, so that one reading tells everything at once.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/provenance.hpp"
#include "holdfast/guidance/purpose.hpp"
#include "holdfast/guidance/text.hpp"

namespace holdfast::guidance {

inline constexpr JsonLimits blob_limits{.bytes = std::size_t{4} << 20U, .depth = 12, .members = 256};
inline constexpr std::size_t most_entries = 10'000;  ///< of one table
inline constexpr std::size_t most_items = 64;        ///< of one list in an entry

[[nodiscard]] std::string read_string(JsonObject& object, std::string_view name, Need need = Need::required);
[[nodiscard]] std::chrono::sys_days read_day(JsonObject& object, std::string_view name);
[[nodiscard]] Text read_text(JsonObject object);
[[nodiscard]] Text read_text(JsonObject& object, std::string_view name, Need need = Need::required);
[[nodiscard]] std::vector<Text> read_texts(JsonObject& object, std::string_view name);
[[nodiscard]] Words read_words(JsonObject& object, std::string_view name, Need need);
[[nodiscard]] std::vector<std::string> read_list(JsonObject& object, std::string_view name);
/// A list of texts each of which is one of `words`; indices into them.
[[nodiscard]] std::vector<std::size_t> read_word_list(JsonObject& object, std::string_view name,
                                                      std::span<const std::string_view> words, Need need);
[[nodiscard]] std::vector<Purpose> read_purposes(JsonObject& object, std::string_view name, Need need);
[[nodiscard]] std::vector<Source> read_sources(JsonObject& object, std::string_view name);

/// `fields` are those that `unsure` may name. A part of an entry has no day of its own and takes its entry's.
[[nodiscard]] Provenance read_provenance(JsonObject& object, std::span<const std::string_view> fields = {},
                                         std::optional<std::chrono::sys_days> review_by = std::nullopt);

/// Index of the entry with this id.
template <class List>
[[nodiscard]] std::optional<std::size_t> index_of(const List& list, std::string_view id) noexcept {
    const auto found = std::ranges::find(list, id, [](const auto& entry) -> std::string_view { return entry.id; });
    if (found == list.end()) return std::nullopt;
    return static_cast<std::size_t>(found - list.begin());
}

/// The id of an entry that is about to join `list`; a fault where another has it.
template <class List>
[[nodiscard]] std::string read_new_id(JsonObject& object, const List& list) {
    std::string id = read_string(object, "id");
    if (!id.empty() && index_of(list, id)) object.fault("id", "is the id of another entry");
    return id;
}

/// The entries of `list` that the member names by their ids.
template <class List>
[[nodiscard]] std::vector<std::size_t> read_references(JsonObject& object, std::string_view name, const List& list,
                                                       std::string_view expected) {
    std::vector<std::size_t> found;
    const auto names = object.array(name, 0, most_items, Need::optional);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto id = names.text(i);
        if (!id) continue;
        if (const auto index = index_of(list, *id))
            found.push_back(*index);
        else
            names.fault(i, std::string(expected));
    }
    return found;
}

}  // namespace holdfast::guidance
