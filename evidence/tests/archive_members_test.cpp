// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/archive_members.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "../src/zip_format.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {
namespace {

using sealing::as_bytes;

struct Entry {
    std::string name;
    std::uint32_t size = 100;
    std::uint32_t packed = 60;
    std::uint16_t method = 8;
    std::uint16_t flags = 0;
    std::uint32_t offset = 0;
    std::uint32_t attributes = 0;
};
std::string record(const Entry& of) {
    std::string out;
    zip::put(out, zip::central_signature);
    for (const std::uint16_t word : {std::uint16_t{0x0314}, std::uint16_t{20}, of.flags, of.method})
        zip::put(out, word);
    for (const std::uint32_t number : {0U, 0xABCDU, of.packed, of.size}) zip::put(out, number);
    zip::put(out, static_cast<std::uint16_t>(of.name.size()));
    out += std::string(8, '\0');
    zip::put(out, of.attributes);
    zip::put(out, of.offset);
    return out + of.name;
}
std::vector<MemberPlace> members(std::initializer_list<Entry> entries) {
    std::string bytes;
    for (const Entry& each : entries) bytes += record(each);
    return members_of(as_bytes(bytes), {.offset = 10'000, .bytes = bytes.size(), .entries = entries.size()})
        .value_or(std::vector<MemberPlace>{});
}
std::optional<MemberError> fault(const Entry& of) {
    const auto found = members({of});
    return found.size() == 1 ? found[0].fault : MemberError::damaged;
}

TEST(ArchiveMembers, AreAllFilesInTheOrderOfTheDirectory) {
    const auto found = members({{.name = "media/"}, {.name = "media/b.jpg", .offset = 700}, {.name = "_chat.txt"}});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].of.name, "media/b.jpg");
    EXPECT_EQ(found[0].header_offset, 700U);
    EXPECT_EQ(found[0].of.size, 100U);
    EXPECT_EQ(found[0].packed, 60U);
    EXPECT_EQ(found[0].crc32, 0xABCDU);
    EXPECT_TRUE(found[0].is_deflated);
    EXPECT_FALSE(found[0].fault);
    EXPECT_EQ(found[1].of.name, "_chat.txt");
}

TEST(ArchiveMembers, WhatCannotBeTakenOutSaysWhy) {
    EXPECT_EQ(fault({.name = "a"}), std::nullopt);
    EXPECT_EQ(fault({.name = "a", .size = 60, .method = 0}), std::nullopt);
    EXPECT_EQ(fault({.name = "a", .flags = 1}), MemberError::locked);
    EXPECT_EQ(fault({.name = "a", .flags = 1U << 6U}), MemberError::locked);
    EXPECT_EQ(fault({.name = "a", .method = 12}), MemberError::unknown_way);
    EXPECT_EQ(fault({.name = "a", .size = most_member_bytes + 1}), MemberError::too_large);
    EXPECT_EQ(fault({.name = "a", .method = 0}), MemberError::two_accounts);
    EXPECT_EQ(fault({.name = "a", .offset = 10'000}), MemberError::damaged);
    EXPECT_EQ(fault({.name = "a", .attributes = 0xA1FF0000U}), MemberError::not_a_file);
    EXPECT_EQ(fault({.name = "a", .attributes = 0x81A40000U}), std::nullopt);
}

TEST(ArchiveMembers, OfOneNameNoneCanBeTaken) {
    const auto found = members({{.name = "a"}, {.name = "b"}, {.name = "a"}});
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].fault, MemberError::doubled);
    EXPECT_EQ(found[1].fault, std::nullopt);
    EXPECT_EQ(found[2].fault, MemberError::doubled);
}

TEST(ArchiveMembers, ADirectoryOfAnotherLengthThanTheEndSaysIsNone) {
    const std::string bytes = record({.name = "a"});
    EXPECT_TRUE(members_of(as_bytes(bytes), {.offset = 10'000, .bytes = bytes.size(), .entries = 1}));
    EXPECT_FALSE(members_of(as_bytes(bytes), {.offset = 10'000, .bytes = bytes.size(), .entries = 2}));
    EXPECT_FALSE(members_of(as_bytes(bytes), {.offset = 10'000, .bytes = bytes.size(), .entries = 0}));
    EXPECT_FALSE(members_of(as_bytes(bytes).first(20), {.offset = 10'000, .bytes = 20, .entries = 1}));
}

std::string lead(const std::string& name, std::uint16_t method = 8, std::uint16_t flags = 0) {
    std::string out;
    zip::put(out, zip::local_signature);
    for (const std::uint16_t word : {std::uint16_t{20}, flags, method}) zip::put(out, word);
    out += std::string(16, '\0');
    zip::put(out, static_cast<std::uint16_t>(name.size()));
    zip::put(out, std::uint16_t{9});
    return out + name;
}

TEST(ArchiveMembers, AHeaderMustSayWhatTheDirectorySays) {
    const MemberPlace member{.of = {.name = "a.txt", .size = 5}, .is_deflated = true};
    EXPECT_EQ(member_header_bytes(as_bytes(lead("a.txt")), member), 30U + 5U + 9U);
    EXPECT_EQ(member_header_bytes(as_bytes(lead("b.txt")), member).error(), MemberError::two_accounts);
    EXPECT_EQ(member_header_bytes(as_bytes(lead("a.txt", 0)), member).error(), MemberError::two_accounts);
    EXPECT_EQ(member_header_bytes(as_bytes(lead("a.txt", 8, 1)), member).error(), MemberError::two_accounts);
    EXPECT_EQ(member_header_bytes(as_bytes(lead("a.tx")), member).error(), MemberError::damaged);
}

}  // namespace
}  // namespace holdfast::evidence
