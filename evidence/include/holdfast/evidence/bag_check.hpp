// SPDX-License-Identifier: Apache-2.0
// Whether a BagIt bag is complete and valid (RFC 8493 section 3), versions 0.93 to 1.0, and what exactly is not.
//
// The caller has walked the bag, whatever it lies in, and says of each file its path, its size and its digests; the
// texts of the few files of the top folder that is_bag_text() names come along. Nothing is fetched, ever: files that
// fetch.txt names are there or missing like all others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdfast/evidence/bag_text.hpp"
#include "holdfast/evidence/path_rules.hpp"

namespace holdfast::evidence {

/// Of all files together whose text is read. Manifests of a pack with most_pack_files are smaller.
inline constexpr std::uint64_t most_bag_text_bytes = std::uint64_t{48} << 20U;

struct BagFile {
    std::string path;  ///< inside the bag, "/" between parts
    std::uint64_t size = 0;
    std::vector<std::pair<Algorithm, std::string>> digests;  ///< hexadecimal, lower case; those that were computed
    std::string text;                                        ///< of a file that is_bag_text() names
};
/// Whether check_bag() reads the text of the file at `path`.
[[nodiscard]] bool is_bag_text(std::string_view path) noexcept;

enum class BagProblem : std::uint8_t {
    no_declaration,         ///< bagit.txt is missing
    declaration_malformed,  ///< bagit.txt is not what the RFC prescribes
    version_unknown,        ///< none of 0.93 to 0.97 and 1.0
    encoding_not_utf8,      ///< the text files are in another encoding, which is not read
    no_manifest,            ///< no manifest of the payload
    algorithm_unknown,      ///< a manifest whose digests the caller did not compute
    text_malformed,         ///< a line of bag-info.txt, fetch.txt or a manifest cannot be read
    path_fault,             ///< a path, listed or there, that fault_of_path() refuses
    outside_payload,        ///< a manifest of the payload lists what is not in data/; fetch.txt likewise
    inside_payload,         ///< a manifest of tag files lists what is in data/
    lists_itself,           ///< a manifest of tag files lists a manifest of tag files
    twin_path,              ///< two files that are one on some system
    listed_twice,           ///< with one digest
    listed_differently,     ///< twice in one manifest, with two digests
    missing,                ///< listed, but not there
    unlisted,               ///< in data/, but in no manifest
    not_in_every_manifest,  ///< in data/ and in one manifest, but not in another
    changed,                ///< there, with another digest than listed
    wrong_oxum,             ///< bag-info.txt names another number of files or bytes than there are
    // Warnings from here on.
    fetch_list,         ///< there is a fetch.txt
    relative_path,      ///< a manifest says "./path"
    asterisk,           ///< a manifest says "*path"
    listed_again,       ///< listed_twice before version 1.0, which did not forbid it
    weak_algorithm,     ///< a manifest of md5 or sha1
    no_tag_manifest,    ///< nothing says what the tag files were
    tag_file_unlisted,  ///< a file outside data/ that the manifest of tag files does not list
    system_file,        ///< Thumbs.db, .DS_Store and their like
};
/// "no_declaration" and so on.
[[nodiscard]] std::string_view to_text(BagProblem problem) noexcept;
[[nodiscard]] constexpr bool is_warning(BagProblem problem) noexcept {
    return problem >= BagProblem::fetch_list;
}

struct BagFinding {
    BagProblem problem = BagProblem::no_declaration;
    std::string path;   ///< which file; empty where the bag is meant
    std::string where;  ///< the manifest or text file that says so, or the twin
    std::size_t line = 0;
    std::optional<PathFault> path_fault;
    std::optional<BagTextError> text_error;
};

struct Manifest {
    std::string path;
    bool of_tags = false;
    Algorithm algorithm = Algorithm::sha256;
    std::vector<ManifestLine> lines;
};

struct BagReport {
    int major = 0;  ///< version; 1.0 is assumed where bagit.txt does not say
    int minor = 0;
    BagInfo info;
    std::vector<Manifest> manifests;
    std::uint64_t payload_bytes = 0;
    std::uint64_t payload_files = 0;
    std::vector<BagFinding> findings;

    /// Complete and every digest right.
    [[nodiscard]] bool valid() const noexcept;
    [[nodiscard]] bool has(BagProblem problem) const noexcept;
};

/// Cost: n log n in files and lines.
[[nodiscard]] BagReport check_bag(std::span<const BagFile> files);

}  // namespace holdfast::evidence
