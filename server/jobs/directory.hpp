// SPDX-License-Identifier: Apache-2.0
// Partners and banks in memory, as of a log position: what every request needs and the store should not be asked for.
//
// A snapshot never changes; the follower puts a new one in place when the log says that a partner or a bank changed, so
// that a revoked key stops within a second.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "holdfast/sealing/item_number.hpp"
#include "holdfast/store/store.hpp"
#include "jobs/rate_cell.hpp"

namespace holdfast::server::jobs {

struct PartnerEntry {
    PartnerEntry(store::Partner who, const sealing::Secret<32>& number_key)
        : partner(std::move(who)), numbers(number_key, partner.id) {}

    store::Partner partner;
    sealing::ItemNumbers numbers;    ///< items as this partner sees them
    std::shared_ptr<RateCell> rate;  ///< shared with the entry of the snapshot before, so that a reload grants nothing

    [[nodiscard]] bool may(store::Scope scope) const noexcept {
        return (partner.scopes & static_cast<std::uint32_t>(scope)) != 0;
    }
};

struct Platform {
    std::string name;
    UnixMillis checks_since;
};

class DirectorySnapshot {
  public:
    /// The partner that holds this key, unless revoked; null when there is none.
    [[nodiscard]] const PartnerEntry* partner_by_key(const Digest256& key_digest) const;
    /// Also of a revoked partner; empty when there is none.
    [[nodiscard]] std::string_view partner_name(const Id128& partner) const;
    /// Listed, not revoked, and looking up or following the feed: those that check the list today.
    [[nodiscard]] const std::vector<Platform>& platforms() const noexcept { return platforms_; }
    [[nodiscard]] const std::vector<store::Bank>& banks() const noexcept { return banks_; }
    /// Empty when there is none.
    [[nodiscard]] std::string_view bank_name(std::uint32_t bank) const;
    [[nodiscard]] bool bank_enabled(std::uint32_t bank) const;

  private:
    friend class Directory;
    std::map<Digest256, std::unique_ptr<PartnerEntry>> by_key_;
    std::map<Id128, std::string> names_;
    std::vector<Platform> platforms_;
    std::vector<store::Bank> banks_;
};

/// Thread safe.
class Directory {
  public:
    explicit Directory(sealing::Secret<32> number_key) : number_key_(std::move(number_key)) {}

    [[nodiscard]] store::Result<void> reload(store::Store& store);
    /// Shared because a request goes on with the snapshot it began with while a new one is put in place.
    [[nodiscard]] std::shared_ptr<const DirectorySnapshot> now() const;

  private:
    sealing::Secret<32> number_key_;
    mutable std::mutex mutex_;
    std::shared_ptr<const DirectorySnapshot> snapshot_ = std::make_shared<DirectorySnapshot>();
};

}  // namespace holdfast::server::jobs
