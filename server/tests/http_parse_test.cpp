// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/http_date.hpp"
#include "http/request_head.hpp"
#include "http/response_head.hpp"
#include "http/target.hpp"

namespace holdfast::server {
namespace {

int status_of(const std::string& head, const Limits& limits = {}) {
    const auto parsed = parse_head(head, limits);
    return parsed ? 0 : parsed.error().status;
}

TEST(HeadScan, FindsTheEndAlsoWhenBytesArriveOneByOne) {
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string all = head + "GET /second HTTP/1.1\r\n";
    EXPECT_EQ(scan_head(all, 0).state, HeadScan::State::complete);
    EXPECT_EQ(scan_head(all, 0).end, head.size());
    for (std::size_t size = 1; size <= head.size(); ++size) {
        const HeadScan scan = scan_head(std::string_view(head).substr(0, size), size - 1);
        EXPECT_EQ(scan.state, size == head.size() ? HeadScan::State::complete : HeadScan::State::incomplete) << size;
    }
}

TEST(HeadScan, SkipsOneEmptyLineBeforeARequestHoweverItArrives) {
    const std::string head = "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (std::size_t size = 1; size <= head.size(); ++size) {
        const HeadScan scan = scan_head(std::string_view(head).substr(0, size), size - 1);
        ASSERT_EQ(scan.state, size == head.size() ? HeadScan::State::complete : HeadScan::State::incomplete) << size;
        if (size == head.size()) EXPECT_EQ(scan.start, 2U);
    }
    EXPECT_EQ(scan_head("\r\n\r\n", 0).state, HeadScan::State::incomplete) << "two are no request";
}

TEST(HeadScan, LeavesTheBodyAloneHoweverItArrives) {
    using namespace std::string_literals;
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n";
    const std::string bytes = head + "\0\n \xff\0\n"s;
    for (std::size_t size = head.size(); size <= bytes.size(); ++size) {
        const auto found = scan_head(std::string_view(bytes).substr(0, size), 0);
        ASSERT_EQ(found.state, HeadScan::State::complete) << size;
        EXPECT_EQ(found.end, head.size());
        for (std::size_t scanned = 0; scanned < head.size(); ++scanned) {
            ASSERT_EQ(scan_head(std::string_view(bytes).substr(0, size), scanned).end, head.size()) << scanned;
        }
    }
}

TEST(HeadScan, RefusesBareLineFeedsFoldedLinesAndNulsHoweverTheyArrive) {
    using namespace std::string_literals;
    for (const std::string& bad :
         {"GET / HTTP/1.1\nHost: a\n\n"s, "GET / HTTP/1.1\r\nHost: a\n\r\n"s,
          "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"s, "GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n"s,
          "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"s, "\nGET / HTTP/1.1\r\n\r\n"s}) {
        EXPECT_EQ(scan_head(bad, 0).state, HeadScan::State::malformed) << bad;
        bool refused = false;
        for (std::size_t size = 1; size <= bad.size() && !refused; ++size) {
            const auto state = scan_head(std::string_view(bad).substr(0, size), size - 1).state;
            ASSERT_NE(state, HeadScan::State::complete) << bad;
            refused = state == HeadScan::State::malformed;
        }
        EXPECT_TRUE(refused) << bad;
    }
}

TEST(ParseHead, ReadsAnOrdinaryRequest) {
    const auto head = parse_head(
        "POST /v1/a%20b?after=12&limit=5&q=a+b HTTP/1.1\r\nHost: example.org\r\nContent-Length: 12\r\nAccept: a\r\n"
        "accept: b\r\nX-Thing:  spaced \r\n\r\n",
        {});
    ASSERT_TRUE(head);
    EXPECT_EQ(head->request.method, "POST");
    EXPECT_EQ(head->request.path, "/v1/a b");
    EXPECT_THAT(head->request.query, testing::ElementsAre(testing::Pair("after", "12"), testing::Pair("limit", "5"),
                                                          testing::Pair("q", "a b")));
    EXPECT_EQ(head->request.header("accept"), "a, b");
    EXPECT_EQ(head->request.header("x-thing"), "spaced");
    EXPECT_EQ(head->content_length, 12U);
    EXPECT_TRUE(head->keep_alive);
    EXPECT_FALSE(head->expects_continue);
}

TEST(ParseHead, TellsWhenTheConnectionIsToBeClosed) {
    EXPECT_FALSE(parse_head("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", {})->keep_alive);
    EXPECT_FALSE(parse_head("GET / HTTP/1.0\r\n\r\n", {})->keep_alive);
    EXPECT_TRUE(parse_head("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", {})->keep_alive);
}

TEST(ParseHead, RefusesEveryFormThatTwoReadersCouldReadDifferently) {
    const std::string line = "POST / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_EQ(status_of(line + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length: 3, 3\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length: +3\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length: 0x3\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length: -1\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length: 99999999999999999999\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length:\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Content-Length : 3\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Transfer-Encoding: chunked\r\n\r\n"), 411);
    EXPECT_EQ(status_of(line + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Host: b\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Authorization: x\r\nAuthorization: x\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "Idempotency-Key: x\r\nidempotency-key: y\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "A: b\rC: d\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + ": b\r\n\r\n"), 400);
    EXPECT_EQ(status_of(line + "no colon\r\n\r\n"), 400);
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\n\r\n"), 400) << "no Host";
    EXPECT_EQ(status_of("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / HTTP/1.1 \r\nHost: a\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    EXPECT_EQ(status_of("G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
    EXPECT_EQ(status_of("GET / HTTP/0.9\r\n\r\n"), 505);
    EXPECT_EQ(status_of("GET * HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
}

TEST(ParseHead, RefusesEncodingsAndExpectationsThatItCannotMeet) {
    const std::string line = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n";
    EXPECT_EQ(status_of(line + "Content-Encoding: gzip\r\n\r\n"), 415);
    EXPECT_EQ(status_of(line + "Content-Encoding: identity\r\n\r\n"), 0);
    EXPECT_EQ(status_of(line + "Expect: a miracle\r\n\r\n"), 417);
    EXPECT_TRUE(parse_head(line + "Expect: 100-Continue\r\n\r\n", {})->expects_continue);
}

TEST(ParseHead, KeepsItsLimits) {
    Limits limits;
    limits.target_bytes = 20;
    limits.header_count = 3;
    limits.header_bytes = 200;
    EXPECT_EQ(status_of("GET /" + std::string(20, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits), 414);
    EXPECT_EQ(status_of("GET /" + std::string(19, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits), 0);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 1\r\n\r\n", limits), 0);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 1\r\nC: 1\r\n\r\n", limits), 431);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nA: " + std::string(200, 'a') + "\r\n\r\n", limits), 431);
}

TEST(Target, DecodesOnceAndRefusesWhatIsAmbiguous) {
    EXPECT_EQ(parse_target("/a%2541")->path, "/a%41");
    EXPECT_EQ(parse_target("/%C3%A9")->path, "/\xC3\xA9");
    EXPECT_EQ(parse_target("/../x")->path, "/../x") << "dots mean nothing: paths are names, not files";
    EXPECT_EQ(parse_target("http://other.example/a?b=c")->path, "/a");
    EXPECT_EQ(parse_target("https://other.example")->path, "/");
    EXPECT_EQ(parse_target("/a?x=%2F&y")->query.at("x"), "/");
    EXPECT_EQ(parse_target("/a?x=%2F&y")->query.at("y"), "");
    EXPECT_EQ(parse_target("/a%2fb").error(), TargetError::encoded_slash);
    EXPECT_EQ(parse_target("/a%5Cb").error(), TargetError::encoded_slash);
    EXPECT_EQ(parse_target("/a%").error(), TargetError::bad_escape);
    EXPECT_EQ(parse_target("/a%4").error(), TargetError::bad_escape);
    EXPECT_EQ(parse_target("/a%zz").error(), TargetError::bad_escape);
    EXPECT_EQ(parse_target("/a%00").error(), TargetError::control);
    EXPECT_EQ(parse_target("/a?x=%0d%0a").error(), TargetError::control);
    EXPECT_EQ(parse_target("/%FF").error(), TargetError::not_utf8);
    EXPECT_EQ(parse_target("/%C0%AF").error(), TargetError::not_utf8);
    EXPECT_EQ(parse_target("/a?x=1&x=2").error(), TargetError::repeated_name);
    EXPECT_EQ(parse_target("a").error(), TargetError::not_origin_form);
    EXPECT_EQ(parse_target("").error(), TargetError::not_origin_form);
    std::string many = "/?";
    for (std::size_t i = 0; i <= most_query_names; ++i) many += "n" + std::to_string(i) + "=1&";
    EXPECT_EQ(parse_target(many).error(), TargetError::too_many);
}

TEST(ResponseHead, LeavesOutHeadersThatWouldSplitTheAnswer) {
    Response response;
    response.body = "{}";
    response.headers = {{"X-Good", "yes"}, {"X-Bad", "a\r\nSet-Cookie: b"}, {"Bad Name", "a"}};
    std::string out;
    const std::string security = security_headers(true);
    compose_head(response, {.keep_alive = true, .date = "now", .security = security}, out);
    EXPECT_THAT(out, testing::HasSubstr("X-Good: yes\r\n"));
    EXPECT_THAT(out, testing::Not(testing::HasSubstr("X-Bad")));
    EXPECT_THAT(out, testing::Not(testing::HasSubstr("Bad Name")));
    EXPECT_THAT(out, testing::HasSubstr("Cache-Control: no-store\r\n"));
    EXPECT_THAT(out, testing::HasSubstr("Strict-Transport-Security: "));
    EXPECT_EQ(out.find("\r\n\r\n"), out.size() - 4);
}

TEST(HttpDate, IsWrittenAsTheRfcDoes) {
    EXPECT_EQ(http_date(std::chrono::sys_seconds(std::chrono::seconds(784111777))), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace holdfast::server
