// SPDX-License-Identifier: Apache-2.0
#include "new_place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "open_file.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

std::unexpected<std::string> unwritable(const std::string& path, int error) {
    return std::unexpected(printable(path) + " cannot be written: " + reason_of(error) + ".");
}

/// A trailing slash would put the other name inside.
std::string without_slash(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

std::expected<void, std::string> refuse_existing(const std::string& path) {
    struct stat there{};
    if (::lstat(path.c_str(), &there) == 0)
        return std::unexpected(printable(path) + " is there already: nothing is written over it.");
    if (errno != ENOENT) return unwritable(path, errno);
    return {};
}

/// A name is on the disk only when the folder that holds it is.
int sync_folder_of(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    const OwnedDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened) return errno;
    // Some file systems cannot sync a folder, and say so with EINVAL.
    return ::fsync(opened.get()) != 0 && errno != EINVAL ? errno : 0;
}

std::expected<void, std::string> put_in_place(const std::string& temporary, const std::string& path) {
    int error = 0;
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) != 0) error = errno;
    // File systems without that flag (EINVAL): looked at first, then renamed.
    if (error == EINVAL) {
        if (auto free = refuse_existing(path); !free) return free;
        error = ::rename(temporary.c_str(), path.c_str()) != 0 ? errno : 0;
    }
    if (error == EEXIST || error == ENOTEMPTY)
        return std::unexpected(printable(path) + " is there already: nothing is written over it.");
    if (error != 0) return unwritable(path, error);
    if (const int failed = sync_folder_of(path); failed != 0) return unwritable(path, failed);
    return {};
}

std::expected<void, std::string> put_over(const std::string& temporary, const std::string& path) {
    if (::rename(temporary.c_str(), path.c_str()) != 0) return unwritable(path, errno);
    if (const int failed = sync_folder_of(path); failed != 0) return unwritable(path, failed);
    return {};
}

std::expected<void, std::string> write_all(int descriptor, std::span<const std::byte> bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return unwritable(path, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

}  // namespace

std::expected<NewFile, std::string> NewFile::create(const std::string& path) {
    if (auto free = refuse_existing(path); !free) return std::unexpected(std::move(free.error()));
    return begin(path);
}

std::expected<NewFile, std::string> NewFile::create_in_place_of(const std::string& path) {
    struct stat there{};
    if (::lstat(path.c_str(), &there) != 0) return unwritable(path, errno);
    auto file = begin(path);
    if (!file) return file;
    if (::fchmod(file->descriptor_.get(), there.st_mode & 0777U) != 0) return unwritable(path, errno);
    file->replaces_ = true;
    return file;
}

std::expected<NewFile, std::string> NewFile::begin(const std::string& path) {
    NewFile file;
    file.path_ = path;
    std::string name = path + ".unfinished-XXXXXX";
    file.descriptor_ = OwnedDescriptor(::mkostemp(name.data(), O_CLOEXEC));
    if (!file.descriptor_) return unwritable(path, errno);
    file.temporary_ = std::move(name);
    return file;
}

NewFile::~NewFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

std::expected<void, std::string> NewFile::write(std::span<const std::byte> bytes) {
    return write_all(descriptor_.get(), bytes, path_);
}

std::expected<void, std::string> NewFile::finish() {
    if (::fsync(descriptor_.get()) != 0) return unwritable(path_, errno);
    auto placed = replaces_ ? put_over(temporary_, path_) : put_in_place(temporary_, path_);
    if (placed) temporary_.clear();
    return placed;
}

std::expected<NewFolder, std::string> NewFolder::create(const std::string& path) {
    NewFolder folder;
    folder.path_ = without_slash(path);
    if (auto free = refuse_existing(folder.path_); !free) return std::unexpected(std::move(free.error()));
    std::string name = folder.path_ + ".unfinished-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) return unwritable(folder.path_, errno);
    folder.temporary_ = std::move(name);
    return folder;
}

NewFolder::~NewFolder() {
    if (temporary_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove_all(temporary_, ignored);
}

std::expected<void, std::string> NewFolder::begin(const std::string& path) {
    file_name_ = path;
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        const std::string between = temporary_ + "/" + path.substr(0, slash);
        if (::mkdir(between.c_str(), 0700) != 0 && errno != EEXIST) return unwritable(path, errno);
    }
    file_ = OwnedDescriptor(
        ::open((temporary_ + "/" + path).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file_) return unwritable(path, errno);
    return {};
}

std::expected<void, std::string> NewFolder::write(std::span<const std::byte> bytes) {
    return write_all(file_.get(), bytes, file_name_);
}

std::expected<void, std::string> NewFolder::finish() {
    file_ = OwnedDescriptor();
    // Once for all files: one after the other, thousands of small ones would take minutes.
    const OwnedDescriptor folder(::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || ::syncfs(folder.get()) != 0) return unwritable(path_, errno);
    auto placed = put_in_place(temporary_, path_);
    if (placed) temporary_.clear();
    return placed;
}

}  // namespace holdfast::cli
