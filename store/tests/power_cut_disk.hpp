// SPDX-License-Identifier: Apache-2.0
// A disk whose power can be cut: an SQLite VFS over the default one.
//
// Files are written through to the real folder, so that a running store sees them as ever. Beside that the disk
// remembers what every file held when it was last synced, and each write and cut since. When the power goes, every
// operation fails from then on; reboot() then puts each file into a state that a real disk could have left: sector by
// sector what was synced, or any later version of it, whole writes torn, later ones kept while earlier ones are lost,
// the size not yet grown or not yet cut, a file's deletion undone, a file never synced gone.
//
// It also fails single operations on request: a full disk, or an I/O error.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace holdfast::store {

class PowerCutDisk {
  public:
    static constexpr const char* name = "holdfast-power-cut";
    /// The one disk of this program; registers its VFS on first use.
    static PowerCutDisk& get();

    enum class Step : std::uint8_t { read, write, sync, truncate, create, remove };

    /// Forgets all files and faults: call it before opening a store in a new folder.
    void reset();
    /// The power goes at the `n`-th write, sync, truncation, creation or removal from now (1: the next).
    void cut_power_after(std::uint64_t n);
    /// Fails the `n`-th step from now (and, if `lasting`, every one after it) with an SQLite result code.
    void fail_after(std::uint64_t n, int code, bool lasting, bool reads_too);
    void heal();
    [[nodiscard]] bool dead() const;
    /// Whether a fault was met since it was set.
    [[nodiscard]] bool failed() const;
    /// Steps so far (reads left out).
    [[nodiscard]] std::uint64_t steps() const;

    /// Leaves the files as a power cut could, then switches the power on again. Every store on them must be closed.
    /// `sector`: what the hardware writes in one piece, 512 or 4096.
    void reboot(std::uint64_t seed, std::size_t sector);

    // --- called by the VFS ---
    /// Counts a step; an SQLite result code other than SQLITE_OK means that it fails.
    [[nodiscard]] int permit(Step step);
    void opened(const std::string& path);
    void wrote(const std::string& path, std::int64_t offset, const void* data, std::size_t size);
    void truncated(const std::string& path, std::int64_t size);
    void synced(const std::string& path);
    void removed(const std::string& path, bool folder_synced);

  private:
    PowerCutDisk() = default;

    struct Change {
        std::size_t offset = 0;
        std::vector<char> data;
        std::optional<std::size_t> size;  // a truncation
    };
    struct File {
        std::optional<std::vector<char>> durable;   // none: the folder does not know the file yet
        std::vector<Change> changes;                // since
        std::optional<std::vector<char>> unlinked;  // an earlier file of this name, removed without syncing the folder
        bool there = true;
    };
    static void apply(std::vector<char>& content, const Change& change);
    [[nodiscard]] static std::vector<char> survivor(const File& file, std::mt19937_64& draw, std::size_t sector,
                                                    unsigned mood);

    mutable std::mutex mutex_;
    std::map<std::string, File> files_;
    std::uint64_t steps_ = 0;
    std::uint64_t cut_at_ = 0;
    bool dead_ = false;
    std::uint64_t all_steps_ = 0;
    std::uint64_t fail_at_ = 0;
    int fail_code_ = SQLITE_OK;
    bool fail_lasting_ = false;
    bool fail_reads_ = false;
    bool failed_ = false;
};

}  // namespace holdfast::store
