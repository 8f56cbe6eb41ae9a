// SPDX-License-Identifier: Apache-2.0
// What of the directory has to be looked at again: its web addresses, and its entries by their day of review.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "holdfast/guidance/directory.hpp"
#include "link_check.hpp"

namespace holdfast::cli {

/// Every page that the directory names, once, with the places that name it. Numbers are no pages.
[[nodiscard]] std::vector<Link> links_of(const guidance::Directory& directory);

struct Review {
    std::string where;  ///< "line/uk-samaritans"
    std::string name;
    std::chrono::sys_days by;
    guidance::Sureness sure = guidance::Sureness::memory;
    std::string check_at;  ///< where a person looks it up; may be empty
};
/// The entries to be read again, the earliest day first; lines for a crisis before others of the day.
[[nodiscard]] std::vector<Review> reviews_of(const guidance::Directory& directory);

}  // namespace holdfast::cli
