// SPDX-License-Identifier: Apache-2.0
// Words and labels that writing and checking a pack must agree on.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::evidence {

/// The comment of a signature file is not signed. It is always this, so that nobody can put other words there.
inline constexpr std::string_view signature_comment = "signature of tagmanifest-sha256.txt";

/// "HF-7K3Q-9XWM-C-20261122". `day` is YYYY-MM-DD.
[[nodiscard]] inline std::string pack_folder(std::string_view case_number, std::string_view day) {
    std::string name(case_number);
    name += '-';
    for (const char c : day)
        if (c != '-') name += c;
    return name;
}

inline constexpr std::string_view payload_folder = "data/";
inline constexpr std::string_view bagit_path = "bagit.txt";
inline constexpr std::string_view bag_info_path = "bag-info.txt";
inline constexpr std::string_view manifest_sha256_path = "manifest-sha256.txt";
inline constexpr std::string_view manifest_sha512_path = "manifest-sha512.txt";
inline constexpr std::string_view tag_manifest_path = "tagmanifest-sha256.txt";

/// Labels of bag-info.txt. The last stands once a file, "<bytes> <path>": a digest alone does not tell a file that was
/// cut short from one that was exchanged.
inline constexpr std::string_view label_software = "Bag-Software-Agent";
inline constexpr std::string_view label_date = "Bagging-Date";
inline constexpr std::string_view label_case = "External-Identifier";
inline constexpr std::string_view label_oxum = "Payload-Oxum";
inline constexpr std::string_view label_sealed_at = "Sealed-At";
inline constexpr std::string_view label_file_size = "Payload-File-Size";

}  // namespace holdfast::evidence
