// SPDX-License-Identifier: Apache-2.0
#include "edition/editions.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/evidence/recipient_directory.hpp"
#include "holdfast/guidance/handbook.hpp"

namespace holdfast::server {
namespace {

std::string first_of(const JsonFaults& faults) {
    const JsonFault& first = faults.kept().front();
    return first.pointer + " " + first.detail + " (" + std::to_string(faults.count()) + " faults in all).";
}

std::expected<EditionMark, std::string> read_guidance(std::string_view text, std::string_view /*signature*/,
                                                      const sealing::MinisignKey& /*key*/) {
    const auto handbook = guidance::read_handbook(text);
    if (handbook)
        return EditionMark{.number = handbook->edition.number, .day = guidance::to_text(handbook->edition.day)};
    const guidance::GuideFault& fault = handbook.error();
    return std::unexpected("is no guidance that this version reads: " +
                           (fault.faults.empty() ? std::string(explain(fault.json)) : first_of(fault.faults)));
}

std::expected<EditionMark, std::string> read_recipients(std::string_view text, std::string_view signature,
                                                        const sealing::MinisignKey& key) {
    JsonFaults faults;
    const auto directory = evidence::read_recipient_directory(text, signature, key, faults);
    if (directory) return EditionMark{.number = directory->number, .day = to_rfc3339(directory->issued).substr(0, 10)};
    return std::unexpected("is no list of recipients that this version reads: " +
                           (faults.empty() ? std::string(explain(directory.error())) : first_of(faults)));
}

}  // namespace

const EditionKind& guidance_edition() noexcept {
    static constexpr EditionKind kind{.name = "guidance", .most_bytes = std::size_t{4} << 20U, .read = read_guidance};
    return kind;
}

const EditionKind& recipients_edition() noexcept {
    static constexpr EditionKind kind{
        .name = "recipients", .most_bytes = evidence::max_recipients_bytes, .read = read_recipients};
    return kind;
}

}  // namespace holdfast::server
