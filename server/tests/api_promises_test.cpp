// SPDX-License-Identifier: Apache-2.0
// Promises that must break loudly: no operation takes a picture, no answer rests on an old list, and no log line tells
// who or what.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "every_operation.hpp"
#include "holdfast/sealing/base64.hpp"
#include "json_probe.hpp"

namespace holdfast::server::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string file_bytes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string base64(std::string_view bytes, sealing::Base64Form form) {
    return sealing::to_base64(std::as_bytes(std::span(bytes)), form);
}

using Promises = EveryOperation;

TEST_F(Promises, NoOperationTakesAPictureInAnyDress) {
    const std::string jpeg = file_bytes(HOLDFAST_VECTORS "/pdq/images/bridge-mods/square-128x128.jpg");
    ASSERT_GT(jpeg.size(), 1000U);
    const std::string text = base64(jpeg, sealing::Base64Form::padded);
    const std::string url_text = base64(jpeg, sealing::Base64Form::url);
    const std::string multipart =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\n" +
        jpeg + "\r\n--x--\r\n";
    const std::vector<std::pair<std::string, std::string>> raw{
        {"image/jpeg", jpeg},
        {"application/octet-stream", jpeg},
        {"multipart/form-data; boundary=x", multipart},
        {"text/plain", text},
        {"application/x-www-form-urlencoded", "file=" + url_text},
        {"application/json", jpeg},
        {"application/json", "\"" + text + "\""},
        {"application/json", "[\"" + text + "\"]"},
    };
    const auto refused = [](const Response& response) {
        return response.status == 400 || response.status == 403 || response.status == 405 || response.status == 413 ||
               response.status == 415 || response.status == 422;
    };
    int tried = 0;
    for (const Operation& operation : operations()) {
        for (const std::string method : {"POST", "PUT", "PATCH", "DELETE", "GET"}) {
            for (const auto& [type, body] : raw) {
                Request request = this->request(operation);
                request.method = method;
                request.body = body;
                request.headers["content-type"] = type;
                if (operation.proved) {
                    request.headers["holdfast-proof"] = rig.proof_for(body);
                }
                const Response response = rig.send(request);
                EXPECT_TRUE(refused(response)) << method << ' ' << operation.path << ' ' << type << response.status;
                ++tried;
            }
        }
    }
    EXPECT_GT(tried, 500);
}

TEST_F(Promises, NoMemberOfAnyBodyHoldsAPicture) {
    const std::string jpeg = file_bytes(HOLDFAST_VECTORS "/pdq/images/bridge-mods/square-128x128.jpg");
    const std::string text = base64(jpeg, sealing::Base64Form::padded);
    const std::string url_text = base64(jpeg, sealing::Base64Form::url);
    int tried = 0;
    for (const Operation& operation : operations()) {
        if (operation.body.empty()) {
            continue;
        }
        const auto send = [&](const std::string& body) {
            Request request = this->request(operation);
            request.body = body;
            if (operation.proved) {
                request.headers["holdfast-proof"] = rig.proof_for(body);
            }
            ++tried;
            return rig.send(request);
        };
        // As a member of its own, under every name that somebody might try, at the top and inside.
        for (const std::string name : {"image", "picture", "file", "data", "thumbnail", "preview", "pixels", "blob"}) {
            for (std::size_t at = operation.body.find('{'); at != std::string::npos;
                 at = operation.body.find('{', at + 1)) {
                std::string body = operation.body;
                std::string member = "\"";
                member.append(name).append("\":\"").append(text).append("\",");
                body.insert(at + 1, member);
                const Response response = send(body);
                EXPECT_TRUE(response.status == 422 || response.status == 413) << operation.path << response.body;
            }
        }
        // In the place of every text that there is: codes, names, keys, addresses.
        for (const std::string& put : {text, url_text, "data:image/jpeg;base64," + text}) {
            std::size_t open = operation.body.find('"');
            while (open != std::string::npos) {
                const std::size_t close = operation.body.find('"', open + 1);
                std::string body = operation.body;
                body.replace(open + 1, close - open - 1, put);
                const Response response = send(body);
                EXPECT_TRUE(response.status == 422 || response.status == 413 || response.status == 400)
                    << operation.path << ' ' << response.status << response.body;
                open = operation.body.find('"', close + 1);
            }
        }
    }
    EXPECT_GT(tried, 200);
}

TEST_F(Promises, AUrlThatIsAPictureIsRefused) {
    for (const std::string url : {"data:image/png;base64,iVBORw0KGgo=", "blob:https://x/1", "file:///a.jpg"}) {
        EXPECT_EQ(verdict(rig.sight(social, picture(1), R"(,"url":")" + url + "\"")), "422 invalid") << url;
    }
}

TEST(Log, AWholeLifeLeavesNoCodeKeyTokenUrlOrAddressInIt) {
    ServiceRig rig({.system_clock = true, .thread = true});
    std::set<std::string> secrets;
    const PartnerKey social = rig.partner("Example Social");
    secrets.insert(social.token);
    const Person person = rig.person();
    secrets.insert({person.case_number, person.read_token, person.withdraw_token,
                    to_hex(sealing::token_digest(person.keys.read)),
                    to_hex(sealing::token_digest(person.keys.withdraw)),
                    sealing::to_base64(person.keys.mailbox_public, sealing::Base64Form::url)});
    for (std::uint64_t i = 1; i <= 3; ++i) {
        secrets.insert({to_hex(picture(i)), to_hex(edited(picture(i), 3))});
    }
    const std::string url = "https://example.org/a-page-with-a-name";
    secrets.insert({url, "example.org", "post-1", "192.0.2.7", "2001:db8::7"});

    // Everything that can be done, and everything that can go wrong, with a client's address in every header that
    // proxies use for it.
    const std::map<std::string, std::string> proxied{
        {"x-forwarded-for", "192.0.2.7"}, {"forwarded", "for=2001:db8::7"}, {"user-agent", "2001:db8::7"}};
    const auto ids = rig.submit(person, {picture(1), picture(2)});
    (void)rig.post_proved("/v1/submissions", ServiceRig::submission_body(person, {ServiceRig::item(picture(3))}), {},
                          proxied);
    (void)rig.sight(social, edited(picture(1), 3), R"(,"url":")" + url + R"(","release_url":true)");
    rig.follow();
    (void)rig.alerts(person);
    (void)rig.post("/v1/lookup", "{", bearer(social), proxied);
    const auto fail = [&](store::StoreError error) {
        rig.store->fault = [error](std::string_view) -> std::optional<store::StoreError> { return error; };
    };
    for (const auto error : {store::StoreError::busy, store::StoreError::corrupt, store::StoreError::disk_full}) {
        fail(error);
        (void)rig.get("/v1/case", case_key(person.read_token));
        (void)rig.post_proved("/v1/submissions",
                              ServiceRig::submission_body(rig.person(), {ServiceRig::item(picture(3))}));
        (void)rig.sight(social, picture(2));
        EXPECT_FALSE(rig.follower->poll().has_value());
        EXPECT_FALSE(rig.follower->match().has_value());
        rig.upkeep->codes_left();
        (void)rig.upkeep->work();
        rig.store->fault = nullptr;
        rig.follow();
    }
    rig.store->fault = [&](std::string_view) -> std::optional<store::StoreError> {
        throw std::runtime_error(to_hex(picture(1)) + url + person.read_token);
    };
    rig.follower->stop();
    rig.upkeep->stop();
    (void)rig.get("/v1/case", case_key(person.read_token));
    rig.store->fault = nullptr;
    rig.restart();
    (void)rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token));
    (void)rig.remove("/v1/case", case_key(person.withdraw_token));

    const std::string log = rig.log.text();
    EXPECT_THAT(log, HasSubstr("api.exception")) << "the capture works";
    for (const std::string& secret : secrets) {
        EXPECT_THAT(log, Not(HasSubstr(secret)));
    }
    for (const std::string& id : ids) {
        EXPECT_THAT(log, Not(HasSubstr(id)));
    }
}

/// An index whose search takes as long as a test says, in which anything may happen.
class SlowIndex final : public index::FingerprintIndex {
  public:
    SlowIndex(index::FingerprintIndex& real, std::function<void()> meanwhile)
        : real_(real), meanwhile_(std::move(meanwhile)) {}
    void apply(std::span<const index::Change> changes, std::uint64_t position) override {
        real_.apply(changes, position);
    }
    [[nodiscard]] index::SearchResult search(std::span<const Code256> queries, int radius,
                                             std::span<const std::uint32_t> groups) const override {
        auto result = real_.search(queries, radius, groups);
        meanwhile_();
        return result;
    }
    [[nodiscard]] std::uint64_t position() const override { return real_.position(); }
    [[nodiscard]] std::uint64_t size() const override { return real_.size(); }

  private:
    index::FingerprintIndex& real_;
    std::function<void()> meanwhile_;
};

TEST(Lookup, ASearchThatTookMoreThanASecondIsNotAnsweredFromTheListItBeganWith) {
    ServiceRig rig;
    const PartnerKey social = rig.partner("Example Social");
    const Person person = rig.person();
    (void)rig.submit(person, {picture(1)});
    rig.follow();
    std::int64_t takes = 900;
    SlowIndex slow(*rig.items, [&] {
        ASSERT_EQ(rig.post("/v1/case/withdraw", R"({"all":true})", case_key(person.withdraw_token)).status, 200);
        rig.manual.pass(takes);
        rig.follow();  // this node has caught up, the search that runs has not
    });
    api::Api api({.store = *rig.store,
                  .items = slow,
                  .follower = *rig.follower,
                  .directory = *rig.directory,
                  .seal_log = rig.seal_log.get(),
                  .clock = rig.manual,
                  .random = rig.random,
                  .log = rig.log,
                  .settings = rig.options.settings,
                  .challenge_key = sealing::Secret<32>{}});
    Request request;
    request.method = "POST";
    request.path = "/v1/lookup";
    request.body = R"({"signals":[{"kind":"pdq","code":")" + to_hex(picture(1)) + "\"}]}";
    request.headers = {{"authorization", bearer(social)}, {"content-type", "application/json"}};
    EXPECT_EQ(api.handle(request).status, 200);
    takes = 1001;
    EXPECT_EQ(verdict(api.handle(request)), "503 lagging");
}

}  // namespace
}  // namespace holdfast::server::tests
