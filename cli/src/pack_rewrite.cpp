// SPDX-License-Identifier: Apache-2.0
#include "pack_rewrite.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "holdfast/evidence/crc32.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/evidence/seal.hpp"
#include "holdfast/evidence/zip_reader.hpp"
#include "holdfast/evidence/zip_writer.hpp"
#include "holdfast/sealing/digest.hpp"
#include "interrupt.hpp"
#include "new_place.hpp"
#include "pack_entries.hpp"
#include "pack_output.hpp"
#include "pack_source.hpp"
#include "pack_walk.hpp"

namespace holdfast::cli {
namespace {

using evidence::ZipStep;
using Added = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view payload = "data/";

/// What the new file holds, in its order: `text` is set for what is added.
struct Planned {
    evidence::ZipEntry entry;
    const std::string* text = nullptr;
};

/// The time stamps of a pack stand before its receipt, so what is added stands in the order of pack_writer.hpp: the
/// receipt last.
std::vector<Planned> plan_of(const std::vector<evidence::ZipItem>& items, const std::string& top, const Added& added) {
    std::vector<Planned> kept;
    for (const evidence::ZipItem& item : items)
        if (!added.contains(std::string_view(item.path).substr(top.size())))
            kept.push_back({.entry = {.path = item.path, .size = item.size, .crc32 = item.crc32}});
    const auto add = [&](std::string_view inside, const std::string& text) {
        auto at = std::ranges::find_if(kept, [&](const Planned& each) {
            const std::string_view path = std::string_view(each.entry.path).substr(top.size());
            return path.starts_with(payload) || (path == evidence::receipt_path && inside != path);
        });
        kept.insert(at, {.entry = {.path = top + std::string(inside),
                                   .size = text.size(),
                                   .crc32 = evidence::crc32(evidence::crc32_of_nothing, sealing::as_bytes(text))},
                         .text = &text});
    };
    for (const auto& [path, text] : added) add(path, text);
    return kept;
}

class Rewriting {
  public:
    Rewriting(std::vector<Planned> plan, evidence::ZipWriter zip, PackOutput& output)
        : plan_(std::move(plan)), zip_(std::move(zip)), output_(output) {}

    PackResult<void> take(const ZipStep& step) {
        switch (step.kind) {
            case ZipStep::Kind::begins:
                if (auto put = put_added(); !put) return put;
                copying_ = at_ < plan_.size() && plan_[at_].entry.path == step.item.path;
                if (copying_) return begin();
                return {};
            case ZipStep::Kind::content:
                return copying_ ? content(step.content) : PackResult<void>{};
            case ZipStep::Kind::ends:
            case ZipStep::Kind::done:
            case ZipStep::Kind::needs_more:
                break;
        }
        return {};
    }

    PackResult<void> finish() {
        if (auto put = put_added(); !put) return put;
        const auto end = zip_.finish();
        if (!end || at_ != plan_.size()) return changed();
        if (!output_.put(*end)) return stopped();
        if (auto finished = output_.finish(); !finished) return pack_failure(exit_impossible, finished.error());
        return {};
    }

  private:
    static std::unexpected<PackFailure> changed() {
        return pack_failure(exit_impossible, "The pack was changed while it was read. Nothing was written over it.");
    }
    std::unexpected<PackFailure> stopped() {
        const auto why = output_.finish();
        return pack_failure(exit_impossible, why ? "The pack cannot be written." : why.error());
    }
    PackResult<void> begin() {
        const auto header = zip_.begin_entry();
        if (!header) return changed();
        ++at_;
        if (!output_.put(*header)) return stopped();
        return {};
    }
    PackResult<void> content(std::span<const std::byte> bytes) {
        if (!zip_.content(bytes)) return changed();
        PieceQueue::Piece piece = output_.spare();
        piece.assign(bytes.begin(), bytes.end());
        if (!output_.put(std::move(piece))) return stopped();
        return {};
    }
    PackResult<void> put_added() {
        while (at_ < plan_.size() && plan_[at_].text != nullptr) {
            const std::string& text = *plan_[at_].text;
            if (auto begun = begin(); !begun) return begun;
            if (auto put = content(sealing::as_bytes(text)); !put) return put;
        }
        return {};
    }

    std::vector<Planned> plan_;
    evidence::ZipWriter zip_;
    PackOutput& output_;
    std::size_t at_ = 0;
    bool copying_ = false;
};

}  // namespace

PackResult<void> put_beside_seal(const std::string& path, const Added& added, UnixMillis sealed_at, bool quiet) {
    std::error_code error;
    const std::string place = std::filesystem::canonical(path, error).string();
    if (error) return pack_failure(exit_impossible, evidence::shown_text(path) + ": " + error.message() + ".");
    const auto source = open_pack_source(place, {});
    if (!source) return std::unexpected(source.error());
    auto directory = read_directory(**source);
    if (!directory) return std::unexpected(std::move(directory.error()));
    const std::string first = directory->items.empty() ? std::string() : directory->items.front().path;
    const std::string top = first.substr(0, first.find('/') + 1);
    std::vector<Planned> plan = plan_of(directory->items, top, added);
    std::vector<evidence::ZipEntry> entries;
    entries.reserve(plan.size());
    for (const Planned& each : plan) entries.push_back(each.entry);
    auto zip = evidence::ZipWriter::create(std::move(entries), sealed_at);
    if (!zip)
        return pack_failure(exit_impossible,
                            "The pack cannot be written anew (" + std::string(to_text(zip.error())) + ").");
    auto file = NewFile::create_in_place_of(place);
    if (!file) return pack_failure(exit_impossible, file.error());
    {
        PackOutput output(*file, std::nullopt);
        Rewriting rewriting(std::move(plan), std::move(*zip), output);
        const auto take = [&rewriting](const ZipStep& step) { return rewriting.take(step); };
        if (auto copied = walk_pack(**source, std::move(*directory), take, "MiB written", quiet); !copied)
            return copied;
        if (auto finished = rewriting.finish(); !finished) return finished;
    }
    if (is_interrupted()) return std::unexpected(PackFailure{.exit = interrupted_exit(), .sentences = {}});
    if (const auto finished = file->finish(); !finished) return pack_failure(exit_impossible, finished.error());
    return {};
}

}  // namespace holdfast::cli
