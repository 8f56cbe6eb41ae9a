// SPDX-License-Identifier: Apache-2.0
// The mails of an mbox file (RFC 4155): each follows a line that begins with "From ". Nothing is decoded but what is
// shown of each to choose by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::evidence {

/// Of one mailbox; what follows counts to the last.
inline constexpr std::size_t most_mails = 200'000;

/// Where a mail lies, without the line before it.
struct MailPlace {
    std::size_t offset = 0;
    std::size_t size = 0;
    friend bool operator==(const MailPlace&, const MailPlace&) noexcept = default;
};
/// In their order. A line counts that is the first, or follows an empty one, and has a header after it: so a sentence
/// that begins with "From " ends no mail. Cost: linear.
[[nodiscard]] std::vector<MailPlace> mails_of(std::string_view box);

/// What somebody chooses a mail by; empty where it does not say. Words of strangers: not fit for a screen as they are.
struct MailHeading {
    std::string date;
    std::string from;
    std::string to;
    std::string subject;
    friend bool operator==(const MailHeading&, const MailHeading&) = default;
};
[[nodiscard]] MailHeading heading_of(std::string_view mail);

/// A mail that a scan came to the end of. Places are counted in 64 bits: a box may be larger than memory.
struct FoundMail {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    MailHeading heading;  ///< empty where headings are not read
};

/// mails_of() of a box that comes in pieces of any length; holds 64 KiB of it at most. What take() and finish() give
/// is, one after the other, the same for the same box however it is cut.
class MailScan {
  public:
    enum class Headings : std::uint8_t { unread, read };
    explicit MailScan(Headings headings) : headings_(headings) {}
    /// The mails that are known to end in it.
    [[nodiscard]] std::vector<FoundMail> take(std::string_view piece);
    /// The last mail; nothing comes after it.
    [[nodiscard]] std::vector<FoundMail> finish();

  private:
    [[nodiscard]] std::size_t needed_of_line() const noexcept;
    void end_line(std::uint64_t next);
    void take_heading();
    void end_mail(std::uint64_t end);

    Headings headings_;
    std::vector<FoundMail> found_;
    std::optional<FoundMail> mail_;  ///< the one that is gone through
    std::string head_;               ///< its headers so far
    bool in_head_ = false;
    std::size_t count_ = 0;
    std::string line_;  ///< the beginning of the line that is gone through
    std::uint64_t line_size_ = 0;
    std::uint64_t line_at_ = 0;
    std::uint64_t at_ = 0;
    bool after_empty_ = true;
    std::optional<std::uint64_t> separator_;  ///< where the line before begins, if mails may begin after it
};

}  // namespace holdfast::evidence
