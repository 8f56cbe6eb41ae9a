// SPDX-License-Identifier: Apache-2.0
#include "jobs/directory.hpp"

#include <algorithm>
#include <utility>

namespace holdfast::server::jobs {

const PartnerEntry* DirectorySnapshot::partner_by_key(const Digest256& key_digest) const {
    const auto found = by_key_.find(key_digest);
    return found == by_key_.end() ? nullptr : found->second.get();
}

std::string_view DirectorySnapshot::partner_name(const Id128& partner) const {
    const auto found = names_.find(partner);
    return found == names_.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view DirectorySnapshot::bank_name(std::uint32_t bank) const {
    const auto found = std::ranges::find(banks_, bank, &store::Bank::id);
    return found == banks_.end() ? std::string_view{} : std::string_view{found->name};
}

bool DirectorySnapshot::bank_enabled(std::uint32_t bank) const {
    const auto found = std::ranges::find(banks_, bank, &store::Bank::id);
    return found != banks_.end() && found->enabled;
}

store::Result<void> Directory::reload(store::Store& store) {
    auto partners = store.partners();
    if (!partners) {
        return std::unexpected(partners.error());
    }
    auto banks = store.banks();
    if (!banks) {
        return std::unexpected(banks.error());
    }
    const auto before = now();
    auto next = std::make_shared<DirectorySnapshot>();
    next->banks_ = std::move(*banks);
    constexpr auto checking =
        static_cast<std::uint32_t>(store::Scope::lookup) | static_cast<std::uint32_t>(store::Scope::feed);
    for (auto& partner : *partners) {
        next->names_.emplace(partner.id, partner.name);
        if (partner.revoked) {
            continue;
        }
        if (partner.listed && (partner.scopes & checking) != 0) {
            next->platforms_.push_back({partner.name, partner.created});
        }
        const Digest256 key = partner.key_digest;
        auto entry = std::make_unique<PartnerEntry>(std::move(partner), number_key_);
        const auto* earlier = before->partner_by_key(key);
        entry->rate = earlier != nullptr ? earlier->rate : std::make_shared<RateCell>();
        next->by_key_.emplace(key, std::move(entry));
    }
    const std::lock_guard lock(mutex_);
    snapshot_ = std::move(next);
    return {};
}

std::shared_ptr<const DirectorySnapshot> Directory::now() const {
    const std::lock_guard lock(mutex_);
    return snapshot_;
}

}  // namespace holdfast::server::jobs
