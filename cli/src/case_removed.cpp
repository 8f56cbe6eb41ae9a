// SPDX-License-Identifier: Apache-2.0
#include "case_removed.hpp"

#include <type_traits>

#include "below_folder.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/exhibit.hpp"

namespace holdfast::cli {

std::string removed_file_path(const std::string& path) {
    return "removed/" + path.substr(path.find('/') + 1);
}

std::string removed_record_path(std::uint32_t number) {
    // Not the name that an exhibit which is JSON itself has.
    const std::string item = removed_file_path(evidence::item_path(number, evidence::FileType::json));
    return item.substr(0, item.rfind('.')) + "-record.json";
}

PackResult<std::optional<evidence::Case>> read_removed(const CaseFolder& folder, std::uint32_t number) {
    const std::string path = removed_record_path(number);
    const auto text = read_below(folder.descriptor.get(), path, evidence::max_case_bytes);
    if (!text) return std::unexpected(text.error());
    if (!*text) return std::nullopt;
    JsonFaults faults;
    auto record = evidence::read_case(**text, faults);
    const auto fits = [number, &folder](const auto& each) {
        return each.exhibits.size() == 1 && each.exhibits.front().facts.number == number &&
               folder.of.index() == (std::is_same_v<std::decay_t<decltype(each)>, evidence::AdultCase> ? 0U : 1U);
    };
    if (!record || !std::visit(fits, *record))
        return pack_failure(exit_impossible, path + " is not what `holdfast case remove` wrote.");
    return std::optional(std::move(*record));
}

}  // namespace holdfast::cli
