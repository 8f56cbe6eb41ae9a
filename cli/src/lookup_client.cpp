// SPDX-License-Identifier: Apache-2.0
#include "lookup_client.hpp"

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

constexpr std::size_t most_banks = 4096;

std::string request_body(std::span<const Signal> signals, const LookupQuery& query) {
    JsonWriter json;
    json.object().key("signals").array();
    for (const Signal& signal : signals) {
        json.object().key("kind").value(to_text(signal.kind)).key("code").value(to_hex(signal.code));
        json.key("quality").value(static_cast<unsigned>(signal.quality)).end();
    }
    json.end().key("radius").value(query.radius);
    if (!query.banks.empty()) {
        json.key("banks").array();
        for (const std::string& bank : query.banks) json.value(bank);
        json.end();
    }
    return json.end().take();
}

/// The bank of `asked` that a refusal names as unknown, by the pointer "/banks/N" of a member's error; or none.
const std::string* unknown_bank(const std::string& body, const std::vector<std::string>& asked) {
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(body)) return nullptr;
    JsonObject problem = document.object(faults);
    const JsonArray members = problem.array("errors", 0, JsonFaults::most_kept, Need::optional);
    for (std::size_t i = 0; i < members.size(); ++i) {
        JsonObject member = members.object(i);
        const auto pointer = member.text("pointer", {}, Need::optional);
        for (std::size_t k = 0; pointer && k < asked.size(); ++k) {
            if (*pointer == "/banks/" + std::to_string(k)) return &asked[k];
        }
    }
    return nullptr;
}

}  // namespace

std::expected<std::vector<std::vector<LookupMatch>>, std::string> read_lookup_answer(std::string_view body,
                                                                                     std::size_t signals) {
    const auto foreign = std::unexpected(std::string("The answer is not that of a Holdfast service."));
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(body, {.bytes = max_answer_bytes})) return foreign;
    JsonObject root = document.object(faults);
    const JsonArray results = root.array("results", signals, signals);
    std::vector<std::vector<LookupMatch>> all;
    for (std::size_t i = 0; i < results.size(); ++i) {
        JsonObject result = results.object(i);
        const JsonArray matches = result.array("matches", 0, std::size_t{1} << 20U);
        std::vector<LookupMatch>& list = all.emplace_back();
        for (std::size_t k = 0; k < matches.size(); ++k) {
            JsonObject match = matches.object(k);
            const auto item = match.text("item", {.least = 32, .most = 32});
            const auto bank = match.text("bank", {.least = 1, .most = 64});
            const auto distance = match.integer("distance", 0, 256);
            const auto kind = match.text("kind", {.most = 32});
            if (!faults.empty()) return foreign;
            const auto known = kind_from_text(*kind);
            if (!known) return foreign;
            list.push_back({std::string(*item), std::string(*bank), static_cast<int>(*distance), *known});
        }
    }
    if (!faults.empty() || all.size() != signals) return foreign;
    return all;
}

LookupClient::LookupClient(std::string server, sealing::SecretText key) : service_(std::move(server)) {
    service_.keep_header("Authorization: Bearer " + std::string(key.view()));
}

std::string LookupClient::there_are_banks() {
    const auto answer = service_.ask("/v1/partner");
    if (!answer || answer->status != 200) return {};
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(answer->body)) return {};
    JsonObject partner = document.object(faults);
    const JsonArray banks = partner.array("banks", 0, most_banks, Need::optional);
    std::string names;
    for (std::size_t i = 0; i < banks.size(); ++i) {
        if (const auto name = banks.text(i, {.most = 64})) {
            names.append(names.empty() ? "" : ", ").append(printable(*name));
        }
    }
    return names.empty() ? std::string() : " There are: " + names + ".";
}

std::expected<std::vector<std::vector<LookupMatch>>, LookupError> LookupClient::look_up(std::span<const Signal> signals,
                                                                                        const LookupQuery& query) {
    const std::string body = request_body(signals, query);
    const auto answer = service_.ask_again("/v1/lookup", &body);
    if (!answer) return std::unexpected(LookupError{.sentence = answer.error()});
    if (answer->status == 200) {
        auto read = read_lookup_answer(answer->body, signals.size());
        if (!read) return std::unexpected(LookupError{.sentence = read.error()});
        return std::move(*read);
    }
    if (const std::string* const bank = unknown_bank(answer->body, query.banks)) {
        return std::unexpected(
            LookupError{.sentence = "The service has no bank \"" + printable(*bank) + "\"." + there_are_banks(),
                        .wrong_query = true});
    }
    return std::unexpected(LookupError{.sentence = refusal(*answer)});
}

}  // namespace holdfast::cli
