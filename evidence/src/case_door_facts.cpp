// SPDX-License-Identifier: Apache-2.0
// Requests about what a case holds beside its exhibits: lists that entries are put into and taken out of, what is said
// once, the page's list of what was done, and steps that change nothing but the log.
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "case_request.hpp"
#include "fact_json.hpp"
#include "holdfast/evidence/done_list.hpp"
#include "holdfast/sealing/digest.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

enum class List : std::uint8_t { answers, done, known, links, notes, payments };
constexpr std::array<std::string_view, 6> lists{"answers", "done", "known", "links", "notes", "payments"};

CaseFacts& facts_in(Case& of) {
    return std::visit([](auto& each) -> CaseFacts& { return each.facts; }, of);
}

/// Does `with` to the list that is named.
template <class With>
auto in_list(CaseFacts& facts, List list, With&& with) {
    switch (list) {
        case List::answers:
            return with(facts.answers, read_answer);
        case List::done:
            return with(facts.done, read_done);
        case List::known:
            return with(facts.known, read_known);
        case List::links:
            return with(facts.links, read_link);
        case List::notes:
            return with(facts.notes, read_note);
        case List::payments:
            break;
    }
    return with(facts.payments, read_payment);
}

/// Index into a list, from 0; nothing where the request has none.
std::optional<std::size_t> index_of(const Asked& asked, Need need) {
    const auto index = asked.json.integer("index", 0, 100'000, need);
    if (!index) return std::nullopt;
    return static_cast<std::size_t>(*index);
}

std::string no_such_entry() {
    return refused("no_such_entry", "The list has no entry at that place.");
}

}  // namespace

std::string put_fact(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 6> names{"at", "do", "index", "list", "value", "words"};
    asked.json.only(names);
    const auto list = asked.json.word("list", lists);
    const auto index = index_of(asked, Need::optional);
    JsonObject value = asked.json.object("value");
    if (!list || !value.exists()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, index ? Step::changed : Step::noted);
    if (change.entry.words.empty()) change.entry.words = std::string(lists[*list]);
    std::size_t place = 0;
    const bool fits = in_list(facts_in(change.of), static_cast<List>(*list), [&](auto& entries, auto read) {
        auto entry = read(value);
        place = index.value_or(entries.size());
        if (place > entries.size() || (index && place == entries.size())) return false;
        if (index) {
            entries[place] = std::move(entry);
        } else {
            entries.push_back(std::move(entry));
        }
        return true;
    });
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    if (!fits) return no_such_entry();
    return carry_out(of, std::move(change),
                     [&](JsonWriter& json) { json.key("index").value(static_cast<std::uint64_t>(place)); });
}

std::string drop_fact(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 6> names{"at", "do", "index", "list", "undoes", "words"};
    asked.json.only(names);
    const auto list = asked.json.word("list", lists);
    const auto index = index_of(asked, Need::required);
    const auto undoes = asked.json.integer("undoes", 2, most_log_lines, Need::optional);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, undoes ? Step::undone : Step::changed);
    change.entry.of = static_cast<std::uint32_t>(undoes.value_or(0));
    if (change.entry.words.empty()) change.entry.words = std::string(lists[*list]);
    // Taking back a line that put an exhibit in would leave case and log telling two things.
    if (undoes &&
        (change.entry.of > of.log.entries().size() || of.log.entries()[change.entry.of - 1].step != Step::noted))
        return refused("bad_reference", "Only a line that put something into a list can be taken back.");
    const bool fits = in_list(facts_in(change.of), static_cast<List>(*list), [&](auto& entries, auto) {
        if (*index >= entries.size()) return false;
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(*index));
        return true;
    });
    return fits ? carry_out(of, std::move(change)) : no_such_entry();
}

std::string set_heading(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 4> names{"at", "do", "heading", "words"};
    asked.json.only(names);
    JsonObject heading = asked.json.object("heading");
    if (!heading.exists()) return refused("bad_request", asked.faults);
    static constexpr std::array<std::string_view, 5> said{"language", "number", "place", "prefix", "whose"};
    heading.only(said);
    CaseFacts read = read_heading(heading);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, Step::changed);
    if (change.entry.words.empty()) change.entry.words = "heading";
    CaseFacts& facts = facts_in(change.of);
    facts.number = std::move(read.number);
    facts.prefix = std::move(read.prefix);
    facts.language = std::move(read.language);
    facts.place = std::move(read.place);
    facts.whose = read.whose;
    return carry_out(of, std::move(change));
}

std::string take_done_list(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 4> names{"at", "do", "list", "words"};
    asked.json.only(names);
    const auto text = asked.json.text("list", {.least = 0, .most = max_done_list_bytes, .controls = true});
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    JsonFaults faults;
    const auto done = read_done_list(*text, faults);
    if (!done) return refused("bad_list", faults);
    Change change = change_of(of, asked, Step::imported);
    change.entry.digest = sealing::sha256(*text);
    const std::size_t taken = merge_done(facts_in(change.of), *done);
    return carry_out(of, std::move(change),
                     [&](JsonWriter& json) { json.key("taken").value(static_cast<std::uint64_t>(taken)); });
}

std::string note_step(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 6> names{"at", "copy", "do", "number", "step", "words"};
    asked.json.only(names);
    static constexpr std::array<std::string_view, 3> steps_alone{"exported", "read-out", "viewed"};
    static constexpr std::array<Step, 3> which{Step::exported, Step::read_out, Step::viewed};
    const auto step = asked.json.word("step", steps_alone);
    const auto number = asked.json.integer("number", 1, last_exhibit_number, Need::optional);
    const auto copy = asked.json.integer("copy", 1, most_copies, Need::optional);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, which[*step]);
    change.entry.exhibit = static_cast<std::uint32_t>(number.value_or(0));
    change.entry.copy = static_cast<std::uint32_t>(copy.value_or(0));
    // A line about what the case never had would make case and log differ.
    if (number && change.entry.exhibit >= facts_of(of.of).next_number)
        return refused("no_such_exhibit", "There is no exhibit of that number.");
    return carry_out(of, std::move(change));
}

}  // namespace holdfast::evidence
