// SPDX-License-Identifier: Apache-2.0
#include "item_scan.hpp"

#include "item_rows.hpp"

namespace holdfast::store::sqlite {
namespace {

std::int64_t mask_of(std::span<const ItemState> states) noexcept {
    std::int64_t mask = states.empty() ? -1 : 0;
    for (const ItemState state : states) mask |= std::int64_t{1} << static_cast<unsigned>(state);
    return mask;
}

Signal read_signal(const Statement& row, int column) {
    CodeBytes body{};
    row.fixed(column + 2, body);
    return {.kind = row.as<FingerprintKind>(column),
            .quality = row.as<std::uint8_t>(column + 1),
            .code = code_from_bytes(body)};
}

}  // namespace

void scan_items(Connection& connection, const ItemScan& scan, const std::function<void(const Item&)>& each) {
    static const std::string sql = std::string("SELECT ") + item_columns +
                                   ", item_signal.kind, item_signal.quality, code.body FROM item "
                                   "LEFT JOIN submission ON submission.n = item.submission "
                                   "LEFT JOIN item_signal ON item_signal.item = item.n "
                                   "LEFT JOIN code ON code.slot = item_signal.slot "
                                   "WHERE (?1 = 0 OR item.bank = ?1) AND ((1 << item.state) & ?2) <> 0 "
                                   "ORDER BY item.n, item_signal.ordinal";
    constexpr int first_signal_column = 10;
    Statement rows = connection.prepare(sql.c_str());
    rows.bind(scan.bank, mask_of(scan.states));
    std::int64_t current = 0;
    Item item;
    while (rows.step()) {
        if (rows.integer(0) != current) {
            if (current != 0) each(item);
            current = rows.integer(0);
            item = read_item(rows);
        }
        if (!rows.is_null(first_signal_column)) item.signals.push_back(read_signal(rows, first_signal_column));
    }
    if (current != 0) each(item);
}

void scan_sightings(Connection& connection, const std::function<void(const Sighting&)>& each) {
    Statement rows = connection.prepare(
        "SELECT sighting.n, sighting.id, partner.id, content_id, url, release_url, action, at, kind, quality, body "
        "FROM sighting JOIN partner ON partner.n = sighting.partner "
        "LEFT JOIN sighting_signal ON sighting_signal.sighting = sighting.n "
        "LEFT JOIN code ON code.slot = sighting_signal.slot ORDER BY sighting.n, ordinal");
    constexpr int first_signal_column = 8;
    std::int64_t current = 0;
    Sighting sighting;
    while (rows.step()) {
        if (rows.integer(0) != current) {
            if (current != 0) each(sighting);
            current = rows.integer(0);
            sighting = {.id = rows.id(1),
                        .partner = rows.id(2),
                        .signals = {},
                        .content_id = rows.text(3),
                        .url = rows.text(4),
                        .release_url = rows.integer(5) != 0,
                        .action = rows.text(6),
                        .at = rows.time(7)};
        }
        if (!rows.is_null(first_signal_column)) sighting.signals.push_back(read_signal(rows, first_signal_column));
    }
    if (current != 0) each(sighting);
}

}  // namespace holdfast::store::sqlite
