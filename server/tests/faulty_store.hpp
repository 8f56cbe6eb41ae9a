// SPDX-License-Identifier: Apache-2.0
// A store that fails when told to, in front of a real one.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "holdfast/store/store.hpp"

namespace holdfast::server::tests {

class FaultyStore final : public store::Store {
  public:
    explicit FaultyStore(store::Store& real) : real_(real) {}

    /// Called before each operation with its name; what it gives is the operation's error.
    std::function<std::optional<store::StoreError>(std::string_view)> fault;

    using Outcome = store::Outcome;
    template <class T>
    using Result = store::Result<T>;

    Result<Outcome> submit(const store::NewSubmission& x) override {
        return run("submit", [&] { return real_.submit(x); });
    }
    Result<Outcome> add_items(const store::AddItems& x) override {
        return run("add_items", [&] { return real_.add_items(x); });
    }
    Result<Outcome> withdraw(const store::Withdrawal& x) override {
        return run("withdraw", [&] { return real_.withdraw(x); });
    }
    Result<Outcome> restore(const store::Restoration& x) override {
        return run("restore", [&] { return real_.restore(x); });
    }
    Result<Outcome> rotate_keys(const store::KeyRotation& x) override {
        return run("rotate_keys", [&] { return real_.rotate_keys(x); });
    }
    Result<Outcome> erase_case(const store::CaseErasure& x) override {
        return run("erase_case", [&] { return real_.erase_case(x); });
    }
    Result<void> end_case(const store::CaseEnding& x) override {
        return run("end_case", [&] { return real_.end_case(x); });
    }
    Result<std::vector<store::CaseView>> unopened_cases(UnixMillis before, std::uint32_t limit) override {
        return run("unopened_cases", [&] { return real_.unopened_cases(before, limit); });
    }
    Result<void> note_opened(const Id128& x, UnixMillis day) override {
        return run("note_opened", [&] { return real_.note_opened(x, day); });
    }
    Result<store::CaseView> case_by_number(const std::string& x) override {
        return run("case_by_number", [&] { return real_.case_by_number(x); });
    }
    Result<store::CaseView> case_by_read_key(const Digest256& x) override {
        return run("case_by_read_key", [&] { return real_.case_by_read_key(x); });
    }
    Result<store::CaseView> case_by_withdraw_key(const Digest256& x) override {
        return run("case_by_withdraw_key", [&] { return real_.case_by_withdraw_key(x); });
    }
    Result<std::vector<store::Message>> mailbox(const Id128& x) override {
        return run("mailbox", [&] { return real_.mailbox(x); });
    }
    Result<void> delete_message(const Id128& x, const Digest256& key, const Id128& y) override {
        return run("delete_message", [&] { return real_.delete_message(x, key, y); });
    }
    Result<Outcome> report_sighting(const store::NewSighting& x) override {
        return run("report_sighting", [&] { return real_.report_sighting(x); });
    }
    Result<Outcome> give_feedback(const store::NewFeedback& x) override {
        return run("give_feedback", [&] { return real_.give_feedback(x); });
    }
    Result<std::vector<store::FeedEntry>> feed(const store::FeedCursor& x, UnixMillis now, std::uint32_t n) override {
        return run("feed", [&] { return real_.feed(x, now, n); });
    }
    Result<store::FeedSpreads> feed_spreads() override {
        return run("feed_spreads", [&] { return real_.feed_spreads(); });
    }
    Result<void> keep_feed_spreads(const store::FeedSpreads& x) override {
        return run("keep_feed_spreads", [&] { return real_.keep_feed_spreads(x); });
    }
    Result<void> add_partner(const store::Partner& x) override {
        return run("add_partner", [&] { return real_.add_partner(x); });
    }
    Result<void> revoke_partner(const Id128& x, UnixMillis at) override {
        return run("revoke_partner", [&] { return real_.revoke_partner(x, at); });
    }
    Result<std::vector<store::Partner>> partners() override {
        return run("partners", [&] { return real_.partners(); });
    }
    Result<store::Bank> create_bank(const std::string& name, const std::string& title, UnixMillis at) override {
        return run("create_bank", [&] { return real_.create_bank(name, title, at); });
    }
    Result<std::vector<store::Bank>> banks() override {
        return run("banks", [&] { return real_.banks(); });
    }
    Result<void> switch_bank(const store::BankSwitch& x) override {
        return run("switch_bank", [&] { return real_.switch_bank(x); });
    }
    Result<store::ImportResult> import_items(std::span<const store::NewItem> x) override {
        return run("import_items", [&] { return real_.import_items(x); });
    }
    Result<void> change_state(const store::StateChange& x) override {
        return run("change_state", [&] { return real_.change_state(x); });
    }
    Result<void> each_item(std::uint32_t bank, std::span<const store::ItemState> states,
                           const std::function<void(const store::Item&)>& each) override {
        return run("each_item", [&] { return real_.each_item(bank, states, each); });
    }
    Result<std::vector<store::ReportedItem>> reported_items(std::uint32_t bank) override {
        return run("reported_items", [&] { return real_.reported_items(bank); });
    }
    Result<std::uint64_t> last_position() override {
        return run("last_position", [&] { return real_.last_position(); });
    }
    Result<std::vector<store::Event>> events_after(std::uint64_t position, std::uint32_t limit) override {
        return run("events_after", [&] { return real_.events_after(position, limit); });
    }
    Result<std::uint64_t> snapshot(const std::function<void(const store::Item&)>& items,
                                   const std::function<void(const store::Sighting&)>& sightings) override {
        return run("snapshot", [&] { return real_.snapshot(items, sightings); });
    }
    Result<std::optional<store::Item>> item(const Id128& x) override {
        return run("item", [&] { return real_.item(x); });
    }
    Result<std::optional<store::Sighting>> sighting(const Id128& x) override {
        return run("sighting", [&] { return real_.sighting(x); });
    }
    Result<std::optional<store::Submission>> submission(const Id128& x) override {
        return run("submission", [&] { return real_.submission(x); });
    }
    Result<std::uint64_t> matched_position() override {
        return run("matched_position", [&] { return real_.matched_position(); });
    }
    Result<std::uint64_t> record_matches(const store::MatchBatch& x) override {
        return run("record_matches", [&] { return real_.record_matches(x); });
    }
    Result<store::LoggedSeal> log_seal(const store::NewSeal& x) override {
        return run("log_seal", [&] { return real_.log_seal(x); });
    }
    Result<store::SealHead> seal_head() override {
        return run("seal_head", [&] { return real_.seal_head(); });
    }
    Result<std::vector<store::LoggedSeal>> seal_entries(std::uint64_t first, std::uint32_t n) override {
        return run("seal_entries", [&] { return real_.seal_entries(first, n); });
    }
    Result<std::vector<Digest256>> seal_hashes(unsigned level, std::uint64_t first, std::uint32_t n) override {
        return run("seal_hashes", [&] { return real_.seal_hashes(level, first, n); });
    }
    Result<void> expire(UnixMillis now) override {
        return run("expire", [&] { return real_.expire(now); });
    }
    Result<void> scrub() override {
        return run("scrub", [&] { return real_.scrub(); });
    }
    Result<bool> compact(UnixMillis now) override {
        return run("compact", [&] { return real_.compact(now); });
    }
    Result<void> audit(const store::AuditEntry& x) override {
        return run("audit", [&] { return real_.audit(x); });
    }
    Result<std::vector<store::AuditEntry>> audit_tail(std::uint32_t limit) override {
        return run("audit_tail", [&] { return real_.audit_tail(limit); });
    }
    Result<std::array<std::byte, 32>> installation_secret(const std::string& name,
                                                          const std::array<std::byte, 32>& fresh) override {
        return run("installation_secret", [&] { return real_.installation_secret(name, fresh); });
    }

  private:
    template <class Operation>
    auto run(std::string_view name, Operation operation) -> decltype(operation()) {
        if (fault) {
            if (const auto error = fault(name)) {
                return std::unexpected(*error);
            }
        }
        return operation();
    }
    store::Store& real_;
};

}  // namespace holdfast::server::tests
