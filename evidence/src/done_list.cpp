// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/done_list.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

constexpr JsonLimits limits{.bytes = max_done_list_bytes, .depth = 4, .members = 16};

/// The page writes empty texts where the case leaves members out, and up to 500 UTF-16 units where the case counts
/// bytes.
std::string cut(JsonObject& from, std::string_view name, Need need) {
    std::string_view text =
        from.text(name, {.least = 0, .most = 4 * longest_line, .controls = false}, need).value_or("");
    if (text.size() <= longest_line) return std::string(text);
    std::size_t end = longest_line;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end));
}

Done read_entry(JsonObject from) {
    Done done;
    static constexpr std::array<std::string_view, 3> kinds{"done", "undone", "sent"};
    const auto what = from.word("what", kinds);
    if (!what) return done;
    done.kind = *what == 0 ? DoneKind::step : *what == 1 ? DoneKind::undone : DoneKind::letter;
    const bool letter = done.kind == DoneKind::letter;
    done.id = read_pattern(from, letter ? "notice" : "step", longest_id, is_id, "must have a-z, 0-9 and - alone",
                           Need::required);
    done.words = cut(from, "words", Need::required);
    if (const auto text = from.text("at")) {
        const auto at = time_from_rfc3339(*text);
        if (!at) from.fault("at", "must be a time in UTC such as 2026-11-22T14:05:31.000Z");
        done.at.at = at.value_or(UnixMillis{});
    }
    if (!letter) return done;
    done.to = cut(from, "to", Need::required);
    done.ours = cut(from, "ours", Need::required);
    done.theirs = cut(from, "theirs", Need::required);
    done.reply = read_word<ReplyKind, 4>(from, "answer").value_or(ReplyKind::none);
    return done;
}

}  // namespace

std::expected<std::vector<Done>, DoneListError> read_done_list(std::string_view text, JsonFaults& faults) {
    const std::size_t before = faults.count();
    JsonDocument document;
    if (const auto parsed = document.parse(text, limits); !parsed) {
        faults.add("", std::string(explain(parsed.error())));
        return std::unexpected(DoneListError::not_json);
    }
    JsonObject top = document.object(faults);
    const auto format = top.text("format");
    if (format != "holdfast-actions-1" && format != "holdfast-actions-2") {
        if (faults.count() == before) faults.add("/format", "must be holdfast-actions-1 or holdfast-actions-2");
        return std::unexpected(DoneListError::other_format);
    }
    const JsonArray list = top.array("actions", 0, most_done);
    std::vector<Done> done;
    done.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) done.push_back(read_entry(list.object(i)));
    if (faults.count() != before) return std::unexpected(DoneListError::faults);
    return done;
}

std::size_t merge_done(CaseFacts& to, const std::vector<Done>& done) {
    std::size_t added = 0;
    for (const Done& each : done) {
        if (to.done.size() >= most_done) break;
        if (std::ranges::find(to.done, each) != to.done.end()) continue;
        auto place = to.done.end();
        while (place != to.done.begin() && std::prev(place)->at.at > each.at.at) --place;
        to.done.insert(place, each);
        ++added;
    }
    return added;
}

}  // namespace holdfast::evidence
