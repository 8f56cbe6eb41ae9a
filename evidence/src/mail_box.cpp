// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/mail_box.hpp"

#include <algorithm>
#include <utility>

#include "strip_steps.hpp"

namespace holdfast::evidence {
namespace {

/// What is shown of a header to choose by.
constexpr std::size_t longest_heading = 300;
/// More of a mail's headers is not looked at for it.
constexpr std::size_t heading_bytes = 65'536;
/// By so much of a line it shows whether it is a header.
constexpr std::size_t header_name_bytes = 200;

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool begins_header(std::string_view text) noexcept {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), header_name_bytes));
    const std::size_t colon = line.find(':');
    return colon != line.npos && colon > 0 && colon <= 76 &&
           std::ranges::all_of(line.substr(0, colon), [](char c) { return c > ' ' && c < '\x7F'; });
}

}  // namespace

std::size_t MailScan::needed_of_line() const noexcept {
    return in_head_ || separator_ ? heading_bytes : header_name_bytes;
}

std::vector<FoundMail> MailScan::take(std::string_view piece) {
    while (!piece.empty()) {
        const std::size_t end = piece.find('\n');
        const std::string_view part = piece.substr(0, end);
        line_ += part.substr(0, needed_of_line() - std::min(needed_of_line(), line_.size()));
        line_size_ += part.size();
        at_ += part.size();
        if (end == piece.npos) break;
        end_line(++at_);
        piece.remove_prefix(end + 1);
    }
    return std::exchange(found_, {});
}

std::vector<FoundMail> MailScan::finish() {
    if (line_size_ > 0) end_line(at_);
    end_mail(at_);
    return std::exchange(found_, {});
}

void MailScan::end_line(std::uint64_t next) {
    if (separator_ && begins_header(line_) && count_ < most_mails) {
        end_mail(*separator_);
        mail_ = FoundMail{.offset = line_at_, .size = 0, .heading = {}};
        in_head_ = headings_ == Headings::read;
        ++count_;
    }
    const bool is_empty = line_size_ == 0 || (line_size_ == 1 && line_ == "\r");
    if (in_head_) {
        head_ += std::string_view(line_).substr(0, heading_bytes - head_.size());
        if (head_.size() < heading_bytes) head_ += '\n';
        if (is_empty || head_.size() == heading_bytes) take_heading();
    }
    separator_.reset();
    if (after_empty_ && line_.starts_with("From ")) separator_ = line_at_;
    after_empty_ = is_empty;
    line_at_ = next;
    line_.clear();
    line_size_ = 0;
}

void MailScan::take_heading() {
    if (in_head_) mail_->heading = heading_of(head_);
    in_head_ = false;
    head_.clear();
}

void MailScan::end_mail(std::uint64_t end) {
    if (!mail_) return;
    take_heading();
    mail_->size = end - mail_->offset;
    found_.push_back(*std::exchange(mail_, {}));
}

std::vector<MailPlace> mails_of(std::string_view box) {
    MailScan scan(MailScan::Headings::unread);
    std::vector<MailPlace> places;
    const auto put = [&](const std::vector<FoundMail>& mails) {
        for (const FoundMail& mail : mails)
            places.push_back({static_cast<std::size_t>(mail.offset), static_cast<std::size_t>(mail.size)});
    };
    put(scan.take(box));
    put(scan.finish());
    return places;
}

MailHeading heading_of(std::string_view mail) {
    MailHeading heading;
    Cuts unused;
    std::string name;
    std::string value;
    const auto keep = [&] {
        std::string* const place = name == "date"      ? &heading.date
                                   : name == "from"    ? &heading.from
                                   : name == "to"      ? &heading.to
                                   : name == "subject" ? &heading.subject
                                                       : nullptr;
        if (place != nullptr && place->empty()) *place = decode_header(value, unused).substr(0, longest_heading);
    };
    std::string_view rest = mail.substr(0, heading_bytes);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') {
            value += line;
            continue;
        }
        keep();
        const std::size_t colon = line.find(':');
        name.assign(line.substr(0, colon));
        std::ranges::transform(name, name.begin(), lower);
        value.assign(colon == line.npos ? std::string_view() : line.substr(colon + 1));
        if (value.starts_with(' ')) value.erase(0, 1);
    }
    keep();
    return heading;
}

}  // namespace holdfast::evidence
