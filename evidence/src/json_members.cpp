// SPDX-License-Identifier: Apache-2.0
#include "json_members.hpp"

#include <algorithm>

namespace holdfast::evidence {

void put(JsonWriter& to, std::string_view name, std::string_view text) {
    if (!text.empty()) to.key(name).value(text);
}

void put(JsonWriter& to, std::string_view name, const std::optional<Moment>& moment) {
    if (moment) put(to, name, *moment);
}

std::string read_line(JsonObject& from, std::string_view name, std::size_t most, Need need) {
    return std::string(
        from.text(name, {.least = 1, .most = most, .controls = false}, need).value_or(std::string_view()));
}

std::string read_lines(JsonObject& from, std::string_view name, std::size_t most, Need need) {
    const auto text = from.text(name, {.least = 1, .most = most, .controls = true}, need);
    if (!text) return {};
    const bool fits = std::ranges::none_of(
        *text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == '\x7F'; });
    if (!fits) from.fault(name, "must have no control characters but line breaks (LF) and tabs");
    return fits ? std::string(*text) : std::string();
}

Digest256 read_sha256(JsonObject& from, std::string_view name) {
    const auto text = from.text(name);
    if (!text) return {};
    const auto digest = digest_from_hex(*text);
    if (!digest) from.fault(name, "must be 64 digits of [0-9a-f]");
    return digest.value_or(Digest256{});
}

Digest512 read_sha512(JsonObject& from, std::string_view name) {
    const auto text = from.text(name);
    if (!text) return {};
    const auto digest = digest512_from_hex(*text);
    if (!digest) from.fault(name, "must be 128 digits of [0-9a-f]");
    return digest.value_or(Digest512{});
}

bool is_id(std::string_view text) noexcept {
    return std::ranges::all_of(text,
                               [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace holdfast::evidence
