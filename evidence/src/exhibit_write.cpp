// SPDX-License-Identifier: Apache-2.0
#include <variant>

#include "exhibit_json.hpp"
#include "json_members.hpp"

namespace holdfast::evidence {
namespace {

void put_file(JsonWriter& to, const FileFacts& file) {
    to.key("file").object();
    put(to, "declared", file.declared);
    put(to, "name", file.name);
    to.key("sender").value(to_text(file.sender));
    to.key("sha256").value(to_hex(file.sha256)).key("sha512").value(to_hex(file.sha512));
    to.key("size").value(file.size).key("type").value(to_text(file.type)).end();
}

void put_picture(JsonWriter& to, const PictureFacts& picture) {
    to.key("picture").object();
    if (picture.height != 0) to.key("height").value(picture.height);
    to.key("place").value(to_text(picture.place));
    put(to, "taken", picture.taken);
    put(to, "taken_zone", picture.taken_zone);
    if (picture.width != 0) to.key("width").value(picture.width);
    to.end();
}

void put_says(JsonWriter& to, const StatedFacts& says) {
    to.key("says").object();
    for (const StatedFact& fact : says) put(to, to_text(fact.name), fact.value);
    to.end();
}

void put_holding(JsonWriter& to, const Kept& kept) {
    put_file(to, kept.file());
    to.key("is").value("kept");
    if (kept.picture()) put_picture(to, *kept.picture());
    if (!kept.says().empty()) put_says(to, kept.says());
    if (may_show_somebody(class_of(kept.file().type))) to.key("shows_intimate").value(false);
}

void put_holding(JsonWriter& to, const HashesOnly& hashes) {
    if (!hashes.codes().empty()) {
        to.key("codes").array();
        for (const Signal& code : hashes.codes()) {
            to.object().key("code").value(to_hex(code.code)).key("kind").value(to_text(code.kind));
            to.key("quality").value(int{code.quality}).end();
        }
        to.end();
    }
    put_file(to, hashes.file());
    to.key("is").value("hashes").key("why").value(to_text(hashes.why()));
}

void put_holding(JsonWriter& to, const Described&) {
    to.key("is").value("described");
}

void put_holding(JsonWriter& to, const KeptText& text) {
    put_file(to, text.file());
    to.key("is").value("kept");
}

void put_box(JsonWriter& to, const Box& box) {
    to.array().value(box.x).value(box.y).value(box.width).value(box.height).end();
}

void put_copy(JsonWriter& to, const RedactedCopy& copy) {
    const RedactionRecord& record = copy.record();
    to.object().key("index").value(copy.index()).key("record").object();
    if (!record.boxes.empty()) {
        to.key("boxes").array();
        for (const Box& box : record.boxes) put_box(to, box);
        to.end();
    }
    if (record.crop) put_box(to.key("crop"), *record.crop);
    put(to, "made", record.made);
    to.key("parent").value(to_hex(record.parent)).key("parent_height").value(record.parent_height);
    to.key("parent_width").value(record.parent_width).end();
    to.key("sha256").value(to_hex(copy.sha256())).key("sha512").value(to_hex(copy.sha512()));
    to.key("shows_intimate").value(false).key("size").value(copy.size()).end();
}

void put_whole(JsonWriter& to, const WholeFile& whole) {
    to.key("whole").object();
    put(to, "name", whole.name);
    to.key("sha256").value(to_hex(whole.sha256)).key("size").value(whole.size).end();
}

/// The members of an exhibit stand in the order of their names: those before and those after copies and holding.
void put_first(JsonWriter& to, const ExhibitFacts& facts) {
    put(to, "added", facts.added);
    if (facts.clock_behind) to.key("clock_behind").value(*facts.clock_behind);
}
void put_last(JsonWriter& to, const ExhibitFacts& facts) {
    to.key("kind").value(to_text(facts.kind));
    put(to, "machine_read", facts.machine_read);
    put(to, "made", facts.made);
    put(to, "note", facts.note);
    to.key("number").value(facts.number);
    put(to, "source", facts.source);
    put(to, "title", facts.title);
    if (facts.whole) put_whole(to, *facts.whole);
}

}  // namespace

void write_exhibit(JsonWriter& to, const Exhibit& exhibit) {
    to.object();
    put_first(to, exhibit.facts);
    if (!exhibit.copies.empty()) {
        to.key("copies").array();
        for (const RedactedCopy& copy : exhibit.copies) put_copy(to, copy);
        to.end();
    }
    if (exhibit.copies_made != 0) to.key("copies_made").value(exhibit.copies_made);
    put(to, "device", exhibit.facts.device);
    to.key("holding").object();
    std::visit([&](const auto& holding) { put_holding(to, holding); }, exhibit.holding);
    to.end();
    put_last(to, exhibit.facts);
    to.end();
}

void write_exhibit(JsonWriter& to, const TextExhibit& exhibit) {
    to.object();
    put_first(to, exhibit.facts);
    put(to, "device", exhibit.facts.device);
    to.key("holding").object();
    put_holding(to, exhibit.holding);
    to.end();
    put_last(to, exhibit.facts);
    to.end();
}

}  // namespace holdfast::evidence
