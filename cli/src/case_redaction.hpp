// SPDX-License-Identifier: Apache-2.0
// A copy of a picture of a case with parts covered, made from its file and never written over it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "case_edit.hpp"
#include "holdfast/evidence/exhibit.hpp"

namespace holdfast::cli {

struct RedactionRequest {
    std::uint32_t number = 0;          ///< of the exhibit
    std::vector<evidence::Box> boxes;  ///< in pixels of the picture as it is shown
    std::optional<evidence::Box> crop;
    bool leave_original_out = false;  ///< its file goes to removed/; its checksums and the copy stay
    bool erase_original = false;      ///< with that: its file is deleted
    evidence::ShowsIntimate answer = evidence::ShowsIntimate::not_asked;  ///< of the copy
    /// Asked where it was not answered; not_asked where nobody answers.
    std::function<evidence::ShowsIntimate()> ask;
};

struct MadeCopy {
    std::string name;  ///< "HF/1-R1"
    std::string path;  ///< "redacted/0001-r1.png"
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint64_t size = 0;
    Digest256 sha256;
    std::string original;              ///< where the original lies now, if it was left out and not erased
    std::vector<std::string> remarks;  ///< sentences
};

/// Makes it, puts it into the case and commits. Memory: the file and up to 12 bytes a pixel.
[[nodiscard]] PackResult<MadeCopy> redact_exhibit(CaseEdit edit, const RedactionRequest& request);

}  // namespace holdfast::cli
