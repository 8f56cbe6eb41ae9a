// SPDX-License-Identifier: Apache-2.0
#include "pack_entries.hpp"

#include <algorithm>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "pack_keys.hpp"

namespace holdfast::cli {
namespace {

constexpr std::uint64_t head_bytes = 4;
constexpr std::size_t size_column = 14;

PackResult<std::vector<std::byte>> bytes_of(PackSource& source, std::uint64_t offset, std::uint64_t bytes) {
    std::vector<std::byte> all(static_cast<std::size_t>(bytes));
    for (std::size_t at = 0; at < all.size();) {
        const auto got = source.read(offset + at, std::span(all).subspan(at));
        if (!got)
            return pack_failure(got.error().kind == SourceError::Kind::altered ? exit_no : exit_impossible,
                                got.error().sentence);
        at += *got;
    }
    return all;
}

PackFailure zip_failure(const evidence::ZipFault& fault) {
    return {.exit = fault.error == evidence::ZipError::not_zip ? exit_impossible : exit_no,
            .sentences = {evidence::sentence(fault)}};
}

}  // namespace

PackResult<evidence::ZipDirectory> read_directory(PackSource& source) {
    if (!source.loss().empty()) return pack_failure(exit_no, source.loss());
    const std::uint64_t size = source.size();
    const std::uint64_t tail_bytes = evidence::zip_tail_bytes(size);
    const auto head = bytes_of(source, 0, std::min(size, head_bytes));
    if (!head) return std::unexpected(head.error());
    const auto tail = bytes_of(source, size - tail_bytes, tail_bytes);
    if (!tail) return std::unexpected(tail.error());
    const auto place = evidence::find_zip_directory(*head, *tail, size);
    if (!place) return std::unexpected(zip_failure(place.error()));
    const auto bytes = bytes_of(source, place->offset, place->bytes);
    if (!bytes) return std::unexpected(bytes.error());
    auto directory = evidence::read_zip_directory(*bytes, *place);
    if (!directory) return std::unexpected(zip_failure(directory.error()));
    return std::move(*directory);
}

PackResult<std::string> list_pack(const ListRequest& request) {
    const auto identities = read_identities(request.identities, request.passphrase_file);
    if (!identities) return std::unexpected(identities.error());
    const auto source = open_pack_source(request.pack, *identities);
    if (!source) return std::unexpected(source.error());
    const auto directory = read_directory(**source);
    if (!directory) return std::unexpected(directory.error());
    std::string out;
    for (const evidence::ZipItem& item : directory->items) {
        if (request.json) {
            JsonWriter json;
            json.object().key("path").value(item.path).key("bytes").value(item.size);
            out += json.end().take() + "\n";
        } else {
            const std::string size = std::to_string(item.size);
            out.append(size.size() < size_column ? size_column - size.size() : 0, ' ');
            out.append(size).append("  ").append(evidence::shown_text(item.path)).append("\n");
        }
    }
    return out;
}

}  // namespace holdfast::cli
