// SPDX-License-Identifier: Apache-2.0
#include "pack_split.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/evidence/zip_parts.hpp"
#include "holdfast/sealing/digest.hpp"
#include "interrupt.hpp"
#include "new_place.hpp"
#include "pack_entries.hpp"
#include "pack_keys.hpp"
#include "pack_source.hpp"
#include "pack_verify.hpp"
#include "pack_walk.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

using evidence::ZipEntry;
using evidence::ZipPart;
using evidence::ZipStep;

std::unexpected<PackFailure> changed() {
    return pack_failure(exit_impossible, "The pack was changed while it was read. There are no parts.");
}

/// The parts, one after the other, into a folder that is not in its place yet.
class Parts {
  public:
    Parts(NewFolder& folder, std::vector<ZipEntry> entries, UnixMillis time, const std::vector<ZipPart>& parts,
          const std::vector<SplitFile>& files)
        : folder_(folder), entries_(std::move(entries)), time_(time), parts_(parts), files_(files) {}

    PackResult<void> take(const ZipStep& step) {
        switch (step.kind) {
            case ZipStep::Kind::begins:
                if (at_ >= entries_.size() || entries_[at_].path != step.item.path) return changed();
                if (part_ < parts_.size() && at_ == parts_[part_].first) {
                    if (auto begun = begin_part(); !begun) return begun;
                }
                ++at_;
                return put(zip_->begin_entry());
            case ZipStep::Kind::content:
                if (!zip_->content(step.content)) return changed();
                return put(step.content);
            case ZipStep::Kind::ends:
                return at_ == parts_[part_].first + parts_[part_].count ? end_part() : PackResult<void>{};
            case ZipStep::Kind::done:
            case ZipStep::Kind::needs_more:
                break;
        }
        return {};
    }

    [[nodiscard]] bool are_whole() const noexcept { return part_ == parts_.size(); }

  private:
    PackResult<void> begin_part() {
        const ZipPart& part = parts_[part_];
        const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(part.first);
        auto zip = evidence::ZipWriter::create({first, first + static_cast<std::ptrdiff_t>(part.count)}, time_);
        if (!zip) return changed();
        zip_ = std::move(*zip);
        return said(folder_.begin(files_[part_].name));
    }
    PackResult<void> end_part() {
        ++part_;
        return put(zip_->finish());
    }
    PackResult<void> put(const std::expected<std::string, evidence::ZipWriteError>& text) {
        return text ? put(sealing::as_bytes(*text)) : changed();
    }
    PackResult<void> put(std::span<const std::byte> bytes) { return said(folder_.write(bytes)); }
    static PackResult<void> said(const std::expected<void, std::string>& done) {
        if (done) return {};
        return pack_failure(exit_impossible, done.error());
    }

    NewFolder& folder_;
    std::vector<ZipEntry> entries_;
    UnixMillis time_;
    const std::vector<ZipPart>& parts_;
    const std::vector<SplitFile>& files_;
    std::optional<evidence::ZipWriter> zip_;
    std::size_t at_ = 0;
    std::size_t part_ = 0;
};

/// "documents-2-of-3.zip": nothing of the case in it.
std::vector<SplitFile> named(const std::vector<ZipPart>& parts) {
    const std::string count = std::to_string(parts.size());
    std::vector<SplitFile> files;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::string number = std::to_string(i + 1);
        number.insert(0, count.size() - number.size(), '0');
        std::string name = "documents-";
        name.append(number).append("-of-").append(count).append(".zip");
        files.push_back(
            {.name = std::move(name), .bytes = parts[i].bytes, .files = static_cast<std::uint64_t>(parts[i].count)});
    }
    return files;
}

}  // namespace

std::optional<std::uint64_t> bytes_from_text(std::string_view text) noexcept {
    std::uint64_t unit = 1;
    if (!text.empty()) {
        constexpr std::string_view units = "kMG";
        const std::size_t at = units.find(text.back() == 'K' ? 'k' : text.back());
        if (at != std::string_view::npos) {
            for (std::size_t i = 0; i <= at; ++i) unit *= 1000;
            text.remove_suffix(1);
        }
    }
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number == 0) return std::nullopt;
    if (number > std::numeric_limits<std::uint64_t>::max() / unit) return std::nullopt;
    return number * unit;
}

PackResult<SplitResult> split_pack(const SplitRequest& request) {
    const auto checked =
        pack_that_holds(request.pack, request.identities, request.passphrase_file, request.quiet, "It was not split");
    if (!checked) return std::unexpected(checked.error());
    const auto sealed_at = time_from_rfc3339(checked->report.sealed_at);
    if (checked->is_folder)
        return pack_failure(exit_impossible, printable(request.pack) + " is a folder: name the pack's ZIP file.");
    if (!sealed_at) return pack_failure(exit_impossible, "The pack does not say when it was sealed: it was not split.");
    const auto identities = read_identities(request.identities, request.passphrase_file);
    if (!identities) return std::unexpected(identities.error());
    const auto source = open_pack_source(request.pack, *identities);
    if (!source) return std::unexpected(source.error());
    auto directory = read_directory(**source);
    if (!directory) return std::unexpected(std::move(directory.error()));
    std::vector<ZipEntry> entries;
    for (const evidence::ZipItem& item : directory->items)
        entries.push_back({.path = item.path, .size = item.size, .crc32 = item.crc32});
    const auto parts = evidence::cut_into_parts(entries, request.largest);
    if (!parts)
        return pack_failure(exit_impossible, evidence::shown_text(parts.error().path) + " needs a file of " +
                                                 std::to_string(parts.error().bytes) +
                                                 " bytes by itself, which is more than --largest. Hand it over on "
                                                 "another way: ask whoever the form is of.");

    SplitResult result;
    result.pack = checked->report.folder;
    result.parts = named(*parts);
    std::string day = checked->report.sealed_at.substr(0, 10);
    std::erase(day, '-');
    result.folder = request.output.empty() ? "documents-" + day : request.output;
    auto folder = NewFolder::create(result.folder);
    if (!folder) return pack_failure(exit_impossible, folder.error());
    Parts writing(*folder, std::move(entries), *sealed_at, *parts, result.parts);
    const auto take = [&writing](const ZipStep& step) { return writing.take(step); };
    if (auto walked = walk_pack(**source, std::move(*directory), take, "MiB written", request.quiet); !walked)
        return std::unexpected(std::move(walked.error()));
    if (!writing.are_whole()) return changed();
    if (is_interrupted()) return std::unexpected(PackFailure{.exit = interrupted_exit(), .sentences = {}});
    if (const auto finished = folder->finish(); !finished) return pack_failure(exit_impossible, finished.error());
    return result;
}

std::string split_text(const SplitResult& result) {
    std::string text = printable(result.folder) + " holds the pack in " + std::to_string(result.parts.size()) +
                       (result.parts.size() == 1 ? " file" : " files") + ", none of them locked:\n";
    for (const SplitFile& part : result.parts)
        text += "  " + part.name + ": " + std::to_string(part.bytes) + " bytes, " + std::to_string(part.files) +
                " files of the pack\n";
    text += "Tell whoever gets them: unpack all of them into one folder. Then " + printable(result.pack) +
            " is there, whole, with\nSTART-HERE.html in data/. Delete these copies when they have arrived.\n";
    return text;
}

std::string split_json(const SplitResult& result) {
    JsonWriter json;
    json.object().key("folder").value(result.folder).key("pack").value(result.pack).key("parts").array();
    for (const SplitFile& part : result.parts)
        json.object().key("name").value(part.name).key("bytes").value(part.bytes).key("files").value(part.files).end();
    return json.end().end().take() + "\n";
}

}  // namespace holdfast::cli
