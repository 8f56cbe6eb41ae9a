// SPDX-License-Identifier: Apache-2.0
// The file: who may read it, which schemas are opened, two stores on one file.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "holdfast/store/sqlite.hpp"
#include "raw_database.hpp"
#include "sample.hpp"
#include "scratch_folder.hpp"
#include "toy_log.hpp"

namespace holdfast::store {
namespace {

using namespace sample;

class SqliteFile : public testing::Test {
  protected:
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "made" / "here" / "holdfast.db"; }
    [[nodiscard]] std::expected<std::unique_ptr<Store>, StoreError> open(
        std::chrono::milliseconds patience = std::chrono::seconds(5)) {
        return open_sqlite(
            {.path = path(), .busy_timeout = patience, .vfs = {}, .on_error = [this](std::string_view sentence) {
                 said_ += sentence;
             }});
    }
    [[nodiscard]] static unsigned mode(const std::filesystem::path& file) {
        struct stat status{};
        EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
        return status.st_mode & 0777U;
    }
    /// What operators are told to do to the database by hand, in docs/`page`.
    [[nodiscard]] static std::string as_told(const std::string& page) {
        std::ifstream file(std::string(HOLDFAST_VECTORS) + "/../docs/" + page);
        const std::string text{std::istreambuf_iterator(file), {}};
        const std::string before = "sqlite3 holdfast.sqlite \"DELETE";
        const auto at = text.find(before);
        EXPECT_NE(at, std::string::npos) << page;
        EXPECT_EQ(text.find(before, at + 1), std::string::npos) << page << ": which of them?";
        if (at == std::string::npos) return "";
        const auto from = text.find('"', at) + 1;
        return text.substr(from, text.find('"', from) - from);
    }
    ScratchFolder folder_;
    std::string said_;
};

TEST_F(SqliteFile, FilesAndFoldersAreTheirOwnersAlone) {
    const auto before = ::umask(0);
    const auto store = open();
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->submit(submission(1, {item(1)})));
    ::umask(before);
    EXPECT_EQ(mode(path().parent_path()), 0700U);
    EXPECT_EQ(mode(path().parent_path().parent_path()), 0700U);
    EXPECT_EQ(mode(path()), 0600U);
    EXPECT_EQ(mode(path().string() + "-wal"), 0600U);
    EXPECT_EQ(mode(path().string() + "-shm"), 0600U);
}

TEST_F(SqliteFile, WhatWasWrittenIsThereAfterReopening) {
    {
        const auto store = open();
        ASSERT_TRUE(store);
        ASSERT_TRUE((*store)->submit(submission(1, {item(1)})));
    }
    const auto store = open();
    ASSERT_TRUE(store);
    EXPECT_EQ((*store)->last_position(), 1);
    EXPECT_EQ((*store)->item(id('i', 1)).value()->signals, item(1).item.signals);
    EXPECT_EQ(said_, "");
}

TEST_F(SqliteFile, TheSettingsThatPromisesRestOnAreInForce) {
    const auto store = open();
    ASSERT_TRUE(store);
    RawDatabase raw(path());
    EXPECT_EQ(raw.text("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(raw.text("PRAGMA auto_vacuum"), "0") << "pages would move, and leave codes behind";
    EXPECT_EQ(raw.text("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(raw.text("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%' "
                       "AND name NOT LIKE 'sqlite_%'"),
              "0");
    EXPECT_EQ(raw.text("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'code'"), "0")
        << "an index would hold copies of codes";
}

TEST_F(SqliteFile, ASwitchThatWasCutShortIsFinishedByUpkeep) {
    const auto store = open();
    ASSERT_TRUE(store);
    const auto bank = (*store)->create_bank("list", "A list", at(0));
    ASSERT_TRUE(bank);
    ASSERT_TRUE((*store)->import_items(std::vector{item(1, ItemState::active, bank->id)}));
    ASSERT_EQ((*store)->feed({}, at(10), 10)->size(), 1);
    // As a kill between the switch and the first announcement leaves it.
    RawDatabase(path()).text("UPDATE bank SET enabled = 0, announced = 0 WHERE name = 'list'");
    ASSERT_TRUE((*store)->expire(at(20)));
    const auto feed = (*store)->feed({}, at(30), 10);
    ASSERT_EQ(feed->size(), 1);
    EXPECT_FALSE(feed->front().added);
    EXPECT_EQ(RawDatabase(path()).number("SELECT count(*) FROM bank WHERE announced IS NOT NULL"), 0);
}

TEST_F(SqliteFile, ADatabaseOfTheFirstSchemaIsBroughtForward) {
    {
        ASSERT_TRUE((*open())->submit(submission(1, {item(1)})));
    }
    {
        RawDatabase raw(path());
        raw.text("ALTER TABLE bank DROP COLUMN announced");
        raw.text("DROP INDEX submission_opened");
        raw.text("ALTER TABLE submission DROP COLUMN opened");
        raw.text("DROP TABLE seal_entry");
        raw.text("DROP TABLE seal_hash");
        raw.text("DROP TABLE seal_head");
        raw.text("DROP TABLE feed_spread");
        raw.text("PRAGMA user_version = 1");
    }
    const auto store = open();
    ASSERT_TRUE(store) << said_;
    EXPECT_EQ((*store)->item(id('i', 1)).value()->signals, item(1).item.signals);
    EXPECT_EQ((*store)->feed_spreads(), FeedSpreads{});
    // When a case was last opened is counted from the first upkeep on: nobody's ends because it was not kept before.
    const UnixMillis upkeep = at(900 * day_millis);
    EXPECT_TRUE((*store)->unopened_cases(upkeep, 10)->empty());
    EXPECT_TRUE((*store)->expire(upkeep));
    EXPECT_EQ((*store)->submission(id('s', 1)).value()->opened, day_of(upkeep));
}

TEST_F(SqliteFile, TheLogOfSealsIsNeitherChangedNorEmptiedWhileItsKeyIsThere) {
    const auto store = open();
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->installation_secret("seal_log", bytes(1, 1)));
    ASSERT_TRUE((*store)->log_seal(toy_seal(1)));
    ASSERT_TRUE((*store)->log_seal(toy_seal(2)));
    for (const char* sql : {"DELETE FROM seal_entry", "DELETE FROM seal_hash", "DELETE FROM seal_head",
                            "UPDATE seal_entry SET received = 0", "UPDATE seal_hash SET hash = zeroblob(32)",
                            "UPDATE seal_head SET size = 1, checkpoint = ''", "UPDATE seal_head SET checkpoint = ''"}) {
        EXPECT_TRUE(RawDatabase(path()).refused(sql)) << sql;
    }
    // Nor does the daily rewriting of the file.
    const auto before = (*store)->seal_entries(0, 10);
    EXPECT_EQ((*store)->compact(at(0)), true);
    EXPECT_EQ((*store)->seal_entries(0, 10), before);
    EXPECT_EQ((*store)->seal_head()->size, 2U);
    EXPECT_TRUE(RawDatabase(path()).refused("DELETE FROM seal_entry"));
    EXPECT_TRUE(RawDatabase(path()).done(as_told("DEPLOY.md")));
    EXPECT_EQ((*store)->seal_head()->size, 0U);
    EXPECT_EQ((*store)->log_seal(toy_seal(3))->index, 0U);
}

TEST_F(SqliteFile, KeysThatWereStolenAreReplacedAndTheLogOfSealsKeepsIts) {
    const auto store = open();
    ASSERT_TRUE(store);
    const std::vector<std::string> names{"item_numbers", "challenges", "seal_log"};
    for (const auto& name : names) ASSERT_TRUE((*store)->installation_secret(name, bytes(1, 1)));
    ASSERT_TRUE((*store)->log_seal(toy_seal(1)));
    EXPECT_TRUE(RawDatabase(path()).done(as_told("PRIVACY.md")));
    for (const auto& name : names) {
        EXPECT_EQ((*store)->installation_secret(name, bytes(2, 2)).value(),
                  name == "seal_log" ? bytes(1, 1) : bytes(2, 2))
            << name;
    }
}

TEST_F(SqliteFile, ANewerSchemaIsRefusedInWordsAndLeftAlone) {
    {
        ASSERT_TRUE(open());
    }
    {
        RawDatabase(path()).text("PRAGMA user_version = 999");
    }
    EXPECT_EQ(open().error(), StoreError::unavailable);
    EXPECT_NE(said_.find("schema 999"), std::string::npos) << said_;
    EXPECT_NE(said_.find("newer"), std::string::npos) << said_;
    EXPECT_EQ(RawDatabase(path()).number("PRAGMA user_version"), 999);
}

TEST_F(SqliteFile, ADatabaseOfAnotherProgramIsRefusedAndLeftAlone) {
    std::filesystem::create_directories(path().parent_path());
    {
        RawDatabase(path()).text("CREATE TABLE theirs (x)");
    }
    EXPECT_EQ(open().error(), StoreError::unavailable);
    EXPECT_NE(said_.find("another program"), std::string::npos) << said_;
    EXPECT_EQ(RawDatabase(path()).number("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(SqliteFile, AFileThatIsNoDatabaseIsCorruptAndLeftAlone) {
    std::filesystem::create_directories(path().parent_path());
    const std::string text(5000, 'x');
    {
        std::ofstream(path()) << text;
    }
    EXPECT_EQ(open().error(), StoreError::corrupt);
    std::ifstream again(path());
    EXPECT_EQ(std::string(std::istreambuf_iterator(again), {}), text);
}

TEST_F(SqliteFile, ADatabaseThatLosesATableGivesErrorsAndNothingWorse) {
    {
        const auto store = open();
        ASSERT_TRUE(store);
        RawDatabase(path()).text("DROP TABLE event");
        EXPECT_EQ((*store)->last_position().error(), StoreError::unavailable);
        EXPECT_EQ((*store)->last_position().error(), StoreError::unavailable) << "asked again";
        EXPECT_EQ((*store)->submit(submission(1, {item(1)})).error(), StoreError::unavailable);
    }
    EXPECT_NE(said_, "");
}

TEST_F(SqliteFile, AFolderThatCannotBeMadeIsUnavailable) {
    {
        std::ofstream(folder_.path() / "made") << "a file is in the way";
    }
    EXPECT_EQ(open().error(), StoreError::unavailable);
    EXPECT_EQ(said_, "The folder " + path().parent_path().string() + " cannot be made: Not a directory.");
}

TEST_F(SqliteFile, ALinkIsNotFollowed) {
    std::filesystem::create_directories(path().parent_path());
    std::filesystem::create_symlink("elsewhere.db", path());
    EXPECT_FALSE(open());
    EXPECT_FALSE(std::filesystem::exists(path().parent_path() / "elsewhere.db"));
}

TEST_F(SqliteFile, TwoStoresOnOneFileWriteIntoOneLog) {
    const auto first = open();
    const auto second = open();
    ASSERT_TRUE(first && second);
    std::thread other([&] {
        for (std::uint64_t n = 100; n < 130; ++n) EXPECT_TRUE((*second)->submit(submission(n, {item(n)})));
    });
    for (std::uint64_t n = 0; n < 30; ++n) EXPECT_TRUE((*first)->submit(submission(n, {item(n)})));
    other.join();
    EXPECT_EQ((*first)->last_position(), 60);
    EXPECT_EQ((*second)->last_position(), 60);
    std::uint64_t expected = 1;
    for (const Event& event : (*first)->events_after(0, 100).value()) EXPECT_EQ(event.position, expected++);
}

TEST_F(SqliteFile, ManyMayOpenANewFileAtOnce) {
    std::vector<std::thread> threads;
    for (std::uint64_t n = 0; n < 6; ++n) {
        threads.emplace_back([&, n] {
            const auto store =
                open_sqlite({.path = path(), .busy_timeout = std::chrono::seconds(20), .vfs = {}, .on_error = {}});
            ASSERT_TRUE(store) << explain(store.error());
            EXPECT_TRUE((*store)->submit(submission(n, {item(n)})));
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ((*open())->last_position(), 6);
}

TEST_F(SqliteFile, AWriterThatWaitsTooLongIsToldBusyAndMayTryAgain) {
    const auto store = open(std::chrono::milliseconds(50));
    ASSERT_TRUE(store);
    RawDatabase other(path());
    other.text("BEGIN IMMEDIATE");
    EXPECT_EQ((*store)->submit(submission(1, {item(1)})).error(), StoreError::busy);
    EXPECT_EQ((*store)->last_position(), 0) << "reading goes on";
    other.text("COMMIT");
    EXPECT_TRUE((*store)->submit(submission(1, {item(1)})));
}

TEST_F(SqliteFile, AReaderOfTheFeedHoldsUpWritersForPartsOfALargeImportNotForAllOfIt) {
    const auto store = open(std::chrono::milliseconds(50));
    ASSERT_TRUE(store);
    std::vector<NewItem> items;
    for (std::uint64_t n = 0; n < 6000; ++n) {
        items.push_back(item(n));
        items.back().feed = feed_time(0, n);
    }
    ASSERT_TRUE((*store)->import_items(items));
    const auto page = (*store)->feed({}, at(1), 10);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->size(), 10);
    RawDatabase reader(path());
    EXPECT_LE(reader.number("SELECT count(*) FROM feed WHERE published = 1"), 2000);
}

TEST_F(SqliteFile, AReaderOfTheOldLogMakesScrubbingBusyButNeverWrong) {
    const auto store = open(std::chrono::milliseconds(50));
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->submit(submission(1, {item(1)})));
    {
        RawDatabase reader(path());
        reader.text("BEGIN");
        EXPECT_EQ(reader.number("SELECT count(*) FROM item"), 1);
        ASSERT_TRUE((*store)->submit(submission(2, {item(2)})));
        EXPECT_EQ((*store)->scrub().error(), StoreError::busy);
        EXPECT_TRUE((*store)->submit(submission(3, {item(3)})));
        reader.text("COMMIT");
    }
    EXPECT_TRUE((*store)->scrub());
    EXPECT_EQ(std::filesystem::file_size(path().string() + "-wal"), 0);
    EXPECT_EQ((*store)->last_position(), 3);
}

}  // namespace
}  // namespace holdfast::store
