// SPDX-License-Identifier: Apache-2.0
#include "case_words.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "holdfast/evidence/chat_archive.hpp"
#include "holdfast/evidence/crc32.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/sealing/digest.hpp"
#include "inflate_member.hpp"
#include "interrupt.hpp"

namespace holdfast::cli {
namespace {

using evidence::FileType;

/// Names of that many members stand in the text; of more, their number.
constexpr std::size_t most_named_members = 2'000;

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string sentence(evidence::ChatError error) {
    return std::string(explain(error)) + " Nothing of it was unpacked.";
}

/// Where the chat lies in the archive.
std::expected<evidence::ChatPlace, std::string> chat_of(const OpenFile& file, std::uint64_t size) {
    const std::uint64_t tail_bytes = evidence::zip_tail_bytes(size);
    const auto head = read_at(file, 0, std::min<std::uint64_t>(size, 4));
    if (!head) return std::unexpected(head.error());
    const auto tail = read_at(file, size - tail_bytes, tail_bytes);
    if (!tail) return std::unexpected(tail.error());
    const auto place = evidence::find_zip_directory(*head, *tail, size);
    if (!place || place->offset + place->bytes > size) return std::unexpected(sentence(evidence::ChatError::damaged));
    const auto directory = read_at(file, place->offset, place->bytes);
    if (!directory) return std::unexpected(directory.error());
    auto chat = evidence::find_chat(*directory, *place);
    if (!chat) return std::unexpected(sentence(chat.error()));
    return *std::move(chat);
}

std::expected<std::string, std::string> unpacked(const OpenFile& file, const evidence::ChatText& place) {
    const auto header = read_at(file, place.header_offset, 30);
    if (!header) return std::unexpected(header.error());
    const auto length = evidence::chat_header_bytes(*header);
    if (!length) return std::unexpected(sentence(length.error()));
    const auto packed = read_at(file, place.header_offset + *length, place.packed);
    if (!packed) return std::unexpected(packed.error());
    std::string text(text_of(*packed));
    if (place.is_deflated) {
        auto inflated = inflate_member(*packed, place.of.size);
        if (!inflated) return std::unexpected("the chat in the archive is not what the archive says it is.");
        text = *std::move(inflated);
    }
    if (evidence::crc32(evidence::crc32_of_nothing, sealing::as_bytes(text)) != place.crc32)
        return std::unexpected("the chat in the archive is damaged.");
    return text;
}

std::expected<evidence::StrippedWords, std::string> archive_words(const OpenFile& file) {
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(file.about().st_size, 0));
    const auto place = chat_of(file, size);
    if (!place) return std::unexpected(place.error());
    evidence::StrippedWords words;
    std::string beside;
    for (const evidence::ChatText& part : place->texts) {
        const auto text = unpacked(file, part);
        if (!text) return std::unexpected(text.error());
        const auto start = sealing::as_bytes(*text);
        const auto taken = evidence::words_of(evidence::type_of(start, start), *text);
        if (!taken) return std::unexpected(std::string(explain(taken.error())));
        const std::string name = evidence::shown_text(part.of.name);
        if (place->texts.size() > 1) words.words += (words.words.empty() ? "--- " : "\n--- ") + name + "\n";
        words.words += taken->words;
        words.cuts.add(taken->cuts);
        beside += (beside.empty() ? "Chat: " : ", ") + name;
    }
    beside += "\nBeside it, neither read nor unpacked:\n";
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < place->beside.size(); ++i) {
        const auto& [name, member_bytes] = place->beside[i];
        bytes += member_bytes;
        if (i < most_named_members)
            beside += "  " + evidence::shown_text(name) + ", " + std::to_string(member_bytes) + " bytes\n";
    }
    if (place->beside.size() > most_named_members)
        beside += "  and " + std::to_string(place->beside.size() - most_named_members) + " more\n";
    if (!place->beside.empty()) words.cuts.add(evidence::CutRule::archive_member, bytes, place->beside.size());
    words.words.insert(0, beside + "\n");
    return words;
}

std::expected<evidence::StrippedWords, std::string> file_words(const OpenFile& file, FileType type) {
    const auto content = read_into_memory(file, evidence::most_stripped_bytes);
    if (!content) return std::unexpected(content.error());
    auto words = evidence::words_of(type, *content);
    if (!words) return std::unexpected(std::string(explain(words.error())));
    return *std::move(words);
}

}  // namespace

std::expected<std::vector<std::byte>, std::string> read_at(const OpenFile& file, std::uint64_t offset,
                                                           std::uint64_t size) {
    std::vector<std::byte> bytes(static_cast<std::size_t>(size));
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t got =
            ::pread(file.descriptor(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR && !is_interrupted()) continue;
        if (got < 0) return std::unexpected("it cannot be read: " + reason_of(errno) + ".");
        if (got == 0) return std::unexpected("it was changed while it was read. Try again.");
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

std::expected<std::string, std::string> read_into_memory(const OpenFile& file, std::uint64_t most) {
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(file.about().st_size, 0));
    if (size > most)
        return std::unexpected("it is larger than the limit of " + std::to_string(most >> 20U) + " MiB for this.");
    const auto bytes = read_at(file, 0, size);
    if (!bytes) return std::unexpected(bytes.error());
    return std::string(text_of(*bytes));
}

std::expected<TakenWords, std::string> words_out_of(const OpenFile& file, FileType type,
                                                    const evidence::WholeFile& whole) {
    const auto words = type == FileType::zip ? archive_words(file) : file_words(file, type);
    if (!words) return std::unexpected(words.error());
    auto text = evidence::stripped_text(*words, whole);
    if (!text) return std::unexpected(std::string(explain(text.error())));
    return TakenWords{.text = *std::move(text), .left_out = words->cuts.text()};
}

}  // namespace holdfast::cli
