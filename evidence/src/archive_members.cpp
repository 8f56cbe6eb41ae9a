// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/archive_members.hpp"

#include <map>
#include <string>
#include <utility>

#include "zip_member.hpp"

namespace holdfast::evidence {
namespace {

/// By the attributes of the system that wrote it. Folders are passed over by their names before.
bool is_a_file(const zip::Member& member) noexcept {
    constexpr std::uint32_t dos_label = 0x08;
    constexpr std::uint32_t dos_link = 0x400;
    const std::uint32_t type = member.attributes >> 28U;
    return (member.attributes & (dos_label | dos_link)) == 0 && (type == 0 || type == 8);
}

/// `end`: where the directory begins.
std::optional<MemberError> fault_of(const zip::Member& member, std::uint64_t end) noexcept {
    if (!is_a_file(member)) return MemberError::not_a_file;
    if ((member.flags & zip::flags_of_locked) != 0) return MemberError::locked;
    if (member.method != zip::method_stored && member.method != zip::method_deflated) return MemberError::unknown_way;
    if (member.of.size > most_member_bytes || member.packed > most_member_bytes) return MemberError::too_large;
    if (member.method == zip::method_stored && member.packed != member.of.size) return MemberError::two_accounts;
    if (member.header_offset > end || end - member.header_offset < zip::local_bytes + member.packed)
        return MemberError::damaged;
    return std::nullopt;
}

}  // namespace

std::string_view explain(MemberError error) noexcept {
    switch (error) {
        case MemberError::damaged:
            return "the archive is damaged there.";
        case MemberError::doubled:
            return "the archive has more than one file of that name, so nobody can say which one is meant.";
        case MemberError::not_a_file:
            return "it is a link or something else that is no file.";
        case MemberError::locked:
            return "it is locked with a password. Unpack it yourself, and add that with --out-of.";
        case MemberError::unknown_way:
            return "it is packed in a way that is not read here. Unpack it yourself, and add that with --out-of.";
        case MemberError::too_large:
            return "it is larger than the limit of 512 MiB. Unpack it yourself, and add that with --out-of.";
        case MemberError::two_accounts:
            return "the archive says two different things about it.";
        case MemberError::not_as_stated:
            return "it is not what the archive says it is.";
    }
    return "it could not be read.";
}

std::optional<std::vector<MemberPlace>> members_of(std::span<const std::byte> directory,
                                                   const ZipDirectoryPlace& place) {
    std::vector<MemberPlace> members;
    std::map<std::string, std::size_t> first;
    for (std::uint64_t taken = 0; taken < place.entries; ++taken) {
        auto member = zip::take_member(directory);
        if (!member) return std::nullopt;
        if (member->of.name.ends_with('/')) continue;
        MemberPlace found{.of = member->of,
                          .header_offset = member->header_offset,
                          .packed = member->packed,
                          .crc32 = member->crc32,
                          .is_deflated = member->method == zip::method_deflated,
                          .fault = fault_of(*member, place.offset)};
        const auto [same, is_new] = first.try_emplace(member->of.name, members.size());
        if (!is_new) members[same->second].fault = found.fault = MemberError::doubled;
        members.push_back(std::move(found));
    }
    if (!directory.empty()) return std::nullopt;
    return members;
}

std::uint64_t member_lead_bytes(const MemberPlace& member) noexcept {
    return zip::local_bytes + member.of.name.size();
}

std::expected<std::uint64_t, MemberError> member_header_bytes(std::span<const std::byte> lead,
                                                              const MemberPlace& member) {
    if (lead.size() != member_lead_bytes(member) || zip::get<std::uint32_t>(lead, 0) != zip::local_signature)
        return std::unexpected(MemberError::damaged);
    const auto method = member.is_deflated ? zip::method_deflated : zip::method_stored;
    const std::string_view name(reinterpret_cast<const char*>(lead.data()) + zip::local_bytes,
                                lead.size() - zip::local_bytes);
    if (zip::get<std::uint16_t>(lead, 26) != member.of.name.size() || name != member.of.name ||
        zip::get<std::uint16_t>(lead, 8) != method || (zip::get<std::uint16_t>(lead, 6) & zip::flags_of_locked) != 0)
        return std::unexpected(MemberError::two_accounts);
    return lead.size() + zip::get<std::uint16_t>(lead, 28);
}

}  // namespace holdfast::evidence
