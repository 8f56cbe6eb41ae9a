// SPDX-License-Identifier: Apache-2.0
#include "pack_open.hpp"

#include <utility>

#include "holdfast/evidence/pack_words.hpp"
#include "interrupt.hpp"
#include "new_place.hpp"
#include "pack_entries.hpp"
#include "pack_keys.hpp"
#include "pack_source.hpp"
#include "progress.hpp"
#include "quick_digests.hpp"
#include "read_ahead.hpp"

namespace holdfast::cli {
namespace {

using evidence::ZipStep;

constexpr std::uint64_t bytes_a_unit = std::uint64_t{1} << 20U;

/// The one folder at the top, with its "/"; the error says that there is none.
PackResult<std::string> top_folder(const evidence::ZipDirectory& directory) {
    std::string top;
    for (const evidence::ZipItem& item : directory.items) {
        const std::size_t slash = item.path.find('/');
        const std::string own = slash == std::string::npos ? std::string() : item.path.substr(0, slash + 1);
        if (own.empty() || (!top.empty() && own != top))
            return pack_failure(exit_no, std::string(evidence::sentence(evidence::PackProblem::several_folders)));
        top = own;
    }
    if (top.empty()) return pack_failure(exit_impossible, "The ZIP file is empty: this is no pack.");
    return top;
}

class Unpacking {
  public:
    Unpacking(PackSource& source, evidence::ZipDirectory directory, std::string top, NewFolder& folder, bool quiet)
        : source_(source),
          end_(directory.offset),
          walk_(std::move(directory)),
          top_(std::move(top)),
          folder_(folder),
          progress_(end_ / bytes_a_unit, "MiB", quiet || end_ < bytes_a_unit) {}

    PackResult<evidence::PackReport> run(const evidence::PackExpectation& expected) {
        ReadAhead ahead(source_, 0, end_);
        std::uint64_t shown = 0;
        for (bool done = false; !done;) {
            if (is_interrupted()) return std::unexpected(PackFailure{.exit = interrupted_exit(), .sentences = {}});
            const auto piece = ahead.next();
            if (!piece)
                return pack_failure(piece.error().kind == SourceError::Kind::altered ? exit_no : exit_impossible,
                                    piece.error().sentence);
            auto taken = take(*piece);
            if (!taken) return std::unexpected(std::move(taken.error()));
            done = *taken;
            if (!done && piece->empty()) return pack_failure(exit_no, "The ZIP file ends within a file.");
            shown += piece->size();
            progress_.advance(std::exchange(shown, shown % bytes_a_unit) / bytes_a_unit);
        }
        check_.from_zip(top_.substr(0, top_.size() - 1), std::nullopt);
        return check_.finish(expected);
    }

  private:
    /// Whether the last entry is complete.
    PackResult<bool> take(std::span<const std::byte> bytes) {
        for (;;) {
            const auto step = walk_.next(bytes);
            if (!step) return pack_failure(exit_no, evidence::sentence(step.error()));
            std::expected<void, std::string> written;
            switch (step->kind) {
                case ZipStep::Kind::begins: {
                    const std::string inside = step->item.path.substr(top_.size());
                    check_.begin_file(inside);
                    written = folder_.begin(inside);
                    break;
                }
                case ZipStep::Kind::content:
                    check_.content(step->content);
                    written = folder_.write(step->content);
                    break;
                case ZipStep::Kind::ends:
                    check_.end_file(step->intact);
                    break;
                case ZipStep::Kind::done:
                    return true;
                case ZipStep::Kind::needs_more:
                    return false;
            }
            if (!written) return pack_failure(exit_impossible, written.error());
        }
    }

    PackSource& source_;
    std::uint64_t end_;
    evidence::ZipWalk walk_;
    std::string top_;
    NewFolder& folder_;
    Progress progress_;
    evidence::PackCheck check_{quick_digester(Checksum::left_out)};
};

}  // namespace

PackResult<OpenResult> open_pack(const OpenRequest& request) {
    auto known = read_known(request.check);
    if (!known) return std::unexpected(std::move(known.error()));
    const auto identities = read_identities(request.check.identities, request.check.passphrase_file);
    if (!identities) return std::unexpected(identities.error());
    const auto source = open_pack_source(request.check.pack, *identities);
    if (!source) return std::unexpected(source.error());
    auto directory = read_directory(**source);
    if (!directory) return std::unexpected(std::move(directory.error()));
    auto top = top_folder(*directory);
    if (!top) return std::unexpected(std::move(top.error()));

    OpenResult result;
    result.check.was_locked = (*source)->is_locked();
    const std::string place = request.output.empty() ? top->substr(0, top->size() - 1) : request.output;
    auto folder = NewFolder::create(place);
    if (!folder) return pack_failure(exit_impossible, folder.error());
    {
        Unpacking unpacking(**source, std::move(*directory), std::move(*top), *folder, request.check.quiet);
        auto report = unpacking.run(known->expected);
        if (!report) return std::unexpected(std::move(report.error()));
        result.check.report = std::move(*report);
    }
    check_time_proofs(result.check, std::move(*known));
    if (!result.check.holds() && !request.broken_too) return result;
    if (is_interrupted()) return std::unexpected(PackFailure{.exit = interrupted_exit(), .sentences = {}});
    if (const auto finished = folder->finish(); !finished) return pack_failure(exit_impossible, finished.error());
    result.folder = place;
    return result;
}

}  // namespace holdfast::cli
