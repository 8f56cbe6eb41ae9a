// SPDX-License-Identifier: Apache-2.0
#include "notice_case.hpp"

#include <variant>

#include "case_folder.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_reader.hpp"
#include "output.hpp"

namespace holdfast::cli {
namespace {

void name_one(std::string& list, std::string_view member) {
    list.append(list.empty() ? "" : ", ").append(member);
}

}  // namespace

PackResult<FactsWithCase> with_case(const std::string& folder, std::string_view kind, const std::string& typed) {
    const auto opened = read_case_folder(folder, device_now());
    if (!opened) return std::unexpected(opened.error());
    JsonDocument document;
    if (!document.parse(typed)) return pack_failure(exit_usage, "The facts are no JSON object.");
    JsonFaults faults;
    JsonObject facts = document.object(faults);
    if (std::holds_alternative<evidence::ProtectedCase>(opened->of))
        if (const auto age = facts.text("under_18", {}, Need::optional); age && *age == "no")
            return pack_failure(
                exit_usage,
                "The facts say that nobody shown was under 18, and the case that somebody is or may be: "
                "take \"under_18\" out of the facts, or write the letter without --case.");
    const auto found = evidence::letter_facts(opened->of, evidence::letter_reader_of(kind));
    FactsWithCase out;
    std::string taken;
    std::string beaten;
    for (const evidence::LetterFact& fact : found.facts) {
        if (facts.has(fact.member)) {
            name_one(beaten, fact.member);
            continue;
        }
        name_one(taken, fact.member);
        out.text.append(out.text.empty() ? "{\"" : ",\"").append(fact.member).append("\":").append(fact.json);
    }
    // An object's text is its members between two brackets, here those of both.
    const auto open = typed.find('{');
    const auto close = typed.rfind('}');
    const std::string own = typed.substr(open + 1, close - open - 1);
    const bool any = own.find_first_not_of(" \t\r\n") != std::string::npos;
    if (out.text.empty()) out.text = "{";
    if (any) out.text.append(out.text.size() > 1 ? "," : "").append(own);
    out.text += '}';
    if (!taken.empty()) out.said.push_back("from the case: " + taken + ". Read the letter before you send it.");
    if (!beaten.empty()) out.said.push_back("typed, so not taken from the case: " + beaten + ".");
    if (found.left_out > 0)
        out.said.push_back(
            "left out: " + std::to_string(found.left_out) +
            " of the case's links, identifiers, payments or lines, which did not fit. The case has them.");
    return out;
}

}  // namespace holdfast::cli
