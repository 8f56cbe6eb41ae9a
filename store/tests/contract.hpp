// SPDX-License-Identifier: Apache-2.0
// What every Store must do, whatever stands behind it. A test program links the contract_*_test.cpp files and defines
// store_factories().
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "holdfast/store/store.hpp"
#include "sample.hpp"

namespace holdfast::store {

/// Opens a new, empty store. What it needs (a folder, a schema) goes when the returned holder goes.
struct OpenedStore {
    std::shared_ptr<void> home;  // shared: type-erased ownership of a folder or a database, freed after the store
    std::unique_ptr<Store> store;
};
struct StoreFactory {
    std::string name;
    std::function<OpenedStore()> open;
};

/// The stores under test, given by the program.
[[nodiscard]] std::vector<StoreFactory> store_factories();
inline std::string factory_name(const testing::TestParamInfo<StoreFactory>& info) {
    return info.param.name;
}

class StoreContract : public testing::TestWithParam<StoreFactory> {
  protected:
    void SetUp() override {
        opened_ = GetParam().open();
        ASSERT_NE(opened_.store, nullptr);
    }
    [[nodiscard]] Store& store() { return *opened_.store; }

    /// Submits `items` as submission `s`.
    void submit(std::uint64_t s, const std::vector<NewItem>& items) {
        const auto outcome = store().submit(sample::submission(s, items));
        ASSERT_TRUE(outcome) << explain(outcome.error());
    }
    [[nodiscard]] std::vector<Item> active_items() {
        std::vector<Item> items;
        const auto position =
            store().snapshot([&](const Item& item) { items.push_back(item); }, [](const Sighting&) {});
        EXPECT_TRUE(position);
        return items;
    }
    [[nodiscard]] std::vector<Event> all_events() {
        auto events = store().events_after(0, 100'000);
        EXPECT_TRUE(events);
        return events.value_or(std::vector<Event>{});
    }
    [[nodiscard]] std::vector<FeedEntry> feed_at(UnixMillis now, FeedCursor cursor = {}) {
        auto entries = store().feed(cursor, now, 1000);
        EXPECT_TRUE(entries);
        return entries.value_or(std::vector<FeedEntry>{});
    }
    void expect_log_without_gaps() {
        std::uint64_t expected = 1;
        for (const Event& event : all_events()) EXPECT_EQ(event.position, expected++);
        EXPECT_EQ(store().last_position(), expected - 1);
    }

  private:
    OpenedStore opened_;
};

}  // namespace holdfast::store
