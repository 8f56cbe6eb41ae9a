// SPDX-License-Identifier: Apache-2.0
#include "config/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace holdfast::server {
namespace {

using testing::HasSubstr;

std::string error_of(std::string_view toml) {
    Settings settings;
    const auto applied = apply_file(settings, toml, "a.toml");
    return applied ? "" : applied.error();
}

TEST(Settings, TheExampleFileHoldsEveryKeyWithItsDefault) {
    std::ifstream file(HOLDFAST_VECTORS "/../docs/holdfast.example.toml");
    const std::string example(std::istreambuf_iterator<char>(file), {});
    ASSERT_FALSE(example.empty());
    Settings settings;
    for (const Setting& each : setting_table()) {
        // Values unlike the defaults, so that a key that the example lacks shows.
        if (each.type == Setting::Type::list || each.key == "page" || each.key == "operations") each.set(settings, "");
    }
    settings.threads = settings.workers = 99;
    const auto applied = apply_file(settings, example, "example");
    ASSERT_TRUE(applied) << applied.error();
    const Settings defaults;
    for (const Setting& each : setting_table()) {
        EXPECT_EQ(each.get(settings), each.get(defaults)) << each.key;
        const auto name = each.key.substr(each.key.find('.') + 1);
        EXPECT_THAT(example, HasSubstr("\n" + std::string(name) + " = ")) << "the example lacks " << each.key;
    }
}

TEST(Settings, EveryKeyReadsBackWhatItWrites) {
    Settings settings;
    for (const Setting& each : setting_table()) {
        const std::string value = each.get(settings);
        EXPECT_EQ(each.set(settings, value), "") << each.key;
        EXPECT_EQ(each.get(settings), value) << each.key;
        EXPECT_FALSE(each.help.empty());
    }
}

TEST(Settings, TheLaterSourceWins) {
    Settings settings;
    ASSERT_TRUE(apply_file(settings, "threads = 3\nworkers = 3\n[limits]\nconnections = 3\n", "a.toml"));
    const std::vector<std::string> variables{"HOLDFAST_WORKERS=4", "HOLDFAST_LIMITS_CONNECTIONS=4", "HOME=/",
                                             "HOLDFAST_LIMITS_CONECTIONS=1",
                                             // Other commands read these.
                                             "HOLDFAST_KERNEL=scalar", "HOLDFAST_KEY=hfp_0"};
    const auto unknown = apply_environment(settings, variables);
    ASSERT_TRUE(unknown);
    EXPECT_THAT(*unknown, testing::ElementsAre("HOLDFAST_LIMITS_CONECTIONS"));
    const std::vector<std::string> flags{
        "--limits-connections", "5",        "--behind-tls", "--data=/var/lib/x", "--trusted-proxies",
        "10.0.0.1,10.0.0.2",    "--listen", "[::1]:90"};
    const auto applied = apply_flags(settings, flags);
    ASSERT_TRUE(applied) << applied.error();
    EXPECT_EQ(settings.threads, 3U);
    EXPECT_EQ(settings.workers, 4U);
    EXPECT_EQ(settings.limits.connections, 5U);
    EXPECT_TRUE(settings.behind_tls);
    EXPECT_EQ(settings.data, "/var/lib/x");
    EXPECT_THAT(settings.trusted_proxies, testing::ElementsAre("10.0.0.1", "10.0.0.2"));
    EXPECT_EQ(settings.listen.address, "::1");
    EXPECT_EQ(settings.listen.port, 90);
}

TEST(Settings, MistakesInAFileNameTheLine) {
    EXPECT_THAT(error_of("threads = 1\n\nthraeds = 2\n"), HasSubstr("a.toml:3: unknown key \"thraeds\""));
    EXPECT_THAT(error_of("[limits]\nconections = 2\n"), HasSubstr("a.toml:2: unknown key \"limits.conections\""));
    EXPECT_THAT(error_of("[limts]\nconnections = 2\n"), HasSubstr("a.toml:1: unknown key \"limts\""));
    EXPECT_THAT(error_of("threads = \"two\"\n"), HasSubstr("a.toml:1: threads takes a whole number"));
    EXPECT_THAT(error_of("threads = 2.5\n"), HasSubstr("takes a whole number"));
    EXPECT_THAT(error_of("\nthreads = 9999\n"),
                HasSubstr("a.toml:2: threads: \"9999\" is not a whole number from 0 to 256"));
    EXPECT_THAT(error_of("behind_tls = 1\n"), HasSubstr("true or false"));
    EXPECT_THAT(error_of("trusted_proxies = \"127.0.0.1\"\n"), HasSubstr("a list of texts"));
    EXPECT_THAT(error_of("threads = \n"), HasSubstr("a.toml:1: "));
    EXPECT_THAT(error_of("threads = 1\nthreads = 2\n"), HasSubstr("a.toml:2: "));
    EXPECT_THAT(error_of("[log]\nlevel = \"loud\"\n"), HasSubstr("none of debug, info, warning, error"));
}

TEST(Settings, ANoticeIsOneParagraphOfPlainTextAndNotLong) {
    Settings settings;
    const std::string longest = std::string(longest_notice - 1, 'x') + "\u00e9";
    for (const std::string& fine :
         {std::string(), std::string("We restored a backup: <look> at \\ \"your\" case."), longest}) {
        EXPECT_TRUE(apply_flags(settings, std::vector<std::string>{"--operator-notice", fine}));
        EXPECT_EQ(settings.api.notice, fine);
    }
    EXPECT_THAT(apply_flags(settings, std::vector<std::string>{"--operator-notice", longest + "x"}).error(),
                HasSubstr("longer than 500 characters"));
    EXPECT_THAT(error_of("[operator]\nnotice = \"\"\"a\nb\"\"\"\n"), HasSubstr("one paragraph"));
    EXPECT_THAT(apply_flags(settings, std::vector<std::string>{"--operator-notice", "\xff"}).error(),
                HasSubstr("not UTF-8"));
}

TEST(Settings, ACaseIsKeptForEverOrForMonthsButNotForDays) {
    Settings settings;
    settings.data = "d";
    EXPECT_EQ(settings.api.case_months, 60U);
    for (const std::uint32_t fine : {0U, 3U, 60U}) {
        settings.api.case_months = fine;
        EXPECT_EQ(check(settings), "");
    }
    settings.api.case_months = 2;
    EXPECT_THAT(check(settings), HasSubstr("at least 3"));
}

TEST(Settings, MistakesInFlagsAndVariablesAreNamed) {
    Settings settings;
    EXPECT_THAT(apply_flags(settings, std::vector<std::string>{"--nope"}).error(), HasSubstr("--nope"));
    EXPECT_THAT(apply_flags(settings, std::vector<std::string>{"--data"}).error(), HasSubstr("needs a value"));
    for (const char* bad : {"8080", ":8080", "a:b", "127.0.0.1:", "127.0.0.1:70000", "::1:80", "[]:80"}) {
        EXPECT_THAT(apply_flags(settings, std::vector<std::string>{"--listen", bad}).error(),
                    HasSubstr("is not ADDRESS:PORT"));
    }
    EXPECT_THAT(apply_environment(settings, std::vector<std::string>{"HOLDFAST_THREADS=x"}).error(),
                HasSubstr("HOLDFAST_THREADS: \"x\" is not a whole number"));
    EXPECT_THAT(check(settings), HasSubstr("--data"));
}

}  // namespace
}  // namespace holdfast::server
