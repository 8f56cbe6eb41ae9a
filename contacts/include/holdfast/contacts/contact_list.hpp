// SPDX-License-Identifier: Apache-2.0
// Friends and followers from the files that platforms give a person of their own account, so that they see whom
// somebody who threatens them could write to. The platform is told from what is in the file, never from its name.
//
// Read are (docs/formats/contacts.md says what each looks like and where it was seen):
//   Instagram  followers_1.json, following.json, and the same as .html
//   Facebook   your_friends.json, friends.json, people you follow and who follow you
//   Snapchat   friends.json: friends alone, not those blocked or deleted
//   TikTok     user_data.json: followers and following
//   X          follower.js, following.js: account numbers, as X gives no names
//
// Instagram and Facebook write UTF-8 bytes as if each were a character of its own ("ZoÃ«"). Such names are repaired and
// marked as repaired.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::contacts {

inline constexpr std::size_t max_file_bytes = std::size_t{16} << 20U;
/// More are counted in `left_off`.
inline constexpr std::size_t most_contacts = 20'000;
/// Longer names are cut at a character, in bytes.
inline constexpr std::size_t longest_name = 200;

enum class Platform : std::uint8_t { instagram, facebook, snapchat, tiktok, x };
/// "instagram", "facebook", "snapchat", "tiktok", "x": ids of the directory.
[[nodiscard]] std::string_view to_text(Platform platform) noexcept;

/// What they are to the person whose file it is.
enum class Relation : std::uint8_t { friends, followers, following };
/// "friends", "followers", "following".
[[nodiscard]] std::string_view to_text(Relation relation) noexcept;

/// UTF-8 without control characters, trimmed. Never both empty.
struct Contact {
    std::string name;    ///< as others see it; empty where the file has none
    std::string handle;  ///< the name of the account, on X its number; empty where the file has none
    Relation relation = Relation::friends;
    bool repaired = false;
};

struct ContactList {
    Platform platform = Platform::instagram;
    std::vector<Contact> contacts;  ///< in the order of the file
    std::size_t left_off = 0;
};

enum class ContactError : std::uint8_t {
    empty,      ///< no bytes
    too_large,  ///< above max_file_bytes
    archive,    ///< a zip: the file to choose lies inside it
    not_text,   ///< not UTF-8: a picture or another kind of file
    damaged,    ///< looks like such a file, but is cut off or breaks the rules of JSON
    unknown,    ///< a text that is none of these files
    nobody,     ///< one of these files, with nobody in it
};
/// "empty", "too_large", "archive", "not_text", "damaged", "unknown", "nobody".
[[nodiscard]] std::string_view to_text(ContactError error) noexcept;

/// Cost: linear in the file, about 30 ms a megabyte in the page.
[[nodiscard]] std::expected<ContactList, ContactError> read_contacts(std::string_view file);

}  // namespace holdfast::contacts
