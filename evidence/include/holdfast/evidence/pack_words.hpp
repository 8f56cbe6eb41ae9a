// SPDX-License-Identifier: Apache-2.0
// What a check of a pack found, in plain English sentences for a terminal or a report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/pack_check.hpp"

namespace holdfast::evidence {

/// Text of a pack that can be printed, such as a path or the comment of a seal, on one line: what a terminal would act
/// on, hide or turn around stands as its code, "[U+202E]". At most 200 characters, then "…".
[[nodiscard]] std::string shown_text(std::string_view text);

/// "data/items/0002.png was changed." and so on; ends with a full stop.
[[nodiscard]] std::string sentence(const FileResult& result);
[[nodiscard]] std::string_view sentence(PackProblem problem) noexcept;
[[nodiscard]] std::string sentence(const ZipFault& fault);
[[nodiscard]] std::string_view sentence(SealState state) noexcept;
[[nodiscard]] std::string_view sentence(TimeStampState state) noexcept;
[[nodiscard]] std::string_view sentence(ReceiptState state) noexcept;
[[nodiscard]] std::string_view sentence(PackVerdict verdict) noexcept;
/// The verdict on a pack that would hold, but for the receipt that was wanted of it.
[[nodiscard]] std::string_view sentence_of_no_receipt() noexcept;

/// The whole report: the verdict first, then what is wrong, file by file, then seal, time stamp and receipt, and last
/// what a check like this cannot say. Files that hold are counted, not named.
[[nodiscard]] std::vector<std::string> sentences(const PackReport& report);

}  // namespace holdfast::evidence
