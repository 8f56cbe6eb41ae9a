// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <set>
#include <tuple>

#include "csv.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/machine_read.hpp"
#include "holdfast/evidence/tables.hpp"
#include "table_cells.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::array<std::string_view, 7> indicator_columns{"kind",           "value",         "where", "from",
                                                            "first_seen_utc", "last_seen_utc", "note"};

}  // namespace

std::string indicators_csv(const Case& of) {
    const CaseFacts& facts = facts_of(of);
    CsvTable table(indicator_columns);
    std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
    const auto put = [&](std::string_view kind, const std::string& value, const std::string& where,
                         std::string_view from, const std::optional<Moment>& first, const std::optional<Moment>& last,
                         const std::string& note) {
        if (value.empty() || !seen.emplace(kind, value, where, from).second) return;
        table.row({text(kind), value, where, text(from), utc(first), utc(last), note});
    };
    for (const Known& known : facts.known)
        put(to_text(known.kind), known.value, known.where, "known of the offender", {}, {}, known.note);
    for (const Link& link : facts.links) {
        put("url", link.url, link.place, "link", link.first_seen, link.last_seen, link.note);
        put("account", link.account, link.url, "link", link.first_seen, link.last_seen, {});
    }
    for (const Payment& payment : facts.payments) {
        const std::string_view from = payment.kind == PaymentKind::paid ? "payment made" : "payment demanded";
        put("payee", payment.to, payment.method, from, payment.when, {}, payment.note);
        put("payment-reference", payment.reference, payment.method, from, payment.when, {}, {});
    }
    if (const auto* const adult = std::get_if<AdultCase>(&of)) {
        for (const Exhibit& exhibit : adult->exhibits) {
            const std::string name = exhibit_name(facts.prefix, exhibit.facts.number);
            for (const FoundInWords& found : found_in(exhibit.facts.machine_read))
                put(to_text(found.kind), found.value, name, "read by a machine", {}, {}, "may be wrong: compare it");
        }
    }
    return table.take();
}

std::string fingerprints_json(const AdultCase& of) {
    JsonWriter to;
    to.object().key("format").value("holdfast-fingerprints-1").key("items").array();
    for (const Exhibit& exhibit : of.exhibits) {
        const auto* const hashes = std::get_if<HashesOnly>(&exhibit.holding);
        if (hashes == nullptr) continue;
        to.object();
        if (!hashes->codes().empty()) {
            to.key("codes").array();
            for (const Signal& code : hashes->codes()) {
                to.object()
                    .key("code")
                    .value(to_hex(code.code))
                    .key("kind")
                    .value(to_text(code.kind))
                    .key("quality")
                    .value(int{code.quality})
                    .end();
            }
            to.end();
        }
        to.key("exhibit").value(exhibit_name(of.facts.prefix, exhibit.facts.number));
        to.key("sha256").value(to_hex(hashes->file().sha256)).key("sha512").value(to_hex(hashes->file().sha512));
        to.key("size").value(hashes->file().size).key("type").value(media_type(hashes->file().type));
        to.key("why").value(to_text(hashes->why())).end();
    }
    to.end().end();
    return to.take() + "\n";
}

}  // namespace holdfast::evidence
