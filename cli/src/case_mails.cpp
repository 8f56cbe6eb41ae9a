// SPDX-License-Identifier: Apache-2.0
#include "case_mails.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "case_words.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/file_type.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/sealing/digest.hpp"
#include "open_file.hpp"
#include "output.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

std::unexpected<PackFailure> refuse(const std::string& path, const std::string& why, int exit) {
    return pack_failure(exit, printable(path) + " was not read: " + why);
}

}  // namespace

PackResult<MailBox> MailBox::read(const std::string& path) {
    const OpenFile file(path);
    if (file.error() != 0) return refuse(path, "it cannot be read: " + reason_of(file.error()) + ".", exit_impossible);
    if (!S_ISREG(file.about().st_mode)) return refuse(path, "it is no ordinary file.", exit_impossible);
    auto bytes = read_into_memory(file, most_mailbox_bytes);
    if (!bytes) return refuse(path, bytes.error(), exit_impossible);
    const auto start = sealing::as_bytes(*bytes);
    const auto head = start.first(std::min(start.size(), evidence::type_head_bytes));
    if (evidence::type_of(head, {}) != evidence::FileType::mbox)
        return refuse(path, "it is no mailbox file (mbox). A single mail is added as it is.", exit_usage);
    const auto facts = evidence::taken_in(path.substr(path.find_last_of('/') + 1), {}, evidence::FileType::mbox,
                                          evidence::Sender::person, bytes->size(), {}, {});
    evidence::WholeFile whole{.name = facts.name, .size = bytes->size(), .sha256 = sealing::sha256(*bytes)};
    return MailBox(*std::move(bytes), std::move(whole));
}

evidence::MailHeading MailBox::heading(std::size_t number) const {
    const evidence::MailPlace& place = places_.at(number - 1);
    return evidence::heading_of(std::string_view(bytes_).substr(place.offset, place.size));
}

PackResult<OwnedDescriptor> MailBox::mail(std::size_t number) const {
    const evidence::MailPlace& place = places_.at(number - 1);
    return held_in_memory("A mail", std::string_view(bytes_).substr(place.offset, place.size));
}

PackResult<OwnedDescriptor> held_in_memory(const std::string& what, std::string_view bytes) {
    OwnedDescriptor file(::memfd_create("exhibit", MFD_CLOEXEC));
    while (file.get() >= 0 && !bytes.empty()) {
        const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) break;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    if (file.get() < 0 || !bytes.empty())
        return pack_failure(exit_impossible, what + " cannot be held in memory: " + reason_of(errno) + ".");
    return file;
}

std::string open_path(const OwnedDescriptor& file) {
    return "/proc/self/fd/" + std::to_string(file.get());
}

std::string list_of(const MailBox& box, bool json) {
    std::string out;
    for (std::size_t number = 1; number <= box.count(); ++number) {
        const evidence::MailHeading of = box.heading(number);
        if (json) {
            JsonWriter line;
            line.object().key("date").value(of.date).key("from").value(of.from);
            line.key("mail").value(static_cast<std::uint64_t>(number));
            line.key("size").value(static_cast<std::uint64_t>(box.size(number)));
            line.key("subject").value(of.subject).key("to").value(of.to);
            out += line.end().take() + "\n";
        } else {
            out += std::to_string(number) + "  " + evidence::shown_text(of.date) + "  " +
                   evidence::shown_text(of.from) + "  " + evidence::shown_text(of.subject) + "  " +
                   std::to_string(box.size(number)) + " bytes\n";
        }
    }
    return out;
}

}  // namespace holdfast::cli
