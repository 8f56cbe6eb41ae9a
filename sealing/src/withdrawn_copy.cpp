// SPDX-License-Identifier: Apache-2.0
#include "holdfast/sealing/withdrawn_copy.hpp"

#include <algorithm>
#include <vector>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/secret.hpp"

namespace holdfast::sealing {

std::string canonical_signals(std::span<const Signal> signals) {
    std::vector<Signal> sorted(signals.begin(), signals.end());
    std::ranges::sort(sorted, [](const Signal& a, const Signal& b) {
        const std::string_view kind_a = to_text(a.kind);
        const std::string_view kind_b = to_text(b.kind);
        if (kind_a != kind_b) return kind_a < kind_b;
        if (a.code != b.code) return to_hex(a.code) < to_hex(b.code);
        return a.quality < b.quality;
    });
    JsonWriter json;
    json.array();
    for (const Signal& signal : sorted) {
        json.object().key("code").value(to_hex(signal.code)).key("kind").value(to_text(signal.kind));
        json.key("quality").value(static_cast<unsigned>(signal.quality)).end();
    }
    json.end();
    return json.take();
}

std::string make_withdrawn_copy(const Id128& item, const CopySalt& salt, std::span<const Signal> signals) {
    JsonWriter json;
    json.object().key("item").value(to_hex(item)).key("kind").value("withdrawn_copy");
    json.key("salt").value(to_base64(salt, Base64Form::url));
    json.key("signals").raw(canonical_signals(signals)).end();
    return json.take();
}

Digest256 withdrawal_commitment(const CopySalt& salt, std::span<const Signal> signals) {
    std::string text = canonical_signals(signals);
    std::vector<std::byte> input(salt.begin(), salt.end());
    const auto bytes = as_bytes(text);
    input.insert(input.end(), bytes.begin(), bytes.end());
    const Digest256 commitment = blake2b_256(input);
    wipe(input);
    wipe(text);
    return commitment;
}

}  // namespace holdfast::sealing
