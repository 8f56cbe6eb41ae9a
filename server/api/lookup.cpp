// SPDX-License-Identifier: Apache-2.0
// Looking up: from memory alone, on the connection's own thread.
#include <algorithm>
#include <array>

#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/matches.hpp"
#include "api/resources.hpp"
#include "api/signals.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::array<std::string_view, 3> lookup_members{"signals", "radius", "banks"};

Groups read_banks(JsonObject& root, const jobs::DirectorySnapshot& directory) {
    if (!root.has("banks")) {
        return enabled_groups(directory);
    }
    Groups groups;
    const JsonArray list = root.array("banks", 1, banks_per_lookup);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto name = list.text(i, {.most = 64});
        if (!name) {
            continue;
        }
        const auto bank = std::ranges::find(directory.banks(), *name, &store::Bank::name);
        if (bank == directory.banks().end()) {
            list.fault(i, "must be the name of a bank");
        } else if (bank->enabled) {
            groups.numbers.push_back(bank->id);
        }
    }
    groups.none = groups.numbers.empty();
    return groups;
}

}  // namespace

Groups enabled_groups(const jobs::DirectorySnapshot& directory) {
    Groups groups;
    bool all = true;
    for (const store::Bank& bank : directory.banks()) {
        if (bank.enabled) {
            groups.numbers.push_back(bank.id);
        } else {
            all = false;
        }
    }
    groups.none = groups.numbers.empty();
    if (all) {
        groups.numbers.clear();
    }
    return groups;
}

void write_matches(JsonWriter& json, const Call& call, const std::vector<index::Hit>& hits) {
    // Ties go by the partner's own numbers: an order by identifier would be the same for every partner.
    std::vector<std::pair<Id128, const index::Hit*>> numbered;
    numbered.reserve(hits.size());
    for (const index::Hit& hit : hits) {
        numbered.emplace_back(call.partner->numbers.number_of(hit.owner), &hit);
    }
    std::ranges::sort(numbered, {}, [](const auto& each) { return std::pair(each.second->distance, each.first); });
    json.key("matches").array();
    for (const auto& [number, hit] : numbered) {
        json.object();
        json.key("item").value(to_hex(number));
        json.key("bank").value(call.directory->bank_name(hit->group));
        json.key("distance").value(hit->distance);
        json.key("kind").value(to_text(hit->kind));
        json.end();
    }
    json.end();
}

namespace {

void count(Tallies& tallies, const std::vector<std::vector<index::Hit>>& hits) {
    std::uint64_t with_match = 0;
    std::uint64_t matches = 0;
    for (const auto& each : hits) {
        with_match += each.empty() ? 0U : 1U;
        matches += each.size();
    }
    tallies.codes.fetch_add(hits.size(), std::memory_order_relaxed);
    tallies.hits.fetch_add(with_match, std::memory_order_relaxed);
    tallies.matches.fetch_add(matches, std::memory_order_relaxed);
}

}  // namespace

Response look_up(Context& context, const Call& call) {
    JsonDocument document;
    JsonFaults faults;
    auto root = read_body(call.request, document, faults);
    if (!root) {
        return root.error();
    }
    const auto sent = read_signals(*root, signals_per_lookup, Need::optional);
    const auto radius = root->integer("radius", 0, max_partner_radius, Need::optional);
    const Groups groups = read_banks(*root, *call.directory);
    root->only(lookup_members);
    if (!faults.empty()) {
        return refuse(faults);
    }
    std::vector<Code256> codes;
    codes.reserve(sent.size());
    for (const SentSignal& each : sent) {
        codes.push_back(each.signal.code);
    }
    const std::int64_t caught_up_at = context.parts.follower.caught_up_at();
    index::SearchResult found;
    if (groups.none) {
        found.hits.resize(codes.size());
        found.position = context.parts.items.position();
    } else {
        found =
            context.parts.items.search(codes, static_cast<int>(radius.value_or(max_partner_radius)), groups.numbers);
    }
    // Asked behind the search, of the list that it began with: none leaves that rests on a list older than a second,
    // also when this node has caught up meanwhile.
    if (auto lagging = refuse_if_lagging(context, caught_up_at)) {
        return std::move(*lagging);
    }
    count(context.tallies, found.hits);
    JsonWriter json;
    json.object();
    json.key("position").value(found.position);
    json.key("results").array();
    for (std::size_t i = 0; i < sent.size(); ++i) {
        json.object();
        write_matches(json, call, found.hits[i]);
        if (sent[i].quality_given && sent[i].signal.quality < min_quality) {
            json.key("quality").value("low");
        }
        json.end();
    }
    json.end().end();
    return answer(200, json.take());
}

}  // namespace holdfast::server::api
