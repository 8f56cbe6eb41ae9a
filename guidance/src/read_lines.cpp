// SPDX-License-Identifier: Apache-2.0
// Lines and services: both say what for, for what age and where.
#include <array>
#include <optional>
#include <utility>

#include "entry_reader.hpp"
#include "read_directory.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::array<std::string_view, 7> line_fields{"name", "contacts", "hours", "who", "more", "ages", "check_at"};
constexpr std::array<std::string_view, 11> service_fields{"name",
                                                          "by",
                                                          "url",
                                                          "does",
                                                          "cannot",
                                                          "needs",
                                                          "min_age_now",
                                                          "max_age_now",
                                                          "min_age_pictured",
                                                          "max_age_pictured",
                                                          "check_at"};

Reach read_reach(JsonObject& object) {
    Reach reach;
    reach.countries = read_list(object, "countries");
    for (const std::size_t nation : read_word_list(object, "nations", nation_names, Need::optional))
        reach.nations.push_back(static_cast<Nation>(nation));
    return reach;
}

// ages = [0, 34]
Ages read_pair(JsonObject& object) {
    Ages ages;
    const auto pair = object.array("ages", 2, 2, Need::optional);
    if (!pair.exists()) return ages;
    ages.least = static_cast<int>(pair.integer(0, every_age.least, every_age.most).value_or(every_age.least));
    ages.most = static_cast<int>(pair.integer(1, every_age.least, every_age.most).value_or(every_age.most));
    if (ages.least > ages.most) pair.fault(1, "must be no less than the lowest age");
    return ages;
}

// min_age_now = 13, max_age_now = 17, either of them left out
Ages read_limits(JsonObject& object, std::string_view least, std::string_view most) {
    Ages ages;
    ages.least = static_cast<int>(
        object.integer(least, every_age.least, every_age.most, Need::optional).value_or(every_age.least));
    ages.most = static_cast<int>(
        object.integer(most, every_age.least, every_age.most, Need::optional).value_or(every_age.most));
    if (ages.least > ages.most) object.fault(most, "must be no less than the lowest age");
    return ages;
}

std::vector<Contact> read_contacts(JsonObject& object) {
    std::vector<Contact> contacts;
    const auto array = object.array("contacts", 1, most_items);
    for (std::size_t i = 0; i < array.size(); ++i) {
        auto one = array.object(i);
        Contact contact;
        if (const auto how = one.word("how", contact_names)) contact.how = static_cast<ContactHow>(*how);
        contact.shown.words[0] = read_string(one, "shown");
        contact.shown.words[1] = read_string(one, "shown_cy", Need::optional);
        contact.dial = read_string(one, "dial", Need::optional);
        contact.url = read_string(one, "url", Need::optional);
        if (contact.dial.empty() == contact.url.empty()) one.fault("dial", "must be there, or url, and not both");
        contacts.push_back(std::move(contact));
    }
    return contacts;
}

}  // namespace

void read_lines(JsonObject top, Directory& directory) {
    const auto lines = top.array("line", 1, most_entries);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto object = lines.object(i);
        Line line;
        line.id = read_new_id(object, directory.lines);
        line.name = read_text(object, "name");
        line.contacts = read_contacts(object);
        line.hours = read_text(object, "hours", Need::optional);
        line.who = read_text(object, "who");
        line.more = read_text(object, "more", Need::optional);
        line.purposes = read_purposes(object, "for", Need::required);
        line.ages = read_pair(object);
        line.reach = read_reach(object);
        line.provenance = read_provenance(object, line_fields);
        directory.lines.push_back(std::move(line));
    }
}

void read_services(JsonObject top, Directory& directory) {
    const auto services = top.array("service", 1, most_entries);
    for (std::size_t i = 0; i < services.size(); ++i) {
        auto object = services.object(i);
        Service service;
        service.id = read_new_id(object, directory.services);
        service.name = read_text(object, "name");
        service.by = read_text(object, "by");
        service.url = read_string(object, "url");
        service.does = read_texts(object, "does");
        service.cannot = read_texts(object, "cannot");
        service.needs = read_texts(object, "needs");
        service.purposes = read_purposes(object, "for", Need::required);
        service.now = read_limits(object, "min_age_now", "max_age_now");
        service.pictured = read_limits(object, "min_age_pictured", "max_age_pictured");
        service.reach = read_reach(object);
        service.provenance = read_provenance(object, service_fields);
        directory.services.push_back(std::move(service));
    }
}

}  // namespace holdfast::guidance
