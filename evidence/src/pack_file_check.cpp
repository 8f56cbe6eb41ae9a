// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/pack_file_check.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/sealing/age_armor.hpp"
#include "holdfast/sealing/digest.hpp"
#include "joined.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::string_view age_beginning = "age-encryption.org/";
using Range = PackZipCheck::Range;

}  // namespace

std::string_view to_text(PackFileError error) noexcept {
    static constexpr std::array<std::string_view, 6> words{"locked",     "other_key", "altered",
                                                           "bad_header", "armored",   "out_of_turn"};
    return words[std::min<std::size_t>(static_cast<std::size_t>(error), words.size() - 1)];
}

std::string_view explain(PackFileError error) noexcept {
    switch (error) {
        case PackFileError::locked:
            return "The pack is locked: give the key that opens it.";
        case PackFileError::other_key:
            return "The pack is locked to other keys than the one given: it cannot be opened.";
        case PackFileError::altered:
            return "The pack does not hold: it was changed or cut off after it was locked.";
        case PackFileError::bad_header:
            return "The pack is damaged at its beginning: it cannot be opened with any key.";
        case PackFileError::armored:
            return "This is the text form of a locked file. Make it a binary one with age, or check it with holdfast "
                   "pack verify.";
        case PackFileError::out_of_turn:
            break;
    }
    return "The pack was not read to its end.";
}

namespace {

bool pack_holds(const PackFileReport& of) noexcept {
    return of.damage.empty() &&
           (of.report.verdict == PackVerdict::holds || of.report.verdict == PackVerdict::holds_unconfirmed);
}

}  // namespace

bool PackFileReport::holds() const noexcept {
    return pack_holds(*this) && (!receipt_wanted || report.receipt == ReceiptState::holds);
}

PackFileCheck::PackFileCheck(std::uint64_t file_bytes, std::vector<sealing::AgeIdentity> identities)
    : file_bytes_(file_bytes), identities_(std::move(identities)) {
    if (file_bytes_ == 0) after_front();
}

std::optional<Range> PackFileCheck::wants() const {
    const std::uint64_t have = gathered_.size();
    switch (stage_) {
        case Stage::front: {
            const auto front = std::min<std::uint64_t>(file_bytes_, sealing::age_front_bytes);
            return Range{.offset = have, .bytes = front - have};
        }
        case Stage::plain:
            return zip_->wants();
        case Stage::end: {
            const auto place = chunks_->place(chunks_->count() - 1);
            return Range{.offset = place.offset + have, .bytes = place.bytes - have};
        }
        case Stage::locked: {
            const auto first = chunks_->place(chunk_);
            const auto last = chunks_->place(last_);
            return Range{.offset = first.offset + have, .bytes = last.offset + last.bytes - first.offset - have};
        }
        case Stage::done:
            break;
    }
    return std::nullopt;
}

void PackFileCheck::take(std::span<const std::byte> bytes) {
    const auto range = wants();
    if (!range) return;
    bytes = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), range->bytes)));
    if (stage_ == Stage::plain) {
        zip_->take(bytes);
        if (!zip_->wants()) stage_ = Stage::done;
        return;
    }
    if (stage_ == Stage::locked) return open_chunks(bytes);
    gathered_.insert(gathered_.end(), bytes.begin(), bytes.end());
    if (bytes.size() < range->bytes) return;
    if (stage_ == Stage::front) {
        after_front();
    } else {
        after_end();
    }
}

void PackFileCheck::after_front() {
    const auto begins = sealing::as_bytes(age_beginning);
    if (gathered_.size() >= begins.size() && std::ranges::equal(std::span(gathered_).first(begins.size()), begins))
        return open_lock();
    if (sealing::looks_armored(gathered_)) {
        error_ = PackFileError::armored;
        stage_ = Stage::done;
        return;
    }
    gathered_ = {};
    zip_.emplace(file_bytes_);
    stage_ = zip_->wants() ? Stage::plain : Stage::done;
}

void PackFileCheck::open_lock() {
    stage_ = Stage::done;
    if (identities_.empty()) {
        error_ = PackFileError::locked;
        return;
    }
    auto chunks = sealing::AgeChunks::open(gathered_, file_bytes_, identities_);
    gathered_.clear();
    identities_.clear();
    if (!chunks) {
        const sealing::AgeError why = chunks.error();
        const bool changed = why == sealing::AgeError::hmac_failure || why == sealing::AgeError::payload_failure;
        error_ = why == sealing::AgeError::no_match ? PackFileError::other_key
                 : changed                          ? PackFileError::altered
                                                    : PackFileError::bad_header;
        return;
    }
    chunks_.emplace(*std::move(chunks));
    stage_ = Stage::end;
}

/// The last chunk says whether something is missing behind it. Where it does not open, what lies before the last one
/// that does is all there is.
void PackFileCheck::after_end() {
    plain_.clear();
    const bool opens = chunks_->read(chunks_->count() - 1, gathered_, plain_).has_value();
    gathered_.clear();
    if (!opens) {
        damage_ = "The pack was cut off or changed after it was locked: its end is missing.";
        chunks_->lose_last();
        if (chunks_->count() > 0) return;  // the one before is looked at next
    }
    sealing::wipe(plain_);
    zip_.emplace(chunks_->plain_bytes());
    aim();
}

/// Which chunks hold what the check of the ZIP file wants next.
void PackFileCheck::aim() {
    const auto range = zip_->wants();
    if (!range || chunks_->count() == 0) {
        stage_ = Stage::done;
        return;
    }
    stage_ = Stage::locked;
    chunk_ = range->offset / sealing::age_chunk_bytes;
    last_ = std::min((range->offset + range->bytes - 1) / sealing::age_chunk_bytes, chunks_->count() - 1);
}

void PackFileCheck::open_chunks(std::span<const std::byte> bytes) {
    while (!bytes.empty() && stage_ == Stage::locked) {
        const auto place = chunks_->place(chunk_);
        const auto part = bytes.first(std::min(place.bytes - gathered_.size(), bytes.size()));
        gathered_.insert(gathered_.end(), part.begin(), part.end());
        bytes = bytes.subspan(part.size());
        if (gathered_.size() < place.bytes) return;
        plain_.clear();
        const bool opens = chunks_->read(chunk_, gathered_, plain_).has_value();
        gathered_.clear();
        if (!opens) {
            if (damage_.empty())
                damage_ = joined({"The pack was changed after it was locked, at byte ", std::to_string(place.offset),
                                  " or up to ", std::to_string(place.bytes), " bytes behind it."});
            stage_ = Stage::done;
            return;
        }
        const std::uint64_t start = chunk_ * sealing::age_chunk_bytes;
        const auto range = zip_->wants();
        const auto skip = static_cast<std::size_t>(range->offset - start);
        zip_->take(std::span(plain_).subspan(std::min(skip, plain_.size())));
        const std::uint64_t end = start + plain_.size();
        sealing::wipe(plain_);
        const auto next = zip_->wants();
        // Most often it goes on where this chunk ends; otherwise what else was brought is not what is wanted.
        const bool goes_on = next && next->offset == end && chunk_ < last_;
        if (goes_on) {
            ++chunk_;
            continue;
        }
        return aim();
    }
}

std::expected<PackFileReport, PackFileError> PackFileCheck::finish(const PackExpectation& expected) {
    if (error_) return std::unexpected(*error_);
    if (!zip_ || stage_ != Stage::done) return std::unexpected(PackFileError::out_of_turn);
    PackFileReport report;
    report.was_locked = chunks_.has_value();
    report.receipt_wanted = expected.log.has_value();
    report.damage = damage_;
    report.report = zip_->finish(expected);
    return report;
}

std::vector<std::string> sentences(const PackFileReport& report) {
    std::vector<std::string> all = sentences(report.report);
    // A receipt can be taken out of a pack without a trace, so one that was wanted and is not there counts.
    if (pack_holds(report) && !report.holds()) all.front() = sentence_of_no_receipt();
    if (report.damage.empty()) return all;
    all.front() = sentence(PackVerdict::broken);
    // That the ZIP file ends early follows from it.
    if (report.report.zip && report.report.zip->error == ZipError::out_of_turn) all.erase(all.begin() + 1);
    all.insert(all.begin() + 1, report.damage);
    return all;
}

}  // namespace holdfast::evidence
