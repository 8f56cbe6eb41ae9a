// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/film_facts.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <string_view>
#include <vector>

#include "holdfast/evidence/moment.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

/// Keys of a meta box; what follows is not looked at.
constexpr std::size_t most_keys = 1'000;

/// Big-endian; the caller knows that it is there.
std::uint64_t number(std::string_view from, std::size_t at, std::size_t width) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = value << 8U | static_cast<unsigned char>(from[at + i]);
    return value;
}

/// "2026-11-20T18:45:00Z" of seconds since 1904; empty where it is not said, or no year of four digits.
std::string time_text(std::uint64_t since_1904) {
    using namespace std::chrono;
    constexpr sys_days begin = year{1904} / January / 1;
    constexpr auto most =
        static_cast<std::uint64_t>(duration_cast<seconds>(sys_days(year{9999} / January / 1) - begin).count());
    if (since_1904 == 0 || since_1904 >= most) return {};
    const sys_seconds at = begin + seconds(static_cast<std::int64_t>(since_1904));
    std::string text = utc_text({static_cast<std::int64_t>(at.time_since_epoch().count()) * 1'000});
    return text.erase(text.size() - 5, 4);  // mvhd knows no parts of a second
}

void read_mvhd(StatedFacts& facts, std::string_view box) {
    if (box.empty() || box[0] > 1) return;
    const bool wide = box[0] == 1;
    if (box.size() < (wide ? 32U : 20U)) return;
    state(facts, StatedName::created, time_text(number(box, 4, wide ? 8 : 4)));
    const std::uint64_t scale = number(box, wide ? 20 : 12, 4);
    const std::uint64_t length = number(box, wide ? 24 : 16, wide ? 8 : 4);
    constexpr std::uint64_t longest = 1'000'000'000;  // seconds
    const std::uint64_t unknown =
        wide ? std::numeric_limits<std::uint64_t>::max() : std::numeric_limits<std::uint32_t>::max();
    // Of a film in fragments it is 0.
    if (scale == 0 || length == 0 || length == unknown || length / scale > longest) return;
    const std::uint64_t millis = length / scale * 1'000 + length % scale * 1'000 / scale;
    state(facts, StatedName::length, seconds_text(static_cast<std::int64_t>(millis)));
}

/// Calls `take(kind, content)` for each whole box.
template <class Take>
void each_box(std::string_view part, Take&& take) {
    while (part.size() >= 8) {
        const std::uint64_t size = number(part, 0, 4);
        if (size < 8 || size > part.size()) return;
        take(part.substr(4, 4), part.substr(8, static_cast<std::size_t>(size) - 8));
        part.remove_prefix(static_cast<std::size_t>(size));
    }
}

void read_key(StatedFacts& facts, std::string_view key, std::string_view value) {
    if (key == "com.apple.quicktime.creationdate") state(facts, StatedName::recorded, value);
    if (key == "com.apple.quicktime.make") state(facts, StatedName::maker, value);
    if (key == "com.apple.quicktime.model") state(facts, StatedName::model, value);
    if (key.starts_with("com.apple.quicktime.location.") && !value.empty()) state(facts, StatedName::place, "present");
}

/// QuickTime File Format, "Metadata": keys name what lies in ilst, by their numbers from 1. ISO has four bytes of
/// version and flags before the boxes, QuickTime has none.
void read_meta(StatedFacts& facts, std::string_view box) {
    if (box.size() >= 12 && number(box, 0, 4) == 0 && box.substr(4, 4) != "hdlr") box.remove_prefix(4);
    std::vector<std::string_view> keys;
    each_box(box, [&](std::string_view kind, std::string_view content) {
        if (kind == "keys" && content.size() >= 8)
            each_box(content.substr(8), [&](std::string_view space, std::string_view key) {
                if (keys.size() < most_keys) keys.push_back(space == "mdta" ? key : std::string_view());
            });
        if (kind != "ilst") return;
        each_box(content, [&](std::string_view index, std::string_view item) {
            const std::uint64_t which = number(index, 0, 4);
            if (which == 0 || which > keys.size()) return;
            each_box(item, [&](std::string_view what, std::string_view data) {
                constexpr std::uint64_t utf8 = 1;
                if (what == "data" && data.size() > 8 && number(data, 0, 4) == utf8)
                    read_key(facts, keys[static_cast<std::size_t>(which) - 1], data.substr(8));
            });
        });
    });
}

/// Texts of QuickTime's user data have their length and language before them; loci is that of 3GPP (TS 26.244).
void read_udta(StatedFacts& facts, std::string_view box) {
    each_box(box, [&](std::string_view kind, std::string_view content) {
        if (kind == "loci" && !content.empty()) state(facts, StatedName::place, "present");
        if (kind == "meta") read_meta(facts, content);
        if (!kind.starts_with('\xA9') || content.size() <= 4) return;
        const std::string_view text = content.substr(4, static_cast<std::size_t>(number(content, 0, 2)));
        if (kind == "\xA9xyz"sv && !text.empty()) state(facts, StatedName::place, "present");
        if (kind == "\xA9mak"sv) state(facts, StatedName::maker, text);
        if (kind == "\xA9mod"sv) state(facts, StatedName::model, text);
    });
}

}  // namespace

void FilmLook::begin_box() {
    const bool wide = head_.size() == 16;
    const std::uint64_t size = wide ? number(head_, 8, 8) : number(head_, 0, 4);
    const std::string_view kind = std::string_view(head_).substr(4, 4);
    // A size of 0 says "to the end of the file": nothing follows it.
    over_ = size < head_.size() || (in_moov_ && size > moov_);
    if (over_) return;
    const std::uint64_t content = size - head_.size();
    if (in_moov_) {
        moov_ -= size;
        const bool kept = (kind == "mvhd" || kind == "udta" || kind == "meta") && content <= most_film_box;
        (kept ? wanted_ : skip_) = content;
        if (kept && content == 0) end_box();
        if (!kept) head_.clear();
    } else if (kind == "moov") {
        in_moov_ = true;
        moov_ = content;
        head_.clear();
    } else {
        skip_ = content;
        head_.clear();
    }
}

void FilmLook::end_box() {
    const std::string_view kind = std::string_view(head_).substr(4, 4);
    if (kind == "mvhd") read_mvhd(facts_, box_);
    if (kind == "udta") read_udta(facts_, box_);
    if (kind == "meta") read_meta(facts_, box_);
    head_.clear();
    box_.clear();
}

void FilmLook::take(std::span<const std::byte> piece) {
    std::string_view rest(reinterpret_cast<const char*>(piece.data()), piece.size());
    const auto part = [&rest](std::uint64_t most) {
        const std::string_view taken =
            rest.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(most, rest.size())));
        rest.remove_prefix(taken.size());
        return taken;
    };
    while (!rest.empty() && !over_) {
        if (skip_ != 0) {
            skip_ -= part(skip_).size();
        } else if (wanted_ != 0) {
            const std::string_view taken = part(wanted_);
            box_ += taken;
            wanted_ -= taken.size();
            if (wanted_ == 0) end_box();
        } else if (in_moov_ && moov_ == 0) {
            over_ = true;
        } else {
            head_ += part(head_.size() < 8 ? 8 - head_.size() : 16 - head_.size());
            const bool wide = head_.size() >= 8 && number(head_, 0, 4) == 1;
            if (head_.size() == (wide ? 16U : 8U)) begin_box();
        }
    }
}

}  // namespace holdfast::evidence
