// SPDX-License-Identifier: Apache-2.0
// The check of a pack, locked or not, by the ranges that it asks for. Needs no case; a fresh instance for each pack.
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "abi.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_file_check.hpp"
#include "holdfast/evidence/pack_report_json.hpp"
#include "holdfast/evidence/pack_words.hpp"

namespace holdfast::wasm {
namespace {

using evidence::PackExpectation;
using evidence::PackFileCheck;

constexpr double most_bytes = 9'007'199'254'740'991.0;  // what a host's number says exactly

struct Checking {
    PackFileCheck check;
    PackExpectation expected;
};
std::optional<Checking>& checking() {
    static std::optional<Checking>& pack = *new std::optional<Checking>();
    return pack;
}

/// `{"key":"RW…","seal":"64 digits","log":"…"}`, each at will. The error is a name.
std::expected<PackExpectation, std::string_view> read_expectation(std::string_view text) {
    JsonFaults faults;
    JsonDocument document;
    if (!document.parse(text)) return std::unexpected("bad_request");
    JsonObject json = document.object(faults);
    static constexpr std::array<std::string_view, 3> names{"key", "log", "seal"};
    json.only(names);
    PackExpectation expected;
    if (const auto key = json.text("key", {.least = 1, .most = 4'096, .controls = true}, Need::optional)) {
        const auto read = sealing::read_minisign_key(*key);
        if (!read) return std::unexpected("bad_key");
        expected.key = *read;
    }
    if (const auto seal = json.text("seal", {}, Need::optional)) {
        const auto read = digest_from_hex(*seal);
        if (!read) return std::unexpected("bad_seal");
        expected.seal = *read;
    }
    if (const auto log = json.text("log", {}, Need::optional)) {
        const auto read = sealing::read_note_key(*log);
        if (!read) return std::unexpected("bad_log");
        expected.log = *read;
    }
    if (!faults.empty()) return std::unexpected("bad_request");
    return expected;
}

/// A key a line.
std::optional<std::vector<sealing::AgeIdentity>> read_identities(std::string_view text) {
    std::vector<sealing::AgeIdentity> identities;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() < text.size() ? line.size() + 1 : text.size());
        auto identity = sealing::age_identity_from_text(line);
        if (!identity) return std::nullopt;
        identities.push_back(std::move(*identity));
    }
    return identities;
}

int tell_wanted(const PackFileCheck& check) {
    JsonWriter json;
    json.object();
    if (const auto range = check.wants()) json.key("offset").value(range->offset).key("bytes").value(range->bytes);
    set_result(json.end().take());
    return abi_ok;
}

int tell(const evidence::PackFileReport& checked) {
    const evidence::PackReport& report = checked.report;
    const auto verdict = checked.damage.empty() ? report.verdict : evidence::PackVerdict::broken;
    JsonWriter json;
    json.object().key("holds").value(checked.holds()).key("verdict").value(to_text(verdict));
    json.key("locked").value(checked.was_locked);
    if (!checked.damage.empty()) json.key("damage").value(checked.damage);
    evidence::put_seal(json, report);
    json.key("time_stamp").value(to_text(report.time_stamp));
    evidence::put_receipt(json, report);
    evidence::put_files(json, report);
    json.key("sentences").array();
    for (const std::string& sentence : sentences(checked)) json.value(sentence);
    set_result(json.end().end().take());
    return abi_ok;
}

}  // namespace
}  // namespace holdfast::wasm

using namespace holdfast;

HF_EXPORT(hf_check_begin)
int hf_check_begin(double bytes, const char* expected, std::size_t expected_size, const char* identities,
                   std::size_t identities_size) {
    wasm::expect_trap();
    wasm::checking().reset();
    if (!(bytes >= 0 && bytes <= wasm::most_bytes)) return wasm::fail("bad_request");
    const auto read = wasm::read_expectation(std::string_view(expected, expected_size));
    if (!read) return wasm::fail(read.error());
    auto keys = wasm::read_identities(std::string_view(identities, identities_size));
    if (!keys) return wasm::fail("damaged_key");
    auto& pack = wasm::checking().emplace(
        wasm::Checking{.check = {static_cast<std::uint64_t>(bytes), std::move(*keys)}, .expected = *read});
    return wasm::tell_wanted(pack.check);
}

HF_EXPORT(hf_check_take) int hf_check_take(const std::byte* data, std::size_t size) {
    wasm::expect_trap();
    auto& pack = wasm::checking();
    if (!pack) return wasm::fail("out_of_turn");
    pack->check.take(std::span(data, size));
    return wasm::tell_wanted(pack->check);
}

HF_EXPORT(hf_check_finish) int hf_check_finish() {
    wasm::expect_trap();
    auto& pack = wasm::checking();
    if (!pack) return wasm::fail("out_of_turn");
    const auto report = pack->check.finish(pack->expected);
    pack.reset();
    if (report) return wasm::tell(*report);
    wasm::set_result(JsonWriter()
                         .object()
                         .key("error")
                         .value(to_text(report.error()))
                         .key("says")
                         .value(explain(report.error()))
                         .end()
                         .take());
    return wasm::abi_failed;
}
