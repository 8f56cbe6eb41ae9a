// SPDX-License-Identifier: Apache-2.0
// How many connections each peer holds right now. In memory alone, gone with the connection; never logged or counted
// under a name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace holdfast::server {

/// An IPv6 address, or an IPv4 one mapped into it (::ffff:a.b.c.d).
using PeerAddress = std::array<unsigned char, 16>;

class PeerCounts {
  public:
    /// `exempt`: proxies that speak for many people, whose connections are not counted.
    PeerCounts(std::size_t most, std::vector<PeerAddress> exempt) : most_(most), exempt_(std::move(exempt)) {}

    /// False when the peer holds `most` already; otherwise leave() must follow.
    [[nodiscard]] bool enter(const PeerAddress& peer);
    void leave(const PeerAddress& peer);

  private:
    /// One customer of a provider usually holds a whole IPv6 /64, so that is what is counted.
    [[nodiscard]] static PeerAddress bucket(const PeerAddress& peer) noexcept;
    [[nodiscard]] bool is_exempt(const PeerAddress& peer) const noexcept;

    const std::size_t most_;
    const std::vector<PeerAddress> exempt_;
    std::mutex mutex_;
    std::map<PeerAddress, std::size_t> counts_;
};

}  // namespace holdfast::server
