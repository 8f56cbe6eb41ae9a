// SPDX-License-Identifier: Apache-2.0
// Store over SQLite: one writing connection, reading connections lent out one a call.
//
// Writers that come while another is being written and synced are written together after it, in one transaction with
// one sync; each is acknowledged once that sync is done.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "connection.hpp"
#include "holdfast/store/sqlite.hpp"

namespace holdfast::store::sqlite {

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(SqliteOptions options);

    Result<Outcome> submit(const NewSubmission& submission) override;
    Result<Outcome> add_items(const AddItems& more) override;
    Result<Outcome> withdraw(const Withdrawal& withdrawal) override;
    Result<Outcome> restore(const Restoration& restoration) override;
    Result<Outcome> rotate_keys(const KeyRotation& rotation) override;
    Result<Outcome> erase_case(const CaseErasure& erasure) override;
    Result<void> end_case(const CaseEnding& ending) override;
    Result<std::vector<CaseView>> unopened_cases(UnixMillis before, std::uint32_t limit) override;
    Result<void> note_opened(const Id128& submission, UnixMillis day) override;
    Result<CaseView> case_by_number(const std::string& case_number) override;
    Result<CaseView> case_by_read_key(const Digest256& read_key_hash) override;
    Result<CaseView> case_by_withdraw_key(const Digest256& withdraw_key_hash) override;
    Result<std::vector<Message>> mailbox(const Id128& submission) override;
    Result<void> delete_message(const Id128& submission, const Digest256& opened_with, const Id128& message) override;

    Result<Outcome> report_sighting(const NewSighting& sighting) override;
    Result<Outcome> give_feedback(const NewFeedback& feedback) override;
    Result<std::vector<FeedEntry>> feed(const FeedCursor& cursor, UnixMillis now, std::uint32_t limit) override;
    Result<FeedSpreads> feed_spreads() override;
    Result<void> keep_feed_spreads(const FeedSpreads& spreads) override;
    Result<void> add_partner(const Partner& partner) override;
    Result<void> revoke_partner(const Id128& partner, UnixMillis at) override;
    Result<std::vector<Partner>> partners() override;

    Result<Bank> create_bank(const std::string& name, const std::string& title, UnixMillis at) override;
    Result<std::vector<Bank>> banks() override;
    Result<void> switch_bank(const BankSwitch& change) override;
    Result<ImportResult> import_items(std::span<const NewItem> items) override;
    Result<void> change_state(const StateChange& change) override;
    Result<void> each_item(std::uint32_t bank, std::span<const ItemState> states,
                           const std::function<void(const Item&)>& each) override;
    Result<std::vector<ReportedItem>> reported_items(std::uint32_t bank) override;

    Result<std::uint64_t> last_position() override;
    Result<std::vector<Event>> events_after(std::uint64_t position, std::uint32_t limit) override;
    Result<std::uint64_t> snapshot(const std::function<void(const Item&)>& each_active_item,
                                   const std::function<void(const Sighting&)>& each_sighting) override;
    Result<std::optional<Item>> item(const Id128& id) override;
    Result<std::optional<Sighting>> sighting(const Id128& id) override;
    Result<std::optional<Submission>> submission(const Id128& id) override;
    Result<std::uint64_t> matched_position() override;
    Result<std::uint64_t> record_matches(const MatchBatch& batch) override;

    Result<LoggedSeal> log_seal(const NewSeal& fresh) override;
    Result<SealHead> seal_head() override;
    Result<std::vector<LoggedSeal>> seal_entries(std::uint64_t first, std::uint32_t count) override;
    Result<std::vector<Digest256>> seal_hashes(unsigned level, std::uint64_t first, std::uint32_t count) override;

    Result<void> expire(UnixMillis now) override;
    Result<void> scrub() override;
    Result<bool> compact(UnixMillis now) override;
    Result<void> audit(const AuditEntry& entry) override;
    Result<std::vector<AuditEntry>> audit_tail(std::uint32_t limit) override;
    Result<std::array<std::byte, 32>> installation_secret(const std::string& name,
                                                          const std::array<std::byte, 32>& fresh) override;

    /// For opening alone: not guarded by the mutex.
    [[nodiscard]] Connection& writer() noexcept { return *writer_; }
    [[nodiscard]] const SqliteOptions& options() const noexcept { return options_; }

  private:
    /// Gives a reading connection back when it goes.
    class Loan {
      public:
        Loan(SqliteStore& store, std::unique_ptr<Connection> connection) noexcept
            : store_(store), connection_(std::move(connection)) {}
        ~Loan();
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        [[nodiscard]] Connection& connection() noexcept { return *connection_; }

      private:
        SqliteStore& store_;
        std::unique_ptr<Connection> connection_;
    };
    [[nodiscard]] Loan borrow();

    /// The wall: no exception passes it.
    template <class Work>
    static auto guarded(Work&& work) -> Result<std::invoke_result_t<Work>> {
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                work();
                return {};
            } else {
                return work();
            }
        } catch (const Failure& failure) {
            return std::unexpected(failure.error);
        } catch (const std::bad_alloc&) {
            return std::unexpected(StoreError::unavailable);
        }
    }

    /// Runs `work(connection)`, all of it or nothing; what it did is on disk when this returns a value. It may be run
    /// on another writer's thread.
    template <class Work>
    auto write(Work&& work) -> Result<std::invoke_result_t<Work, Connection&>> {
        return guarded([&] {
            if constexpr (std::is_void_v<std::invoke_result_t<Work, Connection&>>) {
                PendingWrite mine{.work = [&](Connection& connection) { work(connection); }};
                run(mine);
            } else {
                std::optional<std::invoke_result_t<Work, Connection&>> result;
                PendingWrite mine{.work = [&](Connection& connection) { result.emplace(work(connection)); }};
                run(mine);
                return std::move(*result);
            }
        });
    }

    /// One writer's work, on its own thread's stack until it is done.
    struct PendingWrite {
        std::function<void(Connection&)> work;
        std::exception_ptr failure = nullptr;
        bool done = false;
    };
    /// Returns once `mine` is on disk; throws what kept it from that.
    void run(PendingWrite& mine);
    /// Writes all of `batch` that does not fail by itself in one transaction.
    void write_together(std::span<PendingWrite* const> batch);

    /// Runs `work(connection)` over one consistent state.
    template <class Work>
    auto read(Work&& work) -> Result<std::invoke_result_t<Work, Connection&>> {
        return guarded([&] {
            Loan loan = borrow();
            const Transaction transaction(loan.connection(), Transaction::Kind::read);
            return work(loan.connection());
        });
    }

    const SqliteOptions options_;
    std::mutex writing_;  // held while the writing connection is used
    std::mutex queueing_;
    std::condition_variable written_;   // a batch is done
    std::vector<PendingWrite*> queue_;  // under queueing_
    bool someone_writes_ = false;       // under queueing_
    std::unique_ptr<Connection> writer_;
    std::mutex lending_;
    std::vector<std::unique_ptr<Connection>> idle_readers_;
};

}  // namespace holdfast::store::sqlite
