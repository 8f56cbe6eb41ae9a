// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/pack_words.hpp"

#include "holdfast/core/identifier.hpp"
#include "holdfast/core/utf8.hpp"
#include "shown_text.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::size_t longest_shown = 200;

std::string fault_words(PathFault fault) {
    switch (fault) {
        case PathFault::empty:
            return "it is empty";
        case PathFault::too_long:
            return "it is longer than a pack allows";
        case PathFault::not_utf8:
            return "it is not valid text";
        case PathFault::control_character:
            return "it holds a control character";
        case PathFault::hidden_character:
            return "it holds a character that hides or turns text";
        case PathFault::absolute:
            return "it leads out of the pack, to the top of the disk";
        case PathFault::backslash:
            return "it holds a backslash, which on Windows leads elsewhere";
        case PathFault::drive_or_stream:
            return "it holds a colon, which on Windows is a drive or a hidden stream";
        case PathFault::home_shortcut:
            return "it leads out of the pack, to a home folder";
        case PathFault::variable_shortcut:
            return "it leads out of the pack, to a folder of Windows";
        case PathFault::dot_segment:
            return "it leads out of the pack, or around in it";
        case PathFault::empty_segment:
            return "a part of it is empty";
        case PathFault::device_name:
            return "it is the name of a device on Windows";
        case PathFault::trailing_dot:
            return "a part of it ends with a dot or a space, which Windows drops";
        case PathFault::reserved:
            return "it holds a character that Windows refuses";
    }
    return {};
}

std::string size_words(const FileResult& result) {
    if (!result.sealed_size) return {};
    return " (" + std::to_string(result.size) + " bytes; " + std::to_string(*result.sealed_size) + " were sealed)";
}

}  // namespace

std::string shown_text(std::string_view text) {
    std::string line = one_line(text);
    std::string_view rest = line;
    for (std::size_t shown = 0; shown < longest_shown && !rest.empty(); ++shown)
        rest.remove_prefix(utf8_sequence(rest));
    if (rest.empty()) return line;
    line.resize(line.size() - rest.size());
    return line + "\u2026";
}

std::string sentence(const FileResult& result) {
    const std::string path = shown_text(result.path);
    const std::string other = shown_text(result.other);
    switch (result.state) {
        case FileState::holds:
            return path + " is as it was sealed.";
        case FileState::of_the_seal:
            return path + " belongs to the seal.";
        case FileState::changed:
            return path + " was changed.";
        case FileState::shortened:
            return path + " was cut short" + size_words(result) + ".";
        case FileState::lengthened:
            return path + " was made longer" + size_words(result) + ".";
        case FileState::exchanged:
            return path + " was exchanged: it has the content that was sealed as " + other + ".";
        case FileState::disputed:
            return path + " agrees with one list of the pack but not with all.";
        case FileState::missing:
            return path + " is missing.";
        case FileState::renamed:
            return path + " was renamed: its content now lies under " + other + ".";
        case FileState::added:
            return path + " was added: it was never sealed.";
        case FileState::renamed_to:
            return path + " was never sealed under this name: it is the file sealed as " + other + ".";
        case FileState::copied:
            return path + " was added: it is a copy of " + other + ".";
        case FileState::cut_off:
            return path + " is incomplete: the pack ends within it" + size_words(result) + ".";
        case FileState::not_reached:
            return path + " could not be checked: the pack cannot be read as far as this file.";
        case FileState::name_forbidden:
            return "The name " + path + " is refused" +
                   (result.path_fault ? ": " + fault_words(*result.path_fault) : std::string()) + ".";
        case FileState::twin:
            return path + " and " + other + " would be one file on some systems.";
        case FileState::listed_wrongly:
            return path + " is listed twice, or in a list where it does not belong.";
        case FileState::not_a_file:
            return path + " is no ordinary file (a link, a device, or unreadable).";
        case FileState::text_malformed:
            return path + " cannot be understood: it was damaged or changed.";
        case FileState::checksum_wrong:
            return path + " holds, but the ZIP file's own checksum of it is wrong, so other programs will refuse it.";
    }
    return {};
}

std::string_view sentence(PackProblem problem) noexcept {
    switch (problem) {
        case PackProblem::unreadable_zip:
            return "The ZIP file is not as a pack has it.";
        case PackProblem::several_folders:
            return "Not everything lies in one folder, as it does in a pack.";
        case PackProblem::folder_renamed:
            return "The folder in the ZIP file was renamed: it does not fit case number and day of sealing.";
        case PackProblem::no_pack:
            return "bagit.txt is missing.";
        case PackProblem::not_bagit_1_0:
            return "bagit.txt is not that of a pack.";
        case PackProblem::manifest_missing:
            return "A list of what was sealed is missing (manifest-sha256.txt, manifest-sha512.txt or "
                   "tagmanifest-sha256.txt).";
        case PackProblem::manifest_foreign:
            return "There is a manifest that packs do not have.";
        case PackProblem::manifest_malformed:
            return "A list of what was sealed is not in the form that packs have.";
        case PackProblem::fetch_list:
            return "There is a fetch.txt, which asks to load files from elsewhere. Packs never have one; nothing was "
                   "loaded.";
        case PackProblem::wrong_totals:
            return "There are more or fewer files or bytes than bag-info.txt says.";
        case PackProblem::too_many_files:
            return "There are more files than a pack can have; the rest was not looked at.";
        case PackProblem::seal_file_size:
            return "A file of the seal is far too large to be one.";
        case PackProblem::text_file_size:
            return "The lists of the pack are far too large.";
        case PackProblem::key_file_foreign:
            return "The public key in the pack (seal/pack.pub) is missing, or is not the one that this pack is checked "
                   "with.";
    }
    return {};
}

std::string sentence(const ZipFault& fault) {
    const auto words = [&fault]() -> std::string {
        switch (fault.error) {
            case ZipError::not_zip:
                return "This is no ZIP file";
            case ZipError::cut_off:
                return "The ZIP file was cut off: its end is missing";
            case ZipError::trailing_junk:
                return "Something was added behind the end of the ZIP file";
            case ZipError::leading_junk:
                return "Something was added before the beginning of the ZIP file";
            case ZipError::comment:
                return "The ZIP file has a comment, which packs never have";
            case ZipError::several_disks:
                return "The ZIP file is a part of several";
            case ZipError::zip64_record:
            case ZipError::directory_place:
            case ZipError::wrong_count:
            case ZipError::entry_malformed:
                return "The ZIP file's table of contents is damaged";
            case ZipError::directory_size:
            case ZipError::too_many_entries:
                return "The ZIP file has a larger table of contents than a pack can have";
            case ZipError::encrypted:
                return "The ZIP file is locked with a ZIP password, which packs never are";
            case ZipError::compressed:
                return "The ZIP file is compressed, which packs never are: somebody packed it anew";
            case ZipError::data_descriptor:
            case ZipError::needs_newer:
            case ZipError::extra_field:
            case ZipError::folder_entry:
                return "The ZIP file was made by another program: somebody packed it anew";
            case ZipError::sizes_disagree:
            case ZipError::headers_disagree:
                return "The ZIP file says different things of one file in different places";
            case ZipError::not_a_file:
                return "The ZIP file holds a link or a device";
            case ZipError::path_fault:
                return "The ZIP file holds a name that is refused";
            case ZipError::duplicate_path:
                return "The ZIP file holds two files of one name";
            case ZipError::twin_path:
                return "The ZIP file holds two names that are one file on some systems";
            case ZipError::overlap:
                return "Two files share bytes in the ZIP file";
            case ZipError::gap:
                return "The ZIP file holds bytes that belong to no file";
            case ZipError::checksum:
                return "A checksum of the ZIP file is wrong";
            case ZipError::out_of_turn:
                return "The ZIP file was not read to its end";
        }
        return {};
    };
    std::string text = words() + " (at byte " + std::to_string(fault.offset);
    if (!fault.path.empty()) text += ", " + shown_text(fault.path);
    return text + ").";
}

std::string_view sentence(SealState state) noexcept {
    switch (state) {
        case SealState::missing:
            return "There is no seal: nobody signed this.";
        case SealState::malformed:
            return "The seal was damaged or changed.";
        case SealState::no_key:
            return "The key that the seal could be checked with is missing.";
        case SealState::wrong:
            return "The seal is broken: it does not fit what is in the pack.";
        case SealState::comment_wrong:
            return "The words in the seal were changed after sealing.";
        case SealState::other_key:
            return "The pack was sealed anew: its seal fits, but the key is not the one that was expected.";
        case SealState::other_seal:
            return "The pack was sealed anew: its seal is not the one that the receipt names.";
        case SealState::holds:
            return "The seal holds, with what was expected.";
        case SealState::holds_unexpected:
            return "The seal holds, with the key that lies in the pack itself. No expected key was given, so this does "
                   "not "
                   "say who sealed it: compare the key with the one on paper, or as the person told it.";
    }
    return {};
}

std::string_view sentence(TimeStampState state) noexcept {
    switch (state) {
        case TimeStampState::absent:
            return "There is no time stamp: only the clock of the device says when it was sealed.";
        case TimeStampState::of_this_seal:
            return "There is a time stamp that names this seal. Whether the authority signed it is a check of its own.";
        case TimeStampState::of_another_seal:
            return "The time stamp is that of another seal.";
    }
    return {};
}

std::string_view sentence(ReceiptState state) noexcept {
    switch (state) {
        case ReceiptState::absent:
            return "There is no receipt of a service.";
        case ReceiptState::malformed:
            return "The receipt was damaged or changed, or is no receipt.";
        case ReceiptState::of_another_seal:
            return "The receipt in the pack is that of another seal: the pack was sealed anew, or the receipt is "
                   "another pack's.";
        case ReceiptState::unchecked:
            return "There is a receipt that names this seal. The key of the service's log was not given, so it was not "
                   "checked.";
        case ReceiptState::of_another_log:
            return "There is a receipt, but not from the log that was expected: it says nothing.";
        case ReceiptState::wrong:
            return "The receipt does not hold: it was changed, or the log never held this seal.";
        case ReceiptState::holds:
            return "The receipt holds: the service's public log has this seal.";
    }
    return {};
}

std::string_view sentence_of_no_receipt() noexcept {
    return "The pack is complete and unchanged, but no receipt of the expected log shows that it is old.";
}

std::string_view sentence(PackVerdict verdict) noexcept {
    switch (verdict) {
        case PackVerdict::holds:
            return "The pack holds: it is complete, unchanged, and sealed as expected.";
        case PackVerdict::holds_unconfirmed:
            return "The pack is complete and unchanged since it was sealed. Who sealed it was not checked.";
        case PackVerdict::sealed_anew:
            return "This is not the pack that was expected: it was sealed anew.";
        case PackVerdict::broken:
            return "The pack does not hold.";
        case PackVerdict::not_a_pack:
            return "This is not a pack.";
    }
    return {};
}

std::vector<std::string> sentences(const PackReport& report) {
    std::vector<std::string> all;
    all.emplace_back(sentence(report.verdict));
    if (report.zip) all.push_back(sentence(*report.zip));
    for (const PackProblem problem : report.problems)
        if (problem != PackProblem::unreadable_zip) all.emplace_back(sentence(problem));
    std::size_t sound = 0;
    for (const FileResult& file : report.files) {
        if (is_sound(file.state)) {
            ++sound;
        } else {
            all.push_back(sentence(file));
        }
    }
    if (report.verdict == PackVerdict::not_a_pack) return all;
    all.push_back(std::to_string(sound) + " of " + std::to_string(report.files.size()) +
                  " files are as they should be.");
    all.emplace_back(sentence(report.seal));
    all.emplace_back(sentence(report.time_stamp));
    all.emplace_back(sentence(report.receipt));
    if (report.receipt == ReceiptState::holds && report.received) {
        all.push_back("By the service's clock it was there at " + to_rfc3339(*report.received) + ".");
    }
    all.emplace_back("A seal shows that nothing changed since sealing. It does not show that what was sealed is true.");
    return all;
}

}  // namespace holdfast::evidence
