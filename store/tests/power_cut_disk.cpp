// SPDX-License-Identifier: Apache-2.0
#include "power_cut_disk.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <new>
#include <set>

namespace holdfast::store {

void PowerCutDisk::reset() {
    const std::lock_guard lock(mutex_);
    files_.clear();
    steps_ = cut_at_ = all_steps_ = fail_at_ = 0;
    dead_ = failed_ = false;
    fail_code_ = SQLITE_OK;
}

void PowerCutDisk::cut_power_after(std::uint64_t n) {
    const std::lock_guard lock(mutex_);
    cut_at_ = steps_ + n;
}

void PowerCutDisk::fail_after(std::uint64_t n, int code, bool lasting, bool reads_too) {
    const std::lock_guard lock(mutex_);
    all_steps_ = 0;
    fail_at_ = n;
    fail_code_ = code;
    fail_lasting_ = lasting;
    fail_reads_ = reads_too;
    failed_ = false;
}

void PowerCutDisk::heal() {
    const std::lock_guard lock(mutex_);
    fail_at_ = 0;
}

bool PowerCutDisk::dead() const {
    const std::lock_guard lock(mutex_);
    return dead_;
}

bool PowerCutDisk::failed() const {
    const std::lock_guard lock(mutex_);
    return failed_;
}

std::uint64_t PowerCutDisk::steps() const {
    const std::lock_guard lock(mutex_);
    return steps_;
}

int PowerCutDisk::permit(Step step) {
    const std::lock_guard lock(mutex_);
    const bool is_read = step == Step::read;
    if (!is_read) {
        ++steps_;
        if (cut_at_ != 0 && steps_ >= cut_at_) dead_ = true;
    }
    if (dead_ && !is_read) return SQLITE_IOERR;
    if (fail_at_ != 0 && (!is_read || fail_reads_)) {
        ++all_steps_;
        if (all_steps_ == fail_at_ || (fail_lasting_ && all_steps_ > fail_at_)) {
            failed_ = true;
            return fail_code_;
        }
    }
    return SQLITE_OK;
}

void PowerCutDisk::opened(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto [place, fresh] = files_.try_emplace(path);
    if (!fresh) {
        place->second.there = true;  // made again after a removal, or opened once more
        return;
    }
    // What was there before this disk was looking counts as synced, an empty file too (the store syncs the folder when
    // it makes its file).
    std::ifstream file(path, std::ios::binary);
    std::vector<char> content{std::istreambuf_iterator(file), {}};
    const bool made_by_sqlite = path.ends_with("-wal") || path.ends_with("-journal");
    if (!content.empty() || !made_by_sqlite) place->second.durable = std::move(content);
}

void PowerCutDisk::wrote(const std::string& path, std::int64_t offset, const void* data, std::size_t size) {
    const std::lock_guard lock(mutex_);
    const auto* bytes = static_cast<const char*>(data);
    files_[path].changes.push_back(
        {.offset = static_cast<std::size_t>(offset), .data = {bytes, bytes + size}, .size = std::nullopt});
}

void PowerCutDisk::truncated(const std::string& path, std::int64_t size) {
    const std::lock_guard lock(mutex_);
    files_[path].changes.push_back({.offset = 0, .data = {}, .size = static_cast<std::size_t>(size)});
}

void PowerCutDisk::apply(std::vector<char>& content, const Change& change) {
    if (change.size) {
        content.resize(*change.size);
        return;
    }
    content.resize(std::max(content.size(), change.offset + change.data.size()));
    std::ranges::copy(change.data, content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void PowerCutDisk::synced(const std::string& path) {
    const std::lock_guard lock(mutex_);
    File& file = files_[path];
    if (!file.durable) {
        file.durable.emplace();
        // SQLite's default VFS syncs the folder too when a journal or log is synced for the first time. From then on
        // earlier removals are known as well.
        for (auto& [other, entry] : files_) entry.unlinked.reset();
    }
    for (const Change& change : file.changes) apply(*file.durable, change);
    file.changes.clear();
}

void PowerCutDisk::removed(const std::string& path, bool folder_synced) {
    const std::lock_guard lock(mutex_);
    const auto place = files_.find(path);
    if (place == files_.end()) return;
    File& file = place->second;
    if (folder_synced) {
        files_.erase(place);
        return;
    }
    // What the folder still names comes back if the power goes now; a file of that name made later is another one.
    if (file.durable) file.unlinked = std::move(file.durable);
    file.durable.reset();
    file.changes.clear();
    file.there = false;
}

// `mood` 0: only what was synced; 1: everything arrived; otherwise sector by sector as it falls.
std::vector<char> PowerCutDisk::survivor(const File& file, std::mt19937_64& draw, std::size_t sector, unsigned mood) {
    std::vector<std::vector<char>> versions{file.durable.value_or(std::vector<char>{})};
    std::set<std::size_t> touched;
    for (const Change& change : file.changes) {
        std::vector<char> next = versions.back();
        apply(next, change);
        const std::size_t from = change.size ? std::min(*change.size, versions.back().size()) : change.offset;
        const std::size_t to =
            change.size ? std::max(*change.size, versions.back().size()) : change.offset + change.data.size();
        for (std::size_t s = from / sector; s * sector < to; ++s) touched.insert(s);
        versions.push_back(std::move(next));
    }
    if (mood == 0 || versions.size() == 1) return versions.front();
    if (mood == 1) return versions.back();
    // The size is that of some version; each sector is as some version has it, zeros where that one has none.
    std::vector<char> content = versions.front();
    content.resize(versions[draw() % versions.size()].size());
    for (const std::size_t s : touched) {
        const std::vector<char>& version = versions[draw() % versions.size()];
        for (std::size_t at = s * sector; at < std::min(content.size(), (s + 1) * sector); ++at) {
            content[at] = at < version.size() ? version[at] : '\0';
        }
    }
    return content;
}

void PowerCutDisk::reboot(std::uint64_t seed, std::size_t sector) {
    const std::lock_guard lock(mutex_);
    std::mt19937_64 draw(seed);
    for (const auto& [path, file] : files_) {
        const auto mood = static_cast<unsigned>(draw() % 6);
        // A file that was never synced may be unknown to the folder; a removal that was not synced may be undone.
        const bool known = file.durable.has_value() || (file.there && draw() % 2 == 0);
        if (!known && (!file.unlinked || draw() % 2 == 0)) {
            std::filesystem::remove(path);
            continue;
        }
        const std::vector<char> content = known ? survivor(file, draw, sector, mood) : *file.unlinked;
        std::ofstream(path, std::ios::binary | std::ios::trunc)
            .write(content.data(), static_cast<std::streamsize>(content.size()));
    }
    // The shared memory of the log is a file too; after a reboot it may hold anything.
    for (const auto& [path, file] : files_) {
        const std::string shm = path + "-shm";
        if (path.ends_with("-wal") || !std::filesystem::exists(shm)) continue;
        switch (draw() % 3) {
            case 0:
                std::filesystem::remove(shm);
                break;
            case 1: {
                std::string noise(32'768, '\0');
                for (char& c : noise) c = static_cast<char>(draw() & 0xffU);
                std::ofstream(shm, std::ios::binary | std::ios::trunc) << noise;
                break;
            }
            default:
                break;
        }
    }
    files_.clear();
    steps_ = cut_at_ = all_steps_ = fail_at_ = 0;
    dead_ = failed_ = false;
}

namespace {

// SQLite allocates szOsFile bytes for this, and the real file of the default VFS comes after it.
struct File {
    sqlite3_file base{};
    std::string* path = nullptr;  // null for what is not watched
    [[nodiscard]] sqlite3_file* real() noexcept { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
static_assert(sizeof(File) % alignof(std::max_align_t) == 0);

File& mine(sqlite3_file* file) noexcept {
    return *reinterpret_cast<File*>(file);
}
sqlite3_file* real(sqlite3_file* file) noexcept {
    return mine(file).real();
}
PowerCutDisk& disk() {
    return PowerCutDisk::get();
}
using Step = PowerCutDisk::Step;

int close_file(sqlite3_file* file) {
    const int code = real(file)->pMethods->xClose(real(file));
    delete mine(file).path;
    return code;
}
int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    if (disk().permit(Step::read) != SQLITE_OK) return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), to, size, offset);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const bool was_dead = disk().dead();
    const int permitted = disk().permit(Step::write);
    // The write during which the power goes may reach the disk in part.
    const bool may_arrive = permitted == SQLITE_OK || (!was_dead && disk().dead());
    if (mine(file).path != nullptr && may_arrive) {
        disk().wrote(*mine(file).path, offset, from, static_cast<std::size_t>(size));
    }
    if (permitted != SQLITE_OK) return permitted == SQLITE_IOERR ? SQLITE_IOERR_WRITE : permitted;
    return real(file)->pMethods->xWrite(real(file), from, size, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    if (disk().permit(Step::truncate) != SQLITE_OK) return SQLITE_IOERR_TRUNCATE;
    if (mine(file).path != nullptr) disk().truncated(*mine(file).path, size);
    return real(file)->pMethods->xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    if (disk().permit(Step::sync) != SQLITE_OK) return SQLITE_IOERR_FSYNC;
    if (mine(file).path != nullptr) disk().synced(*mine(file).path);
    return real(file)->pMethods->xSync(real(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved_lock(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
int device_characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

// Version 2: no memory-mapped reading, which would go past read_file().
const sqlite3_io_methods methods = {.iVersion = 2,
                                    .xClose = close_file,
                                    .xRead = read_file,
                                    .xWrite = write_file,
                                    .xTruncate = truncate_file,
                                    .xSync = sync_file,
                                    .xFileSize = file_size,
                                    .xLock = lock_file,
                                    .xUnlock = unlock_file,
                                    .xCheckReservedLock = check_reserved_lock,
                                    .xFileControl = file_control,
                                    .xSectorSize = sector_size,
                                    .xDeviceCharacteristics = device_characteristics,
                                    .xShmMap = shm_map,
                                    .xShmLock = shm_lock,
                                    .xShmBarrier = shm_barrier,
                                    .xShmUnmap = shm_unmap,
                                    .xFetch = nullptr,
                                    .xUnfetch = nullptr};

sqlite3_vfs* default_vfs = nullptr;

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    File& made = *new (file) File;
    const bool watched =
        path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    if (watched && (flags & SQLITE_OPEN_CREATE) != 0 && !std::filesystem::exists(path) &&
        disk().permit(Step::create) != SQLITE_OK) {
        return SQLITE_CANTOPEN;
    }
    const int code = default_vfs->xOpen(default_vfs, path, made.real(), flags, out_flags);
    if (code != SQLITE_OK) return code;
    if (watched) {
        made.path = new std::string(path);
        disk().opened(path);
    }
    made.base.pMethods = &methods;
    return SQLITE_OK;
}
int remove_file(sqlite3_vfs*, const char* path, int sync_folder) {
    if (disk().permit(Step::remove) != SQLITE_OK) return SQLITE_IOERR_DELETE;
    const int code = default_vfs->xDelete(default_vfs, path, sync_folder);
    if (code == SQLITE_OK) disk().removed(path, sync_folder != 0);
    return code;
}

}  // namespace

PowerCutDisk& PowerCutDisk::get() {
    static PowerCutDisk the_disk;
    static const bool registered = [] {
        default_vfs = sqlite3_vfs_find(nullptr);
        static sqlite3_vfs vfs = *default_vfs;
        vfs.zName = name;
        vfs.pNext = nullptr;
        vfs.szOsFile = static_cast<int>(sizeof(File)) + default_vfs->szOsFile;
        vfs.xOpen = open_file;
        vfs.xDelete = remove_file;
        return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    }();
    static_cast<void>(registered);
    return the_disk;
}

}  // namespace holdfast::store
