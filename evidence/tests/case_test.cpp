// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <type_traits>

#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/statement_notes.hpp"
#include "holdfast/evidence/tables.hpp"
#include "sample_case.hpp"

namespace holdfast::evidence {
namespace {

// A case of somebody under 18 has no place for a picture, a checksum of one, or a copy; no statement is made of it, and
// no list of fingerprints. These hold when this file compiles.
template <class Of>
concept MakesStatement = requires(const Of& of) { statement_notes(of); };
template <class Of>
concept ListsFingerprints = requires(const Of& of) { fingerprints_json(of); };
template <class Exhibit>
concept HasCopies = requires(const Exhibit& exhibit) { exhibit.copies; };
static_assert(MakesStatement<AdultCase> && !MakesStatement<ProtectedCase> && !MakesStatement<Case>);
static_assert(ListsFingerprints<AdultCase> && !ListsFingerprints<ProtectedCase> && !ListsFingerprints<Case>);
static_assert(HasCopies<Exhibit> && !HasCopies<TextExhibit>);
static_assert(std::same_as<decltype(TextExhibit::holding), KeptText>);
static_assert(std::same_as<decltype(ProtectedCase::exhibits), std::vector<TextExhibit>>);
// None of these can be made but by its create(), which decides.
static_assert(!std::is_default_constructible_v<KeptText> && !std::is_constructible_v<KeptText, FileFacts>);
static_assert(!std::is_default_constructible_v<Kept> && !std::is_constructible_v<Kept, FileFacts>);
static_assert(!std::is_default_constructible_v<RedactedCopy>);
static_assert(!std::is_constructible_v<ProtectedCase, AdultCase>);

constexpr FileType type_number(std::size_t i) {
    return static_cast<FileType>(i);
}

TEST(Exhibit, OnARouteWithoutPicturesOnlyFilesOfWordsCanBeMade) {
    for (std::size_t i = 0; i < file_types; ++i) {
        const FileType type = type_number(i);
        const auto made = KeptText::recorded(sample::file("x", type));
        const bool words = type == FileType::text || type == FileType::json || type == FileType::html ||
                           type == FileType::eml || type == FileType::mbox;
        EXPECT_EQ(made.has_value(), words) << to_text(type);
        if (!made) {
            EXPECT_EQ(made.error(), ExhibitError::not_words);
        }
    }
}

TEST(Exhibit, OnARouteWithoutPicturesTheContentIsLookedThroughAndIsThatFile) {
    const FileFacts chat = sample::text_file("chat.txt", sample::chat);
    EXPECT_TRUE(KeptText::create(chat, sample::chat));
    EXPECT_EQ(KeptText::create(chat, "something else").error(), ExhibitError::other_bytes);
    EXPECT_EQ(KeptText::create(chat, "").error(), ExhibitError::other_bytes);
    for (const std::string_view hidden :
         {"<img src=data:image/png;base64,AA>", "\xFF\xD8\xFF", "Content-Type: image/png\n"}) {
        FileFacts file = sample::text_file("chat.html", hidden);
        file.type = FileType::html;
        EXPECT_EQ(KeptText::create(file, hidden).error(), ExhibitError::not_words);
    }
    FileFacts renamed = chat;
    renamed.type = FileType::png;
    EXPECT_EQ(KeptText::create(renamed, sample::chat).error(), ExhibitError::not_words);
}

TEST(Exhibit, APictureAFilmOrAnythingThatMayHoldOneIsKeptOnlyAfterTheAnswerNo) {
    for (std::size_t i = 0; i < file_types; ++i) {
        const FileType type = type_number(i);
        const bool asks = class_of(type) != TypeClass::text && class_of(type) != TypeClass::sound;
        EXPECT_EQ(Kept::create(sample::file("x", type), ShowsIntimate::not_asked).has_value(), !asks) << to_text(type);
        EXPECT_TRUE(Kept::create(sample::file("x", type), ShowsIntimate::no).has_value()) << to_text(type);
        EXPECT_EQ(Kept::create(sample::file("x", type), ShowsIntimate::yes).error(), ExhibitError::shows_intimate)
            << to_text(type);
        EXPECT_EQ(HashesOnly::create(sample::file("x", type), WhyHashes::intimate).has_value(), asks) << to_text(type);
    }
}

TEST(Exhibit, OfAPictureOrFilmThatTheOffenderSentNeitherFileNorChecksumIsKept) {
    for (std::size_t i = 0; i < file_types; ++i) {
        const FileFacts file = sample::file("x", type_number(i), Sender::offender);
        const bool refused = class_of(file.type) == TypeClass::picture || class_of(file.type) == TypeClass::video;
        for (const auto answer : {ShowsIntimate::not_asked, ShowsIntimate::no, ShowsIntimate::yes}) {
            const auto kept = Kept::create(file, answer);
            if (refused) {
                EXPECT_EQ(kept.error(), ExhibitError::sent_by_offender) << to_text(file.type);
            }
        }
        EXPECT_EQ(Kept::create(file, ShowsIntimate::no).has_value(), !refused) << to_text(file.type);
        EXPECT_EQ(HashesOnly::create(file, WhyHashes::left_out).has_value(), !refused) << to_text(file.type);
    }
}

TEST(Exhibit, ARedactedCopyIsOfThatPictureAndShowsNobody) {
    const FileFacts file = sample::file("x", FileType::png);
    const auto kept = [](const std::string& name, FileType type) -> Holding {
        return Kept::create(sample::file(name, type), ShowsIntimate::no).value();
    };
    RedactionRecord record{.parent = file.sha256,
                           .parent_width = 9,
                           .parent_height = 9,
                           .boxes = {Box{0, 0, 1, 1}},
                           .crop = {},
                           .made = {}};
    const auto copy = [&record](const Holding& parent, std::uint32_t index = 1,
                                ShowsIntimate answer = ShowsIntimate::no) {
        return RedactedCopy::create(parent, index, 1, {}, {}, record, answer);
    };
    const Holding parent = kept("x", FileType::png);
    EXPECT_TRUE(copy(parent));
    EXPECT_EQ(copy(parent, 1, ShowsIntimate::not_asked).error(), ExhibitError::not_asked);
    EXPECT_EQ(copy(parent, 1, ShowsIntimate::yes).error(), ExhibitError::shows_intimate);
    EXPECT_EQ(copy(parent, 0).error(), ExhibitError::too_many);
    EXPECT_EQ(copy(kept("y", FileType::png)).error(), ExhibitError::parent_differs);
    EXPECT_EQ(copy(kept("x", FileType::pdf)).error(), ExhibitError::not_a_picture);
    EXPECT_EQ(copy(Described{}).error(), ExhibitError::not_a_picture);
    EXPECT_TRUE(copy(HashesOnly::create(file, WhyHashes::left_out).value()));
    EXPECT_EQ(copy(HashesOnly::create(file, WhyHashes::intimate).value()).error(), ExhibitError::shows_intimate);
    record.boxes = {Box{8, 0, 2, 1}};
    EXPECT_EQ(copy(parent).error(), ExhibitError::bad_record);
}

TEST(Exhibit, AnOriginalThatIsLeftOutLeavesItsChecksumsAndItsCopies) {
    Exhibit exhibit = sample::adult().exhibits.front();
    const FileFacts file = *file_of(exhibit);
    const std::vector<RedactedCopy> copies = exhibit.copies;
    ASSERT_FALSE(copies.empty());
    EXPECT_TRUE(leave_original_out(exhibit));
    EXPECT_EQ(kept_file_of(exhibit), nullptr);
    ASSERT_NE(file_of(exhibit), nullptr);
    EXPECT_EQ(*file_of(exhibit), file);
    EXPECT_EQ(std::get<HashesOnly>(exhibit.holding).why(), WhyHashes::left_out);
    EXPECT_EQ(exhibit.copies, copies);
    EXPECT_FALSE(leave_original_out(exhibit));
}

TEST(Exhibit, WhatAFileIsCalledIsKeptWhereItIsSomethingElse) {
    const auto facts = [](std::string_view name, std::string_view declared, FileType type) {
        return taken_in(name, declared, type, Sender::person, 1, {}, {});
    };
    EXPECT_EQ(facts("a.jpg", "image/jpeg", FileType::jpeg).declared, "");
    EXPECT_EQ(facts("a.jpg", "", FileType::png).declared, "jpg");
    EXPECT_EQ(facts("a.png", "image/jpeg", FileType::png).declared, "image/jpeg");
    EXPECT_EQ(facts("a.exe", "application/octet-stream", FileType::png).declared, "exe");
    EXPECT_EQ(facts("a", "", FileType::png).declared, "");
    EXPECT_EQ(facts("a\nb\xFF\xC3\xAB.txt", "", FileType::text).name,
              "a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD\xC3\xAB.txt");
    const FileFacts longest = facts(std::string(longest_line - 1, 'x') + "\xC3\xAB", "", FileType::text);
    EXPECT_EQ(longest.name, std::string(longest_line - 1, 'x'));
    AdultCase of = sample::adult();
    Exhibit exhibit{.facts = sample::facts(ExhibitKind::other, ""),
                    .holding = Kept::create(facts("\x01.\xFF", "\x02", FileType::png), ShowsIntimate::no).value(),
                    .copies = {},
                    .copies_made = 0};
    ASSERT_TRUE(add(of, std::move(exhibit)));
    JsonFaults faults;
    EXPECT_TRUE(check(Case(of), faults));
}

TEST(Exhibit, HasNamesAndPathsThatEveryToolReads) {
    EXPECT_EQ(exhibit_name("HF", 2), "HF/2");
    EXPECT_EQ(copy_name("ABC", 12, 3), "ABC/12-R3");
    EXPECT_EQ(item_path(7, FileType::jpeg), "items/0007.jpg");
    EXPECT_EQ(item_path(9'999, FileType::unknown), "items/9999.bin");
    EXPECT_EQ(copy_path(7, 2), "redacted/0007-r2.png");
}

TEST(Numbers, AreNeverUsedTwice) {
    AdultCase of = sample::adult();
    ASSERT_EQ(of.exhibits.size(), 4U);
    EXPECT_EQ(of.facts.next_number, 6U);
    EXPECT_EQ(of.facts.removed.front().number, 5U);
    EXPECT_EQ(add(of, sample::screenshot()), 6U);
    const Exhibit second = remove(of, 2, "no longer wanted", {}).value();
    EXPECT_EQ(remove(of, 2, "again", {}).error(), CaseChange::no_such);
    EXPECT_EQ(remove(of, 1, "", {}).error(), CaseChange::not_taken);
    EXPECT_EQ(of.facts.removed.front().number, 2U);
    EXPECT_EQ(add(of, sample::screenshot()), 7U);
    EXPECT_TRUE(restore(of, second));
    EXPECT_EQ(restore(of, second).error(), CaseChange::not_taken);
    EXPECT_EQ(of.exhibits[1].facts.number, 2U);
    JsonFaults faults;
    EXPECT_TRUE(check(Case(of), faults));
}

TEST(Case, KeepsTheLastCopyOfAnOriginalThatWasLeftOutUntilToldOtherwise) {
    AdultCase of = sample::adult();
    Exhibit& first = of.exhibits.front();
    const std::uint32_t number = first.facts.number;
    ASSERT_FALSE(first.copies.empty());
    first.copies.erase(first.copies.begin() + 1, first.copies.end());
    const std::uint32_t index = first.copies.front().index();
    EXPECT_FALSE(is_shown_by_copies_alone(first));
    AdultCase kept = of;
    EXPECT_TRUE(remove_copy(kept, number, index)) << "the original is there";
    EXPECT_TRUE(remove(kept, number, "why", {}));
    ASSERT_TRUE(leave_original_out(first));
    EXPECT_TRUE(is_shown_by_copies_alone(first));
    const AdultCase before = of;
    EXPECT_EQ(remove(of, number, "why", {}).error(), CaseChange::last_copy);
    EXPECT_EQ(remove_copy(of, number, index).error(), CaseChange::last_copy);
    EXPECT_EQ(remove_copy(of, number, index + 1).error(), CaseChange::no_such_copy);
    EXPECT_EQ(remove_copy(of, 99, index).error(), CaseChange::no_such);
    EXPECT_EQ(of, before);
    // One of two may go; of the exhibit both would.
    first.copies.push_back(sample::copy_of(*file_of(first), index + 1));
    EXPECT_EQ(remove(of, number, "why", {}).error(), CaseChange::last_copy);
    EXPECT_TRUE(remove_copy(of, number, index));
    EXPECT_EQ(remove_copy(of, number, index + 1).error(), CaseChange::last_copy);
    AdultCase without = of;
    EXPECT_TRUE(remove_copy(without, number, index + 1, LastCopy::may_go));
    EXPECT_FALSE(is_shown_by_copies_alone(without.exhibits.front()));
    EXPECT_TRUE(remove(without, number, "why", {}));
    EXPECT_TRUE(remove(of, number, "why", {}, LastCopy::may_go));
}

TEST(Numbers, EndAtTheLastOne) {
    ProtectedCase of = sample::words_alone();
    of.facts.next_number = last_exhibit_number;
    const TextExhibit more = of.exhibits[0];
    EXPECT_EQ(add(of, more), last_exhibit_number);
    EXPECT_EQ(add(of, more).error(), CaseChange::full);
    JsonFaults faults;
    EXPECT_TRUE(check(Case(of), faults)) << faults.kept()[0].detail;
}

}  // namespace
}  // namespace holdfast::evidence
