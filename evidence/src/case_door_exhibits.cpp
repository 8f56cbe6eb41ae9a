// SPDX-License-Identifier: Apache-2.0
// Requests about exhibits. What may be held of a file is decided by exhibit.hpp alone: its refusals are passed on.
#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "case_request.hpp"
#include "exhibit_json.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

std::string refused_exhibit(ExhibitError error) {
    return refused(to_text(error), explain(error));
}
std::string refused_change(CaseChange error) {
    switch (error) {
        case CaseChange::full:
            return refused("full", "The case has as many exhibits as a case can have.");
        case CaseChange::no_such:
            return refused("no_such_exhibit", "There is no exhibit of that number.");
        case CaseChange::no_such_copy:
            return refused("no_such_copy", "There is no redacted copy of that number.");
        case CaseChange::last_copy:
            return refused("last_copy",
                           "The original was left out: the redacted copy is all that the case shows of it. Ask the "
                           "person, and say also_last.");
        case CaseChange::not_taken:
            break;
    }
    return refused("not_taken_out", "That exhibit was not taken out, or no reason was given.");
}

/// The file that a request names by its number; nullptr where `answer` says why not.
const SeenFile* named_file(const Asked& asked, const FileShelf& files, std::string& answer) {
    const auto number = asked.json.integer("file", 1, UINT32_MAX);
    if (!number) return nullptr;
    const auto seen = files.seen(static_cast<std::uint32_t>(*number));
    if (seen) return *seen;
    answer = refused(to_text(seen.error()), "That file was not read, or not to its end.");
    return nullptr;
}

FileFacts facts_of_file(const Asked& asked, const SeenFile& seen) {
    // A name may hold anything: taken_in() makes it a line.
    constexpr TextRule any{.least = 0, .most = 4'096, .controls = true};
    const auto name = asked.json.text("name", any);
    const auto declared = asked.json.text("declared", any, Need::optional);
    const auto sender = read_word<Sender, 3>(asked.json, "sender");
    return taken_in(name.value_or(""), declared.value_or(""), seen.type, sender.value_or(Sender::offender),
                    seen.digests.size, seen.digests.sha256, seen.digests.sha512);
}

ExhibitFacts about(const Asked& asked) {
    static constexpr std::array<std::string_view, 9> names{"clock_behind", "device", "kind",  "machine_read", "made",
                                                           "note",         "source", "title", "whole"};
    JsonObject from = asked.json.object("about");
    if (!from.exists()) return {};
    from.only(names);
    ExhibitFacts facts = read_about(from);
    facts.added = asked.at;
    return facts;
}

std::uint32_t number_of(const Asked& asked) {
    return static_cast<std::uint32_t>(asked.json.integer("number", 1, last_exhibit_number).value_or(0));
}

LastCopy last_copy(const Asked& asked) {
    return asked.json.boolean("also_last", Need::optional).value_or(false) ? LastCopy::may_go : LastCopy::stays;
}

auto take_out(AdultCase& from, std::uint32_t number, const std::string& reason, Moment at, LastCopy last) {
    return remove(from, number, reason, at, last);
}
auto take_out(ProtectedCase& from, std::uint32_t number, const std::string& reason, Moment at, LastCopy) {
    return remove(from, number, reason, at);
}

/// In a case of either route; nullptr where there is none of that number.
template <class Kind>
auto* find(Kind& of, std::uint32_t number) {
    const auto found = std::ranges::find(of.exhibits, number, [](const auto& exhibit) { return exhibit.facts.number; });
    return found == of.exhibits.end() ? nullptr : &*found;
}

std::expected<Holding, ExhibitError> holding_of(FileFacts file, const SeenFile& seen, ShowsIntimate answer,
                                                bool leave_out, std::vector<Signal> codes) {
    if (answer == ShowsIntimate::yes || leave_out) {
        const WhyHashes why = answer == ShowsIntimate::yes ? WhyHashes::intimate : WhyHashes::left_out;
        auto hashes = HashesOnly::create(std::move(file), why, std::move(codes));
        if (!hashes) return std::unexpected(hashes.error());
        return *std::move(hashes);
    }
    auto kept = Kept::create(std::move(file), answer, seen.picture, seen.says);
    if (!kept) return std::unexpected(kept.error());
    return *std::move(kept);
}

std::string added(OpenCase& of, Change change, const std::expected<std::uint32_t, CaseChange>& number,
                  std::string_view holding) {
    if (!number) return refused_change(number.error());
    change.entry.exhibit = *number;
    const std::string name = exhibit_name(facts_of(change.of).prefix, *number);
    return carry_out(of, std::move(change), [&](JsonWriter& json) {
        json.key("holding").value(holding).key("name").value(name).key("number").value(*number);
    });
}

std::string add_to_adult(OpenCase& of, const Asked& asked, const FileShelf& files) {
    static constexpr std::array<std::string_view, 11> names{
        "about", "at", "codes", "declared", "do", "file", "name", "leave_out", "sender", "shows_intimate", "words"};
    asked.json.only(names);
    std::string why_not;
    const SeenFile* const seen = named_file(asked, files, why_not);
    ExhibitFacts facts = about(asked);
    const ShowsIntimate answer = read_shows(asked.json);
    const bool leave_out = asked.json.boolean("leave_out", Need::optional).value_or(false);
    std::vector<Signal> codes = read_codes(asked.json);
    if (seen == nullptr && !why_not.empty()) return why_not;
    FileFacts file = facts_of_file(asked, seen == nullptr ? SeenFile{} : *seen);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);

    Change change = change_of(of, asked, Step::added);
    change.entry.digest = file.sha256;
    auto holding = holding_of(std::move(file), *seen, answer, leave_out, std::move(codes));
    if (!holding) return refused_exhibit(holding.error());
    const std::string_view word = std::holds_alternative<Kept>(*holding) ? "kept" : "hashes";
    Exhibit exhibit{.facts = std::move(facts), .holding = *std::move(holding), .copies = {}, .copies_made = 0};
    const auto number = add(std::get<AdultCase>(change.of), std::move(exhibit));
    return added(of, std::move(change), number, word);
}

std::string add_words(OpenCase& of, const Asked& asked, const FileShelf& files) {
    static constexpr std::array<std::string_view, 8> names{"about", "at",   "declared", "do",
                                                           "file",  "name", "sender",   "words"};
    asked.json.only(names);
    std::string why_not;
    const SeenFile* const seen = named_file(asked, files, why_not);
    ExhibitFacts facts = about(asked);
    if (seen == nullptr && !why_not.empty()) return why_not;
    FileFacts file = facts_of_file(asked, seen == nullptr ? SeenFile{} : *seen);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);

    if (seen->words == WordsFound::too_long)
        return refused("too_long", "The file is too large to be looked through for pictures (64 MiB at most).");
    if (seen->words != WordsFound::alone) return refused_exhibit(ExhibitError::not_words);
    Change change = change_of(of, asked, Step::added);
    change.entry.digest = file.sha256;
    auto text = KeptText::recorded(std::move(file));  // its content was just looked through
    if (!text) return refused_exhibit(text.error());
    const auto number =
        add(std::get<ProtectedCase>(change.of), {.facts = std::move(facts), .holding = *std::move(text)});
    return added(of, std::move(change), number, "kept");
}

}  // namespace

std::string add_exhibit(OpenCase& of, const Asked& asked, const FileShelf& files) {
    return std::holds_alternative<AdultCase>(of.of) ? add_to_adult(of, asked, files) : add_words(of, asked, files);
}

std::string describe_exhibit(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 4> names{"about", "at", "do", "words"};
    asked.json.only(names);
    ExhibitFacts facts = about(asked);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, Step::added);
    auto* const adult = std::get_if<AdultCase>(&change.of);
    if (adult == nullptr) return refused_exhibit(ExhibitError::not_words);
    Exhibit exhibit{.facts = std::move(facts), .holding = Described{}, .copies = {}, .copies_made = 0};
    const auto number = add(*adult, std::move(exhibit));
    return added(of, std::move(change), number, "described");
}

std::string change_exhibit(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 5> names{"about", "at", "do", "number", "words"};
    asked.json.only(names);
    const std::uint32_t number = number_of(asked);
    ExhibitFacts facts = about(asked);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, Step::changed);
    change.entry.exhibit = number;
    const bool found = std::visit(
        [&](auto& each) {
            auto* const exhibit = find(each, number);
            if (exhibit == nullptr) return false;
            facts.number = number;
            facts.added = exhibit->facts.added;
            exhibit->facts = std::move(facts);
            return true;
        },
        change.of);
    return found ? carry_out(of, std::move(change)) : refused_change(CaseChange::no_such);
}

std::string remove_exhibit(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 5> names{"also_last", "at", "do", "number", "reason"};
    asked.json.only(names);
    const std::uint32_t number = number_of(asked);
    const std::string reason = read_line(asked.json, "reason", longest_line, Need::required);
    const LastCopy last = last_copy(asked);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, Step::removed);
    change.entry.exhibit = number;
    change.entry.words = reason;
    return std::visit(
        [&](auto& each) -> std::string {
            auto taken = take_out(each, number, reason, asked.at, last);
            if (!taken) return refused_change(taken.error());
            std::string answer = try_change(of, change);
            if (!answer.empty()) return answer;
            of.taken_out.insert_or_assign(number, *std::move(taken));
            return done_line(of);
        },
        change.of);
}

std::string restore_exhibit(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 4> names{"at", "do", "number", "words"};
    asked.json.only(names);
    const std::uint32_t number = number_of(asked);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    const auto kept = of.taken_out.find(number);
    if (kept == of.taken_out.end())
        return refused("not_kept", "That exhibit is not kept any more: put its file in again.");
    Change change = change_of(of, asked, Step::restored);
    change.entry.exhibit = number;
    const std::expected<void, CaseChange> done = std::visit(
        [&](auto& each) -> std::expected<void, CaseChange> {
            using Kind = std::remove_cvref_t<decltype(each.exhibits.front())>;
            const auto* const exhibit = std::get_if<Kind>(&kept->second);
            if (exhibit == nullptr) return std::unexpected(CaseChange::no_such);
            return restore(each, *exhibit);
        },
        change.of);
    if (!done) return refused_change(done.error());
    std::string answer = try_change(of, change);
    if (!answer.empty()) return answer;
    of.taken_out.erase(kept);
    return done_line(of);
}

std::string redact_exhibit(OpenCase& of, const Asked& asked, const FileShelf& files) {
    static constexpr std::array<std::string_view, 7> names{"at",   "do", "file", "number", "record", "shows_intimate",
                                                           "words"};
    asked.json.only(names);
    const std::uint32_t number = number_of(asked);
    std::string why_not;
    const SeenFile* const seen = named_file(asked, files, why_not);
    const ShowsIntimate answer = read_shows(asked.json);
    RedactionRecord record = read_record(asked.json.object("record"));
    if (seen == nullptr && !why_not.empty()) return why_not;
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);

    Change change = change_of(of, asked, Step::redacted);
    auto* const adult = std::get_if<AdultCase>(&change.of);
    if (adult == nullptr) return refused_exhibit(ExhibitError::not_words);
    Exhibit* const exhibit = find(*adult, number);
    if (exhibit == nullptr) return refused_change(CaseChange::no_such);
    if (exhibit->copies.size() >= most_copies) return refused_exhibit(ExhibitError::too_many);
    // The copy is what the record says that it is: a PNG of that size, with no place in it.
    const Box shown = record.crop.value_or(Box{0, 0, record.parent_width, record.parent_height});
    if (seen->type != FileType::png || !seen->picture) return refused_exhibit(ExhibitError::not_a_picture);
    if (seen->picture->width != shown.width || seen->picture->height != shown.height)
        return refused_exhibit(ExhibitError::bad_record);
    auto copy = RedactedCopy::create(exhibit->holding, exhibit->copies_made + 1, seen->digests.size,
                                     seen->digests.sha256, seen->digests.sha512, std::move(record), answer);
    if (!copy) return refused_exhibit(copy.error());
    const std::uint32_t index = copy->index();
    change.entry.exhibit = number;
    change.entry.copy = index;
    change.entry.digest = copy->sha256();
    exhibit->copies.push_back(*std::move(copy));
    exhibit->copies_made = index;
    const std::string name = copy_name(facts_of(change.of).prefix, number, index);
    return carry_out(of, std::move(change),
                     [&](JsonWriter& json) { json.key("index").value(index).key("name").value(name); });
}

std::string leave_exhibit_out(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 4> names{"at", "do", "number", "words"};
    asked.json.only(names);
    const std::uint32_t number = number_of(asked);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, Step::changed);
    change.entry.exhibit = number;
    if (change.entry.words.empty()) change.entry.words = original_left_out;
    auto* const adult = std::get_if<AdultCase>(&change.of);
    Exhibit* const exhibit = adult == nullptr ? nullptr : find(*adult, number);
    if (exhibit == nullptr) return refused_change(CaseChange::no_such);
    if (!leave_original_out(*exhibit)) return refused("no_such_file", "The file of that exhibit is not in the case.");
    return carry_out(of, std::move(change));
}

std::string drop_copy(OpenCase& of, const Asked& asked) {
    static constexpr std::array<std::string_view, 6> names{"also_last", "at", "do", "index", "number", "reason"};
    asked.json.only(names);
    const std::uint32_t number = number_of(asked);
    const auto index = static_cast<std::uint32_t>(asked.json.integer("index", 1, most_copies).value_or(0));
    const std::string reason = read_line(asked.json, "reason", longest_line, Need::required);
    const LastCopy last = last_copy(asked);
    if (!asked.faults.empty()) return refused("bad_request", asked.faults);
    Change change = change_of(of, asked, Step::changed);
    change.entry.exhibit = number;
    change.entry.copy = index;
    change.entry.words = reason;
    auto* const adult = std::get_if<AdultCase>(&change.of);
    if (adult == nullptr) return refused_change(CaseChange::no_such);
    if (const auto done = remove_copy(*adult, number, index, last); !done) return refused_change(done.error());
    return carry_out(of, std::move(change));
}

}  // namespace holdfast::evidence
