// SPDX-License-Identifier: Apache-2.0
// The names of states, problems and verdicts, for machines; pack_words.hpp has the sentences for people.
#include "holdfast/evidence/pack_check.hpp"

namespace holdfast::evidence {

std::string_view to_text(FileState state) noexcept {
    switch (state) {
        case FileState::holds:
            return "holds";
        case FileState::of_the_seal:
            return "of_the_seal";
        case FileState::changed:
            return "changed";
        case FileState::shortened:
            return "shortened";
        case FileState::lengthened:
            return "lengthened";
        case FileState::exchanged:
            return "exchanged";
        case FileState::disputed:
            return "disputed";
        case FileState::missing:
            return "missing";
        case FileState::renamed:
            return "renamed";
        case FileState::added:
            return "added";
        case FileState::renamed_to:
            return "renamed_to";
        case FileState::copied:
            return "copied";
        case FileState::cut_off:
            return "cut_off";
        case FileState::not_reached:
            return "not_reached";
        case FileState::name_forbidden:
            return "name_forbidden";
        case FileState::twin:
            return "twin";
        case FileState::listed_wrongly:
            return "listed_wrongly";
        case FileState::not_a_file:
            return "not_a_file";
        case FileState::text_malformed:
            return "text_malformed";
        case FileState::checksum_wrong:
            return "checksum_wrong";
    }
    return "";
}

std::string_view to_text(PackProblem problem) noexcept {
    switch (problem) {
        case PackProblem::unreadable_zip:
            return "unreadable_zip";
        case PackProblem::several_folders:
            return "several_folders";
        case PackProblem::folder_renamed:
            return "folder_renamed";
        case PackProblem::no_pack:
            return "no_pack";
        case PackProblem::not_bagit_1_0:
            return "not_bagit_1_0";
        case PackProblem::manifest_missing:
            return "manifest_missing";
        case PackProblem::manifest_foreign:
            return "manifest_foreign";
        case PackProblem::manifest_malformed:
            return "manifest_malformed";
        case PackProblem::fetch_list:
            return "fetch_list";
        case PackProblem::wrong_totals:
            return "wrong_totals";
        case PackProblem::too_many_files:
            return "too_many_files";
        case PackProblem::seal_file_size:
            return "seal_file_size";
        case PackProblem::text_file_size:
            return "text_file_size";
        case PackProblem::key_file_foreign:
            return "key_file_foreign";
    }
    return "";
}

std::string_view to_text(SealState state) noexcept {
    switch (state) {
        case SealState::missing:
            return "missing";
        case SealState::malformed:
            return "malformed";
        case SealState::no_key:
            return "no_key";
        case SealState::wrong:
            return "wrong";
        case SealState::comment_wrong:
            return "comment_wrong";
        case SealState::other_key:
            return "other_key";
        case SealState::other_seal:
            return "other_seal";
        case SealState::holds:
            return "holds";
        case SealState::holds_unexpected:
            return "holds_unexpected";
    }
    return "";
}

std::string_view to_text(TimeStampState state) noexcept {
    switch (state) {
        case TimeStampState::absent:
            return "absent";
        case TimeStampState::of_this_seal:
            return "of_this_seal";
        case TimeStampState::of_another_seal:
            return "of_another_seal";
    }
    return "";
}

std::string_view to_text(ReceiptState state) noexcept {
    switch (state) {
        case ReceiptState::absent:
            return "absent";
        case ReceiptState::malformed:
            return "malformed";
        case ReceiptState::of_another_seal:
            return "of_another_seal";
        case ReceiptState::unchecked:
            return "unchecked";
        case ReceiptState::of_another_log:
            return "of_another_log";
        case ReceiptState::wrong:
            return "wrong";
        case ReceiptState::holds:
            return "holds";
    }
    return "";
}

std::string_view to_text(PackVerdict verdict) noexcept {
    switch (verdict) {
        case PackVerdict::holds:
            return "holds";
        case PackVerdict::holds_unconfirmed:
            return "holds_unconfirmed";
        case PackVerdict::sealed_anew:
            return "sealed_anew";
        case PackVerdict::broken:
            return "broken";
        case PackVerdict::not_a_pack:
            return "not_a_pack";
    }
    return "";
}

}  // namespace holdfast::evidence
