// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/stripped_words.hpp"

#include <algorithm>

#include "holdfast/core/hex.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/evidence/mail_box.hpp"
#include "joined.hpp"
#include "shown_text.hpp"
#include "strip_steps.hpp"

namespace holdfast::evidence {
namespace {

/// Where a cut joins what stood around it, something new may show: then it is cut again, and at last refused.
constexpr int most_rounds = 4;

constexpr std::string_view stripped_head =
    "Words taken out of a file. Everything in it that is not words was left out, and nothing of that was kept.\n"
    "File: ";

bool put_words(std::string& to, FileType type, std::string_view file, Cuts& cuts) {
    std::size_t parts = 0;
    if (type == FileType::mbox) {
        for (const MailPlace& each : mails_of(file)) {
            if (!to.empty()) to += "\n\n";
            if (!put_mail(to, file.substr(each.offset, each.size), parts, cuts)) return false;
        }
        return true;
    }
    if (type == FileType::eml || type == FileType::mhtml) return put_mail(to, file, parts, cuts);
    const auto words = as_words(file, {});
    if (!words) {
        cuts.add(CutRule::not_words, file.size());
    } else if (type == FileType::html) {
        put_page(to, *words, cuts);
    } else {
        to = *words;
    }
    return true;
}

}  // namespace

std::string_view to_text(CutRule rule) noexcept {
    static constexpr std::array<std::string_view, cut_rules> words{
        "mail-part", "not-words", "around-parts", "header", "markup", "data-uri", "encoded", "archive-member"};
    return words[std::min<std::size_t>(static_cast<std::size_t>(rule), words.size() - 1)];
}

void Cuts::add(CutRule rule, std::uint64_t bytes, std::uint64_t count) noexcept {
    Count& of = counts_[static_cast<std::size_t>(rule)];
    of.count += count;
    of.bytes += bytes;
}
void Cuts::add(const Cuts& more) noexcept {
    for (std::size_t i = 0; i < counts_.size(); ++i)
        add(static_cast<CutRule>(i), more.counts_[i].bytes, more.counts_[i].count);
}
bool Cuts::empty() const noexcept {
    return std::ranges::all_of(counts_, [](const Count& each) { return each == Count{}; });
}
std::string Cuts::text() const {
    std::string text;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (counts_[i] == Count{}) continue;
        text += joined({text.empty() ? "" : ", ", to_text(static_cast<CutRule>(i)), ": ",
                        std::to_string(counts_[i].count), " (", std::to_string(counts_[i].bytes), " bytes)"});
    }
    return text.empty() ? "nothing" : text;
}

std::string_view explain(StripError error) noexcept {
    switch (error) {
        case StripError::not_read:
            return "The words of such a file are not taken out.";
        case StripError::too_large:
            return "The file is larger than the limit of 256 MiB for taking words out.";
        case StripError::too_many:
            return "The mail has more parts than the limit.";
        case StripError::nothing_left:
            return "There are no words in it.";
        case StripError::not_words:
            return "What was left of it is still not words alone.";
    }
    return "The words could not be taken out.";
}

bool can_be_stripped(FileType type) noexcept {
    return may_be_words_alone(type) || type == FileType::mhtml;
}

std::expected<StrippedWords, StripError> words_of(FileType type, std::string_view file) {
    if (!can_be_stripped(type)) return std::unexpected(StripError::not_read);
    if (file.size() > most_stripped_bytes) return std::unexpected(StripError::too_large);
    StrippedWords of;
    if (!put_words(of.words, type, file, of.cuts)) return std::unexpected(StripError::too_many);
    for (int round = 0; round < most_rounds && !holds_words_alone(of.words); ++round)
        of.words = without_media(of.words, of.cuts);
    if (!holds_words_alone(of.words)) return std::unexpected(StripError::not_words);
    const bool blank = std::ranges::all_of(of.words, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
    if (blank) return std::unexpected(StripError::nothing_left);
    return of;
}

std::expected<std::string, StripError> stripped_text(const StrippedWords& of, const WholeFile& parent) {
    std::string text = joined({stripped_head, one_line(parent.name), ", ", std::to_string(parent.size),
                               " bytes, SHA-256 ", to_hex(parent.sha256), "\nLeft out: ", of.cuts.text(),
                               "\n----------------------------------------------------------------------\n", of.words});
    if (!text.ends_with('\n')) text += '\n';
    if (!holds_words_alone(text)) return std::unexpected(StripError::not_words);
    return text;
}

}  // namespace holdfast::evidence
