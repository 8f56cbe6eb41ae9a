// SPDX-License-Identifier: Apache-2.0
// Machine-read words of an exhibit, through the case's door.
#include <algorithm>
#include <array>
#include <utility>

#include "case_request.hpp"
#include "fact_json.hpp"
#include "holdfast/evidence/machine_read.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {

std::string read_out_exhibit(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 5> names{"at", "do", "machine_read", "number", "words"};
    asked.json.only(names);
    const auto number = static_cast<std::uint32_t>(asked.json.integer("number", 1, last_exhibit_number).value_or(0));
    constexpr TextRule any{.least = 0, .most = 4 * longest_machine_read, .controls = true};
    const auto raw = asked.json.text("machine_read", any);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);

    MachineWords words = machine_words(*raw);
    Change change = change_of(of, asked, words.text.empty() ? Step::changed : Step::read_out);
    change.entry.exhibit = number;
    auto* const adult = std::get_if<AdultCase>(&change.of);
    if (adult == nullptr) return refused("not_words", explain(ExhibitError::not_words));
    const auto exhibit =
        std::ranges::find(adult->exhibits, number, [](const Exhibit& each) { return each.facts.number; });
    if (exhibit == adult->exhibits.end()) return refused("no_such_exhibit", "There is no exhibit of that number.");
    if (words.text.empty()) {
        if (exhibit->facts.machine_read.empty()) return refused("no_such_entry", "No words were read in it.");
        if (change.entry.words.empty()) change.entry.words = machine_read_taken_out;
    } else {
        if (!may_be_read(*exhibit)) return refused("not_a_picture", explain(ExhibitError::not_a_picture));
        change.entry.digest = file_of(*exhibit)->sha256;
    }
    exhibit->facts.machine_read = std::move(words.text);
    return carry_out(of, std::move(change), [&](JsonWriter& json) { json.key("is_cut").value(words.is_cut); });
}

}  // namespace holdfast::evidence
