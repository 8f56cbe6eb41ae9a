// SPDX-License-Identifier: Apache-2.0
// What an operator signs and publishes beside the page: a newer guidance, the list of recipients of packs. A file with
// its signature, read from two files and looked at again while the service runs, so that a wrong number or an old key
// is mended without a new build or a restart.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "holdfast/core/identifier.hpp"
#include "holdfast/sealing/minisign.hpp"
#include "holdfast/server/log.hpp"

namespace holdfast::server {

struct EditionMark {
    std::uint32_t number = 0;
    std::string day;  ///< "2026-11-22"
};

/// What is published, and who reads it.
struct EditionKind {
    std::string_view name;       ///< of its settings and events: "guidance" has guidance.key and guidance.published
    std::size_t most_bytes = 0;  ///< of the file
    /// Of a file whose signature holds. The error is the end of a sentence that begins with the file's name.
    std::expected<EditionMark, std::string> (*read)(std::string_view text, std::string_view signature,
                                                    const sealing::MinisignKey& key) = nullptr;
};
/// The compiled guidance (docs/formats/guidance.md).
[[nodiscard]] const EditionKind& guidance_edition() noexcept;
/// Whom a pack can be made for (docs/formats/recipients.md).
[[nodiscard]] const EditionKind& recipients_edition() noexcept;

struct PublishedEdition {
    EditionMark mark;
    Digest256 digest;       ///< SHA-256 of the text
    std::string text;       ///< the file, JSON
    std::string gzip;       ///< the same, compressed
    std::string signature;  ///< minisign's file
};

/// Reads `file` and `file`.minisig: signed with `key`, and of that kind. The error is a sentence.
[[nodiscard]] std::expected<PublishedEdition, std::string> read_edition(const EditionKind& kind,
                                                                        const std::filesystem::path& file,
                                                                        const sealing::MinisignKey& key);

class Editions {
  public:
    Editions(const EditionKind& kind, std::filesystem::path file, const sealing::MinisignKey& key, Log& log)
        : kind_(kind), file_(std::move(file)), key_(key), log_(log) {}
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
    void tell(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

    const EditionKind& kind_;
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
