// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_log_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_case.hpp"

namespace holdfast::evidence {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LogEntry entry(Step step, std::uint32_t exhibit, std::optional<Digest256> digest = {}) {
    LogEntry made;
    made.step = step;
    made.exhibit = exhibit;
    made.digest = digest;
    made.words = step == Step::removed ? "a reason" : "";
    return made;
}

/// The log of the whole adult sample but the line `without`.
CustodyLog whole_log(const AdultCase& of, std::size_t without = 0) {
    std::vector<LogEntry> entries;
    for (const Exhibit& exhibit : of.exhibits) {
        const FileFacts* const file = file_of(exhibit);
        entries.push_back(
            entry(Step::added, exhibit.facts.number, file == nullptr ? std::nullopt : std::optional(file->sha256)));
    }
    entries.push_back(entry(Step::added, 5, sealing::sha256("IMG_0001.PNG")));
    entries.push_back(entry(Step::removed, 5));
    for (const RedactedCopy& copy : of.exhibits[0].copies) {
        LogEntry made = entry(Step::redacted, 1, copy.sha256());
        made.copy = copy.index();
        entries.push_back(made);
    }
    CustodyLog log = CustodyLog::open({}, "").value();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i + 2 == without) continue;
        EXPECT_TRUE(log.append(entries[i])) << i;
    }
    return log;
}

TEST(CaseAndLog, AgreeWhereEveryLineIsThere) {
    const AdultCase of = sample::adult();
    EXPECT_THAT(disagreements(of, whole_log(of)), IsEmpty());
}

TEST(CaseAndLog, EachMissingLineIsNamed) {
    const AdultCase of = sample::adult();
    for (std::uint32_t number = 1; number <= 4; ++number) {
        EXPECT_THAT(disagreements(of, whole_log(of, number + 1)),
                    ElementsAre(LogDisagreement{number, 0, LogMismatch::never_added}));
    }
    EXPECT_THAT(disagreements(of, whole_log(of, 7)), ElementsAre(LogDisagreement{5, 0, LogMismatch::not_removed}));
    EXPECT_THAT(disagreements(of, whole_log(of, 8)), ElementsAre(LogDisagreement{1, 1, LogMismatch::never_covered}));
    EXPECT_THAT(disagreements(of, whole_log(of, 9)), ElementsAre(LogDisagreement{1, 3, LogMismatch::never_covered}));
}

TEST(CaseAndLog, WhatTheyTellDifferentlyIsNamed) {
    AdultCase of = sample::adult();
    CustodyLog log = whole_log(of);
    ASSERT_TRUE(log.append(entry(Step::added, 4, sealing::sha256("another"))));
    ASSERT_TRUE(log.append(entry(Step::removed, 2)));
    ASSERT_TRUE(log.append(entry(Step::viewed, 77)));
    EXPECT_THAT(disagreements(of, log), ElementsAre(LogDisagreement{2, 0, LogMismatch::removed},
                                                    LogDisagreement{4, 0, LogMismatch::other_digest},
                                                    LogDisagreement{77, 0, LogMismatch::unknown}));
}

TEST(CaseAndLog, WhatWasTakenBackDoesNotCountUntilThatIsTakenBack) {
    const AdultCase of = sample::adult();
    CustodyLog log = whole_log(of);
    ASSERT_TRUE(log.append(entry(Step::removed, 2)));
    const auto removal = static_cast<std::uint32_t>(log.entries().size());
    LogEntry undo;
    undo.step = Step::undone;
    undo.of = removal;
    ASSERT_TRUE(log.append(undo));
    EXPECT_THAT(disagreements(of, log), IsEmpty());
    undo.of = removal + 1;
    ASSERT_TRUE(log.append(undo));
    EXPECT_THAT(disagreements(of, log), ElementsAre(LogDisagreement{2, 0, LogMismatch::removed}));
}

}  // namespace
}  // namespace holdfast::evidence
