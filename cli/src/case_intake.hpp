// SPDX-License-Identifier: Apache-2.0
// A file of this machine taken into a case, as evidence/exhibit.hpp lets it be held: whole, by its digests, in words
// alone, or not at all. Read a piece at a time; where it may not be held, no byte of it is written.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "case_edit.hpp"
#include "holdfast/evidence/exhibit.hpp"

namespace holdfast::cli {

struct IntakeRequest {
    std::string path;
    std::string open_as;  ///< where its bytes lie, where that is not `path`: one mail of a box
    std::string name;     ///< what it is called, where `path` does not say
    evidence::Sender sender = evidence::Sender::person;
    evidence::ShowsIntimate answer = evidence::ShowsIntimate::not_asked;
    bool left_out = false;                      ///< digests stand for it though it shows nobody intimate
    std::optional<evidence::ExhibitKind> kind;  ///< absent: by the file's type
    evidence::ExhibitFacts facts;               ///< what is said of it; number, kind and time of adding are set here
    bool quiet = false;
    /// Asked where the answer is needed and not given; not_asked where nobody answers.
    std::function<evidence::ShowsIntimate(const std::string& name)> ask;
};

enum class Held : std::uint8_t { kept, digests, words_about_it };
/// "kept", "hashes", "described": as in case.json.
[[nodiscard]] std::string_view to_text(Held held) noexcept;

struct Intake {
    std::uint32_t number = 0;
    std::string name;  ///< "HF/1"
    Held held = Held::kept;
    std::optional<evidence::FileFacts> file;
    std::string path;                  ///< in the folder, where it is kept
    std::string left_out;              ///< of a file whose words were taken out: what else was in it, by rule
    std::vector<std::string> remarks;  ///< sentences that the person should read
};

/// Puts it into the case and commits. Nothing is in the case after an error.
[[nodiscard]] PackResult<Intake> take_in(CaseEdit edit, const IntakeRequest& request);

}  // namespace holdfast::cli
