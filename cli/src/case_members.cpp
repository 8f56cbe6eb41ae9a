// SPDX-License-Identifier: Apache-2.0
#include "case_members.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "case_mails.hpp"
#include "case_source.hpp"
#include "case_words.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/crc32.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/sealing/digest.hpp"
#include "inflate_member.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

using evidence::FileType;
using evidence::MemberError;
using evidence::MemberPlace;

std::unexpected<PackFailure> refuse(const std::string& path, const std::string& why, int exit = exit_impossible) {
    return pack_failure(exit, printable(path) + " was not read: " + why);
}

}  // namespace

bool is_archive(const std::string& path) {
    const OpenFile file(path);
    if (file.error() != 0 || !S_ISREG(file.about().st_mode)) return false;
    const auto type = type_by_content(file, path);
    return type && *type == FileType::zip;
}

PackResult<Archive> Archive::read(const std::string& path) {
    Archive archive(path, std::make_unique<OpenFile>(path));
    const OpenFile& file = *archive.file_;
    if (file.error() != 0) return refuse(path, "it cannot be read: " + reason_of(file.error()) + ".");
    if (!S_ISREG(file.about().st_mode)) return refuse(path, "it is no ordinary file.");
    const auto type = type_by_content(file, path);
    if (!type) return std::unexpected(type.error());
    if (*type != FileType::zip)
        return refuse(path, "it is no archive (ZIP). A single file is added as it is.", exit_usage);
    const auto size = static_cast<std::uint64_t>(file.about().st_size);
    const std::uint64_t tail_bytes = evidence::zip_tail_bytes(size);
    const auto head = read_at(file, 0, std::min<std::uint64_t>(size, 4));
    const auto tail = read_at(file, size - tail_bytes, tail_bytes);
    if (!head || !tail) return refuse(path, !head ? head.error() : tail.error());
    const auto place = evidence::find_zip_directory(*head, *tail, size);
    constexpr const char* damaged = "the archive is damaged, or only a part of it. Nothing of it was unpacked.";
    if (!place || place->offset + place->bytes > size) return refuse(path, damaged, exit_usage);
    const auto directory = read_at(file, place->offset, place->bytes);
    if (!directory) return refuse(path, directory.error());
    auto members = evidence::members_of(*directory, *place);
    if (!members) return refuse(path, damaged, exit_usage);
    archive.end_ = place->offset;
    archive.members_ = *std::move(members);
    return archive;
}

const MemberPlace* Archive::find(const std::string& typed) const {
    const auto named = std::ranges::find_if(members_, [&](const MemberPlace& each) { return each.of.name == typed; });
    if (named != members_.end()) return &*named;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    const bool is_number = error == std::errc{} && end == typed.data() + typed.size();
    return is_number && number != 0 && number <= members_.size() ? &members_[number - 1] : nullptr;
}

PackResult<evidence::WholeFile> Archive::whole(bool quiet) const {
    // By its descriptor: whatever has the name meanwhile.
    auto whole = whole_file("/proc/self/fd/" + std::to_string(file_->descriptor()), quiet);
    if (!whole) return whole;
    whole->name = evidence::taken_in(base_name(path_), {}, FileType::zip, evidence::Sender::person, whole->size,
                                     whole->sha256, {})
                      .name;
    return whole;
}

PackResult<OwnedDescriptor> Archive::unpacked(const MemberPlace& member) const {
    const auto failed = [&](std::string_view why, int exit = exit_usage) {
        return not_taken(member.of.name, std::string(why), exit);
    };
    if (member.fault) return failed(explain(*member.fault));
    const std::uint64_t room = end_ - member.header_offset;
    const std::uint64_t lead_bytes = evidence::member_lead_bytes(member);
    if (lead_bytes > room) return failed(explain(MemberError::damaged));
    const auto lead = read_at(*file_, member.header_offset, lead_bytes);
    if (!lead) return failed(lead.error(), exit_impossible);
    const auto header = evidence::member_header_bytes(*lead, member);
    if (!header) return failed(explain(header.error()));
    if (*header + member.packed > room) return failed(explain(MemberError::damaged));
    const auto packed = read_at(*file_, member.header_offset + *header, member.packed);
    if (!packed) return failed(packed.error(), exit_impossible);
    std::optional<std::string> inflated;
    if (member.is_deflated) {
        inflated = inflate_member(*packed, member.of.size);
        if (!inflated) return failed(explain(MemberError::not_as_stated));
    }
    const std::string_view bytes =
        inflated ? std::string_view(*inflated)
                 : std::string_view(reinterpret_cast<const char*>(packed->data()), packed->size());
    if (evidence::crc32(evidence::crc32_of_nothing, sealing::as_bytes(bytes)) != member.crc32)
        return failed(explain(MemberError::not_as_stated));
    return held_in_memory("A file of an archive", bytes);
}

std::string file_name_of(const MemberPlace& member) {
    return member.of.name.substr(member.of.name.find_last_of("/\\") + 1);
}

std::string list_of(const Archive& archive, bool json) {
    std::string out;
    std::uint64_t number = 0;
    for (const MemberPlace& member : archive.members()) {
        ++number;
        const std::string fault(member.fault ? explain(*member.fault) : std::string_view());
        if (json) {
            JsonWriter line;
            line.object();
            if (!fault.empty()) line.key("cannot_be_taken").value(fault);
            line.key("member").value(number).key("name").value(evidence::shown_text(member.of.name));
            out += line.key("size").value(member.of.size).end().take() + "\n";
        } else {
            out += std::to_string(number) + "  " + evidence::shown_text(member.of.name) + "  " +
                   std::to_string(member.of.size) + " bytes" + (fault.empty() ? "" : "  Cannot be taken: " + fault) +
                   "\n";
        }
    }
    return out;
}

}  // namespace holdfast::cli
