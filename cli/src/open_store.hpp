// SPDX-License-Identifier: Apache-2.0
// The database of a service, opened beside it: commands may write while the service runs, which follows within a
// second.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "command_line.hpp"
#include "holdfast/server/environment.hpp"
#include "holdfast/store/store.hpp"

namespace holdfast::cli {

/// --data, or HOLDFAST_DATA.
void add_data_option(Command command, std::string& folder);

/// What a command that works on the database has in hand.
struct Desk {
    std::unique_ptr<store::Store> store;
    std::unique_ptr<server::Clock> clock;
    std::unique_ptr<server::Random> random;
    store::FeedSpreads spreads;  ///< as the service last ran with them

    /// Visible to partners at once.
    [[nodiscard]] store::FeedTime feed_now() const;
    /// Of what joins the list: visible after a random delay of up to spreads.added_millis, as the service does it, so
    /// that the items of one person do not stand together.
    [[nodiscard]] store::FeedTime feed_later() const;
    /// Of what leaves it: the same with spreads.removed_millis.
    [[nodiscard]] store::FeedTime feed_soon() const;
    /// Notes in the audit log what was done; a failure there is told, not fatal.
    void note(const std::string& action, const std::string& subject) const;
};

/// `make_new`: a database that is not there yet is made; otherwise its absence is an error. Errors are sentences.
[[nodiscard]] std::expected<Desk, std::string> open_desk(const std::string& folder, bool make_new);

/// A sentence for an error of the store.
[[nodiscard]] std::string sentence_of(store::StoreError error);

/// For codes that are erased while Store::scrub() failed: what was done, what is left and why. `what` begins it.
[[nodiscard]] std::string still_in_log(const std::string& what, store::StoreError error);

/// The case of that number, however it is typed, or a sentence.
[[nodiscard]] std::expected<store::CaseView, std::string> find_case(store::Store& store, const std::string& number);

/// The bank of that name, or a sentence.
[[nodiscard]] std::expected<store::Bank, std::string> find_bank(store::Store& store, const std::string& name);

}  // namespace holdfast::cli
