// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/stated_facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "one_line.hpp"

namespace holdfast::evidence {
namespace {

std::string_view trimmed(std::string_view text) noexcept {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace

std::string_view to_text(StatedName name) noexcept {
    static constexpr std::array<std::string_view, stated_names> words{
        "author",   "created", "date",  "from",     "length",   "maker",   "message_id", "model",
        "modified", "page",    "place", "producer", "recorded", "subject", "title",      "to"};
    return words[std::min<std::size_t>(std::to_underlying(name), words.size() - 1)];
}

bool may_state(FileType type, StatedName name) noexcept {
    using enum StatedName;
    switch (type) {
        case FileType::eml:
            return name == date || name == from || name == message_id || name == subject || name == to;
        case FileType::mhtml:
            return name == date || name == page || name == subject;
        case FileType::mp4:
        case FileType::quicktime:
        case FileType::m4a:
            return name == created || name == length || name == maker || name == model || name == place ||
                   name == recorded;
        case FileType::pdf:
            return name == author || name == created || name == modified || name == producer || name == title;
        default:
            return false;
    }
}

void state(StatedFacts& facts, StatedName name, std::string_view value) {
    const std::string cut = one_line(trimmed(value), longest_stated);
    std::string line(trimmed(cut));
    const auto at = std::ranges::lower_bound(facts, name, {}, &StatedFact::name);
    if (line.empty() || (at != facts.end() && at->name == name)) return;
    facts.insert(at, {.name = name, .value = std::move(line)});
}

std::string_view stated(const StatedFacts& facts, StatedName name) noexcept {
    const auto found = std::ranges::find(facts, name, &StatedFact::name);
    return found == facts.end() ? std::string_view() : std::string_view(found->value);
}

std::string to_line(const StatedFacts& facts) {
    std::string line;
    for (const StatedFact& fact : facts) {
        if (!line.empty()) line += "; ";
        line.append(to_text(fact.name)).append(": ").append(fact.value);
    }
    return line;
}

}  // namespace holdfast::evidence
