// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <span>
#include <utility>

#include "exhibit_json.hpp"
#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/machine_read.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

using Names = std::span<const std::string_view>;
constexpr std::int64_t largest_file = std::int64_t{1} << 46U;
constexpr std::int64_t widest_clock = std::int64_t{20} * 366 * 86'400'000;  // a device whose clock was never set

template <std::size_t Count>
void only(JsonObject& from, const std::array<std::string_view, Count>& names) {
    from.only(Names(names));
}

std::optional<FileFacts> read_file(JsonObject& holding) {
    JsonObject from = holding.object("file");
    if (!from.exists()) return std::nullopt;
    only(from, std::array<std::string_view, 7>{"declared", "name", "sender", "sha256", "sha512", "size", "type"});
    FileFacts file;
    file.declared = read_line(from, "declared", longest_line);
    file.name = read_line(from, "name", longest_line);
    file.sender = read_word<Sender, 3>(from, "sender").value_or(Sender::offender);
    file.sha256 = read_sha256(from, "sha256");
    file.sha512 = read_sha512(from, "sha512");
    file.size = static_cast<std::uint64_t>(from.integer("size", 0, largest_file).value_or(0));
    file.type = read_word<FileType, file_types>(from, "type").value_or(FileType::unknown);
    if (!file.declared.empty() && agrees(file.declared, file.type))
        from.fault("declared", "must be left out where it agrees with type");
    return file;
}

bool is_local_time(std::string_view text) noexcept {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    bool fits = text.size() == shape.size();
    for (std::size_t i = 0; fits && i < shape.size(); ++i) {
        fits = shape[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
    }
    return fits;
}
bool is_zone(std::string_view text) noexcept {
    constexpr std::string_view shape = "sdd:dd";
    bool fits = text.size() == shape.size() && (text[0] == '+' || text[0] == '-');
    for (std::size_t i = 1; fits && i < shape.size(); ++i) {
        fits = shape[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
    }
    return fits;
}

std::optional<PictureFacts> read_picture(JsonObject& holding) {
    JsonObject from = holding.object("picture", Need::optional);
    if (!from.exists()) return std::nullopt;
    only(from, std::array<std::string_view, 5>{"height", "place", "taken", "taken_zone", "width"});
    PictureFacts picture;
    constexpr std::int64_t most = 0xFFFF'FFFF;
    picture.width = static_cast<std::uint32_t>(from.integer("width", 1, most, Need::optional).value_or(0));
    picture.height = static_cast<std::uint32_t>(from.integer("height", 1, most, Need::optional).value_or(0));
    picture.place = read_word<PlaceFound, 3>(from, "place").value_or(PlaceFound::not_looked);
    picture.taken = read_pattern(from, "taken", 19, is_local_time, "must be a time such as 2026-11-20T18:45:00");
    picture.taken_zone = read_pattern(from, "taken_zone", 6, is_zone, "must be a zone such as +01:00");
    return picture;
}

StatedFacts read_says(JsonObject& holding) {
    StatedFacts says;
    JsonObject from = holding.object("says", Need::optional);
    if (!from.exists()) return says;
    std::array<std::string_view, stated_names> names;
    for (std::size_t i = 0; i < stated_names; ++i) names[i] = to_text(static_cast<StatedName>(i));
    only(from, names);
    for (std::size_t i = 0; i < stated_names; ++i) {
        const std::string value = read_line(from, names[i], longest_stated);
        const auto name = static_cast<StatedName>(i);
        state(says, name, value);
        if (stated(says, name) != value) from.fault(names[i], "must not begin or end with a space");
        if (name == StatedName::place && !value.empty() && value != "present") from.fault("place", "must be present");
    }
    if (says.empty()) holding.fault("says", "must be left out where it is empty");
    return says;
}

}  // namespace

std::vector<Signal> read_codes(JsonObject& holding) {
    const JsonArray list = holding.array("codes", 1, most_codes, Need::optional);
    std::vector<Signal> codes;
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject from = list.object(i);
        only(from, std::array<std::string_view, 3>{"code", "kind", "quality"});
        Signal signal;
        if (const auto text = from.text("code")) {
            const auto code = code_from_hex(*text);
            if (!code) from.fault("code", "must be 64 digits of [0-9a-f]");
            signal.code = code.value_or(Code256{});
        }
        if (const auto text = from.text("kind")) {
            const auto kind = kind_from_text(*text);
            if (!kind) from.fault("kind", "must be pdq, pdq-r1 or pdq-c1");
            signal.kind = kind.value_or(FingerprintKind::pdq);
        }
        signal.quality = static_cast<std::uint8_t>(from.integer("quality", 0, 100).value_or(0));
        codes.push_back(signal);
    }
    return codes;
}

ShowsIntimate read_shows(JsonObject& from) {
    const auto shows = from.boolean("shows_intimate", Need::optional);
    if (!shows) return ShowsIntimate::not_asked;
    return *shows ? ShowsIntimate::yes : ShowsIntimate::no;
}

namespace {

template <class Value>
std::optional<Value> made(JsonObject& from, std::string_view name, std::expected<Value, ExhibitError> value) {
    if (value) return *std::move(value);
    from.fault(name, std::string(explain(value.error())));
    return std::nullopt;
}

std::optional<Holding> read_holding(JsonObject& exhibit) {
    JsonObject from = exhibit.object("holding");
    static constexpr std::array<std::string_view, 3> words{"kept", "hashes", "described"};
    const auto is = from.word("is", words);
    if (!is) return std::nullopt;
    if (*is == 2) {
        only(from, std::array<std::string_view, 1>{"is"});
        return Described{};
    }
    auto file = read_file(from);
    if (!file) return std::nullopt;
    if (*is == 0) {
        only(from, std::array<std::string_view, 5>{"file", "is", "picture", "says", "shows_intimate"});
        auto picture = read_picture(from);
        auto says = read_says(from);
        return made(from, "is", Kept::create(*std::move(file), read_shows(from), std::move(picture), std::move(says)));
    }
    only(from, std::array<std::string_view, 4>{"codes", "file", "is", "why"});
    const auto why = read_word<WhyHashes, 2>(from, "why");
    auto codes = read_codes(from);
    if (!why) return std::nullopt;
    return made(from, "is", HashesOnly::create(*std::move(file), *why, std::move(codes)));
}

std::optional<Box> read_box(const JsonArray& numbers) {
    if (numbers.size() != 4) return std::nullopt;
    std::array<std::uint32_t, 4> value{};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto number = numbers.integer(i, 0, largest_side);
        if (!number) return std::nullopt;
        value[i] = static_cast<std::uint32_t>(*number);
    }
    return Box{value[0], value[1], value[2], value[3]};
}

}  // namespace

RedactionRecord read_record(JsonObject from) {
    only(from, std::array<std::string_view, 6>{"boxes", "crop", "made", "parent", "parent_height", "parent_width"});
    RedactionRecord record;
    const JsonArray boxes = from.array("boxes", 1, most_boxes, Need::optional);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (const auto box = read_box(boxes.array(i, 4, 4))) record.boxes.push_back(*box);
    }
    if (const JsonArray crop = from.array("crop", 4, 4, Need::optional); crop.exists()) record.crop = read_box(crop);
    record.made = read_moment(from, "made", Need::required).value_or(Moment{});
    record.parent = read_sha256(from, "parent");
    record.parent_height = static_cast<std::uint32_t>(from.integer("parent_height", 1, largest_side).value_or(0));
    record.parent_width = static_cast<std::uint32_t>(from.integer("parent_width", 1, largest_side).value_or(0));
    return record;
}

namespace {

void read_copies(JsonObject& from, Exhibit& exhibit) {
    const JsonArray list = from.array("copies", 1, most_copies, Need::optional);
    const FileFacts* const parent = file_of(exhibit);
    if (list.exists() && parent == nullptr) from.fault("copies", "must be left out where there is no file");
    for (std::size_t i = 0; parent != nullptr && i < list.size(); ++i) {
        JsonObject each = list.object(i);
        only(each, std::array<std::string_view, 6>{"index", "record", "sha256", "sha512", "shows_intimate", "size"});
        const auto index = each.integer("index", 1, most_copies);
        const auto size = static_cast<std::uint64_t>(each.integer("size", 1, largest_file).value_or(0));
        const Digest256 sha256 = read_sha256(each, "sha256");
        const Digest512 sha512 = read_sha512(each, "sha512");
        if (!index) continue;
        auto copy = made(each, "record",
                         RedactedCopy::create(exhibit.holding, static_cast<std::uint32_t>(*index), size, sha256, sha512,
                                              read_record(each.object("record")), read_shows(each)));
        if (!copy) continue;
        if (!exhibit.copies.empty() && exhibit.copies.back().index() >= copy->index())
            each.fault("index", "must be greater than the one before");
        exhibit.copies.push_back(*std::move(copy));
    }
    exhibit.copies_made =
        static_cast<std::uint32_t>(from.integer("copies_made", 1, 1'000'000, Need::optional).value_or(0));
    if (!exhibit.copies.empty() && exhibit.copies.back().index() > exhibit.copies_made) {
        from.fault("copies_made", "must be the greatest index ever given");
    }
}

std::optional<WholeFile> read_whole(JsonObject& exhibit) {
    JsonObject from = exhibit.object("whole", Need::optional);
    if (!from.exists()) return std::nullopt;
    only(from, std::array<std::string_view, 3>{"name", "sha256", "size"});
    WholeFile whole;
    whole.name = read_line(from, "name", longest_line);
    whole.sha256 = read_sha256(from, "sha256");
    whole.size = static_cast<std::uint64_t>(from.integer("size", 0, largest_file).value_or(0));
    return whole;
}

ExhibitFacts read_facts(JsonObject& from) {
    ExhibitFacts facts = read_about(from);
    facts.added = read_moment(from, "added", Need::required).value_or(Moment{});
    facts.number = static_cast<std::uint32_t>(from.integer("number", 1, last_exhibit_number).value_or(0));
    return facts;
}

}  // namespace

ExhibitFacts read_about(JsonObject& from) {
    ExhibitFacts facts;
    facts.clock_behind = from.integer("clock_behind", -widest_clock, widest_clock, Need::optional);
    facts.device = read_line(from, "device", longest_line);
    facts.kind = read_word<ExhibitKind, 10>(from, "kind").value_or(ExhibitKind::other);
    facts.machine_read = read_lines(from, "machine_read", longest_machine_read);
    facts.made = read_moment(from, "made");
    facts.note = read_lines(from, "note", longest_note);
    facts.source = read_line(from, "source", longest_line);
    facts.title = read_line(from, "title", longest_line);
    facts.whole = read_whole(from);
    return facts;
}

std::optional<Exhibit> read_exhibit(JsonObject from) {
    if (!from.exists()) return std::nullopt;
    only(from,
         std::array<std::string_view, 14>{"added", "clock_behind", "copies", "copies_made", "device", "holding", "kind",
                                          "machine_read", "made", "note", "number", "source", "title", "whole"});
    Exhibit exhibit;
    exhibit.facts = read_facts(from);
    auto holding = read_holding(from);
    if (!holding) return std::nullopt;
    exhibit.holding = *std::move(holding);
    read_copies(from, exhibit);
    if (!exhibit.facts.machine_read.empty() && !may_hold_machine_read(exhibit))
        from.fault("machine_read",
                   "must be left out: no machine reads in a picture that shows somebody intimate or "
                   "that the offender sent");
    return exhibit;
}

std::optional<TextExhibit> read_text_exhibit(JsonObject from) {
    if (!from.exists()) return std::nullopt;
    // No copies: there is nothing that could be covered. No machine-read words: there is nothing to read them in.
    only(from, std::array<std::string_view, 11>{"added", "clock_behind", "device", "holding", "kind", "made", "note",
                                                "number", "source", "title", "whole"});
    ExhibitFacts facts = read_facts(from);
    const bool words = facts.kind >= ExhibitKind::chat_export;
    if (!words) from.fault("kind", "must be one of chat-export, mail, web-page, document, other on this route");
    JsonObject holding = from.object("holding");
    only(holding, std::array<std::string_view, 2>{"file", "is"});
    static constexpr std::array<std::string_view, 1> kept{"kept"};
    if (!holding.word("is", kept)) return std::nullopt;
    auto file = read_file(holding);
    if (!file) return std::nullopt;
    auto text = made(holding, "file", KeptText::recorded(*std::move(file)));
    if (!text) return std::nullopt;
    return TextExhibit{.facts = std::move(facts), .holding = *std::move(text)};
}

}  // namespace holdfast::evidence
