// SPDX-License-Identifier: Apache-2.0
#include "review_lines.hpp"

#include <algorithm>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/store/words.hpp"

namespace holdfast::cli {
namespace {

std::string kinds_of(const store::Item& item) {
    std::string kinds;
    for (const Signal& signal : item.signals) {
        kinds.append(kinds.empty() ? "" : ",")
            .append(to_text(signal.kind))
            .append(":")
            .append(std::to_string(signal.quality));
    }
    return kinds;
}

std::string name_of(const PartnerNames& names, const Id128& partner) {
    const auto found = names.find(partner);
    return found == names.end() ? to_hex(partner) : found->second;
}

// Leaves the object open.
void write_item(JsonWriter& json, const store::Item& item) {
    json.object().key("item").value(to_hex(item.id)).key("state").value(word_of(item.state));
    json.key("reason").value(item.reason).key("submitted").value(item.submission != Id128{});
    json.key("created").value(to_rfc3339(item.created)).key("signals").array();
    for (const Signal& signal : item.signals) {
        json.object().key("kind").value(to_text(signal.kind));
        json.key("quality").value(static_cast<unsigned>(signal.quality)).end();
    }
    json.end();
}

}  // namespace

store::Result<PartnerNames> partner_names(store::Store& store) {
    const auto partners = store.partners();
    if (!partners) return std::unexpected(partners.error());
    PartnerNames names;
    for (const store::Partner& each : *partners) names.emplace(each.id, each.name);
    return names;
}

std::string review_line(const store::Item& item) {
    return to_hex(item.id) + "  " + std::string(word_of(item.state)) + "  " +
           (item.reason.empty() ? "-" : item.reason) + "  " + (item.submission != Id128{} ? "submitted" : "imported") +
           "  " + to_rfc3339(item.created) + "  " + kinds_of(item) + "\n";
}

std::string review_json(const store::Item& item) {
    JsonWriter json;
    write_item(json, item);
    return json.end().take() + "\n";
}

std::string review_line(const store::ReportedItem& reported, const PartnerNames& names) {
    std::string lines = review_line(reported.item);
    for (const store::Feedback& said : reported.feedback) {
        lines += "  " + std::string(word_of(said.verdict)) + "  " + to_rfc3339(said.at) + "  " +
                 name_of(names, said.partner) + "\n";
    }
    return lines;
}

std::string review_json(const store::ReportedItem& reported, const PartnerNames& names) {
    JsonWriter json;
    write_item(json, reported.item);
    json.key("feedback").array();
    for (const store::Feedback& said : reported.feedback) {
        json.object().key("partner").value(name_of(names, said.partner));
        json.key("verdict").value(word_of(said.verdict)).key("at").value(to_rfc3339(said.at)).end();
    }
    return json.end().end().take() + "\n";
}

std::string held_by(const store::CaseView& view) {
    using enum store::ItemState;
    std::string counts;
    for (const store::ItemState state : {quarantined, disputed, active, withdrawn, expired}) {
        const auto count = std::ranges::count(view.items, state, &store::Item::state);
        if (count == 0) continue;
        counts.append(counts.empty() ? "" : ", ").append(std::to_string(count)).append(" ").append(word_of(state));
    }
    return counts.empty() ? "nothing" : counts;
}

}  // namespace holdfast::cli
