// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/recipient_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {
namespace {

const std::string folder = HOLDFAST_VECTORS "/evidence/recipients/";

std::string file(const std::string& name) {
    std::ifstream in(folder + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
sealing::MinisignKey stock_key() {
    return sealing::read_minisign_key(file("key.pub")).value();
}

constexpr std::array<std::byte, 8> key_id{};
sealing::Secret<32> seed() {
    sealing::Secret<32> secret;
    secret.writable()[0] = std::byte{7};
    return secret;
}

/// Signed with a key of this test, then read; faults as "pointer detail".
std::expected<RecipientDirectory, RecipientsError> read_signed(const std::string& text,
                                                               std::vector<std::string>* told = nullptr) {
    const std::string signature =
        to_text(sealing::sign_minisign(seed(), key_id, sealing::as_bytes(text), "a list", "edition"));
    JsonFaults faults;
    auto read = read_recipient_directory(text, signature, sealing::minisign_key(seed(), key_id), faults);
    if (told != nullptr) {
        for (const JsonFault& fault : faults.kept()) told->push_back(fault.pointer + " " + fault.detail);
    }
    return read;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

TEST(RecipientDirectory, IsReadAsMinisignSignedIt) {
    JsonFaults faults;
    const auto read = read_recipient_directory(file("list.json"), file("list.json.minisig"), stock_key(), faults);
    ASSERT_TRUE(read) << explain(read.error());
    EXPECT_EQ(read->issuer, "Example helpline");
    EXPECT_EQ(read->number, 3U);
    EXPECT_EQ(to_rfc3339(read->issued), "2026-11-22T10:00:00Z");
    EXPECT_EQ(to_rfc3339(read->until), "2027-05-22T00:00:00Z");
    ASSERT_EQ(read->recipients.size(), 3U);
    const PackRecipient& force = read->recipients[0];
    EXPECT_EQ(force.name, "Example Constabulary, cyber crime unit");
    EXPECT_EQ(force.kind, RecipientKind::police);
    ASSERT_TRUE(force.key);
    EXPECT_NE(file("list.json").find(to_text(*force.key)), std::string::npos);
    EXPECT_EQ(force.portal,
              (Portal{.url = "https://police.example/evidence", .largest_file = 52'428'800, .most_files = 5}));
    EXPECT_EQ(force.checked, "2026-11-20");
    EXPECT_EQ(read->recipients[1].kind, RecipientKind::helpline);
    EXPECT_FALSE(read->recipients[1].portal);
    EXPECT_FALSE(read->recipients[2].key);
    EXPECT_EQ(find_recipient(*read, "example-helpline"), &read->recipients[1]);
    EXPECT_EQ(find_recipient(*read, "example"), nullptr);
}

TEST(RecipientDirectory, IsNotReadUnlessItsSignatureHolds) {
    const std::string text = file("list.json");
    const std::string signature = file("list.json.minisig");
    JsonFaults faults;
    for (std::size_t i = 0; i < text.size(); ++i) {  // no character can be changed
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        ASSERT_EQ(read_recipient_directory(changed, signature, stock_key(), faults).error(),
                  RecipientsError::bad_signature)
            << i;
    }
    const sealing::MinisignKey other = sealing::minisign_key(seed(), stock_key().id);
    EXPECT_EQ(read_recipient_directory(text, signature, other, faults).error(), RecipientsError::bad_signature);
    EXPECT_EQ(read_recipient_directory(text, "", stock_key(), faults).error(), RecipientsError::bad_signature);
    EXPECT_EQ(read_recipient_directory("", "", stock_key(), faults).error(), RecipientsError::bad_signature);
    EXPECT_TRUE(faults.empty());  // what is not signed is not looked at
}

TEST(RecipientDirectory, NamesEachFaultOfWhatWasSigned) {
    const std::string good = file("list.json");
    ASSERT_TRUE(read_signed(good));
    struct Fault {
        std::string_view what, with, told;
    };
    const std::vector<Fault> faults{
        {"holdfast-recipients-1", "holdfast-recipients-2", "/format must be holdfast-recipients-1"},
        {R"("number": 3)", R"("number": 0)", "/number must be a whole number from 1 to 1000000000"},
        {"2026-11-22T10", "2026-11-32T10", "/issued must be a time in UTC such as 2026-11-22T14:05:31Z"},
        {"2027-05-22T", "2025-05-22T", "/until must come after issued"},
        {"Example helpline", "Example \\u202eenilpleh",
         "/issuer must have no invisible characters and none that turn the writing"},
        {R"("kind": "helpline")", R"("kind": "platform")", "/recipients/1/kind "},
        {"https://police", "http://police", "/recipients/0/portal/url must begin with https://"},
        {"52428800", "1000", "/recipients/0/portal/largest_file must be a whole number from 65536"},
        {"2026-11-20", "2026-02-30", "/recipients/0/checked must be a day such as 2026-11-22"},
        {"example-portal-alone", "example-helpline", "/recipients/2/id is there twice"},
        {"example-portal-alone", "an-example", "/recipients/2/id must come before the one above it: sort by id"},
        {"example-portal-alone", "Example", "/recipients/2/id must have a-z, 0-9 and - alone"},
        {R"("portal": { "url": "https://portal.example/report" },)", "", "/recipients/2/key or a portal must be there"},
        {R"("issuer")", R"("other": 1, "issuer")", "/other "},
        {R"("kind": "police",)", R"("kind": "police", "secret": 1,)", "/recipients/0/secret "},
    };
    for (const Fault& fault : faults) {
        std::vector<std::string> told;
        EXPECT_FALSE(read_signed(replaced(good, fault.what, fault.with), &told)) << fault.told;
        ASSERT_FALSE(told.empty()) << fault.told;
        EXPECT_TRUE(told.front().starts_with(fault.told)) << told.front();
    }
    // A character of a key that was mistyped: nobody would ever open what is sent to it.
    const std::size_t key = good.find("age1") + 10;
    std::string mistyped = good;
    mistyped[key] = mistyped[key] == 'q' ? 'p' : 'q';
    std::vector<std::string> told;
    EXPECT_FALSE(read_signed(mistyped, &told));
    EXPECT_EQ(told, std::vector<std::string>{"/recipients/0/key is a key of age with a wrong or missing character"});
}

TEST(RecipientDirectory, SaysWhyItIsNoDirectoryAtAll) {
    EXPECT_EQ(read_signed("{").error(), RecipientsError::not_json);
    EXPECT_EQ(read_signed("[]").error(), RecipientsError::other_format);
    EXPECT_EQ(read_signed("\xff").error(), RecipientsError::not_json);
    EXPECT_EQ(read_signed(std::string(max_recipients_bytes + 1, ' ')).error(), RecipientsError::too_long);
}

TEST(RecipientDirectory, HoldsUntilItsDay) {
    RecipientDirectory directory;
    directory.issued = {1'000};
    directory.until = {2'000};
    EXPECT_EQ(freshness_of(directory, {999}), Freshness::early);
    EXPECT_EQ(freshness_of(directory, {1'000}), Freshness::fresh);
    EXPECT_EQ(freshness_of(directory, {1'999}), Freshness::fresh);
    EXPECT_EQ(freshness_of(directory, {2'000}), Freshness::over);
}

}  // namespace
}  // namespace holdfast::evidence
