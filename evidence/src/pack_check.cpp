// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/pack_check.hpp"

#include <algorithm>

#include "holdfast/core/hex.hpp"

namespace holdfast::evidence {

void PackCheck::begin_file(std::string_view path) {
    inside_ = true;
    ignoring_ = seen_.files.size() >= most_zip_entries;
    if (ignoring_) return problem(PackProblem::too_many_files);
    seen_.files.emplace_back().path = path;
}

void PackCheck::content(std::span<const std::byte> piece) {
    if (!inside_ || ignoring_) return;
    digester_->update(piece);
    BagFile& file = seen_.files.back();
    const bool of_seal = file.path.starts_with(seal_folder);
    if (!of_seal && !is_bag_text(file.path)) return;
    std::string& text = of_seal ? seen_.seal_files[file.path] : file.text;
    if (of_seal && piece.size() > most_seal_file_bytes - text.size()) return problem(PackProblem::seal_file_size);
    if (piece.size() > most_bag_text_bytes - text_bytes_) return problem(PackProblem::text_file_size);
    text_bytes_ += piece.size();
    text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
}

void PackCheck::end_file(bool checksum_right) {
    if (!inside_) return;
    inside_ = false;
    if (ignoring_) return;
    const ContentDigests digests = digester_->finish();
    BagFile& file = seen_.files.back();
    file.size = digests.size;
    file.digests = {{Algorithm::sha256, to_hex(digests.sha256)},
                    {Algorithm::sha512, holdfast::to_hex(digests.sha512.bytes)}};
    if (file.path.starts_with(seal_folder)) seen_.seal_files.try_emplace(file.path);
    if (!checksum_right) seen_.wrong_checksums.push_back(file.path);
}

void PackCheck::cut_off() {
    seen_.ends_early = true;
    if (!inside_ || ignoring_) return;
    end_file();
    seen_.cut_off_files.push_back(seen_.files.back().path);
}

void PackCheck::not_a_file(std::string_view path) {
    seen_.refused.push_back({.path = std::string(path),
                             .size = 0,
                             .sealed_size = {},
                             .state = FileState::not_a_file,
                             .other = {},
                             .path_fault = {}});
}

void PackCheck::name_forbidden(std::string_view path, std::optional<PathFault> fault) {
    seen_.refused.push_back({.path = std::string(path),
                             .size = 0,
                             .sealed_size = {},
                             .state = FileState::name_forbidden,
                             .other = {},
                             .path_fault = fault});
}

void PackCheck::problem(PackProblem problem) {
    if (std::ranges::find(seen_.problems, problem) == seen_.problems.end()) seen_.problems.push_back(problem);
}

void PackCheck::from_zip(std::string folder, std::optional<ZipFault> fault) {
    seen_.folder = std::move(folder);
    seen_.zip = std::move(fault);
}

PackReport PackCheck::finish(const PackExpectation& expected) const {
    return judge_pack(seen_, expected);
}

std::size_t PackReport::count(FileState state) const noexcept {
    return static_cast<std::size_t>(std::ranges::count(files, state, &FileResult::state));
}

const FileResult* PackReport::find(std::string_view path) const noexcept {
    const auto found = std::ranges::find(files, path, &FileResult::path);
    return found == files.end() ? nullptr : &*found;
}

}  // namespace holdfast::evidence
