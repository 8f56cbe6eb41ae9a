// SPDX-License-Identifier: Apache-2.0
// Store over SQLite: one writing connection under a mutex, reading connections lent out one a call.
#pragma once

#include <memory>
#include <mutex>
#include <new>
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
    Result<CaseView> case_by_read_key(const Digest256& read_key_hash) override;
    Result<CaseView> case_by_withdraw_key(const Digest256& withdraw_key_hash) override;
    Result<std::vector<Message>> mailbox(const Id128& submission) override;
    Result<void> delete_message(const Id128& submission, const Digest256& opened_with, const Id128& message) override;

    Result<Outcome> report_sighting(const NewSighting& sighting) override;
    Result<Outcome> give_feedback(const NewFeedback& feedback) override;
    Result<std::vector<FeedEntry>> feed(const FeedCursor& cursor, UnixMillis now, std::uint32_t limit) override;
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

    Result<std::uint64_t> last_position() override;
    Result<std::vector<Event>> events_after(std::uint64_t position, std::uint32_t limit) override;
    Result<std::uint64_t> snapshot(const std::function<void(const Item&)>& each_active_item,
                                   const std::function<void(const Sighting&)>& each_sighting) override;
    Result<std::optional<Item>> item(const Id128& id) override;
    Result<std::optional<Sighting>> sighting(const Id128& id) override;
    Result<std::optional<Submission>> submission(const Id128& id) override;
    Result<std::uint64_t> matched_position() override;
    Result<std::uint64_t> record_matches(const MatchBatch& batch) override;

    Result<void> expire(UnixMillis now) override;
    Result<void> scrub() override;
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

    /// Runs `work(connection)` in one transaction that is on disk when this returns a value.
    template <class Work>
    auto write(Work&& work) -> Result<std::invoke_result_t<Work, Connection&>> {
        return guarded([&] {
            const std::lock_guard lock(writing_);
            Transaction transaction(*writer_, Transaction::Kind::write);
            if constexpr (std::is_void_v<std::invoke_result_t<Work, Connection&>>) {
                work(*writer_);
                transaction.commit();
            } else {
                auto result = work(*writer_);
                transaction.commit();
                return result;
            }
        });
    }

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
    std::mutex writing_;
    std::unique_ptr<Connection> writer_;
    std::mutex lending_;
    std::vector<std::unique_ptr<Connection>> idle_readers_;
};

}  // namespace holdfast::store::sqlite
