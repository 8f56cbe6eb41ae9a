// SPDX-License-Identifier: Apache-2.0
#include "http/peer_counts.hpp"

#include <algorithm>

namespace holdfast::server {

PeerAddress PeerCounts::bucket(const PeerAddress& peer) noexcept {
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    PeerAddress out = peer;
    if (!std::equal(mapped.begin(), mapped.end(), peer.begin())) std::fill(out.begin() + 8, out.end(), 0);
    return out;
}

bool PeerCounts::is_exempt(const PeerAddress& peer) const noexcept {
    return std::ranges::find(exempt_, peer) != exempt_.end();
}

bool PeerCounts::enter(const PeerAddress& peer) {
    if (is_exempt(peer)) return true;
    const std::lock_guard lock(mutex_);
    auto& count = counts_[bucket(peer)];
    if (count >= most_) return false;
    ++count;
    return true;
}

void PeerCounts::leave(const PeerAddress& peer) {
    if (is_exempt(peer)) return;
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(bucket(peer));
    if (found != counts_.end() && --found->second == 0) counts_.erase(found);
}

}  // namespace holdfast::server
