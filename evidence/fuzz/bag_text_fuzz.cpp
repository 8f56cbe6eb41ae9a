// SPDX-License-Identifier: Apache-2.0
// What is read from a bag's text files and written again reads the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "holdfast/evidence/bag_check.hpp"
#include "holdfast/evidence/path_rules.hpp"

namespace {

using namespace holdfast::evidence;

void require(bool holds) {
    if (!holds) std::abort();
}

void check_manifest(std::string_view text, Algorithm algorithm) {
    const auto read = read_manifest(text, algorithm, true);
    if (!read) return;
    std::string written;
    for (const ManifestLine& line : *read) {
        require(line.digest.size() == hex_length(algorithm) && !line.path.empty());
        // A path that begins like a mark of md5sum or of the folder itself is written as it is, and read as that mark.
        if (line.path.starts_with('*') || line.path.starts_with("./") || line.path.starts_with(' ') ||
            line.path.starts_with('\t'))
            return;
        written += manifest_line(line.digest, line.path);
        if (!fault_of_path(line.path)) require(!folded_path(line.path).empty());
    }
    const auto again = read_manifest(written, algorithm, true);
    require(again && again->size() == read->size());
    for (std::size_t i = 0; i < read->size(); ++i)
        require((*again)[i].path == (*read)[i].path && (*again)[i].digest == (*read)[i].digest);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    check_manifest(text, Algorithm::sha256);
    check_manifest(text, Algorithm::md5);
    if (const auto info = read_bag_info(text)) require(read_bag_info(to_text(*info)).has_value());
    (void)read_bagit_txt(text);
    if (const auto fetch = read_fetch(text, true))
        for (const ManifestLine& line : *fetch) require(!line.path.empty());
    std::vector<BagFile> files(2);
    files[0].path = "bagit.txt";
    files[0].text = bagit_txt();
    files[1].path = "manifest-sha256.txt";
    files[1].text = text;
    const BagReport report = check_bag(files);
    require(report.valid() == check_bag(files).valid());
    return 0;
}
