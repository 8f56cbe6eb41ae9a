// SPDX-License-Identifier: Apache-2.0
// Property: a signed list that is read keeps its rules, and the same bytes without that signature are not read.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "holdfast/evidence/recipient_directory.hpp"
#include "holdfast/sealing/digest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const sealing::Secret<32> seed;
    const std::array<std::byte, 8> id{};
    const sealing::MinisignKey key = sealing::minisign_key(seed, id);
    const std::string signature = to_text(sealing::sign_minisign(seed, id, sealing::as_bytes(text), "", ""));
    JsonFaults faults;
    const auto read = evidence::read_recipient_directory(text, signature, key, faults);
    if (!read) return 0;
    if (!faults.empty() || read->until <= read->issued) std::abort();
    for (const evidence::PackRecipient& each : read->recipients) {
        if (!each.key && !each.portal) std::abort();
        if (evidence::find_recipient(*read, each.id) != &each) std::abort();  // nobody stands there twice
    }
    JsonFaults none;
    if (evidence::read_recipient_directory(text + " ", signature, key, none)) std::abort();
    return 0;
}
