// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/exhibit.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/sealing/digest.hpp"
#include "joined.hpp"
#include "one_line.hpp"

namespace holdfast::evidence {
namespace {

bool is_visual(FileType type) noexcept {
    return class_of(type) == TypeClass::picture || class_of(type) == TypeClass::video;
}

const FileFacts* file_of(const Holding& holding) noexcept {
    if (const auto* const hashes = std::get_if<HashesOnly>(&holding)) return &hashes->file();
    const auto* const kept = std::get_if<Kept>(&holding);
    return kept == nullptr ? nullptr : &kept->file();
}

std::string padded(std::uint32_t number) {
    std::string text = std::to_string(number);
    if (text.size() < 4) text.insert(0, 4 - text.size(), '0');
    return text;
}

}  // namespace

std::string_view to_text(ExhibitKind kind) noexcept {
    static constexpr std::array<std::string_view, 10> words{
        "screenshot", "photo-of-screen", "picture",  "video", "voice-message", "chat-export",
        "mail",       "web-page",        "document", "other"};
    return words[std::min<std::size_t>(static_cast<std::size_t>(kind), words.size() - 1)];
}

std::string_view to_text(Sender sender) noexcept {
    switch (sender) {
        case Sender::person:
            return "person";
        case Sender::offender:
            return "offender";
        case Sender::other:
            return "other";
    }
    return "other";
}

std::string_view to_text(WhyHashes why) noexcept {
    return why == WhyHashes::intimate ? "intimate" : "left-out";
}

std::string_view to_text(ExhibitError error) noexcept {
    static constexpr std::array<std::string_view, 11> words{
        "not_asked",     "shows_intimate", "shows_nobody", "sent_by_offender", "other_bytes",    "not_words",
        "not_a_picture", "parent_differs", "bad_record",   "too_many",         "not_of_its_type"};
    return words[std::min<std::size_t>(static_cast<std::size_t>(error), words.size() - 1)];
}

std::string_view explain(ExhibitError error) noexcept {
    switch (error) {
        case ExhibitError::not_asked:
            return "It was not answered whether it shows anybody intimate.";
        case ExhibitError::shows_intimate:
            return "It shows somebody intimate, so only its checksums may be kept.";
        case ExhibitError::shows_nobody:
            return "It cannot show anybody, so that cannot be why it is left out.";
        case ExhibitError::sent_by_offender:
            return "A picture or film that the offender sent may be of a child, so nothing of it is kept but words.";
        case ExhibitError::other_bytes:
            return "The content is not that of the file that is named.";
        case ExhibitError::not_words:
            return "Where somebody is or may be under 18, only files of words are kept.";
        case ExhibitError::not_a_picture:
            return "That needs a picture, and the file is none.";
        case ExhibitError::parent_differs:
            return "The record of what was covered names another file.";
        case ExhibitError::bad_record:
            return "The record of what was covered does not fit the picture.";
        case ExhibitError::too_many:
            return "More than one exhibit can have.";
        case ExhibitError::not_of_its_type:
            return "A file of that type says nothing of that kind about itself.";
    }
    return "Not possible.";
}

FileFacts taken_in(std::string_view name, std::string_view declared, FileType type, Sender sender, std::uint64_t size,
                   const Digest256& sha256, const Digest512& sha512) {
    FileFacts file;
    file.name = one_line(name, longest_line);
    file.size = size;
    file.type = type;
    const std::size_t dot = name.rfind('.');
    const bool silent = declared.empty() || declared == "application/octet-stream";
    if (silent && dot != name.npos) declared = name.substr(dot + 1);
    file.declared = one_line(declared, longest_line);
    if (agrees(file.declared, type)) file.declared.clear();
    file.sha256 = sha256;
    file.sha512 = sha512;
    file.sender = sender;
    return file;
}

bool counts_as_under_18(const FileFacts& file) noexcept {
    return file.sender == Sender::offender && is_visual(file.type);
}

std::expected<Kept, ExhibitError> Kept::create(FileFacts file, ShowsIntimate answer,
                                               std::optional<PictureFacts> picture, StatedFacts says) {
    if (counts_as_under_18(file)) return std::unexpected(ExhibitError::sent_by_offender);
    if (answer == ShowsIntimate::yes) return std::unexpected(ExhibitError::shows_intimate);
    if (answer == ShowsIntimate::not_asked && may_show_somebody(class_of(file.type))) {
        return std::unexpected(ExhibitError::not_asked);
    }
    if (picture && class_of(file.type) != TypeClass::picture) return std::unexpected(ExhibitError::not_a_picture);
    const bool fits =
        std::ranges::all_of(says, [&](const StatedFact& fact) { return may_state(file.type, fact.name); });
    if (!fits) return std::unexpected(ExhibitError::not_of_its_type);
    return Kept(std::move(file), std::move(picture), std::move(says));
}

std::expected<HashesOnly, ExhibitError> HashesOnly::create(FileFacts file, WhyHashes why, std::vector<Signal> codes) {
    if (counts_as_under_18(file)) return std::unexpected(ExhibitError::sent_by_offender);
    if (why == WhyHashes::intimate && !may_show_somebody(class_of(file.type))) {
        return std::unexpected(ExhibitError::shows_nobody);
    }
    if (!codes.empty() && class_of(file.type) != TypeClass::picture)
        return std::unexpected(ExhibitError::not_a_picture);
    if (codes.size() > most_codes) return std::unexpected(ExhibitError::too_many);
    return HashesOnly(std::move(file), why, std::move(codes));
}

bool may_be_words_alone(FileType type) noexcept {
    return type == FileType::text || type == FileType::json || type == FileType::html || type == FileType::eml ||
           type == FileType::mbox;
}

std::expected<KeptText, ExhibitError> KeptText::create(FileFacts file, std::string_view content) {
    if (content.size() != file.size || sealing::sha256(content) != file.sha256) {
        return std::unexpected(ExhibitError::other_bytes);
    }
    if (!holds_words_alone(content)) return std::unexpected(ExhibitError::not_words);
    return recorded(std::move(file));
}

std::expected<KeptText, ExhibitError> KeptText::recorded(FileFacts file) {
    if (!may_be_words_alone(file.type)) return std::unexpected(ExhibitError::not_words);
    return KeptText(std::move(file));
}

std::expected<RedactedCopy, ExhibitError> RedactedCopy::create(const Holding& parent, std::uint32_t index,
                                                               std::uint64_t size, Digest256 sha256, Digest512 sha512,
                                                               RedactionRecord record, ShowsIntimate answer) {
    const FileFacts* const file = file_of(parent);
    if (file == nullptr || class_of(file->type) != TypeClass::picture)
        return std::unexpected(ExhibitError::not_a_picture);
    const auto* const hashes = std::get_if<HashesOnly>(&parent);
    if (hashes != nullptr && hashes->why() == WhyHashes::intimate) return std::unexpected(ExhibitError::shows_intimate);
    if (answer == ShowsIntimate::not_asked) return std::unexpected(ExhibitError::not_asked);
    if (answer == ShowsIntimate::yes) return std::unexpected(ExhibitError::shows_intimate);
    if (record.parent != file->sha256) return std::unexpected(ExhibitError::parent_differs);
    if (!check(record)) return std::unexpected(ExhibitError::bad_record);
    if (index == 0 || index > most_copies) return std::unexpected(ExhibitError::too_many);
    RedactedCopy copy;
    copy.index_ = index;
    copy.size_ = size;
    copy.sha256_ = sha256;
    copy.sha512_ = sha512;
    copy.record_ = std::move(record);
    return copy;
}

const FileFacts* kept_file_of(const Exhibit& exhibit) noexcept {
    const auto* const kept = std::get_if<Kept>(&exhibit.holding);
    return kept == nullptr ? nullptr : &kept->file();
}
const FileFacts* kept_file_of(const TextExhibit& exhibit) noexcept {
    return &exhibit.holding.file();
}
const FileFacts* file_of(const Exhibit& exhibit) noexcept {
    return file_of(exhibit.holding);
}
const FileFacts* file_of(const TextExhibit& exhibit) noexcept {
    return kept_file_of(exhibit);
}

bool leave_original_out(Exhibit& exhibit) {
    const FileFacts* const kept = kept_file_of(exhibit);
    if (kept == nullptr) return false;
    auto hashes = HashesOnly::create(*kept, WhyHashes::left_out);
    if (!hashes) return false;
    exhibit.holding = *std::move(hashes);
    return true;
}

bool is_shown_by_copies_alone(const Exhibit& exhibit) noexcept {
    return std::holds_alternative<HashesOnly>(exhibit.holding) && !exhibit.copies.empty();
}

std::span<const RedactedCopy> copies_of(const Exhibit& exhibit) noexcept {
    return exhibit.copies;
}
std::span<const RedactedCopy> copies_of(const TextExhibit&) noexcept {
    return {};
}

std::string exhibit_name(std::string_view prefix, std::uint32_t number) {
    return joined({prefix, "/", std::to_string(number)});
}
std::string copy_name(std::string_view prefix, std::uint32_t number, std::uint32_t index) {
    return joined({prefix, "/", std::to_string(number), "-R", std::to_string(index)});
}
std::string item_path(std::uint32_t number, FileType type) {
    return joined({"items/", padded(number), ".", extension(type)});
}
std::string copy_path(std::uint32_t number, std::uint32_t index) {
    return joined({"redacted/", padded(number), "-r", std::to_string(index), ".png"});
}

}  // namespace holdfast::evidence
