// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <filesystem>
#include <vector>

#include "bench/load_codes.hpp"
#include "holdfast/store/sqlite.hpp"

namespace holdfast::server::load {
namespace {

constexpr std::uint64_t items_a_transaction = 10'000;
constexpr UnixMillis some_time{1'790'000'000'000};

Id128 id_of(std::uint64_t number) noexcept {
    Id128 id;
    const std::uint64_t high = mix(number ^ 0x1d1d1d1dU);
    for (unsigned i = 0; i < 8; ++i) {
        id.bytes[i] = static_cast<std::byte>((high >> (8 * i)) & 0xffU);
        id.bytes[8 + i] = static_cast<std::byte>((number >> (8 * i)) & 0xffU);
    }
    return id;
}

}  // namespace

bool prepare(const char* folder, std::uint64_t items) {
    store::SqliteOptions options;
    options.path = std::filesystem::path(folder) / "holdfast.sqlite";
    options.on_error = [](std::string_view sentence) {
        std::fprintf(stderr, "%.*s\n", static_cast<int>(sentence.size()), sentence.data());
    };
    auto opened = store::open_sqlite(options);
    if (!opened) return false;
    store::Store& target = **opened;
    const auto bank = target.create_bank("load-test", "Codes of the load test", some_time);
    if (!bank) return false;
    for (std::uint64_t first = 0; first < items; first += items_a_transaction) {
        std::vector<store::NewItem> batch;
        for (std::uint64_t i = first; i < std::min(items, first + items_a_transaction); ++i) {
            store::NewItem each;
            each.item.id = id_of(i);
            each.item.bank = bank->id;
            each.item.origin = store::CodeOrigin::import;
            each.item.created = each.item.changed = some_time;
            each.item.signals.push_back({FingerprintKind::pdq_c1, 100, banked_code(i)});
            each.feed = {some_time, i};
            batch.push_back(std::move(each));
        }
        if (!target.import_items(batch)) return false;
    }
    store::Partner partner;
    partner.id = id_of(~std::uint64_t{0});
    partner.name = "Load test";
    const auto key = sealing::key_from_api_key(partner_key().view());
    if (!key) return false;
    partner.key_digest = sealing::api_key_digest(*key);
    partner.scopes = 0xf;
    partner.requests_per_second = 10'000'000;
    partner.created = some_time;
    return target.add_partner(partner).has_value();
}

}  // namespace holdfast::server::load
