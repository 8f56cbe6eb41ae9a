// SPDX-License-Identifier: Apache-2.0
#include "below_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "interrupt.hpp"
#include "open_file.hpp"

namespace holdfast::cli {

std::expected<OwnedDescriptor, int> open_below(int folder, std::string_view path) {
    OwnedDescriptor at(::dup(folder));
    while (at) {
        const std::size_t slash = path.find('/');
        const std::string part(path.substr(0, slash));
        const bool last = slash == std::string_view::npos;
        const int how = last ? O_NONBLOCK : O_DIRECTORY;
        OwnedDescriptor next(::openat(at.get(), part.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | how));
        if (!next) return std::unexpected(errno);
        if (last) {
            struct stat about{};
            if (::fstat(next.get(), &about) != 0) return std::unexpected(errno);
            if (!S_ISREG(about.st_mode)) return std::unexpected(S_ISDIR(about.st_mode) ? EISDIR : EINVAL);
            return next;
        }
        path.remove_prefix(slash + 1);
        at = std::move(next);
    }
    return std::unexpected(errno);
}

std::string reason_below(int error) {
    return error == ELOOP ? "it is a link" : error == EINVAL ? "it is no ordinary file" : reason_of(error);
}

PackResult<std::optional<std::string>> read_below(int folder, const std::string& path, std::size_t most) {
    const auto refuse = [&path](const std::string& why) {
        return pack_failure(exit_impossible, path + " cannot be read: " + why + ".");
    };
    const auto file = open_below(folder, path);
    if (!file && file.error() == ENOENT) return std::nullopt;
    if (!file) return refuse(reason_below(file.error()));
    std::string text;
    std::array<std::byte, 65'536> piece{};
    for (;;) {
        const ssize_t got = read_unless_interrupted(file->get(), piece);
        if (is_interrupted()) return std::unexpected(interrupted_failure());
        if (got < 0) return refuse(reason_of(errno));
        if (got == 0) return text;
        text.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(got));
        if (text.size() > most) return refuse("it is larger than it may be");
    }
}

std::expected<PlaceBelow, int> place_below(int folder, std::string_view path, Missing missing) {
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos)
        return PlaceBelow{.folder = OwnedDescriptor(::fcntl(folder, F_DUPFD_CLOEXEC, 0)), .name = std::string(path)};
    const std::string part(path.substr(0, slash));
    if (missing == Missing::is_made) {
        if (::mkdirat(folder, part.c_str(), 0700) == 0) {
            if (const int error = sync_folder(folder); error != 0) return std::unexpected(error);
        } else if (errno != EEXIST) {
            return std::unexpected(errno);
        }
    }
    OwnedDescriptor inside(::openat(folder, part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!inside) return std::unexpected(errno);
    return PlaceBelow{.folder = std::move(inside), .name = std::string(path.substr(slash + 1))};
}

int sync_folder(int folder) noexcept {
    // Some file systems cannot sync a folder, and say so with EINVAL.
    return ::fsync(folder) != 0 && errno != EINVAL ? errno : 0;
}

}  // namespace holdfast::cli
