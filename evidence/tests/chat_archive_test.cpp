// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/chat_archive.hpp"

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
    std::uint16_t flags = 8;
    std::uint32_t offset = 0;
    std::string extra{};
};
std::string directory(std::initializer_list<Entry> entries) {
    std::string out;
    for (const Entry& each : entries) {
        zip::put(out, zip::central_signature);
        for (const std::uint16_t word :
             {std::uint16_t{20}, std::uint16_t{20}, each.flags, each.method, std::uint16_t{0}, std::uint16_t{0}})
            zip::put(out, word);
        for (const std::uint32_t number : {0xABCDU, each.packed, each.size}) zip::put(out, number);
        zip::put(out, static_cast<std::uint16_t>(each.name.size()));
        zip::put(out, static_cast<std::uint16_t>(each.extra.size()));
        out += std::string(10, '\0');
        zip::put(out, each.offset);
        out += each.name + each.extra;
    }
    return out;
}
std::expected<ChatPlace, ChatError> find(std::initializer_list<Entry> entries, std::uint64_t at = 10'000) {
    const std::string bytes = directory(entries);
    return find_chat(as_bytes(bytes), {.offset = at, .bytes = bytes.size(), .entries = entries.size()});
}

TEST(ChatArchive, FindsTheChatAndNamesWhatLiesBesideIt) {
    const auto found = find({{.name = "00000001-PHOTO.jpg", .size = 4'000'000, .packed = 4'000'000, .method = 0},
                             {.name = "_chat.txt", .offset = 500},
                             {.name = "media/", .size = 0, .packed = 0},
                             {.name = "notes.txt"}});
    ASSERT_TRUE(found);
    ASSERT_EQ(found->texts.size(), 1U);
    EXPECT_EQ(found->texts[0].of.name, "_chat.txt");
    EXPECT_EQ(found->texts[0].header_offset, 500U);
    EXPECT_EQ(found->texts[0].packed, 60U);
    EXPECT_TRUE(found->texts[0].is_deflated);
    ASSERT_EQ(found->beside.size(), 2U);
    EXPECT_EQ(found->beside[0].name, "00000001-PHOTO.jpg");
    EXPECT_EQ(found->beside[0].size, 4'000'000U);
    EXPECT_EQ(find({{.name = "x/WhatsApp Chat with River.txt"}, {.name = "a.jpg"}})->texts[0].of.name,
              "x/WhatsApp Chat with River.txt");
    EXPECT_EQ(find({{.name = "words.TXT"}, {.name = "a.jpg"}})->texts[0].of.name, "words.TXT");
}

std::vector<std::string> names_in(std::initializer_list<Entry> entries) {
    std::vector<std::string> names;
    const auto found = find(entries);
    for (const ChatText& text : found->texts) names.push_back(text.of.name);
    return names;
}

TEST(ChatArchive, TakesAllPartsOfACutChatInItsOrder) {
    const auto found = find({{.name = "x/messages10.html"},
                             {.name = "x/messages2.html"},
                             {.name = "x/messages3.html"},
                             {.name = "x/messages4.html"},
                             {.name = "x/messages5.html"},
                             {.name = "x/photos/photo_1.jpg"},
                             {.name = "x/messages6.html"},
                             {.name = "x/messages7.html"},
                             {.name = "x/messages8.html"},
                             {.name = "x/messages9.html"},
                             {.name = "x/messages.html"}});
    ASSERT_TRUE(found);
    ASSERT_EQ(found->texts.size(), 10U);
    EXPECT_EQ(found->texts[0].of.name, "x/messages.html");
    EXPECT_EQ(found->texts[1].of.name, "x/messages2.html");
    EXPECT_EQ(found->texts[9].of.name, "x/messages10.html") << "by number, not by letters";
    ASSERT_EQ(found->beside.size(), 1U);
    EXPECT_EQ(found->beside[0].name, "x/photos/photo_1.jpg");
    EXPECT_EQ(names_in({{.name = "messages.html"}, {.name = "messages02.html"}, {.name = "messages1.html"}}),
              std::vector<std::string>{"messages.html"})
        << "no name that the export gives";
}

TEST(ChatArchive, RefusesAChatWithAHoleAndSeveralChats) {
    EXPECT_EQ(find({{.name = "messages.html"}, {.name = "messages3.html"}}).error(), ChatError::part_missing);
    EXPECT_EQ(find({{.name = "messages2.html"}}).error(), ChatError::part_missing);
    EXPECT_EQ(find({{.name = "a/messages.html"}, {.name = "b/messages2.html"}}).error(), ChatError::several);
    EXPECT_EQ(find({{.name = "a/messages.html"}, {.name = "b/messages.html"}}).error(), ChatError::several);
    EXPECT_EQ(find({{.name = "messages.html"}, {.name = "result.json"}}).error(), ChatError::several);
    EXPECT_EQ(find({{.name = "messages.html"}, {.name = "messages2.html", .flags = 1}}).error(), ChatError::locked);
    EXPECT_EQ(
        find({{.name = "messages.html", .size = 40U << 20U}, {.name = "messages2.html", .size = 40U << 20U}}).error(),
        ChatError::too_large)
        << "both together";
}

TEST(ChatArchive, RefusesWhatIsNotOneReadableText) {
    EXPECT_EQ(find({{.name = "a.jpg"}, {.name = "b.png"}}).error(), ChatError::no_chat);
    EXPECT_EQ(find({{.name = "a.txt"}, {.name = "b.txt"}}).error(), ChatError::several);
    EXPECT_EQ(find({{.name = "_chat.txt"}, {.name = "x/_chat.txt"}}).error(), ChatError::several);
    EXPECT_EQ(find({{.name = "_chat.txt", .flags = 1}}).error(), ChatError::locked);
    EXPECT_EQ(find({{.name = "_chat.txt", .method = 12}}).error(), ChatError::unknown_way);
    EXPECT_EQ(find({{.name = "_chat.txt", .size = 65U << 20U}}).error(), ChatError::too_large);
    EXPECT_EQ(find({{.name = "_chat.txt", .method = 0}}).error(), ChatError::not_the_size);
    EXPECT_EQ(find({{.name = "_chat.txt", .offset = 9'950}}).error(), ChatError::damaged)
        << "it would lie over the directory";
    EXPECT_EQ(find({{.name = "_chat.txt", .size = zip::full32}}).error(), ChatError::damaged) << "no Zip64 field";
    EXPECT_EQ(find_chat(as_bytes(std::string_view("PK\x01\x02 and no more")), {}).error(), ChatError::damaged);
    std::string extra;
    zip::put(extra, zip::extra_zip64);
    zip::put(extra, std::uint16_t{8});
    zip::put(extra, std::uint64_t{90});
    EXPECT_EQ(find({{.name = "_chat.txt", .size = zip::full32, .extra = extra}})->texts[0].of.size, 90U);
}

}  // namespace
}  // namespace holdfast::evidence
