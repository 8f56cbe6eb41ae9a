// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "csv.hpp"
#include "holdfast/evidence/tables.hpp"
#include "table_cells.hpp"
#include "timeline.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::array<std::string_view, 7> timeline_columns{"time_utc", "time_local", "zone",  "sure",
                                                           "what",     "exhibit",    "detail"};

}  // namespace

std::string timeline_csv(const Case& of) {
    CsvTable table(timeline_columns);
    for (const Event& event : timeline_of(of)) {
        table.row({utc_cell(event.at.at), local_cell(event.at), zone_text(event.at), text(to_text(event.at.sureness)),
                   event.what, event.exhibit, event.detail});
    }
    return table.take();
}

}  // namespace holdfast::evidence
