// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/machine_read.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdfast/core/utf8.hpp"
#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/tables.hpp"
#include "sample_case.hpp"

namespace holdfast::evidence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> found(std::string_view words) {
    std::vector<std::string> all;
    for (const FoundInWords& each : found_in(words)) all.push_back(std::string(to_text(each.kind)) + " " + each.value);
    return all;
}

TEST(MachineWords, AreLinesThatACaseMayHold) {
    EXPECT_EQ(machine_words("\n\n Send 200  \r\n\n\n\tor else\x0C\n").text, " Send 200\n\n or else");
    EXPECT_EQ(machine_words("a\xFF\x80z\x1B[31m\xC2\x85\xE2\x80\xA8q").text, "a\xEF\xBF\xBD\xEF\xBF\xBDz[31mq");
    EXPECT_EQ(machine_words(" \n\x0C\n").text, "");
}

TEST(MachineWords, AreCutAtALineAndSaySo) {
    std::string many;
    while (many.size() < 2 * longest_machine_read) many += "sixteen letters\n";
    const MachineWords words = machine_words(many);
    EXPECT_TRUE(words.is_cut);
    EXPECT_LE(words.text.size(), longest_machine_read);
    EXPECT_TRUE(words.text.ends_with("sixteen letters"));
    EXPECT_FALSE(machine_words(words.text).is_cut);
    EXPECT_EQ(machine_words(words.text).text, words.text);
}

TEST(FoundInWords, AreLinksAddressesNumbersAccountsAmountsAndWallets) {
    EXPECT_THAT(
        found("Send £200 to (lantern@example.org) or https://example.org/pay?a=1.\nT.me/lantern_7, @lantern_7!"),
        ElementsAre("amount £200", "email lantern@example.org", "url https://example.org/pay?a=1", "url T.me/lantern_7",
                    "account @lantern_7"));
    EXPECT_THAT(found("call +44 7700 900123 or 07700 900123, www.example.org"),
                ElementsAre("phone +44 7700 900123", "phone 07700 900123", "url www.example.org"));
    EXPECT_THAT(found("1,200.50 USD, BTC 0.015 and € 50; 25 GBP."),
                ElementsAre("amount 1,200.50 USD", "amount BTC 0.015", "amount € 50", "amount 25 GBP"));
    EXPECT_THAT(
        found("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 "
              "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe"),
        ElementsAre("wallet bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "wallet 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
                    "wallet 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe"));
    EXPECT_THAT(found("@lantern_7 @lantern_7"), ElementsAre("account @lantern_7")) << "each once";
}

TEST(FoundInWords, GuessNothing) {
    for (const std::string_view words : {"18:45 01-11-2026",
                                         "01 11 2026 18:45",
                                         "200",
                                         "GBP",
                                         "$",
                                         "£ lots",
                                         "a@b",
                                         "@",
                                         "@me",
                                         "lantern@example",
                                         "http://",
                                         "https://localhost/x",
                                         "www.",
                                         "0770",
                                         "+44",
                                         "0123456789012345",
                                         "3J98t1WpEZ73CNmQviecrnyi0rqRhWNLy",
                                         "0xde0B",
                                         "bc1qar0",
                                         "12 GBPS",
                                         "www..example.org"}) {
        EXPECT_THAT(found(words), IsEmpty()) << words;
    }
}

TEST(FoundInWords, EndSomewhere) {
    std::string many;
    for (std::size_t i = 0; i < 2 * most_found; ++i) many += "@account" + std::to_string(i) + " ";
    EXPECT_EQ(found_in(many).size(), most_found);
    EXPECT_THAT(found(std::string(60'000, ' ') + std::string(60'000, '0') + std::string(60'000, '(')), IsEmpty());
}

TEST(MachineRead, StandsBesideAPictureThatIsKeptAndNoOther) {
    AdultCase of = sample::adult();
    JsonFaults none;
    ASSERT_TRUE(check(of, none));
    EXPECT_TRUE(may_be_read(of.exhibits.at(0)));
    for (const std::size_t other : {1U, 2U, 3U}) EXPECT_FALSE(may_be_read(of.exhibits.at(other))) << other;
    for (const std::size_t other : {1U, 2U}) {  // intimate; sent by the offender
        AdultCase wrong = of;
        wrong.exhibits.at(other).facts.machine_read = "send 200";
        JsonFaults faults;
        EXPECT_FALSE(check(wrong, faults)) << other;
    }
}

TEST(MachineRead, IsCalledSoInTheTableOfIndicators) {
    AdultCase of = sample::adult();
    of.exhibits.at(0).facts.machine_read = "Send £200 to @lantern_7";
    const std::string table = indicators_csv(of);
    EXPECT_THAT(table, HasSubstr("\"amount\",\"£200\",\"ABC/1\",\"read by a machine\",\"\",\"\",\"may be wrong"));
    EXPECT_THAT(table, HasSubstr("\"account\",\"'@lantern_7\",\"ABC/1\",\"read by a machine\""));
}

}  // namespace
}  // namespace holdfast::evidence
