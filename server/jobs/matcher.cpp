// SPDX-License-Identifier: Apache-2.0
#include "jobs/matcher.hpp"

#include <vector>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "jobs/codes_of.hpp"

namespace holdfast::server::jobs {
namespace {

constexpr std::uint32_t events_a_step = 64;
constexpr std::size_t matches_a_batch = 128;
constexpr int seals_a_pair = 8;

/// Canonical JSON: members in code-unit order.
std::string alert_text(const store::Submission& submission, const Id128& item, const store::Sighting& sighting,
                       std::string_view partner, int distance) {
    JsonWriter json;
    json.object();
    json.key("action").value(sighting.action);
    json.key("at").value(to_rfc3339(sighting.at));
    json.key("case_number").value(submission.case_number);
    json.key("distance").value(distance);
    json.key("item").value(to_hex(item));
    json.key("kind").value("alert");
    json.key("partner").value(partner);
    if (sighting.release_url && !sighting.url.empty()) {
        json.key("url").value(sighting.url);
    }
    json.end();
    return json.take();
}

}  // namespace

Matcher::Matcher(store::Store& store, const index::FingerprintIndex& items, const index::FingerprintIndex& sightings,
                 const Directory& directory, const Clock& clock, Random& random, Log& log)
    : store_(store),
      items_(items),
      sightings_(sightings),
      directory_(directory),
      clock_(clock),
      random_(random),
      log_(log) {}

store::Result<Matcher::Step> Matcher::step(std::uint64_t upto) {
    const auto from = store_.matched_position();  // another node may have come further
    if (!from) {
        return std::unexpected(from.error());
    }
    Step done{.position = *from, .recorded = 0, .more = false};
    if (*from >= upto) {
        return done;
    }
    const auto events = store_.events_after(*from, events_a_step);
    if (!events) {
        return std::unexpected(events.error());
    }
    store::MatchBatch batch;
    batch.followed_to = *from;
    for (const store::Event& event : *events) {
        if (event.position > upto) {
            break;
        }
        store::Result<void> matched;
        if (event.kind == store::EventKind::item_added || event.kind == store::EventKind::item_changed) {
            matched = match_item(event.subject, batch);
        } else if (event.kind == store::EventKind::sighting_added) {
            matched = match_sighting(event.subject, batch);
        }
        if (!matched) {
            return std::unexpected(matched.error());
        }
        // A picture that many have met makes many pairs: they go in parts, and the mark moves with the last part.
        while (batch.matches.size() > matches_a_batch) {
            store::MatchBatch part;
            part.followed_to = batch.followed_to;
            const auto split = static_cast<std::ptrdiff_t>(matches_a_batch);
            part.matches.assign(batch.matches.begin(), batch.matches.begin() + split);
            part.alerts.assign(std::make_move_iterator(batch.alerts.begin()),
                               std::make_move_iterator(batch.alerts.begin() + split));
            batch.matches.erase(batch.matches.begin(), batch.matches.begin() + split);
            batch.alerts.erase(batch.alerts.begin(), batch.alerts.begin() + split);
            const auto recorded = record(part);
            if (!recorded) {
                return std::unexpected(recorded.error());
            }
            done.recorded += *recorded;
        }
        batch.followed_to = event.position;
    }
    if (events->empty() || events->front().position > upto) {
        batch.followed_to = upto;
    }
    const auto recorded = record(batch);
    if (!recorded) {
        return std::unexpected(recorded.error());
    }
    done.recorded += *recorded;
    done.position = batch.followed_to;
    done.more = batch.followed_to < upto;
    return done;
}

store::Result<std::uint64_t> Matcher::record(const store::MatchBatch& batch) {
    auto recorded = store_.record_matches(batch);
    if (recorded || recorded.error() != store::StoreError::conflict) {
        return recorded;
    }
    std::uint64_t sum = 0;
    bool all = true;
    for (const store::Match& match : batch.matches) {
        recorded = record_alone(match);
        if (recorded) {
            sum += *recorded;
        } else if (recorded.error() == store::StoreError::conflict) {
            all = false;
        } else {
            return recorded;
        }
    }
    if (!all) {
        return std::unexpected(store::StoreError::conflict);
    }
    const auto moved = store_.record_matches({.followed_to = batch.followed_to, .matches = {}, .alerts = {}});
    return moved ? store::Result<std::uint64_t>(sum) : moved;
}

store::Result<std::uint64_t> Matcher::record_alone(const store::Match& match) {
    store::Result<std::uint64_t> recorded = std::unexpected(store::StoreError::conflict);
    for (int seal = 0; seal < seals_a_pair && !recorded && recorded.error() == store::StoreError::conflict; ++seal) {
        const auto item = store_.item(match.item);
        const auto sighting = store_.sighting(match.sighting);
        if (!item || !sighting) {
            return std::unexpected(item ? sighting.error() : item.error());
        }
        if (!*item || !*sighting) {
            return 0;
        }
        store::MatchBatch one;
        if (const auto added = add(**item, **sighting, match.distance, one); !added) {
            return std::unexpected(added.error());
        }
        recorded = store_.record_matches(one);
    }
    return recorded;
}

store::Result<void> Matcher::match_item(const Id128& id, store::MatchBatch& batch) {
    const auto item = store_.item(id);
    if (!item) {
        return std::unexpected(item.error());
    }
    if (!*item || (*item)->state != store::ItemState::active || !directory_.now()->bank_enabled((*item)->bank)) {
        return {};
    }
    const auto found = index::nearest_of_all(sightings_.search(codes_of((*item)->signals), max_partner_radius, {}));
    for (const index::Hit& hit : found) {
        const auto sighting = store_.sighting(hit.owner);
        if (!sighting) {
            return std::unexpected(sighting.error());
        }
        if (*sighting) {
            if (const auto added = add(**item, **sighting, hit.distance, batch); !added) {
                return added;
            }
        }
    }
    return {};
}

store::Result<void> Matcher::match_sighting(const Id128& id, store::MatchBatch& batch) {
    const auto sighting = store_.sighting(id);
    if (!sighting) {
        return std::unexpected(sighting.error());
    }
    if (!*sighting) {
        return {};
    }
    const auto directory = directory_.now();
    const auto found = index::nearest_of_all(items_.search(codes_of((*sighting)->signals), max_partner_radius, {}));
    for (const index::Hit& hit : found) {
        const auto item = store_.item(hit.owner);
        if (!item) {
            return std::unexpected(item.error());
        }
        if (*item && (*item)->state == store::ItemState::active && directory->bank_enabled((*item)->bank)) {
            if (const auto added = add(**item, **sighting, hit.distance, batch); !added) {
                return added;
            }
        }
    }
    return {};
}

store::Result<void> Matcher::add(const store::Item& item, const store::Sighting& sighting, int distance,
                                 store::MatchBatch& batch) {
    const UnixMillis now = clock_.now();
    store::Alert alert;
    if (item.submission != Id128{}) {
        const auto submission = store_.submission(item.submission);
        if (!submission) {
            return std::unexpected(submission.error());
        }
        if (!*submission) {
            return {};  // erased since: its items are gone too
        }
        const auto directory = directory_.now();
        const auto partner = directory->partner_name(sighting.partner);
        const std::string text = alert_text(**submission, item.id, sighting, partner, distance);
        sealing::Secret<32> ephemeral;
        random_.fill(ephemeral.writable());
        auto sealed = sealing::seal_message(sealing::as_bytes(text), (*submission)->mailbox_key, ephemeral);
        if (sealed) {
            alert.submission = (*submission)->id;
            alert.mailbox_key = (*submission)->mailbox_key;
            alert.message = {.id = random_id(random_),
                             .kind = "alert",
                             .at = now,
                             .sealed = std::move(*sealed),
                             .item = std::nullopt,
                             .expires = std::nullopt};
        } else {
            log_.write(LogLevel::error, "matcher.alert_not_sealed", {});
        }
    }
    batch.matches.push_back({.item = item.id, .sighting = sighting.id, .distance = distance, .at = now});
    batch.alerts.push_back(std::move(alert));
    return {};
}

}  // namespace holdfast::server::jobs
