// SPDX-License-Identifier: Apache-2.0
// What every operation works with, and the operation's own request once it has passed the gate.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "api/flood_gauge.hpp"
#include "api/settings.hpp"
#include "api/stamp_desk.hpp"
#include "api/tallies.hpp"
#include "holdfast/index/fingerprint_index.hpp"
#include "holdfast/sealing/secret.hpp"
#include "holdfast/server/environment.hpp"
#include "holdfast/server/log.hpp"
#include "holdfast/server/request.hpp"
#include "holdfast/server/time_stamper.hpp"
#include "holdfast/store/store.hpp"
#include "jobs/directory.hpp"
#include "jobs/follower.hpp"

namespace holdfast::server {
class Editions;
class SealLog;
}  // namespace holdfast::server

namespace holdfast::server::api {

/// Everything outlives the Api.
struct ApiParts {
    store::Store& store;
    const index::FingerprintIndex& items;
    jobs::Follower& follower;
    const jobs::Directory& directory;
    SealLog* seal_log;  ///< none: it is damaged, and receipts are refused
    const Clock& clock;
    Random& random;
    Log& log;
    ApiSettings settings;
    sealing::Secret<32> challenge_key;     ///< of the installation, shared by its nodes
    const Editions* guidance = nullptr;    ///< the guidance that the operator publishes, if any
    const Editions* recipients = nullptr;  ///< the list of recipients that the operator publishes, if any
    TimeStamper* time_stamper = nullptr;   ///< of settings.time_stamp_authority, if there is one
};

struct Context {
    explicit Context(ApiParts given) : parts(std::move(given)), flood(parts.settings), stamps(parts.time_stamper) {}
    ApiParts parts;
    FloodGauge flood;
    StampDesk stamps;
    Tallies tallies;
    std::atomic<bool> draining{false};
    std::atomic<bool> seal_log_damaged{parts.seal_log == nullptr};
};

/// A request on its way through an operation.
struct Call {
    const Request& request;
    std::string_view parameter;  ///< the variable segment of the path, if the route has one
    std::shared_ptr<const jobs::DirectorySnapshot> directory;
    const jobs::PartnerEntry* partner = nullptr;  ///< set, and allowed, on partner routes
};

}  // namespace holdfast::server::api
