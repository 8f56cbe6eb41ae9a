// SPDX-License-Identifier: Apache-2.0
#include "api/signals.hpp"

#include <array>

#include "holdfast/sealing/base64.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::array<std::string_view, 3> kind_words{"pdq", "pdq-r1", "pdq-c1"};
constexpr std::array<std::string_view, 3> signal_members{"kind", "code", "quality"};
constexpr std::int64_t most_quality = 100;
constexpr TextRule any_text{.least = 0, .most = 65'536, .controls = true};

}  // namespace

std::vector<SentSignal> read_signals(JsonObject& object, std::size_t most, Need quality) {
    std::vector<SentSignal> out;
    const JsonArray list = object.array("signals", 1, most);
    out.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject one = list.object(i);
        one.only(signal_members);
        const auto kind = one.word("kind", kind_words);
        const auto text = one.text("code", any_text);
        const auto detail = one.integer("quality", 0, most_quality, quality);
        const auto code = text ? code_from_hex(*text) : std::unexpected(HexError::wrong_length);
        if (text && !code) {
            one.fault("code", "must be 64 lower-case hexadecimal digits");
        }
        if (kind && code) {
            out.push_back({.signal = {.kind = *kind_from_text(kind_words[*kind]),
                                      .quality = static_cast<std::uint8_t>(detail.value_or(0)),
                                      .code = *code},
                           .quality_given = detail.has_value()});
        }
    }
    return out;
}

std::vector<Signal> without_marks(const std::vector<SentSignal>& sent) {
    std::vector<Signal> out;
    out.reserve(sent.size());
    for (const SentSignal& each : sent) {
        out.push_back(each.signal);
    }
    return out;
}

void write_signal(JsonWriter& json, const Signal& signal) {
    json.object();
    json.key("kind").value(to_text(signal.kind));
    json.key("code").value(to_hex(signal.code));
    json.key("quality").value(static_cast<int>(signal.quality));
    json.end();
}

std::optional<Id128> read_id(JsonObject& object, std::string_view name) {
    const auto text = object.text(name, any_text);
    if (!text) {
        return std::nullopt;
    }
    const auto id = id_from_hex(*text);
    if (!id) {
        object.fault(name, "must be 32 lower-case hexadecimal digits");
        return std::nullopt;
    }
    return *id;
}

std::optional<Digest256> read_digest(JsonObject& object, std::string_view name) {
    const auto text = object.text(name, any_text);
    if (!text) {
        return std::nullopt;
    }
    const auto digest = digest_from_hex(*text);
    if (!digest) {
        object.fault(name, "must be 64 lower-case hexadecimal digits");
        return std::nullopt;
    }
    return *digest;
}

std::optional<std::array<std::byte, 32>> read_key(JsonObject& object, std::string_view name) {
    const auto text = object.text(name, any_text);
    if (!text) {
        return std::nullopt;
    }
    std::array<std::byte, 32> key{};
    if (!sealing::from_base64(*text, sealing::Base64Form::url, key)) {
        object.fault(name, "must be 32 bytes in base64url without padding");
        return std::nullopt;
    }
    return key;
}

}  // namespace holdfast::server::api
