// SPDX-License-Identifier: Apache-2.0
#include "service_rig.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <bit>
#include <cstdlib>
#include <cstring>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/case_number.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"
#include "holdfast/sealing/proof_of_work.hpp"
#include "holdfast/store/sqlite.hpp"
#include "recorded_responses.hpp"

namespace holdfast::server::tests {
namespace {

std::uint64_t mix(std::uint64_t& state) noexcept {  // splitmix64
    std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

sealing::Secret<32> secret_from(std::uint64_t seed) {
    sealing::Secret<32> out;
    for (auto& byte : out.writable()) {
        byte = static_cast<std::byte>(mix(seed) & 0xffU);
    }
    return out;
}

}  // namespace

void SeededRandom::fill(std::span<std::byte> out) noexcept {
    const std::lock_guard lock(mutex_);
    for (auto& byte : out) {
        byte = static_cast<std::byte>(mix(state_) & 0xffU);
    }
}

void CapturedLog::write(LogLevel /*level*/, std::string_view event, std::initializer_list<LogField> fields) noexcept {
    const std::lock_guard lock(mutex_);
    text_ += event;
    for (const LogField& field : fields) {
        text_ += ' ';
        text_ += field.name;
        text_ += '=';
        text_ += field.value;
    }
    text_ += '\n';
}

std::string CapturedLog::text() const {
    const std::lock_guard lock(mutex_);
    return text_;
}

std::string scratch_pattern(const std::string& name) {
    constexpr const char* memory = "/dev/shm";
    const std::filesystem::path above =
        ::access(memory, W_OK) == 0 ? std::filesystem::path(memory) : std::filesystem::temp_directory_path();
    return (above / ("holdfast-" + name + "-XXXXXX")).string();
}

ServiceRig::ServiceRig(RigOptions given)
    : system_clock(make_system_clock()), random(given.seed), options(std::move(given)) {
    options.settings.least_difficulty = std::min(options.settings.least_difficulty, 2U);
    if (!options.folder.empty()) {
        folder_ = options.folder;
        start();
        return;
    }
    std::string pattern = scratch_pattern("api");
    if (::mkdtemp(pattern.data()) == nullptr) {
        std::abort();
    }
    folder_ = pattern;
    start();
}

ServiceRig::~ServiceRig() {
    stop();
    if (options.folder.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
}

const Clock& ServiceRig::clock() const {
    return options.system_clock ? *system_clock : static_cast<const Clock&>(manual);
}

void ServiceRig::start() {
    store::SqliteOptions sqlite;
    sqlite.path = folder_ / "holdfast.db";
    sqlite.on_error = [this](std::string_view text) {
        log.write(LogLevel::error, "store", {{"text", std::string(text)}});
    };
    auto opened = store::open_sqlite(sqlite);
    ASSERT_TRUE(opened.has_value());
    real_store = std::move(*opened);
    store = std::make_unique<FaultyStore>(*real_store);
    items = index::make_memory_index();
    sightings = index::make_memory_index();
    directory = std::make_unique<jobs::Directory>(secret_from(7));
    retention = std::make_unique<jobs::CaseRetention>(
        jobs::CaseRetentionParts{.store = *store,
                                 .clock = clock(),
                                 .random = random,
                                 .log = log,
                                 .months = options.settings.case_months,
                                 .feed_removed_spread_millis = options.settings.feed_removed_spread_millis});
    upkeep = std::make_unique<jobs::Upkeep>(*store, clock(), log, *retention);
    follower = std::make_unique<jobs::Follower>(jobs::FollowerParts{
        .store = *store,
        .items = *items,
        .sightings = *sightings,
        .directory = *directory,
        .clock = clock(),
        .random = random,
        .log = log,
        .codes_left = [this] { upkeep->codes_left(); },
    });
    ASSERT_TRUE(follower->load().has_value());
    if (options.thread) {
        follower->start();
        upkeep->start();
    }
    auto opened_log = SealLog::open(*store, secret_from(9), options.log_origin);
    if (opened_log) seal_log = std::move(*opened_log);
    if (options.stamps) options.settings.time_stamp_authority = "https://stamps.example/tsa?key=1";
    api = std::make_unique<api::Api>(api::ApiParts{.store = *store,
                                                   .items = *items,
                                                   .follower = *follower,
                                                   .directory = *directory,
                                                   .seal_log = seal_log.get(),
                                                   .clock = clock(),
                                                   .random = random,
                                                   .log = log,
                                                   .settings = options.settings,
                                                   .challenge_key = secret_from(8),
                                                   .guidance = options.guidance,
                                                   .recipients = options.recipients,
                                                   .time_stamper = options.stamps ? &stamper : nullptr});
}

void ServiceRig::stop() {
    if (follower) {
        follower->stop();
    }
    if (upkeep) {
        upkeep->stop();
    }
    api.reset();
    seal_log.reset();
    follower.reset();
    upkeep.reset();
    retention.reset();
    directory.reset();
    sightings.reset();
    items.reset();
    store.reset();
    real_store.reset();
}

void ServiceRig::restart() {
    stop();
    start();
}

void ServiceRig::follow() {
    const auto polled = follower->poll();
    ASSERT_TRUE(polled.has_value()) << store::explain(polled.error()) << log.text();
    const auto matched = follower->match();
    ASSERT_TRUE(matched.has_value()) << store::explain(matched.error()) << log.text();
}

Response ServiceRig::send(Request request) {
    Response response = api->handle(request);
    record_response(request.method, api->route(request.method, request.path), response);
    return response;
}

Response ServiceRig::get(const std::string& path, const std::string& authorization) {
    Request request;
    request.method = "GET";
    request.path = path;
    if (!authorization.empty()) {
        request.headers["authorization"] = authorization;
    }
    return send(std::move(request));
}

Response ServiceRig::remove(const std::string& path, const std::string& authorization,
                            const std::string& idempotency_key) {
    Request request;
    request.method = "DELETE";
    request.path = path;
    request.headers["authorization"] = authorization;
    request.headers["idempotency-key"] = idempotency_key.empty() ? fresh_key() : idempotency_key;
    return send(std::move(request));
}

Response ServiceRig::post(const std::string& path, const std::string& body, const std::string& authorization,
                          std::map<std::string, std::string> headers) {
    Request request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    request.headers["content-type"] = "application/json";
    if (path != "/v1/lookup") {
        request.headers["idempotency-key"] = fresh_key();
    }
    if (!authorization.empty()) {
        request.headers["authorization"] = authorization;
    }
    for (auto& [name, value] : headers) {
        if (value.empty()) {
            request.headers.erase(name);
        } else {
            request.headers[name] = value;
        }
    }
    return send(std::move(request));
}

Response ServiceRig::post_proved(const std::string& path, const std::string& body, const std::string& authorization,
                                 std::map<std::string, std::string> headers) {
    headers.try_emplace("holdfast-proof", proof_for(body));
    return post(path, body, authorization, std::move(headers));
}

std::string ServiceRig::proof_for(const std::string& body) {
    const Response response = get("/v1/challenge");
    JsonDocument document;
    JsonFaults faults;
    EXPECT_TRUE(document.parse(response.body));
    const std::string text(document.object(faults).text("challenge").value_or(""));
    const auto challenge = sealing::challenge_from_text(text);
    EXPECT_TRUE(challenge.has_value());
    const auto nonce = sealing::solve_proof(*challenge, sealing::sha256(body), 0, std::uint64_t{1} << 32U);
    EXPECT_TRUE(nonce.has_value());
    return text + "." + std::to_string(*nonce);
}

std::string ServiceRig::fresh_key() {
    return "key-" + std::to_string(++next_key_);
}

Person ServiceRig::person() {
    const std::uint64_t n = ++next_person_;
    Person out;
    std::uint64_t seed = n * 1'000'003 + options.seed;
    sealing::CaseNumber number;
    for (auto& byte : number.bits) {
        byte = static_cast<std::byte>(mix(seed) & 0xffU);
    }
    out.case_number = sealing::to_text(number);
    std::array<std::byte, 16> root{};
    for (auto& byte : root) {
        byte = static_cast<std::byte>(mix(seed) & 0xffU);
    }
    out.keys = sealing::derive_case_keys(sealing::identity_from_root(sealing::Secret<16>(root)));
    out.read_token = std::string(sealing::to_token(out.keys.read).view());
    out.withdraw_token = std::string(sealing::to_token(out.keys.withdraw).view());
    return out;
}

std::string ServiceRig::item(const Code256& code, int quality) {
    return R"({"media":"picture","origin":"module","signals":[{"kind":"pdq-c1","code":")" + to_hex(code) +
           R"(","quality":)" + std::to_string(quality) + "}]}";
}

std::string ServiceRig::submission_body(const Person& person, const std::vector<std::string>& item_texts) {
    std::string list;
    for (const auto& each : item_texts) {
        list += (list.empty() ? "" : ",") + each;
    }
    return R"({"case_number":")" + person.case_number + R"(","read_key_hash":")" +
           to_hex(sealing::token_digest(person.keys.read)) + R"(","withdraw_key_hash":")" +
           to_hex(sealing::token_digest(person.keys.withdraw)) + R"(","mailbox_key":")" +
           sealing::to_base64(person.keys.mailbox_public, sealing::Base64Form::url) +
           R"(","statement":"adult-1","country":"GB","threat":"stranger","items":[)" + list + "]}";
}

std::vector<std::string> ServiceRig::submit(const Person& who, const std::vector<Code256>& codes) {
    std::vector<std::string> texts;
    for (const Code256& code : codes) {
        texts.push_back(item(code));
    }
    const Response response = post_proved("/v1/submissions", submission_body(who, texts));
    EXPECT_EQ(response.status, 201) << response.body;
    std::vector<std::string> out;
    JsonDocument document;
    JsonFaults faults;
    EXPECT_TRUE(document.parse(response.body));
    const auto list = document.object(faults).array("items", 0, 100);
    for (std::size_t i = 0; i < list.size(); ++i) {
        out.emplace_back(list.object(i).text("item").value_or(""));
    }
    return out;
}

std::vector<std::string> ServiceRig::opened(const std::string& read_token, const sealing::CaseKeys& keys,
                                            std::string_view kind) {
    const Response response = get("/v1/case/mailbox", case_key(read_token));
    EXPECT_EQ(response.status, 200) << response.body;
    JsonDocument document;
    JsonFaults faults;
    EXPECT_TRUE(document.parse(response.body, {.bytes = response.body.size()}));
    std::vector<std::string> out;
    const auto list = document.object(faults).array("messages", 0, 100'000);
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto message = list.object(i);
        if (message.text("kind") != kind) {
            continue;
        }
        const auto sealed = sealing::from_base64(*message.text("sealed"), sealing::Base64Form::url);
        EXPECT_TRUE(sealed.has_value());
        const auto plain = sealing::open_message(*sealed, keys.mailbox);
        EXPECT_TRUE(plain.has_value()) << "a message that the mailbox key does not open";
        if (plain) {
            out.emplace_back(reinterpret_cast<const char*>(plain->data()), plain->size());
        }
    }
    EXPECT_TRUE(faults.empty());
    return out;
}

PartnerKey ServiceRig::partner(const std::string& name, std::uint32_t scopes, std::uint32_t rate, bool listed) {
    std::uint64_t seed = std::hash<std::string>{}(name);
    const auto key = secret_from(seed);
    store::Partner fresh;
    fresh.id = random_id(random);
    fresh.name = name;
    fresh.key_digest = sealing::api_key_digest(key);
    fresh.scopes = scopes;
    fresh.listed = listed;
    fresh.requests_per_second = rate;
    fresh.created = clock().now();
    EXPECT_TRUE(real_store->add_partner(fresh).has_value());
    EXPECT_TRUE(follower->poll().has_value());
    return {.id = fresh.id, .token = std::string(sealing::to_api_key(key).view())};
}

Response ServiceRig::look_up(const PartnerKey& who, const Code256& code, int radius) {
    return post(
        "/v1/lookup",
        R"({"signals":[{"kind":"pdq","code":")" + to_hex(code) + R"("}],"radius":)" + std::to_string(radius) + "}",
        bearer(who));
}

std::vector<std::string> ServiceRig::found(const PartnerKey& who, const Code256& code, int radius) {
    const Response response = look_up(who, code, radius);
    EXPECT_EQ(response.status, 200) << response.body;
    JsonDocument document;
    JsonFaults faults;
    EXPECT_TRUE(document.parse(response.body));
    const auto matches = document.object(faults).array("results", 1, 1).object(0).array("matches", 0, 100'000);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        out.emplace_back(matches.object(i).text("item").value_or(""));
    }
    return out;
}

Response ServiceRig::sight(const PartnerKey& who, const Code256& code, const std::string& more) {
    return post("/v1/sightings",
                R"({"signals":[{"kind":"pdq","code":")" + to_hex(code) + R"("}],"content_id":"post-1")" + more + "}",
                bearer(who));
}

std::string bearer(const PartnerKey& partner) {
    return "Bearer " + partner.token;
}

std::string case_key(const std::string& token) {
    return "Holdfast-Case " + token;
}

Code256 picture(std::uint64_t n) {
    Code256 code;
    std::uint64_t state = n * 0x2545f4914f6cdd1dU + 99;
    while (code.popcount() < 128) {
        code.set_bit(static_cast<unsigned>(mix(state) % 256));
    }
    return code;
}

Code256 edited(Code256 code, unsigned flips) {
    for (unsigned i = 0; i < flips; ++i) {
        const unsigned bit = (i * 37) % 256;
        code.words[bit / 64] ^= std::uint64_t{1} << (bit % 64);
    }
    return code;
}

}  // namespace holdfast::server::tests
