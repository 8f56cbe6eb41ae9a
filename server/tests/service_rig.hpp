// SPDX-License-Identifier: Apache-2.0
// A whole service without sockets: a real store in a scratch folder, real indexes, follower, matcher and API; time and
// randomness in the test's hand. Every answer is recorded, to be checked against docs/api/openapi.yaml.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/api.hpp"
#include "faulty_store.hpp"
#include "holdfast/index/fingerprint_index.hpp"
#include "holdfast/sealing/access_token.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/server/environment.hpp"
#include "jobs/case_retention.hpp"
#include "jobs/follower.hpp"
#include "jobs/upkeep.hpp"
#include "seal_log/seal_log.hpp"

namespace holdfast::server {
class Editions;
}

namespace holdfast::server::tests {

class ManualClock final : public Clock {
  public:
    [[nodiscard]] UnixMillis now() const noexcept override { return {now_.load()}; }
    [[nodiscard]] std::int64_t steady_millis() const noexcept override { return steady_.load(); }
    void pass(std::int64_t millis) {
        now_ += millis;
        steady_ += millis;
    }

  private:
    std::atomic<std::int64_t> now_{1'795'286'700'000};  // 2026-11-21T18:45:00Z
    std::atomic<std::int64_t> steady_{1'000'000};
};

/// The same bytes for the same seed, in order of asking.
class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::byte> out) noexcept override;
    void start_over(std::uint64_t seed) {
        const std::lock_guard lock(mutex_);
        state_ = seed;
    }

  private:
    std::mutex mutex_;
    std::uint64_t state_;
};

class CapturedLog final : public Log {
  public:
    void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) noexcept override;
    [[nodiscard]] std::string text() const;

  private:
    mutable std::mutex mutex_;
    std::string text_;
};

/// Stands for an authority: its stamp is the imprint alone, or what a test wants.
class TestStamper final : public TimeStamper {
  public:
    [[nodiscard]] std::expected<std::string, TimeStampError> stamp(const Digest256& digest) override {
        ++calls;
        if (meanwhile) meanwhile();
        if (answer) return *answer;
        return "\x04\x20" + std::string(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size());
    }
    std::optional<std::expected<std::string, TimeStampError>> answer;
    std::function<void()> meanwhile;  ///< called while the service waits
    int calls = 0;
};

struct PartnerKey {
    Id128 id;
    std::string token;
};

/// What a person's browser holds.
struct Person {
    std::string case_number;
    std::string read_token;
    std::string withdraw_token;
    sealing::CaseKeys keys;
};

struct RigOptions {
    bool system_clock = false;
    bool thread = false;  ///< the follower runs by itself; otherwise follow() does
    std::uint64_t seed = 1;
    api::ApiSettings settings = {};
    const Editions* guidance = nullptr;
    const Editions* recipients = nullptr;
    std::string log_origin = "helpline.example/seals";
    bool stamps = true;                 ///< there is an authority for time stamps
    std::filesystem::path folder = {};  ///< one that stays; none: a scratch folder that goes with the rig
};

class ServiceRig {
  public:
    explicit ServiceRig(RigOptions options = {});
    ~ServiceRig();

    // --- the service ---
    /// Stops all but the files, and starts again on them.
    void restart();
    /// Applies and matches what the log holds, when no thread does.
    void follow();
    [[nodiscard]] Response send(Request request);
    [[nodiscard]] Response get(const std::string& path, const std::string& authorization = {});
    [[nodiscard]] Response remove(const std::string& path, const std::string& authorization,
                                  const std::string& idempotency_key = {});
    [[nodiscard]] Response post(const std::string& path, const std::string& body, const std::string& authorization = {},
                                std::map<std::string, std::string> headers = {});
    /// With a proof of work.
    [[nodiscard]] Response post_proved(const std::string& path, const std::string& body,
                                       const std::string& authorization = {},
                                       std::map<std::string, std::string> headers = {});
    [[nodiscard]] std::string proof_for(const std::string& body);
    [[nodiscard]] std::string fresh_key();

    // --- people ---
    [[nodiscard]] Person person();
    [[nodiscard]] static std::string submission_body(const Person& person, const std::vector<std::string>& items);
    [[nodiscard]] static std::string item(const Code256& code, int quality = 100);
    /// Submits one item a code and gives their identifiers.
    std::vector<std::string> submit(const Person& person, const std::vector<Code256>& codes);
    /// Opened messages of a kind, oldest first, with `keys`.
    [[nodiscard]] std::vector<std::string> opened(const std::string& read_token, const sealing::CaseKeys& keys,
                                                  std::string_view kind);
    [[nodiscard]] std::vector<std::string> alerts(const Person& person) {
        return opened(person.read_token, person.keys, "alert");
    }

    // --- partners ---
    PartnerKey partner(const std::string& name, std::uint32_t scopes = 15, std::uint32_t rate = 1'000'000,
                       bool listed = true);
    [[nodiscard]] Response look_up(const PartnerKey& partner, const Code256& code, int radius = 31);
    /// Items that match, by the partner's numbers.
    [[nodiscard]] std::vector<std::string> found(const PartnerKey& partner, const Code256& code, int radius = 31);
    [[nodiscard]] Response sight(const PartnerKey& partner, const Code256& code, const std::string& more = {});

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    ManualClock manual;
    std::unique_ptr<Clock> system_clock;
    SeededRandom random;
    CapturedLog log;
    RigOptions options;
    TestStamper stamper;

    std::unique_ptr<store::Store> real_store;
    std::unique_ptr<FaultyStore> store;
    std::unique_ptr<index::FingerprintIndex> items;
    std::unique_ptr<index::FingerprintIndex> sightings;
    std::unique_ptr<jobs::Directory> directory;
    std::unique_ptr<jobs::CaseRetention> retention;
    std::unique_ptr<jobs::Upkeep> upkeep;
    std::unique_ptr<jobs::Follower> follower;
    std::unique_ptr<SealLog> seal_log;  // none when it could not be opened
    std::unique_ptr<api::Api> api;

  private:
    void start();
    void stop();
    [[nodiscard]] const Clock& clock() const;
    std::filesystem::path folder_;
    std::atomic<std::uint64_t> next_key_{0};
    std::atomic<std::uint64_t> next_person_{0};
};

/// For mkdtemp. In memory where there is such a place: what a disk keeps is the store's own tests' concern, and its
/// fsync is most of the time that a rig would take.
[[nodiscard]] std::string scratch_pattern(const std::string& name);
[[nodiscard]] std::string bearer(const PartnerKey& partner);
[[nodiscard]] std::string case_key(const std::string& token);
/// A code that stands for picture number `n`; different numbers lie about 128 bits apart, 128 of 256 bits are set.
[[nodiscard]] Code256 picture(std::uint64_t n);
/// `code` with `flips` of its bits changed.
[[nodiscard]] Code256 edited(Code256 code, unsigned flips);

}  // namespace holdfast::server::tests
