// SPDX-License-Identifier: Apache-2.0
// What the directory holds: names for pickers, and every entry with its day of review.
#include <algorithm>

#include "door_request.hpp"

namespace holdfast::guidance {
namespace {

// A name that is the same in every language.
Text one_name(const std::string& name) {
    Text text;
    text.words[0] = name;
    return text;
}

class EntryList {
  public:
    EntryList(JsonWriter& to, const Reader& reader) : to_(to), reader_(reader) {}

    void add(std::string_view kind, std::string_view id, const Text& name, const Provenance& provenance,
             std::chrono::sys_days review_by) {
        const bool stale = reader_.today > review_by;
        const bool all_seen =
            provenance.sure == Sureness::seen && std::ranges::all_of(provenance.unsure, [](const UnsureField& field) {
                return field.sure == Sureness::seen;
            });
        ++entries_;
        stale_ += stale ? 1 : 0;
        not_seen_ += all_seen ? 0 : 1;
        to_.object().key("kind").value(kind).key("id").value(id);
        write_text(to_, "name", name, reader_.language);
        to_.key("sure").value(to_text(provenance.sure));
        if (!provenance.unsure.empty()) {
            to_.key("unsure").object();
            for (const auto& field : provenance.unsure) to_.key(field.field).value(to_text(field.sure));
            to_.end();
        }
        to_.key("review_by").value(to_text(review_by)).key("stale").value(stale);
        write_string(to_, "check_at", provenance.check_page());
        to_.end();
    }

    template <class Entry>
    void add(std::string_view kind, const Entry& entry) {
        add(kind, entry.id, entry.name, entry.provenance, entry.provenance.review_by);
    }

    void write_counts() {
        to_.key("entries_in_all").value(entries_).key("stale_in_all").value(stale_);
        to_.key("not_seen_in_all").value(not_seen_);
    }

  private:
    JsonWriter& to_;
    const Reader& reader_;
    int entries_ = 0;
    int stale_ = 0;
    int not_seen_ = 0;
};

// Each part has its own sureness and is listed by itself: instagram/save, instagram/report/threat.
void add_platform(EntryList& list, const Platform& platform) {
    const Text name = one_name(platform.name);
    const std::chrono::sys_days review_by = platform.provenance.review_by;
    list.add("platform", platform.id, name, platform.provenance, review_by);
    for (const auto& report : platform.reports) {
        const std::string id = platform.id + "/report/" + std::string(to_text(report.purpose));
        list.add("platform-part", id, name, report.provenance, review_by);
    }
    for (std::size_t topic = 0; topic < platform_topics; ++topic)
        if (const auto& part = platform.parts[topic])
            list.add("platform-part", platform.id + "/" + std::string(topic_names[topic]), name, part->provenance,
                     review_by);
}

}  // namespace

void ask_platforms(const Handbook& handbook, Request& request, JsonWriter& to) {
    request.only();
    if (!request.faults.empty()) return;
    to.key("platforms").array();
    for (const auto& platform : handbook.directory.platforms) {
        to.object().key("id").value(platform.id);
        write_text(to, "name", one_name(platform.name), request.reader.language);
        to.key("kinds").array();
        for (const auto& kind : platform.kinds) to.value(kind);
        to.end();
        if (platform.retired) to.key("retired").value(to_text(*platform.retired));
        to.end();
    }
    to.end();
}

void ask_countries(const Handbook& handbook, Request& request, JsonWriter& to) {
    request.only();
    if (!request.faults.empty()) return;
    to.key("countries").array();
    for (const auto& country : handbook.directory.countries) {
        to.object().key("id").value(country.id);
        write_text(to, "name", country.name, request.reader.language);
        to.end();
    }
    to.end();
}

void ask_directory(const Handbook& handbook, Request& request, JsonWriter& to) {
    request.only();
    request.needs_today();
    if (!request.faults.empty()) return;
    const Directory& directory = handbook.directory;
    to.key("edition").object();
    to.key("number").value(handbook.edition.number);
    to.key("day").value(to_text(handbook.edition.day));
    to.end();
    EntryList list(to, request.reader);
    to.key("entries").array();
    for (const auto& line : directory.lines) list.add("line", line);
    for (const auto& service : directory.services) list.add("service", service);
    for (const auto& force : directory.forces) {
        list.add("force", force);
        if (!force.councils.empty()) list.add("areas", force.id, force.name, force.provenance, force.areas_review_by);
    }
    for (const auto& country : directory.countries) list.add("country", country);
    for (const auto& platform : directory.platforms) add_platform(list, platform);
    list.add("postcodes", "postcodes", directory.postcodes_name, directory.postcodes, directory.postcodes.review_by);
    for (const auto& step : handbook.guide.steps)
        list.add("step", step.id, step.head.base(), step.provenance, step.provenance.review_by);
    to.end();
    list.write_counts();
}

}  // namespace holdfast::guidance
