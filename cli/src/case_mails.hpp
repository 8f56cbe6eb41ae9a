// SPDX-License-Identifier: Apache-2.0
// The mails of a mailbox file (mbox), to choose single ones by. What is not chosen is read and let go of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/evidence/exhibit.hpp"
#include "holdfast/evidence/mail_box.hpp"
#include "owned_descriptor.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

inline constexpr std::uint64_t most_mailbox_bytes = std::uint64_t{1} << 30U;

class MailBox {
  public:
    /// The whole file, in memory.
    [[nodiscard]] static PackResult<MailBox> read(const std::string& path);
    [[nodiscard]] std::size_t count() const noexcept { return places_.size(); }
    /// `number` is 1..count(), in the order of the file.
    [[nodiscard]] evidence::MailHeading heading(std::size_t number) const;
    [[nodiscard]] std::size_t size(std::size_t number) const { return places_.at(number - 1).size; }
    /// What the mails are taken out of.
    [[nodiscard]] const evidence::WholeFile& whole() const noexcept { return whole_; }
    /// One mail's bytes as a file in memory, which open_path() names while the descriptor is open.
    [[nodiscard]] PackResult<OwnedDescriptor> mail(std::size_t number) const;

  private:
    MailBox(std::string bytes, evidence::WholeFile whole)
        : bytes_(std::move(bytes)), places_(evidence::mails_of(bytes_)), whole_(std::move(whole)) {}
    std::string bytes_;
    std::vector<evidence::MailPlace> places_;
    evidence::WholeFile whole_;
};

/// `bytes` as a file in memory; `what` begins the sentence that says why not.
[[nodiscard]] PackResult<OwnedDescriptor> held_in_memory(const std::string& what, std::string_view bytes);

/// Where a descriptor of this process can be opened again.
[[nodiscard]] std::string open_path(const OwnedDescriptor& file);

/// What `case add BOX --list` prints: a line, or with `json` an object, for each mail.
[[nodiscard]] std::string list_of(const MailBox& box, bool json);

}  // namespace holdfast::cli
