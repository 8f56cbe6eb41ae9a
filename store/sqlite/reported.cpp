// SPDX-License-Identifier: Apache-2.0
// What partners say was a wrong match, for the operator.
#include "code_slots.hpp"
#include "item_rows.hpp"
#include "sqlite_store.hpp"

namespace holdfast::store::sqlite {
namespace {

std::vector<Feedback> read_feedback(Connection& connection, std::int64_t item, const Id128& id) {
    std::vector<Feedback> feedback;
    Statement rows = connection.prepare(
        "SELECT partner.id, verdict, at FROM feedback JOIN partner ON partner.n = feedback.partner WHERE item = ?1 "
        "ORDER BY at, partner.n");
    rows.bind(item);
    while (rows.step()) {
        feedback.push_back({.partner = rows.id(0), .item = id, .verdict = rows.as<Verdict>(1), .at = rows.time(2)});
    }
    return feedback;
}

}  // namespace

Result<std::vector<ReportedItem>> SqliteStore::reported_items(std::uint32_t bank) {
    return read([&](Connection& connection) {
        std::vector<ReportedItem> reported;
        static const std::string sql =
            std::string("SELECT ") + item_columns +
            " FROM (SELECT item, max(at) AS latest FROM feedback WHERE verdict = ?2 GROUP BY item) AS report "
            "JOIN item ON item.n = report.item LEFT JOIN submission ON submission.n = item.submission "
            "WHERE item.bank = ?1 AND item.state NOT IN (?3, ?4) ORDER BY report.latest, item.n";
        Statement rows = connection.prepare(sql.c_str());
        rows.bind(bank, Verdict::false_positive, ItemState::withdrawn, ItemState::expired);
        while (rows.step()) {
            ReportedItem one{.item = read_item(rows), .feedback = {}};
            one.item.signals = load_codes(connection, CodeOwner::item, rows.integer(0));
            one.feedback = read_feedback(connection, rows.integer(0), one.item.id);
            reported.push_back(std::move(one));
        }
        return reported;
    });
}

}  // namespace holdfast::store::sqlite
