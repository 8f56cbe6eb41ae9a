// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/chat_archive.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "zip_format.hpp"
#include "zip_member.hpp"

namespace holdfast::evidence {
namespace {

using zip::Member;
using zip::take_member;

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string_view folder_of(std::string_view name) noexcept {
    return name.substr(0, name.find_last_of("/\\") + 1);
}
std::string lower_base(std::string_view name) {
    std::string base(name.substr(folder_of(name).size()));
    std::ranges::transform(base, base.begin(), lower);
    return base;
}

/// 1 of "messages.html", 2 of "messages2.html"; 0 of any other name, "messages02.html" among them.
std::size_t html_number(std::string_view name) {
    const std::string base = lower_base(name);
    constexpr std::string_view front = "messages";
    constexpr std::string_view back = ".html";
    if (!base.starts_with(front) || !base.ends_with(back) || base.size() < front.size() + back.size()) return 0;
    const std::string_view digits =
        std::string_view(base).substr(front.size(), base.size() - front.size() - back.size());
    if (digits.empty()) return 1;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool is_number = error == std::errc() && end == digits.data() + digits.size() && digits.front() != '0';
    return is_number && number > 1 ? number : 0;
}

/// 2: called as an export calls it, 1: some text, 0: anything else.
int chat_rank(std::string_view name) {
    if (html_number(name) != 0) return 2;
    const std::string base = lower_base(name);
    static constexpr std::array<std::string_view, 3> known{"_chat.txt", "chat.txt", "result.json"};
    if (std::ranges::find(known, std::string_view(base)) != known.end()) return 2;
    if (base.starts_with("whatsapp chat") && base.ends_with(".txt")) return 2;
    return base.ends_with(".txt") && !base.starts_with('.') ? 1 : 0;
}

/// Those that are the chat, in its order; at least one stands in `best`.
std::expected<std::vector<std::size_t>, ChatError> in_order(const std::vector<Member>& members,
                                                            std::vector<std::size_t> best) {
    if (best.size() == 1 && html_number(members[best.front()].of.name) <= 1) return best;
    const auto number = [&](std::size_t at) { return html_number(members[at].of.name); };
    std::ranges::sort(best, {}, number);
    const std::string_view folder = folder_of(members[best.front()].of.name);
    for (std::size_t i = 0; i < best.size(); ++i) {
        const bool doubled = i > 0 && number(best[i]) == number(best[i - 1]);
        if (number(best[i]) == 0 || doubled || folder_of(members[best[i]].of.name) != folder)
            return std::unexpected(ChatError::several);
    }
    if (number(best.back()) != best.size()) return std::unexpected(ChatError::part_missing);
    return best;
}

/// What must hold of one text before a byte of it is read; `end`: where the directory begins.
std::expected<ChatText, ChatError> text_of(const Member& chat, std::uint64_t end) {
    if ((chat.flags & zip::flags_of_locked) != 0) return std::unexpected(ChatError::locked);
    if (chat.method != zip::method_stored && chat.method != zip::method_deflated)
        return std::unexpected(ChatError::unknown_way);
    if (chat.of.size > most_chat_bytes || chat.packed > most_chat_bytes) return std::unexpected(ChatError::too_large);
    if (chat.method == zip::method_stored && chat.packed != chat.of.size)
        return std::unexpected(ChatError::not_the_size);
    if (chat.header_offset > end || end - chat.header_offset < zip::local_bytes + chat.packed)
        return std::unexpected(ChatError::damaged);
    return ChatText{.of = chat.of,
                    .header_offset = chat.header_offset,
                    .packed = chat.packed,
                    .crc32 = chat.crc32,
                    .is_deflated = chat.method == zip::method_deflated};
}

}  // namespace

std::string_view explain(ChatError error) noexcept {
    switch (error) {
        case ChatError::damaged:
            return "The archive is damaged.";
        case ChatError::no_chat:
            return "No file in the archive is a chat's text, such as _chat.txt.";
        case ChatError::several:
            return "More than one file in the archive may be the chat. Take the one text out of it, and give that.";
        case ChatError::part_missing:
            return "A part of the chat is missing: messages.html, messages2.html and so on belong together. Export it "
                   "again, or give the parts one by one.";
        case ChatError::locked:
            return "The chat in the archive is locked with a password.";
        case ChatError::unknown_way:
            return "The chat in the archive is packed in a way that is not read here.";
        case ChatError::too_large:
            return "The chat in the archive is larger than the limit of 64 MiB.";
        case ChatError::not_the_size:
            return "The archive says two different things about the chat in it.";
    }
    return "The archive could not be read.";
}

std::expected<ChatPlace, ChatError> find_chat(std::span<const std::byte> directory, const ZipDirectoryPlace& place) {
    std::vector<Member> members;
    std::vector<std::size_t> best;
    int best_rank = 1;
    while (!directory.empty()) {
        auto member = take_member(directory);
        if (!member) return std::unexpected(ChatError::damaged);
        if (member->of.name.ends_with('/')) continue;
        const int rank = chat_rank(member->of.name);
        if (rank > best_rank) {
            best_rank = rank;
            best.clear();
        }
        if (rank == best_rank) best.push_back(members.size());
        members.push_back(std::move(*member));
    }
    if (best.empty()) return std::unexpected(ChatError::no_chat);
    const auto order = in_order(members, std::move(best));
    if (!order) return std::unexpected(order.error());
    ChatPlace found;
    std::uint64_t all = 0;
    for (const std::size_t at : *order) {
        auto text = text_of(members[at], place.offset);
        if (!text) return std::unexpected(text.error());
        all += text->of.size;
        if (all > most_chat_bytes) return std::unexpected(ChatError::too_large);
        found.texts.push_back(*std::move(text));
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (std::ranges::find(*order, i) == order->end()) found.beside.push_back(std::move(members[i].of));
    }
    return found;
}

std::expected<std::uint64_t, ChatError> chat_header_bytes(std::span<const std::byte> header) {
    if (header.size() < zip::local_bytes || zip::get<std::uint32_t>(header, 0) != zip::local_signature)
        return std::unexpected(ChatError::damaged);
    return zip::local_bytes + std::uint64_t{zip::get<std::uint16_t>(header, 26)} + zip::get<std::uint16_t>(header, 28);
}

}  // namespace holdfast::evidence
