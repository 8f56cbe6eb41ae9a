// SPDX-License-Identifier: Apache-2.0
// What goes into a pack of a case, below data/: the papers that are made from it, and the files that it keeps. The
// route decides here, in one place: a ProtectedCase has no notes for a statement, no fingerprints, no copies.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "holdfast/core/identifier.hpp"
#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/custody_log.hpp"
#include "holdfast/evidence/start_here.hpp"

namespace holdfast::evidence {

struct Paper {
    std::string path;  ///< "data/case.json"
    std::string text;
};

/// By path. Precondition: check(of, …) (case_json.hpp); `software_version` as in "0.1.0".
[[nodiscard]] std::vector<Paper> papers_of(const Case& of, const CustodyLog& log, const StartHere& pack,
                                           std::string_view software_version);

/// A file that must be put in, and what its bytes must be.
struct CaseFile {
    std::string path;  ///< "data/items/0001.png"
    std::uint32_t exhibit = 0;
    std::uint32_t copy = 0;  ///< of a redacted copy: its index
    std::uint64_t size = 0;
    Digest256 sha256;
    Digest512 sha512;
    bool words_alone = false;  ///< holds_words_alone() must hold of its bytes, too (embedded_media.hpp)
};

/// By path. Whoever makes the pack refuses a file whose size or digests differ.
[[nodiscard]] std::vector<CaseFile> files_of(const Case& of);

}  // namespace holdfast::evidence
