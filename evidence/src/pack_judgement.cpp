// SPDX-License-Identifier: Apache-2.0
// What was met in a pack is held against its manifests, and those against its seal.
#include <algorithm>
#include <charconv>
#include <set>

#include "holdfast/evidence/pack_check.hpp"
#include "holdfast/evidence/receipt.hpp"
#include "pack_texts.hpp"

namespace holdfast::evidence {
namespace {

using sealing::as_bytes;

constexpr std::string_view digest_of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

// What was sealed under a name.
struct Sealed {
    std::vector<std::pair<Algorithm, std::string>> digests;
    std::optional<std::uint64_t> size;
    [[nodiscard]] std::string_view sha256() const noexcept {
        for (const auto& [algorithm, digest] : digests)
            if (algorithm == Algorithm::sha256) return digest;
        return {};
    }
};

std::string_view sha256_of(const BagFile& file) noexcept {
    return file.digests.empty() ? std::string_view() : std::string_view(file.digests.front().second);
}

bool is_seal_file(std::string_view path) noexcept {
    if (path == signature_path || path == key_path || path == receipt_path) return true;
    return path.starts_with(seal_folder) && path.ends_with(time_stamp_ending) &&
           path.size() > seal_folder.size() + time_stamp_ending.size() &&
           path.find('/', seal_folder.size()) == std::string_view::npos;
}

class Judge {
  public:
    Judge(const PackEvidence& seen, const PackExpectation& expected)
        : seen_(seen),
          expected_(expected),
          bag_(check_bag(seen.files)),
          wrong_checksums_(seen.wrong_checksums.begin(), seen.wrong_checksums.end()),
          cut_off_files_(seen.cut_off_files.begin(), seen.cut_off_files.end()) {
        for (const BagFile& file : seen.files) by_path_.emplace(file.path, &file);
    }

    PackReport run() {
        report_.zip = seen_.zip;
        report_.folder = seen_.folder;
        for (const PackProblem problem : seen_.problems) add(problem);
        if (seen_.zip) add(PackProblem::unreadable_zip);
        read_bag();
        read_sealed();
        judge_files();
        judge_missing();
        name_moves();
        read_seal();
        read_time_stamps();
        read_receipts();
        std::ranges::sort(report_.files, {}, &FileResult::path);
        report_.problems.assign(problems_.begin(), problems_.end());
        report_.verdict = verdict();
        return std::move(report_);
    }

  private:
    void add(PackProblem problem) { problems_.insert(problem); }
    FileResult& add(std::string_view path, FileState state) {
        return report_.files.emplace_back(FileResult{
            .path = std::string(path), .size = 0, .sealed_size = {}, .state = state, .other = {}, .path_fault = {}});
    }
    [[nodiscard]] const BagFile* file_at(std::string_view path) const {
        const auto found = by_path_.find(path);
        return found == by_path_.end() ? nullptr : found->second;
    }
    [[nodiscard]] std::string_view info(std::string_view label) const noexcept {
        for (const auto& [name, value] : bag_.info)
            if (name == label) return value;
        return {};
    }

    // What the bag's own rules find, and what packs do not have though bags may.
    void read_bag() {
        report_.case_number = info(label_case);
        report_.sealed_at = info(label_sealed_at);
        if (!seen_.folder.empty() && file_at(bag_info_path) != nullptr &&
            report_.folder != pack_folder(report_.case_number, info(label_date)))
            add(PackProblem::folder_renamed);
        report_.payload_files = bag_.payload_files;
        report_.payload_bytes = bag_.payload_bytes;
        if (bag_.major != 1) add(PackProblem::not_bagit_1_0);
        for (const std::string_view path : {manifest_sha256_path, manifest_sha512_path, tag_manifest_path})
            if (file_at(path) == nullptr) add(PackProblem::manifest_missing);
        for (const BagFile& file : seen_.files)
            if (manifest_name(file.path) && file.path != manifest_sha256_path && file.path != manifest_sha512_path &&
                file.path != tag_manifest_path)
                add(PackProblem::manifest_foreign);
        for (const BagFinding& found : bag_.findings) read_finding(found);
    }

    void read_finding(const BagFinding& found) {
        switch (found.problem) {
            case BagProblem::no_declaration:
                return add(PackProblem::no_pack);
            case BagProblem::declaration_malformed:
            case BagProblem::version_unknown:
            case BagProblem::encoding_not_utf8:
                return add(PackProblem::not_bagit_1_0);
            case BagProblem::text_malformed:
                own_state_.emplace(found.path, FileState::text_malformed);
                return add(PackProblem::manifest_malformed);
            case BagProblem::relative_path:
            case BagProblem::asterisk:
                return add(PackProblem::manifest_malformed);
            case BagProblem::fetch_list:
                return add(PackProblem::fetch_list);
            case BagProblem::wrong_oxum:
                return add(PackProblem::wrong_totals);
            case BagProblem::path_fault:
                if (forbidden_.insert(found.path).second) {
                    FileResult& result = add(found.path, FileState::name_forbidden);
                    result.path_fault = found.path_fault;
                }
                return;
            case BagProblem::twin_path:
                own_state_.emplace(found.path, FileState::twin);
                others_.emplace(found.path, found.where);
                return;
            case BagProblem::outside_payload:
            case BagProblem::inside_payload:
            case BagProblem::lists_itself:
            case BagProblem::listed_twice:
            case BagProblem::listed_differently:
                own_state_.emplace(found.path, FileState::listed_wrongly);
                return;
            case BagProblem::no_manifest:
            case BagProblem::algorithm_unknown:
            case BagProblem::missing:
            case BagProblem::unlisted:
            case BagProblem::not_in_every_manifest:
            case BagProblem::changed:
            case BagProblem::listed_again:
            case BagProblem::weak_algorithm:
            case BagProblem::no_tag_manifest:
            case BagProblem::tag_file_unlisted:
            case BagProblem::system_file:
                return;  // found again below, with the file's state
        }
    }

    void read_sealed() {
        for (const Manifest& manifest : bag_.manifests) {
            if (manifest.path != manifest_sha256_path && manifest.path != manifest_sha512_path &&
                manifest.path != tag_manifest_path)
                continue;
            for (const ManifestLine& line : manifest.lines)
                if (!forbidden_.contains(line.path))
                    sealed_[line.path].digests.emplace_back(manifest.algorithm, line.digest);
        }
        for (const auto& [label, value] : bag_.info) {
            if (label != label_file_size) continue;
            std::uint64_t size = 0;
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), size);
            const std::size_t digits = static_cast<std::size_t>(end - value.data());
            if (error != std::errc() || digits + 1 >= value.size() || value[digits] != ' ') {
                add(PackProblem::manifest_malformed);
                continue;
            }
            if (const auto found = sealed_.find(value.substr(digits + 1)); found != sealed_.end())
                found->second.size = size;
        }
    }

    void judge_files() {
        for (const FileResult& refused : seen_.refused) {
            report_.files.push_back(refused);
            forbidden_.insert(refused.path);
        }
        for (const BagFile& file : seen_.files) {
            if (forbidden_.contains(file.path)) continue;
            FileResult& result = add(file.path, state_of(file));
            result.size = file.size;
            if (const auto other = others_.find(file.path); other != others_.end()) result.other = other->second;
            if (const auto sealed = sealed_.find(file.path); sealed != sealed_.end())
                result.sealed_size = sealed->second.size;
        }
    }

    [[nodiscard]] FileState state_of(const BagFile& file) const {
        if (cut_off_files_.contains(file.path)) return FileState::cut_off;
        if (const auto own = own_state_.find(file.path); own != own_state_.end()) return own->second;
        const bool checksum_right = !wrong_checksums_.contains(file.path);
        if (is_seal_file(file.path) || file.path == tag_manifest_path)
            return checksum_right ? FileState::of_the_seal : FileState::checksum_wrong;
        const auto sealed = sealed_.find(file.path);
        if (sealed == sealed_.end()) return FileState::added;
        std::size_t right = 0;
        for (const auto& digest : sealed->second.digests)
            if (std::ranges::find(file.digests, digest) != file.digests.end()) ++right;
        // Files of the payload stand in two manifests, those beside it in one.
        const std::size_t wanted = file.path.starts_with(payload_folder) ? 2 : 1;
        if (right == wanted && right == sealed->second.digests.size())
            return checksum_right ? FileState::holds : FileState::checksum_wrong;
        if (right > 0) return FileState::disputed;
        if (!sealed->second.size || *sealed->second.size == file.size) return FileState::changed;
        return file.size < *sealed->second.size ? FileState::shortened : FileState::lengthened;
    }

    void judge_missing() {
        for (const auto& [path, sealed] : sealed_) {
            if (file_at(path) != nullptr || forbidden_.contains(path)) continue;
            FileState state = seen_.ends_early ? FileState::not_reached : FileState::missing;
            if (const auto own = own_state_.find(path); own != own_state_.end()) state = own->second;
            FileResult& result = add(path, state);
            result.sealed_size = sealed.size;
        }
    }

    // Files that lie under another name or in another's place are known by their digests. Empty files are all alike.
    void name_moves() {
        std::multimap<std::string_view, FileResult*> gone;
        std::map<std::string_view, std::string_view> sealed_as;
        for (const auto& [path, sealed] : sealed_)
            if (!sealed.sha256().empty() && sealed.sha256() != digest_of_nothing)
                sealed_as.emplace(sealed.sha256(), path);
        for (FileResult& result : report_.files) {
            if (result.state != FileState::missing) continue;
            const auto digest = sealed_.find(result.path)->second.sha256();
            if (!digest.empty() && digest != digest_of_nothing) gone.emplace(digest, &result);
        }
        for (FileResult& result : report_.files) {
            const bool replaced = result.state == FileState::changed || result.state == FileState::shortened ||
                                  result.state == FileState::lengthened;
            if (result.state != FileState::added && !replaced) continue;
            const BagFile* file = file_at(result.path);
            if (file == nullptr) continue;
            const std::string_view digest = sha256_of(*file);
            if (const auto from = gone.find(digest); from != gone.end() && !replaced) {
                result.state = FileState::renamed_to;
                result.other = from->second->path;
                from->second->state = FileState::renamed;
                from->second->other = result.path;
                gone.erase(from);
            } else if (const auto same = sealed_as.find(digest); same != sealed_as.end()) {
                result.state = replaced ? FileState::exchanged : FileState::copied;
                result.other = same->second;
            }
        }
    }

    void read_seal() {
        const auto key_text = seen_.seal_files.find(key_path);
        if (key_text != seen_.seal_files.end()) {
            const auto key = sealing::read_minisign_key(key_text->second);
            if (key && key->id == seal_key_id(key->key) && key_file(*key) == key_text->second) report_.key = *key;
        }
        const auto signature = seen_.seal_files.find(signature_path);
        if (signature != seen_.seal_files.end()) {
            report_.seal_digest = seal_digest(signature->second);
            report_.seal = seal_state(signature->second);
        }
        const bool is_expected_key =
            !expected_.key || report_.seal == SealState::other_key || (report_.key && *report_.key == *expected_.key);
        if (!report_.key || !is_expected_key) add(PackProblem::key_file_foreign);
    }

    [[nodiscard]] SealState seal_state(const std::string& text) {
        const auto read = sealing::read_minisign(text);
        if (!read || !read->prehashed || read->comment != signature_comment || to_text(*read) != text)
            return SealState::malformed;
        if (!expected_.key && !report_.key) return SealState::no_key;
        const BagFile* tag_manifest = file_at(tag_manifest_path);
        if (tag_manifest == nullptr) return SealState::wrong;
        const auto fits = [&](const sealing::MinisignKey& key) {
            return sealing::check_minisign(key, as_bytes(tag_manifest->text), text);
        };
        const auto first = fits(expected_.key ? *expected_.key : *report_.key);
        if (!first) {
            const bool by_key_inside = expected_.key && report_.key && fits(*report_.key);
            if (by_key_inside) {
                report_.comment = read->trusted_comment;
                return SealState::other_key;
            }
            return first.error() == sealing::MinisignError::wrong_comment ? SealState::comment_wrong : SealState::wrong;
        }
        report_.comment = *first;
        if (expected_.seal && *expected_.seal != report_.seal_digest) return SealState::other_seal;
        return expected_.key || expected_.seal ? SealState::holds : SealState::holds_unexpected;
    }

    void read_time_stamps() {
        for (const auto& [path, text] : seen_.seal_files) {
            if (!is_seal_file(path) || !path.ends_with(time_stamp_ending)) continue;
            report_.time_stamps.emplace(path, text);
            if (!time_stamp_names(as_bytes(text), report_.seal_digest)) {
                report_.time_stamp = TimeStampState::of_another_seal;
            } else if (report_.time_stamp == TimeStampState::absent) {
                report_.time_stamp = TimeStampState::of_this_seal;
            }
        }
    }

    void read_receipts() {
        const auto file = seen_.seal_files.find(receipt_path);
        if (file == seen_.seal_files.end()) return;
        report_.has_receipt = true;
        const auto receipt = read_receipt(file->second);
        report_.receipt = receipt ? judged(*receipt) : ReceiptState::malformed;
        if (!receipt || report_.receipt == ReceiptState::of_another_seal) return;
        report_.received = receipt->entry.received;
        report_.receipt_origin = receipt->checkpoint.origin;
    }
    [[nodiscard]] ReceiptState judged(const Receipt& receipt) const {
        if (receipt.entry.seal != report_.seal_digest) return ReceiptState::of_another_seal;
        if (!expected_.log) return ReceiptState::unchecked;
        const auto checked = check_receipt(receipt, *expected_.log, report_.seal_digest);
        if (checked) return ReceiptState::holds;
        return checked.error() == ReceiptError::not_signed ? ReceiptState::of_another_log : ReceiptState::wrong;
    }
    // One from a log that was not expected says nothing, and is no sign of tampering.
    [[nodiscard]] bool receipt_is_sound() const noexcept {
        return report_.receipt != ReceiptState::malformed && report_.receipt != ReceiptState::of_another_seal &&
               report_.receipt != ReceiptState::wrong;
    }

    [[nodiscard]] PackVerdict verdict() const noexcept {
        const bool parts_of_a_pack = file_at(bagit_path) != nullptr || file_at(tag_manifest_path) != nullptr ||
                                     seen_.seal_files.contains(signature_path);
        // A ZIP file that is refused before anything in it was looked at may well be a pack.
        const bool may_be = seen_.zip && seen_.files.empty() && seen_.zip->error != ZipError::not_zip;
        if (!parts_of_a_pack && !may_be) return PackVerdict::not_a_pack;
        const bool sound = problems_.empty() && !seen_.zip && report_.time_stamp != TimeStampState::of_another_seal &&
                           receipt_is_sound() && std::ranges::all_of(report_.files, is_sound, &FileResult::state);
        if (!sound) return PackVerdict::broken;
        switch (report_.seal) {
            case SealState::holds:
                return PackVerdict::holds;
            case SealState::holds_unexpected:
                return PackVerdict::holds_unconfirmed;
            case SealState::other_key:
            case SealState::other_seal:
                return PackVerdict::sealed_anew;
            case SealState::missing:
            case SealState::malformed:
            case SealState::no_key:
            case SealState::wrong:
            case SealState::comment_wrong:
                break;
        }
        return PackVerdict::broken;
    }

    const PackEvidence& seen_;
    const PackExpectation& expected_;
    BagReport bag_;
    std::set<std::string_view> wrong_checksums_;
    std::set<std::string_view> cut_off_files_;
    std::map<std::string_view, const BagFile*> by_path_;
    PackReport report_;
    std::set<PackProblem> problems_;
    std::map<std::string, Sealed, std::less<>> sealed_;
    std::map<std::string, FileState, std::less<>> own_state_;
    std::map<std::string, std::string, std::less<>> others_;
    std::set<std::string, std::less<>> forbidden_;
};

}  // namespace

PackReport judge_pack(const PackEvidence& seen, const PackExpectation& expected) {
    return Judge(seen, expected).run();
}

}  // namespace holdfast::evidence
