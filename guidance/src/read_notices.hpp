// SPDX-License-Identifier: Apache-2.0
// The rules of notices out of a blob that is parsed already.
#pragma once

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/notice_book.hpp"

namespace holdfast::guidance {

/// Every reference inside `book` is resolved; ids of the directory are left for whoever reads both. Faults are added
/// where `top` keeps them; with any, `book` is not to be used.
void read_notices(JsonObject top, NoticeBook& book);

}  // namespace holdfast::guidance
