// SPDX-License-Identifier: Apache-2.0
// After a withdrawal neither the 32 bytes of a code nor its text are anywhere in the data folder.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <set>

#include "holdfast/store/sqlite.hpp"
#include "sample.hpp"
#include "scratch_folder.hpp"

namespace holdfast::store {
namespace {

using namespace sample;

class Erasure : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = open_sqlite({.path = folder_.path() / "holdfast.db", .vfs = {}, .on_error = {}});
        ASSERT_TRUE(opened);
        store_ = std::move(*opened);
        ASSERT_TRUE(store_->add_partner(partner(1)));
    }

    [[nodiscard]] std::string bytes_of(const char* suffix) const {
        std::ifstream file(folder_.path() / (std::string("holdfast.db") + suffix), std::ios::binary);
        return {std::istreambuf_iterator(file), {}};
    }

    // How many of `codes` occur in `text`, as raw bytes in either order of bytes, as its words in memory, or as text.
    // One pass over the text however many codes there are.
    [[nodiscard]] static std::size_t occurring(const std::string& text, const std::vector<Code256>& codes) {
        std::set<std::string, std::less<>> starts;
        std::vector<std::string> forms;
        std::set<std::size_t> found;
        for (const Code256& code : codes) {
            std::string little(32, '\0');
            for (std::size_t k = 0; k < 32; ++k) {
                little[k] = static_cast<char>((code.words[k / 8] >> (8 * (k % 8))) & 0xffU);
            }
            forms.push_back(little);
            forms.emplace_back(little.rbegin(), little.rend());
            forms.push_back(to_hex(code));
            std::string upper = to_hex(code);
            std::ranges::transform(upper, upper.begin(),
                                   [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
            forms.push_back(upper);
        }
        for (const auto& form : forms) starts.insert(form.substr(0, 8));
        for (std::size_t at = 0; at + 8 <= text.size(); ++at) {
            if (!starts.contains(std::string_view(text).substr(at, 8))) continue;
            for (std::size_t f = 0; f < forms.size(); ++f) {
                // Half a code is too much already.
                if (text.compare(at, 16, forms[f], 0, 16) == 0) found.insert(f / 4);
            }
        }
        return found.size();
    }
    [[nodiscard]] std::size_t in_the_folder(const std::vector<Code256>& codes) const {
        std::size_t most = 0;
        for (const auto& file : std::filesystem::recursive_directory_iterator(folder_.path())) {
            std::ifstream stream(file.path(), std::ios::binary);
            const std::string text{std::istreambuf_iterator(stream), {}};
            most = std::max(most, occurring(text, codes));
        }
        return most;
    }
    static std::vector<Code256> codes_of(std::uint64_t n) {
        std::vector<Code256> codes;
        for (const Signal& signal : item(n).item.signals) codes.push_back(signal.code);
        return codes;
    }
    [[nodiscard]] Store& store() { return *store_; }

    ScratchFolder folder_;
    std::unique_ptr<Store> store_;
};

TEST_F(Erasure, TheSearchOfThisTestFindsACodeThatIsThere) {
    ASSERT_TRUE(store().submit(submission(1, {item(1)})));
    EXPECT_EQ(in_the_folder(codes_of(1)), 2) << "in the log";
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(in_the_folder(codes_of(1)), 2) << "in the table";
    EXPECT_EQ(occurring("x" + to_hex(codes_of(1)[0]) + "x", codes_of(1)), 1);
}

TEST_F(Erasure, AWithdrawnCodeLeavesTheTableAtOnceAndTheLogWithScrubbing) {
    ASSERT_TRUE(store().submit(submission(1, {item(1), item(2)})));
    ASSERT_TRUE(store().scrub());
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    EXPECT_EQ(occurring(bytes_of("-wal"), codes_of(1)), 0) << "the new pages never held it";
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(bytes_of("-wal").size(), 0);
    EXPECT_EQ(in_the_folder(codes_of(1)), 0);
    EXPECT_EQ(in_the_folder(codes_of(2)), 2) << "its neighbour stays";
}

TEST_F(Erasure, ACodeThatWasNeverCarriedOverLeavesTheLogToo) {
    ASSERT_TRUE(store().submit(submission(1, {item(1)})));
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    EXPECT_EQ(in_the_folder(codes_of(1)), 2) << "still in old pages of the log: that is what scrub() is for";
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(in_the_folder(codes_of(1)), 0);
}

TEST_F(Erasure, ClosingTheStoreScrubsToo) {
    ASSERT_TRUE(store().submit(submission(1, {item(1)})));
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    store_.reset();
    EXPECT_EQ(in_the_folder(codes_of(1)), 0);
}

TEST_F(Erasure, AnErasedCaseLeavesNoCode) {
    ASSERT_TRUE(store().submit(submission(1, {item(1), item(2, ItemState::quarantined)})));
    ASSERT_TRUE(store().scrub());
    ASSERT_TRUE(store().erase_case(
        {.submission = id('s', 1), .opened_with = digest(1, 2), .feed = {}, .receipt = {}, .at = at(10)}));
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(in_the_folder(codes_of(1)), 0);
    EXPECT_EQ(in_the_folder(codes_of(2)), 0);
}

TEST_F(Erasure, AnItemThatAnOperatorExpiresLeavesNoCode) {
    ASSERT_TRUE(store().import_items(std::vector{item(1)}));
    ASSERT_TRUE(store().change_state({.item = id('i', 1),
                                      .state = ItemState::expired,
                                      .reason = "operator",
                                      .feed = {},
                                      .actor = "operator",
                                      .at = at(1)}));
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(in_the_folder(codes_of(1)), 0);
}

TEST_F(Erasure, ASightingPastItsTimeLeavesNoCode) {
    ASSERT_TRUE(store().report_sighting(sighting(1)));
    const std::vector<Code256> codes{sighting(1).sighting.signals[0].code};
    EXPECT_EQ(in_the_folder(codes), 1);
    ASSERT_TRUE(store().expire(at(500 + sighting_retention_millis)));
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(in_the_folder(codes), 0);
}

TEST_F(Erasure, ACodeThatCameBackByUndoIsErasedAgain) {
    ASSERT_TRUE(store().submit(submission(1, {item(1)})));
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1})));
    ASSERT_TRUE(store().restore(restoration(1, {1})));
    ASSERT_TRUE(store().withdraw(withdrawal(1, {1}, at(5000))));
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(in_the_folder(codes_of(1)), 0);
}

// Pages split, fill and empty in every order here. (In an ordinary table with keys in random order, a few copies in ten
// thousand stay behind in pages that balancing rebuilt, though secure_delete is on: SQLite 3.40.1.)
TEST_F(Erasure, NothingStaysBehindAfterThousandsOfChangesInRandomOrder) {
    std::mt19937_64 draw(17);
    std::set<std::uint64_t> live;
    std::vector<Code256> gone;
    std::uint64_t next = 1;
    std::uint64_t batch = 1;
    const auto take_out = [&](std::uint64_t n) {
        ASSERT_TRUE(store().change_state({.item = id('i', n),
                                          .state = ItemState::expired,
                                          .reason = "test",
                                          .feed = {},
                                          .actor = "operator",
                                          .at = at(1)}));
        live.erase(n);
        for (const Code256& code : codes_of(n)) gone.push_back(code);
    };
    for (int round = 0; round < 60; ++round) {
        std::vector<NewItem> items;
        for (std::uint64_t k = draw() % 60; k > 0; --k) {
            live.insert(next);
            items.push_back(item(next++));
        }
        ASSERT_TRUE(store().submit(submission(batch++, items)));
        for (std::uint64_t k = draw() % 12; k > 0 && !live.empty(); --k) {
            const auto chosen = live.lower_bound(draw() % next);
            if (chosen != live.end()) take_out(*chosen);
        }
        if (round % 7 == 0) {
            const std::uint64_t erased = 1 + draw() % (batch - 1);
            const auto view = store().case_by_read_key(digest(erased, 1));
            if (!view) continue;
            for (const Item& one : view->items) {
                std::uint64_t n = 0;
                for (std::size_t k = 8; k < 16; ++k) n = n << 8U | std::to_integer<std::uint64_t>(one.id.bytes[k]);
                if (live.erase(n) != 0) {
                    for (const Code256& code : codes_of(n)) gone.push_back(code);
                }
            }
            ASSERT_TRUE(store().erase_case({.submission = id('s', erased),
                                            .opened_with = digest(erased, 2),
                                            .feed = {},
                                            .receipt = {},
                                            .at = at(10)}));
        }
        if (round % 10 == 0) {
            ASSERT_TRUE(store().scrub());
        }
    }
    ASSERT_TRUE(store().scrub());
    EXPECT_GT(gone.size(), 500);
    EXPECT_EQ(in_the_folder(gone), 0);
    std::vector<Code256> kept;
    for (const std::uint64_t n : live) {
        for (const Code256& code : codes_of(n)) kept.push_back(code);
    }
    EXPECT_GT(kept.size(), 500);
    EXPECT_EQ(in_the_folder(kept), kept.size());
}

/// Everything that the store holds of one case and that must not outlive it.
struct CaseRemains {
    std::uint64_t n = 0;
    std::string case_number;
    std::vector<std::string> values;
};

class WholeCases : public Erasure {
  protected:
    static std::string random_bytes(std::mt19937_64& draw, std::size_t size) {
        std::string out(size, '\0');
        for (char& c : out) c = static_cast<char>(draw() & 0xffU);
        return out;
    }
    static std::string text(std::span<const std::byte> bytes) {
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    static Message long_message(std::mt19937_64& draw, std::uint64_t n, std::string kind, CaseRemains& remains) {
        Message out = message(n, std::move(kind));
        const std::string sealed = random_bytes(draw, 200 + draw() % 3000);
        out.sealed.assign(reinterpret_cast<const std::byte*>(sealed.data()),
                          reinterpret_cast<const std::byte*>(sealed.data()) + sealed.size());
        // Every part of it: what overflows a page lies elsewhere.
        for (std::size_t at = 0; at + 64 <= sealed.size(); at += 64) remains.values.push_back(sealed.substr(at, 32));
        return out;
    }
    Receipt receipt_of(const Digest256& owner, std::uint64_t n, CaseRemains& remains) {
        Receipt out = receipt(n);
        out.owner = owner;
        out.body = "{\"case_number\":\"" + remains.case_number + "\"}";
        return out;
    }
    void open_case(std::mt19937_64& draw, CaseRemains& remains) {
        const std::uint64_t n = remains.n;
        std::vector<NewItem> items;
        for (std::uint64_t k = 0; k < 1 + draw() % 4; ++k) items.push_back(item(n * 10 + k));
        NewSubmission fresh = submission(n, items);
        remains.case_number = "HF-" + to_hex(digest(n, 9)).substr(0, 24);
        fresh.submission.case_number = remains.case_number;
        fresh.receipt = receipt_of(fresh.submission.read_key_hash, n, remains);
        for (const NewItem& one : items) {
            for (const Signal& signal : one.item.signals) remains.values.push_back(to_raw(signal.code));
        }
        remains.values.insert(remains.values.end(),
                              {remains.case_number, text(fresh.submission.read_key_hash.bytes),
                               text(fresh.submission.withdraw_key_hash.bytes), text(fresh.submission.mailbox_key)});
        ASSERT_TRUE(store().submit(fresh));
        ASSERT_TRUE(store().give_feedback(
            {.feedback = {.partner = id('p', 1), .item = id('i', n * 10), .verdict = Verdict::blocked, .at = at(1)},
             .receipt = {}}));
        for (std::uint64_t k = 0; k < draw() % 4; ++k) {
            const std::uint64_t met = n * 10 + k;
            NewSighting seen = sighting(met);
            seen.sighting.signals = {signal(7'000'000 + met)};
            ASSERT_TRUE(store().report_sighting(seen));
            Alert one = alert(n * 10 + k, n);
            one.message = long_message(draw, n * 10 + k, "alert", remains);
            ASSERT_TRUE(store().record_matches(
                {.followed_to = 1,
                 .matches = {{.item = id('i', n * 10), .sighting = id('g', met), .distance = 3, .at = at(600)}},
                 .alerts = {one}}));
        }
        if (draw() % 2 == 0) {
            Withdrawal back = withdrawal(n, {n * 10});
            back.items[0].copy = long_message(draw, 5'000'000 + n, "withdrawn_copy", remains);
            back.items[0].copy.item = id('i', n * 10);
            back.receipt = receipt_of(back.opened_with, 1'000'000 + n, remains);
            ASSERT_TRUE(store().withdraw(back));
        }
    }
    static std::string to_raw(const Code256& code) {
        std::string little(32, '\0');
        for (std::size_t k = 0; k < 32; ++k) {
            little[k] = static_cast<char>((code.words[k / 8] >> (8 * (k % 8))) & 0xffU);
        }
        return little;
    }
    /// How many of `cases` have left something in the files, in whole or in half.
    [[nodiscard]] std::size_t left_behind(const std::vector<CaseRemains>& cases) const {
        constexpr std::size_t half = 12;
        std::set<std::string, std::less<>> starts;
        std::vector<std::pair<std::string, std::uint64_t>> parts;
        for (const CaseRemains& one : cases) {
            for (const std::string& value : one.values) {
                parts.emplace_back(value.substr(0, half), one.n);
                parts.emplace_back(value.substr(value.size() - half), one.n);
            }
        }
        std::ranges::sort(parts);
        std::array<bool, 65'536> begins{};
        const auto key = [](std::string_view text) {
            return static_cast<std::size_t>(static_cast<unsigned char>(text[0]) << 8U |
                                            static_cast<unsigned char>(text[1]));
        };
        for (const auto& [part, n] : parts) begins[key(part)] = true;
        std::set<std::uint64_t> found;
        for (const auto& file : std::filesystem::recursive_directory_iterator(folder_.path())) {
            std::ifstream stream(file.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator(stream), {}};
            for (std::size_t at = 0; at + half <= bytes.size(); ++at) {
                const std::string_view here = std::string_view(bytes).substr(at, half);
                if (!begins[key(here)]) continue;
                const auto place =
                    std::ranges::lower_bound(parts, here, {}, &std::pair<std::string, std::uint64_t>::first);
                if (place != parts.end() && place->first == here) found.insert(place->second);
            }
        }
        return found.size();
    }
};

// Hundreds of cases come, are met, are withdrawn and go in random order, so that pages split, fill and merge.
TEST_F(WholeCases, NothingOfAnErasedCaseIsInTheFolderOnceItsReceiptIsPastItsTimeAndTheFileWasCompacted) {
    std::mt19937_64 draw(23);
    std::vector<CaseRemains> living;
    std::vector<CaseRemains> gone;
    constexpr std::uint64_t cases = 400;
    for (std::uint64_t n = 1; n <= cases; ++n) {
        living.push_back({.n = n, .case_number = {}, .values = {}});
        open_case(draw, living.back());
        if (n % 3 == 0) continue;
        const std::size_t chosen = draw() % living.size();
        const std::uint64_t erased = living[chosen].n;
        ASSERT_TRUE(store().erase_case({.submission = id('s', erased),
                                        .opened_with = digest(erased, 2),
                                        .feed = {},
                                        .receipt = receipt_of(digest(erased, 2), 2'000'000 + erased, living[chosen]),
                                        .at = at(700)}));
        std::swap(living[chosen], living.back());
        gone.push_back(std::move(living.back()));
        living.pop_back();
        if (n % 50 == 0) {
            ASSERT_TRUE(store().scrub());
        }
    }
    ASSERT_TRUE(store().expire(at(receipt_retention_millis + 1000)));
    ASSERT_TRUE(store().scrub());
    // One erased case in some thousands leaves a stray copy up to here.
    EXPECT_EQ(store().compact(at(receipt_retention_millis + 1000)), true);
    ASSERT_TRUE(store().scrub());
    EXPECT_EQ(store().compact(at(receipt_retention_millis + compact_every_millis)), false) << "it was done today";
    EXPECT_EQ(store().compact(at(receipt_retention_millis + 1000 + compact_every_millis)), true);
    ASSERT_TRUE(store().scrub());
    EXPECT_GT(gone.size(), 200);
    EXPECT_EQ(left_behind(gone), 0);
    EXPECT_EQ(left_behind(living), living.size()) << "the search finds what is there";
    EXPECT_EQ(bytes_of("-wal").size(), 0);
}

}  // namespace
}  // namespace holdfast::store
