// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/resources.hpp"
#include "api/signals.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/base64.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::size_t cursor_bytes = 16;  // visible, then tie, each 8 bytes big-endian

void put_u64(std::span<std::byte, 8> out, std::uint64_t value) noexcept {
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = static_cast<std::byte>(value >> (8U * (7U - i)));
    }
}

std::uint64_t get_u64(std::span<const std::byte, 8> in) noexcept {
    std::uint64_t value = 0;
    for (const std::byte byte : in) {
        value = (value << 8U) | std::to_integer<std::uint64_t>(byte);
    }
    return value;
}

std::string to_text(const store::FeedCursor& cursor) {
    std::array<std::byte, cursor_bytes> bytes{};
    put_u64(std::span(bytes).first<8>(), static_cast<std::uint64_t>(cursor.visible.value));
    put_u64(std::span(bytes).last<8>(), cursor.tie);
    return sealing::to_base64(bytes, sealing::Base64Form::url);
}

OrRefusal<store::FeedCursor> read_cursor(const Request& request) {
    const auto given = request.query.find("after");
    if (given == request.query.end()) {
        return store::FeedCursor{};
    }
    std::array<std::byte, cursor_bytes> bytes{};
    const bool read = sealing::from_base64(given->second, sealing::Base64Form::url, bytes).has_value();
    const std::uint64_t visible = get_u64(std::span<const std::byte>(bytes).first<8>());
    if (!read || visible > static_cast<std::uint64_t>(INT64_MAX)) {
        return std::unexpected(refuse(Problem::malformed, "The cursor in after is not one that the feed gave."));
    }
    return store::FeedCursor{.visible = {static_cast<std::int64_t>(visible)},
                             .tie = get_u64(std::span<const std::byte>(bytes).last<8>())};
}

OrRefusal<std::uint32_t> read_limit(const Request& request) {
    const auto given = request.query.find("limit");
    if (given == request.query.end()) {
        return feed_page_default;
    }
    std::uint32_t limit = 0;
    const char* const end = given->second.data() + given->second.size();
    const auto [stop, error] = std::from_chars(given->second.data(), end, limit);
    if (error != std::errc{} || stop != end || limit == 0 || limit > feed_page_most) {
        return std::unexpected(refuse(Problem::malformed, "The limit is a whole number from 1 to 1000."));
    }
    return limit;
}

}  // namespace

Response get_feed(Context& context, const Call& call) {
    const auto after = read_cursor(call.request);
    if (!after) {
        return after.error();
    }
    const auto limit = read_limit(call.request);
    if (!limit) {
        return limit.error();
    }
    const auto entries = context.parts.store.feed(*after, context.parts.clock.now(), *limit);
    if (!entries) {
        return refuse(entries.error());
    }
    store::FeedCursor next = *after;
    JsonWriter json;
    json.object().key("entries").array();
    for (const store::FeedEntry& entry : *entries) {
        next = {.visible = entry.visible, .tie = entry.tie};
        json.object();
        json.key("item").value(to_hex(call.partner->numbers.number_of(entry.item)));
        json.key("bank").value(call.directory->bank_name(entry.bank));
        json.key("change").value(entry.added ? "added" : "removed");
        if (entry.added) {
            json.key("signals").array();
            for (const Signal& signal : entry.signals) {
                write_signal(json, signal);
            }
            json.end();
        }
        json.end();
    }
    json.end();
    json.key("next").value(to_text(next));
    json.key("more").value(entries->size() >= *limit);
    json.end();
    return answer(200, json.take());
}

}  // namespace holdfast::server::api
