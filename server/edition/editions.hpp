// SPDX-License-Identifier: Apache-2.0
// The guidance that an operator publishes beside the page's own: a newer blob with its signature, read from two files
// and looked at again while the service runs, so that a wrong number is mended without a new build or a restart.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/minisign.hpp"
#include "holdfast/server/log.hpp"

namespace holdfast::server {

struct PublishedEdition {
    std::uint32_t number = 0;
    std::string day;        ///< "2026-11-22"
    Digest256 digest;       ///< SHA-256 of the blob
    std::string blob;       ///< the compiled guidance, JSON
    std::string gzip;       ///< the same, compressed
    std::string signature;  ///< minisign's file
};

inline constexpr std::size_t most_edition_bytes = std::size_t{4} << 20U;

/// Reads `file` and `file`.minisig: signed with `key`, a blob that the guide can be read from. The error is a sentence.
[[nodiscard]] std::expected<PublishedEdition, std::string> read_edition(const std::filesystem::path& file,
                                                                        const sealing::MinisignKey& key);

class Editions {
  public:
    Editions(std::filesystem::path file, const sealing::MinisignKey& key, Log& log)
        : file_(std::move(file)), key_(key), log_(log) {}
    Editions(const Editions&) = delete;
    Editions& operator=(const Editions&) = delete;
    ~Editions() { stop(); }

    /// Looks at once, then every `look_every` in a thread of its own.
    void start();
    void stop();

    /// Takes the files over if they changed since the last look, pass, and go no number back. What does not pass is
    /// told once in the log and leaves the edition before in place.
    void look();

    /// Null when there is none. Thread safe.
    [[nodiscard]] std::shared_ptr<const PublishedEdition> current() const;
    [[nodiscard]] const sealing::MinisignKey& key() const noexcept { return key_; }

    static constexpr std::chrono::seconds look_every{10};

  private:
    [[nodiscard]] std::string stamp() const;  // of both files: when they were written, and how long they are

    const std::filesystem::path file_;
    const sealing::MinisignKey key_;
    Log& log_;
    std::string looked_at_;

    mutable std::mutex mutex_;
    std::condition_variable condition_;
    std::shared_ptr<const PublishedEdition> current_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace holdfast::server
