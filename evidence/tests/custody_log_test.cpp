// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/custody_log.hpp"

#include <gtest/gtest.h>

#include "holdfast/core/hex.hpp"
#include "sample_case.hpp"

namespace holdfast::evidence {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        lines.push_back(text.substr(at, end - at));
        at = end;
    }
    return lines;
}
std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line;
    return text;
}

/// Ten lines of every sort.
CustodyLog ten_lines() {
    CustodyLog log = sample::log();
    const auto put = [&](Step step, std::uint32_t exhibit, std::string words, std::uint32_t of = 0) {
        LogEntry entry;
        entry.step = step;
        entry.at = sample::at("2026-11-22T15:00:00.000Z");
        entry.exhibit = exhibit;
        entry.words = std::move(words);
        entry.of = of;
        EXPECT_TRUE(log.append(entry));
    };
    put(Step::viewed, 1, "");
    put(Step::noted, 0, "A link");
    put(Step::undone, 0, "", 5);
    put(Step::removed, 1, "Twice");
    put(Step::restored, 1, "");
    put(Step::sealed, 0, "");
    put(Step::exported, 0, "Saved on this device");
    return log;
}

TEST(CustodyLog, IsReadBackAsItWasWritten) {
    const CustodyLog log = ten_lines();
    const auto again = CustodyLog::read(log.text());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->text(), log.text());
    EXPECT_EQ(again->entries(), log.entries());
    EXPECT_EQ(again->head(), log.head());
    EXPECT_EQ(again->entries().size(), 10U);
}

TEST(CustodyLog, EachLineNamesTheDigestOfTheOneBeforeWithItsEnd) {
    const std::vector<std::string> lines = lines_of(ten_lines().text());
    EXPECT_NE(lines[0].find(R"("previous":")" + std::string(64, '0') + R"(")"), std::string::npos);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        EXPECT_NE(lines[i].find(R"("previous":")" + to_hex(sealing::sha256(lines[i - 1])) + R"(")"), std::string::npos)
            << i;
    }
    EXPECT_EQ(
        lines[0],
        R"({"at":{"at":"2026-11-22T14:00:00.000Z","sure":"exact","zone":60},"format":"holdfast-log-1","number":1,"previous":")" +
            std::string(64, '0') + R"(","step":"opened"})" + "\n");
}

TEST(CustodyLog, NamesTheFirstLineAtWhichTheChainBreaks) {
    const std::vector<std::string> lines = lines_of(ten_lines().text());
    const auto broken = [&](const std::vector<std::string>& changed) {
        const auto read = CustodyLog::read(joined(changed));
        return read ? LogBreak{0, LogError::malformed} : read.error();
    };
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        // A changed line is itself a line; the one after it does not follow from it.
        auto changed = lines;
        changed[i].replace(changed[i].find("\"at\":\"2026-11-22T1"), 18, "\"at\":\"2025-11-22T1");
        EXPECT_EQ(broken(changed), (LogBreak{i + 2, LogError::wrong_chain})) << i;
        auto taken = lines;
        taken.erase(taken.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_EQ(broken(taken).line, i + 1) << i;
        auto swapped = lines;
        std::swap(swapped[i], swapped[i + 1]);
        EXPECT_EQ(broken(swapped).line, i + 1) << i;
        auto doubled = lines;
        doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
        EXPECT_EQ(broken(doubled).line, i + 2) << i;
        auto respelled = lines;
        respelled[i].insert(1, " ");
        EXPECT_EQ(broken(respelled), (LogBreak{i + 1, LogError::not_canonical})) << i;
    }
    auto cut = lines;
    cut.back().pop_back();
    EXPECT_EQ(broken(cut), (LogBreak{10, LogError::no_line_end}));
    EXPECT_EQ(broken({}), (LogBreak{1, LogError::no_line_end}));
    EXPECT_EQ(broken({lines[0], "nonsense\n"}), (LogBreak{2, LogError::not_json}));
    EXPECT_EQ(broken({lines[0], "\n"}), (LogBreak{2, LogError::not_json}));
}

TEST(CustodyLog, LinesMissingAtTheEndAreLeftToTheSeal) {
    const std::vector<std::string> lines = lines_of(ten_lines().text());
    EXPECT_TRUE(CustodyLog::read(joined({lines.begin(), lines.end() - 1})));
}

TEST(CustodyLog, UndoIsALineAndHappensOnce) {
    CustodyLog log = sample::log();
    const std::string before = log.text();
    LogEntry undo;
    undo.step = Step::undone;
    undo.of = 2;
    ASSERT_TRUE(log.append(undo));
    EXPECT_TRUE(log.text().starts_with(before));
    EXPECT_EQ(log.append(undo).error(), LogError::bad_reference);
    undo.of = 4;
    undo.exhibit = 1;
    EXPECT_EQ(log.append(undo).error(), LogError::malformed);
    undo.exhibit = 0;
    EXPECT_TRUE(log.append(undo)) << "an undo can be taken back too";
    for (const std::uint32_t of : {0U, 1U, 6U, 99U}) {
        undo.of = of;
        EXPECT_EQ(log.append(undo).error(), LogError::bad_reference) << of;
    }
}

TEST(CustodyLog, NothingIsPutInOnAnError) {
    CustodyLog log = sample::log();
    const std::string before = log.text();
    const auto refused = [&log](Step step, std::uint32_t exhibit, std::string_view words) {
        LogEntry entry;
        entry.step = step;
        entry.exhibit = exhibit;
        entry.words = words;
        const auto line = log.append(entry);
        return line ? std::string_view("nothing") : explain(line.error());
    };
    EXPECT_EQ(refused(Step::removed, 1, ""), explain(LogError::malformed)) << "a removal has a reason";
    EXPECT_EQ(refused(Step::removed, 1, "\xC3\x28"), explain(LogError::malformed));
    EXPECT_EQ(refused(Step::removed, 1, std::string(longest_log_words + 1, 'x')), explain(LogError::malformed));
    EXPECT_EQ(refused(Step::removed, 0, "x"), explain(LogError::malformed)) << "of which exhibit?";
    EXPECT_EQ(refused(Step::viewed, last_exhibit_number + 1, ""), explain(LogError::malformed));
    EXPECT_EQ(refused(Step::opened, 0, ""), explain(LogError::not_opened));
    EXPECT_EQ(log.text(), before);
    EXPECT_EQ(CustodyLog::open({}, std::string(1, '\x01')).error(), LogError::malformed);
}

}  // namespace
}  // namespace holdfast::evidence
