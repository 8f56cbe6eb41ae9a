// SPDX-License-Identifier: Apache-2.0
// The service asks nobody anything: what it knows of pictures out there comes from partners who tell it. The whole life
// of a case goes by behind a fence at which a connection of its own would end it.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "bench/load_codes.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/case_keys.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "holdfast/sealing/proof_of_work.hpp"
#include "tests/json_probe.hpp"
#include "tests/outgoing_fence.hpp"
#include "tests/service_process.hpp"

namespace holdfast::server {
namespace {

using testing::HasSubstr;
using tests::number_of;
using tests::text_of;
using tests::texts_of;

/// How a child that does `deed` behind the fence ends, in ServiceProcess's numbers.
template <class Deed>
int end_behind_the_fence(Deed deed) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (!put_up_outgoing_fence()) ::_exit(126);
        deed();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

sockaddr_in nobody() noexcept {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(9);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

TEST(OutgoingFence, EndsAProcessThatReachesOutAndNoOther) {
    const sockaddr_in to = nobody();
    const auto* address = reinterpret_cast<const sockaddr*>(&to);
    EXPECT_EQ(end_behind_the_fence([&] { ::connect(::socket(AF_INET, SOCK_STREAM, 0), address, sizeof to); }),
              ended_by_the_fence);
    EXPECT_EQ(end_behind_the_fence([&] { ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0); }), ended_by_the_fence);
    EXPECT_EQ(end_behind_the_fence([&] { ::socket(AF_UNIX, SOCK_DGRAM, 0); }), ended_by_the_fence);
    EXPECT_EQ(end_behind_the_fence([&] {
                  ::sendto(::socket(AF_INET, SOCK_STREAM, 0), "x", 1, MSG_FASTOPEN | MSG_NOSIGNAL, address, sizeof to);
              }),
              ended_by_the_fence);
    EXPECT_EQ(end_behind_the_fence([&] {
                  int ends[2];
                  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0 || ::send(ends[0], "x", 1, 0) != 1) ::_exit(1);
                  const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
                  if (::listen(listening, 1) != 0) ::_exit(2);
                  if (::accept(listening, nullptr, nullptr) != -1 || errno != EAGAIN) ::_exit(3);
              }),
              0);
}

/// A person's browser and a partner's system, each as far as this life needs them.
class Life {
  public:
    explicit Life(std::uint16_t port) : port_(port) {
        number_.bits.fill(std::byte{7});
        std::array<std::byte, 16> root{};
        root.fill(std::byte{9});
        keys_ = sealing::derive_case_keys(sealing::identity_from_root(sealing::Secret<16>(root)));
        read_ = "Authorization: Holdfast-Case " + std::string(sealing::to_token(keys_.read).view()) + "\r\n";
        withdraw_ = "Authorization: Holdfast-Case " + std::string(sealing::to_token(keys_.withdraw).view()) + "\r\n";
        partner_ = "Authorization: Bearer " + std::string(load::partner_key().view()) + "\r\n";
    }
    [[nodiscard]] const std::string& read() const { return read_; }
    [[nodiscard]] const std::string& withdraw() const { return withdraw_; }
    [[nodiscard]] const std::string& partner() const { return partner_; }
    [[nodiscard]] const sealing::CaseKeys& keys() const { return keys_; }

    RawResponse get(const std::string& path, const std::string& headers = {}) const {
        return send(RawClient::get(path, headers));
    }
    RawResponse post(const std::string& path, const std::string& body, const std::string& headers) {
        return send(RawClient::post(path, body, headers + once()));
    }
    RawResponse remove(const std::string& path, const std::string& headers) {
        return send("DELETE " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + once() + "\r\n");
    }
    RawResponse submit(const Code256& code) {
        const std::string body =
            R"({"case_number":")" + sealing::to_text(number_) + R"(","read_key_hash":")" +
            to_hex(sealing::token_digest(keys_.read)) + R"(","withdraw_key_hash":")" +
            to_hex(sealing::token_digest(keys_.withdraw)) + R"(","mailbox_key":")" +
            sealing::to_base64(keys_.mailbox_public, sealing::Base64Form::url) +
            R"(","statement":"adult-1","items":[{"media":"picture","origin":"module","signals":[{"kind":"pdq-c1","code":")" +
            to_hex(code) + R"(","quality":100}]}]})";
        const std::string text = text_of(get("/v1/challenge").body, "challenge");
        const auto challenge = sealing::challenge_from_text(text);
        EXPECT_TRUE(challenge.has_value());
        const auto nonce = sealing::solve_proof(*challenge, sealing::sha256(body), 0, std::uint64_t{1} << 32U);
        EXPECT_TRUE(nonce.has_value());
        return post("/v1/submissions", body, "Holdfast-Proof: " + text + "." + std::to_string(*nonce) + "\r\n");
    }
    /// The mailbox's first message of a kind, opened; waits for it.
    std::string message(const std::string& kind) const {
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (std::chrono::steady_clock::now() < patience) {
            const RawResponse mailbox = get("/v1/case/mailbox", read_);
            const auto kinds = texts_of(mailbox.body, "messages", "kind");
            const auto sealed = texts_of(mailbox.body, "messages", "sealed");
            const auto at = std::ranges::find(kinds, kind);
            if (at == kinds.end()) continue;
            const auto bytes =
                sealing::from_base64(sealed[static_cast<std::size_t>(at - kinds.begin())], sealing::Base64Form::url);
            const auto plain = sealing::open_message(*bytes, keys_.mailbox);
            if (!plain) return "";
            return {reinterpret_cast<const char*>(plain->data()), plain->size()};
        }
        return "";
    }

  private:
    std::string once() { return "Idempotency-Key: life-" + std::to_string(++writes_) + "\r\n"; }
    RawResponse send(const std::string& bytes) const {
        RawClient client(port_);
        client.send(bytes);
        auto response = client.receive();
        EXPECT_TRUE(response) << "no answer to " << bytes.substr(0, bytes.find('\r'));
        return response.value_or(RawResponse{});
    }

    std::uint16_t port_;
    std::uint64_t writes_ = 0;
    sealing::CaseNumber number_;
    sealing::CaseKeys keys_;
    std::string read_;
    std::string withdraw_;
    std::string partner_;
};

using ServiceAlone = WithService;

TEST_F(ServiceAlone, LivesTheWholeLifeOfACaseWithoutAConnectionOfItsOwn) {
    fs::create_directory(folder_ / "data");
    fs::permissions(folder_ / "data", fs::perms::owner_all);
    ASSERT_TRUE(load::prepare((folder_ / "data").c_str(), 10));
    const Code256 picture = load::stranger_code(5);
    const std::string signals = R"("signals":[{"kind":"pdq","code":")" + to_hex(picture) + R"("}])";
    {
        ServiceProcess service(folder_, arguments());
        const std::uint16_t port = service.port();
        ASSERT_NE(port, 0) << service.errors();
        Life life(port);
        EXPECT_EQ(life.get("/").status, 200);
        EXPECT_EQ(life.get("/v1/service").status, 200);

        const RawResponse sent = life.submit(picture);
        ASSERT_EQ(sent.status, 201) << sent.body;
        const auto items = texts_of(sent.body, "items", "item");
        ASSERT_EQ(items.size(), 1);
        const RawResponse met = life.post("/v1/lookup", "{" + signals + "}", life.partner());
        ASSERT_THAT(met.body, HasSubstr("\"distance\":0"));
        const auto at = met.body.find(R"("item":")") + 8;
        const std::string number = met.body.substr(at, met.body.find('"', at) - at);
        // An address that a partner gives is passed on, and never asked.
        EXPECT_EQ(
            life.post("/v1/sightings",
                      "{" + signals + R"(,"content_id":"post-1","url":"http://127.0.0.1:9/post-1","release_url":true})",
                      life.partner())
                .status,
            201);
        EXPECT_EQ(life.post("/v1/items/" + number + "/feedback", R"({"verdict":"blocked"})", life.partner()).status,
                  200);
        EXPECT_EQ(life.get("/v1/feed", life.partner()).status, 200);
        EXPECT_EQ(life.get("/v1/partner", life.partner()).status, 200);
        EXPECT_THAT(life.message("alert"), HasSubstr("http://127.0.0.1:9/post-1"));
        EXPECT_EQ(life.get("/v1/case", life.read()).status, 200);

        EXPECT_EQ(life.post("/v1/case/withdraw", R"({"items":[")" + items[0] + "\"]}", life.withdraw()).status, 200);
        EXPECT_THAT(life.post("/v1/lookup", "{" + signals + "}", life.partner()).body,
                    testing::Not(HasSubstr("\"distance\"")));
        std::string copy = life.message("withdrawn_copy");
        const std::string kind = R"("kind":"withdrawn_copy",)";
        ASSERT_THAT(copy, HasSubstr(kind));
        copy.erase(copy.find(kind), kind.size());
        EXPECT_EQ(life.post("/v1/case/undo", R"({"items":[)" + copy + "]}", life.read()).status, 200);
        EXPECT_EQ(service.stop(SIGTERM), 0) << service.errors();
    }
    // Started again on what it kept, and the case erased.
    ServiceProcess service(folder_, arguments());
    const std::uint16_t port = service.port();
    ASSERT_NE(port, 0) << service.errors();
    Life life(port);
    EXPECT_THAT(life.post("/v1/lookup", "{" + signals + "}", life.partner()).body, HasSubstr("\"distance\":0"));
    EXPECT_EQ(life.remove("/v1/case", life.withdraw()).status, 204);
    EXPECT_EQ(life.get("/v1/case", life.read()).status, 401);
    EXPECT_EQ(service.stop(SIGTERM), 0) << service.errors();
}

}  // namespace
}  // namespace holdfast::server
