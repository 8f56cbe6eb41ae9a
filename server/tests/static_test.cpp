// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "static/accept_encoding.hpp"
#include "static/static_files.hpp"

namespace holdfast::server {
namespace {

namespace fs = std::filesystem;

class Page : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "holdfast-page-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { fs::remove_all(folder_); }
    void put(const std::string& name, const std::string& content) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << content;
    }
    static Response get(const StaticFiles& files, const std::string& path,
                        std::map<std::string, std::string, std::less<>> headers = {}) {
        return files.respond({.method = "GET", .path = path, .query = {}, .headers = std::move(headers), .body = {}});
    }
    static std::string header(const Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers) {
            if (key == name) return value;
        }
        return "";
    }
    fs::path folder_;
};

TEST_F(Page, ServesTheFormThatTheClientTakes) {
    put("index.html", "<p>plain</p>");
    put("assets/app-1.wasm", "wasm");
    put("assets/app-1.wasm.br", "WB");
    put("assets/app-1.wasm.gz", "WG");
    const auto files = StaticFiles::load(folder_);
    ASSERT_TRUE(files) << files.error();
    EXPECT_EQ(files->size(), 2U);
    const Response plain = get(*files, "/assets/app-1.wasm");
    EXPECT_EQ(plain.content_type, "application/wasm");
    EXPECT_EQ(plain.lasting_body, "wasm");
    EXPECT_EQ(header(plain, "Content-Encoding"), "");
    EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding");
    const Response brotli = get(*files, "/assets/app-1.wasm", {{"accept-encoding", "gzip, deflate, br"}});
    EXPECT_EQ(brotli.lasting_body, "WB");
    EXPECT_EQ(header(brotli, "Content-Encoding"), "br");
    EXPECT_EQ(brotli.content_type, "application/wasm");
    EXPECT_EQ(get(*files, "/assets/app-1.wasm", {{"accept-encoding", "gzip"}}).lasting_body, "WG");
    EXPECT_EQ(get(*files, "/", {{"accept-encoding", "br"}}).lasting_body, "<p>plain</p>");
}

TEST_F(Page, LetsNoCacheKeepAnything) {
    put("index.html", "page");
    put("assets/app-1.js", "js");
    put("404.html", "not here");
    const auto files = StaticFiles::load(folder_);
    ASSERT_TRUE(files);
    for (const char* path : {"/", "/assets/app-1.js", "/unknown"}) {
        const Response response = get(*files, path, {{"if-none-match", "*"}});
        EXPECT_NE(response.status, 304) << path;
        EXPECT_FALSE(response.lasting_body.empty()) << path;
        for (const char* name : {"Cache-Control", "ETag", "Last-Modified", "Expires"}) {
            EXPECT_EQ(header(response, name), "") << path << ": server/http then says no-store";
        }
    }
}

TEST_F(Page, KnowsOnlyThePathsThatItRead) {
    put("page/index.html", "page");
    put("page/404.html", "not here");
    put("page/.secret", "x");
    put("page/.git/config", "x");
    put("page/a b.txt", "spaces");
    put("outside.txt", "outside");
    fs::create_symlink(folder_ / "outside.txt", folder_ / "page/link.txt");
    const auto files = StaticFiles::load(folder_ / "page");
    ASSERT_TRUE(files);
    for (const char* path : {"/../outside.txt", "/./index.html", "//", "/.secret", "/.git/config", "/link.txt", "/nope",
                             "/index.html.br", "", "index.html", "/outside.txt"}) {
        const Response response = get(*files, path);
        EXPECT_EQ(response.status, 404) << path;
        EXPECT_EQ(response.lasting_body, "not here") << path;
    }
    EXPECT_EQ(get(*files, "/a b.txt").lasting_body, "spaces");
    Request post{.method = "POST", .path = "/", .query = {}, .headers = {}, .body = {}};
    EXPECT_EQ(files->respond(post).status, 405);
}

TEST_F(Page, SaysWhatIsWrongWithAFolder) {
    EXPECT_THAT(StaticFiles::load(folder_ / "missing").error(), testing::HasSubstr("Cannot read the folder"));
    EXPECT_THAT(StaticFiles::load(folder_).error(), testing::HasSubstr("holds no index.html"));
    put("index.html", "page");
    put("film.mp4", "");
    fs::resize_file(folder_ / "film.mp4", most_static_bytes);
    EXPECT_THAT(StaticFiles::load(folder_).error(), testing::HasSubstr("too large for a page"));
}

TEST(AcceptEncoding, FollowsWeightsAndPrefersBrotli) {
    EXPECT_EQ(choose_coding("", true, true), Coding::identity);
    EXPECT_EQ(choose_coding("gzip, br", true, true), Coding::brotli);
    EXPECT_EQ(choose_coding("GZIP, BR", true, true), Coding::brotli);
    EXPECT_EQ(choose_coding("gzip, br", true, false), Coding::gzip);
    EXPECT_EQ(choose_coding("gzip;q=1.0, br;q=0.5", true, true), Coding::gzip);
    EXPECT_EQ(choose_coding("gzip;q=0, br;q=0.000", true, true), Coding::identity);
    EXPECT_EQ(choose_coding("*", true, true), Coding::brotli);
    EXPECT_EQ(choose_coding("*;q=0.1, br;q=0", true, true), Coding::gzip);
    EXPECT_EQ(choose_coding("identity, gzip;q=0.5", true, true), Coding::identity);
    EXPECT_EQ(choose_coding("brotli, deflate", true, true), Coding::identity);
    EXPECT_EQ(choose_coding("br;q=2, gzip;q=x, ;;,,", true, true), Coding::identity);
    EXPECT_EQ(choose_coding(" \t br \t ; \t q=0.3", true, true), Coding::brotli);
}

}  // namespace
}  // namespace holdfast::server
