// SPDX-License-Identifier: Apache-2.0
#include "pack_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <vector>

#include "holdfast/evidence/path_rules.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"
#include "owned_descriptor.hpp"
#include "picture_file.hpp"
#include "piece_queue.hpp"
#include "progress.hpp"

namespace holdfast::cli {
namespace {

/// A path of most_path_characters has no more parts.
constexpr std::size_t deepest_folder = evidence::most_path_characters / 2;

class FolderWalk {
  public:
    FolderWalk(evidence::PackCheck& check, bool quiet)
        : check_(check), piece_(piece_bytes), progress_(0, "files", quiet) {}

    /// `folder` is open; `below` is its path with a "/" at its end, or empty.
    PackResult<void> walk(OwnedDescriptor folder, const std::string& below, std::size_t depth) {
        // fdopendir() takes over what it is given.
        const int given = ::dup(folder.get());
        const std::unique_ptr<DIR, int (*)(DIR*)> listing(given < 0 ? nullptr : ::fdopendir(given), ::closedir);
        if (!listing) return unreadable(below, errno);
        std::vector<std::string> names;
        for (;;) {
            errno = 0;
            const dirent* const entry = ::readdir(listing.get());
            if (entry == nullptr && errno != 0) return unreadable(below, errno);
            if (entry == nullptr) break;
            const std::string_view name = entry->d_name;
            if (name == "." || name == "..") continue;
            if (++seen_ > evidence::most_zip_entries) {
                check_.problem(evidence::PackProblem::too_many_files);
                break;
            }
            names.emplace_back(name);
        }
        std::ranges::sort(names);
        for (const std::string& name : names) {
            if (is_interrupted()) return std::unexpected(PackFailure{.exit = interrupted_exit(), .sentences = {}});
            if (auto told = tell(folder.get(), name, below + name, depth); !told) return told;
        }
        return {};
    }

  private:
    static std::unexpected<PackFailure> unreadable(const std::string& path, int error) {
        return pack_failure(exit_impossible, (path.empty() ? std::string("The folder") : printable(path)) +
                                                 " cannot be read: " + reason_of(error) + ".");
    }

    PackResult<void> tell(int folder, const std::string& name, const std::string& path, std::size_t depth) {
        struct stat about{};
        if (::fstatat(folder, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return unreadable(path, errno);
        if (S_ISDIR(about.st_mode)) {
            if (depth == deepest_folder) {
                check_.name_forbidden(path, evidence::PathFault::too_long);
                return {};
            }
            OwnedDescriptor inner(::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (!inner) return unreadable(path, errno);
            return walk(std::move(inner), path + "/", depth + 1);
        }
        if (const auto fault = evidence::fault_of_path(path)) {
            check_.name_forbidden(path, fault);
            return {};
        }
        // It may have become something else since it was looked at: a link is not followed, a pipe not waited for.
        const OwnedDescriptor file(S_ISREG(about.st_mode)
                                       ? ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
                                       : -1);
        if (S_ISREG(about.st_mode) && !file && errno != ELOOP) return unreadable(path, errno);
        if (!file || ::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
            check_.not_a_file(path);
            return {};
        }
        check_.begin_file(path);
        for (;;) {
            const ssize_t got = read_unless_interrupted(file.get(), piece_);
            if (is_interrupted()) return std::unexpected(PackFailure{.exit = interrupted_exit(), .sentences = {}});
            if (got < 0) return unreadable(path, errno);
            if (got == 0) break;
            check_.content(std::span(piece_).first(static_cast<std::size_t>(got)));
        }
        check_.end_file();
        progress_.advance();
        return {};
    }

    evidence::PackCheck& check_;
    std::vector<std::byte> piece_;
    Progress progress_;
    std::size_t seen_ = 0;
};

}  // namespace

PackResult<void> walk_pack_folder(const std::string& folder, evidence::PackCheck& check, bool quiet) {
    OwnedDescriptor top(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!top) return pack_failure(exit_impossible, printable(folder) + " cannot be read: " + reason_of(errno) + ".");
    return FolderWalk(check, quiet).walk(std::move(top), {}, 0);
}

}  // namespace holdfast::cli
