// SPDX-License-Identifier: Apache-2.0
// A case that is being put together, behind one JSON door: one request text in, one answer text out. The page's module
// holds one. docs/formats/case_door.md lists requests and answers.
//
// Case and log change together or not at all: a request is tried on a copy, held against every rule of a case
// (case_json.hpp), written into the log, and only then done. Time and the words of the log come with the request.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/custody_log.hpp"
#include "holdfast/evidence/file_shelf.hpp"

namespace holdfast::evidence {

/// A draft that is opened is the longest: case and log as text.
inline constexpr std::size_t max_case_request_bytes = std::size_t{64} << 20U;

/// A case with its log, and what was taken out of it and can be put back.
struct OpenCase {
    Case of;
    CustodyLog log;
    std::map<std::uint32_t, std::variant<Exhibit, TextExhibit>> taken_out;
};

class CaseDoor {
  public:
    /// Total: a request that is refused has an answer too, and changed nothing. Cost: linear in request and case.
    [[nodiscard]] std::string answer(std::string_view request);

    /// Where files are read, so that requests can name them by their numbers.
    [[nodiscard]] FileShelf& files() noexcept { return files_; }
    [[nodiscard]] const FileShelf& files() const noexcept { return files_; }
    /// Nothing before "begin" or "open".
    [[nodiscard]] const std::optional<OpenCase>& opened() const noexcept { return opened_; }

    /// Notes that a pack was made of the case: the digest of its tag manifest, and its name.
    [[nodiscard]] std::expected<void, LogError> note_sealed(const Moment& at, const Digest256& tag_manifest,
                                                            std::string name);

  private:
    FileShelf files_;
    std::optional<OpenCase> opened_;
};

}  // namespace holdfast::evidence
