// SPDX-License-Identifier: Apache-2.0
#include "api/stamp_desk.hpp"

#include <algorithm>
#include <utility>

#include "holdfast/evidence/seal.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::server {

std::string_view to_text(TimeStampError error) noexcept {
    switch (error) {
        case TimeStampError::unreachable:
            return "unreachable";
        case TimeStampError::refused:
            return "refused";
        case TimeStampError::wrong_answer:
            return "wrong_answer";
        case TimeStampError::stopped:
            return "stopped";
        case TimeStampError::busy:
            return "busy";
    }
    return "";
}

namespace api {
namespace {

/// Over also where memory runs out: nobody else could ask any more.
struct Turn {
    std::atomic<bool>& taken;
    ~Turn() { taken = false; }
};

}  // namespace

std::expected<Stamped, TimeStampError> StampDesk::stamp(const Digest256& digest) {
    {
        const std::scoped_lock lock(kept_mutex_);
        const auto kept = std::ranges::find(kept_, digest, &std::pair<Digest256, std::string>::first);
        if (kept != kept_.end()) return Stamped{.reply = kept->second, .is_new = false};
    }
    if (asking_.exchange(true)) return std::unexpected(TimeStampError::busy);
    auto reply = [&] {
        const Turn turn{asking_};
        return stamper_->stamp(digest);
    }();
    if (!reply) return std::unexpected(reply.error());
    // Whatever asked is not believed: a stamp of another digest would be noticed only when the pack is checked.
    if (reply->size() > evidence::most_seal_file_bytes ||
        !evidence::time_stamp_names(sealing::as_bytes(*reply), digest)) {
        return std::unexpected(TimeStampError::wrong_answer);
    }
    const std::scoped_lock lock(kept_mutex_);
    kept_.emplace_back(digest, *reply);
    if (kept_.size() > most_kept) kept_.pop_front();
    return Stamped{.reply = std::move(*reply)};
}

}  // namespace api
}  // namespace holdfast::server
