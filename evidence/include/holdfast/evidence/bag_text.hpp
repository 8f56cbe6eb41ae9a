// SPDX-License-Identifier: Apache-2.0
// The text files of a BagIt bag (RFC 8493): manifests, bag-info.txt, bagit.txt, fetch.txt. Written for version 1.0,
// read for 0.93 to 1.0 where the text is UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast::evidence {

/// Digests that bags are made with. We write sha256 and sha512.
enum class Algorithm : std::uint8_t { md5, sha1, sha224, sha256, sha384, sha512 };
/// "md5", "sha1", …: as in the names of manifests.
[[nodiscard]] std::string_view to_text(Algorithm algorithm) noexcept;
/// Characters of a digest in hexadecimal.
[[nodiscard]] std::size_t hex_length(Algorithm algorithm) noexcept;

enum class BagTextError : std::uint8_t {
    not_utf8,        ///< another encoding, or a byte order mark
    malformed_line,  ///< a line that is not of the file's form
    wrong_digest,    ///< not a digest of the manifest's algorithm in hexadecimal
    too_many_lines,  ///< above most_bag_lines
};
/// "not_utf8" and so on.
[[nodiscard]] std::string_view to_text(BagTextError error) noexcept;
struct BagTextFault {
    BagTextError error = BagTextError::not_utf8;
    std::size_t line = 0;  ///< from 1
};

inline constexpr std::size_t most_bag_lines = 200'000;

/// "manifest-sha256.txt", "tagmanifest-md5.txt": what a file of the bag's top folder lists, by its name.
struct ManifestName {
    bool of_tags = false;
    std::optional<Algorithm> algorithm;  ///< nothing where the name is that of a manifest, but of an unknown algorithm
};
[[nodiscard]] std::optional<ManifestName> manifest_name(std::string_view path) noexcept;

struct ManifestLine {
    std::string digest;      ///< hexadecimal, lower case
    std::string path;        ///< decoded; unchecked
    bool relative = false;   ///< stood there as "./path"
    bool asterisk = false;   ///< stood there as "*path", as md5sum writes for binary files
    std::size_t number = 0;  ///< of the line, from 1
};
/// "<digest>  <path>\n": two spaces, so that sha256sum reads it; CR, LF and % of the path as %0D, %0A, %25.
[[nodiscard]] std::string manifest_line(std::string_view digest, std::string_view path);
/// `version_1` says whether "%25" stands for a percent sign, as it does since 1.0.
[[nodiscard]] std::expected<std::vector<ManifestLine>, BagTextFault> read_manifest(std::string_view text,
                                                                                   Algorithm algorithm, bool version_1);

/// bag-info.txt: labels and values in their order; a label may stand there more than once.
using BagInfo = std::vector<std::pair<std::string, std::string>>;
/// Lines "Label: value". Precondition: no line breaks; labels without colon and without spaces at their ends.
[[nodiscard]] std::string to_text(const BagInfo& info);
/// Continued lines are joined with a space.
[[nodiscard]] std::expected<BagInfo, BagTextFault> read_bag_info(std::string_view text);

/// bagit.txt of version 1.0.
[[nodiscard]] std::string_view bagit_txt() noexcept;
struct BagDeclaration {
    int major = 0;
    int minor = 0;
    std::string encoding;
};
[[nodiscard]] std::expected<BagDeclaration, BagTextFault> read_bagit_txt(std::string_view text);

/// The paths of fetch.txt, "URL length path" a line. The addresses are of no interest: nothing is ever fetched.
[[nodiscard]] std::expected<std::vector<ManifestLine>, BagTextFault> read_fetch(std::string_view text, bool version_1);

}  // namespace holdfast::evidence
