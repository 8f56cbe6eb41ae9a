// SPDX-License-Identifier: Apache-2.0
// Values for tests, each made from a small number so that a failure names it.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "holdfast/store/store.hpp"

namespace holdfast::store::sample {

inline constexpr UnixMillis start{1'800'000'000'000};

inline UnixMillis at(std::int64_t millis) {
    return UnixMillis{start.value + millis};
}

inline std::array<std::byte, 32> bytes(std::uint64_t n, std::uint8_t tag) {
    std::array<std::byte, 32> out{};
    std::mt19937_64 draw(n * 256 + tag);
    for (auto& b : out) b = static_cast<std::byte>(draw() & 0xffU);
    return out;
}
inline Digest256 digest(std::uint64_t n, std::uint8_t tag) {
    return Digest256{bytes(n, tag)};
}
/// Tags keep the kinds of ids apart: 'i' item, 's' submission, 'm' message, 'p' partner, 'g' sighting.
inline Id128 id(char tag, std::uint64_t n) {
    Id128 out;
    out.bytes[0] = static_cast<std::byte>(tag);
    for (unsigned k = 0; k < 8; ++k) out.bytes[15 - k] = static_cast<std::byte>((n >> (8 * k)) & 0xffU);
    return out;
}
inline Code256 code(std::uint64_t n) {
    std::mt19937_64 draw(n ^ 0x9e3779b97f4a7c15U);
    Code256 out;
    for (auto& word : out.words) word = draw();
    return out;
}
inline Signal signal(std::uint64_t n) {
    return {.kind = FingerprintKind::pdq_c1, .quality = 90, .code = code(n)};
}
inline FeedTime feed_time(std::int64_t millis, std::uint64_t tie = 0) {
    return {.visible = at(millis), .tie = tie};
}

inline NewItem item(std::uint64_t n, ItemState state = ItemState::active, std::uint32_t bank = 1) {
    NewItem fresh;
    fresh.item.id = id('i', n);
    fresh.item.bank = bank;
    fresh.item.state = state;
    if (state == ItemState::quarantined) fresh.item.reason = "too_few_bits";
    fresh.item.signals = {signal(2 * n), {.kind = FingerprintKind::pdq_r1, .quality = 80, .code = code(2 * n + 1)}};
    fresh.item.created = fresh.item.changed = at(0);
    fresh.feed = feed_time(static_cast<std::int64_t>(n), n);
    return fresh;
}

inline NewSubmission submission(std::uint64_t n, const std::vector<NewItem>& items) {
    NewSubmission fresh;
    fresh.submission = {.id = id('s', n),
                        .case_number = "HF-TEST-" + std::to_string(n),
                        .read_key_hash = digest(n, 1),
                        .withdraw_key_hash = digest(n, 2),
                        .mailbox_key = bytes(n, 3),
                        .statement = "adult-1",
                        .country = "GB",
                        .threat = "stranger",
                        .created = at(0)};
    fresh.items = items;
    return fresh;
}

inline Message message(std::uint64_t n, std::string kind = "alert") {
    const auto sealed = bytes(n, 4);
    return {.id = id('m', n),
            .kind = std::move(kind),
            .at = at(static_cast<std::int64_t>(n)),
            .sealed = {sealed.begin(), sealed.end()},
            .item = std::nullopt,
            .expires = std::nullopt};
}

/// Withdraws items of submission `s`; the commitment of item n is digest(n, 5).
inline Withdrawal withdrawal(std::uint64_t s, const std::vector<std::uint64_t>& items, UnixMillis when = at(1000)) {
    Withdrawal out;
    out.submission = id('s', s);
    out.opened_with = digest(s, 2);
    out.at = when;
    for (const std::uint64_t n : items) {
        Message copy = message(1'000'000 + n, "withdrawn_copy");
        copy.item = id('i', n);
        copy.at = when;
        out.items.push_back({.item = id('i', n),
                             .copy = std::move(copy),
                             .commitment = digest(n, 5),
                             .feed = {.visible = when, .tie = n}});
    }
    return out;
}

inline Restoration restoration(std::uint64_t s, const std::vector<std::uint64_t>& items, UnixMillis when = at(2000)) {
    Restoration out;
    out.submission = id('s', s);
    out.opened_with = digest(s, 1);
    out.at = when;
    for (const std::uint64_t n : items) {
        out.items.push_back({.item = id('i', n),
                             .signals = item(n).item.signals,
                             .commitment = digest(n, 5),
                             .feed = {.visible = when, .tie = n}});
    }
    return out;
}

inline Partner partner(std::uint64_t n) {
    return {.id = id('p', n),
            .name = "Example Social " + std::to_string(n),
            .key_digest = digest(n, 6),
            .scopes = 15,
            .listed = true,
            .requests_per_second = 0,
            .created = at(0),
            .revoked = std::nullopt};
}

inline NewSighting sighting(std::uint64_t n, std::uint64_t partner_number = 1, UnixMillis when = at(500)) {
    NewSighting fresh;
    fresh.sighting = {.id = id('g', n),
                      .partner = id('p', partner_number),
                      .signals = {signal(5'000'000 + n)},
                      .content_id = "content-" + std::to_string(n),
                      .url = "https://example.org/" + std::to_string(n),
                      .release_url = true,
                      .action = "blocked",
                      .at = when};
    return fresh;
}

inline Receipt receipt(std::uint64_t n, UnixMillis when = at(0)) {
    return {.owner = digest(1, 7),
            .key = "key-" + std::to_string(n),
            .request_digest = digest(n, 8),
            .status = 201,
            .body = "{\"answer\":" + std::to_string(n) + "}",
            .at = when};
}

inline Alert alert(std::uint64_t message_number, std::uint64_t s) {
    return {.submission = id('s', s), .mailbox_key = bytes(s, 3), .message = message(message_number)};
}

}  // namespace holdfast::store::sample
