// SPDX-License-Identifier: Apache-2.0
#include "service/node.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <thread>

#include "api/api.hpp"
#include "edition/editions.hpp"
#include "holdfast/server/data_folder.hpp"
#include "holdfast/store/sqlite.hpp"
#include "http/http_server.hpp"
#include "jobs/case_retention.hpp"
#include "jobs/upkeep.hpp"
#include "metrics/metrics.hpp"
#include "seal_log/seal_log.hpp"
#include "service/request_notes.hpp"
#include "service/site.hpp"

namespace holdfast::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t spare_descriptors = 128;  // database, log, page, listeners

/// Raises the limit on open files as far as the connections need and the system allows.
bool raise_descriptor_limit(std::size_t connections) noexcept {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
    const rlim_t wanted = connections + spare_descriptors;
    if (limit.rlim_cur >= wanted) return true;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted;
}

/// The page beside the program: build/bin and build/page, or bin and share/holdfast/page.
std::optional<fs::path> page_beside_program() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error) return std::nullopt;
    const fs::path root = program.parent_path().parent_path();
    for (const fs::path& candidate : {root / "page", root / "share/holdfast/page"}) {
        if (fs::is_regular_file(candidate / "index.html", error)) return candidate;
    }
    return std::nullopt;
}

std::expected<std::optional<StaticFiles>, std::string> load_page(const Settings& settings, Log& log) {
    fs::path folder = settings.page;
    if (folder.empty()) {
        const auto beside = page_beside_program();
        if (!beside) {
            log.write(LogLevel::warning, "page.none",
                      {{"reason", "no page folder is given and none is beside the program"}});
            return std::nullopt;
        }
        folder = *beside;
    }
    auto page = StaticFiles::load(folder);
    if (!page) return std::unexpected(page.error());
    return std::move(*page);
}

class RunningNode final : public Node {
  public:
    RunningNode(const Settings& settings, Log& log, TimeStamper* stamper)
        : settings_(settings), log_(log), stamper_(stamper) {
        if (settings_.threads == 0) settings_.threads = std::max(1U, std::thread::hardware_concurrency());
    }

    ~RunningNode() override { (void)drain(); }

    [[nodiscard]] std::expected<void, std::string> begin() {
        auto page = load_page(settings_, log_);
        if (!page) return std::unexpected(page.error());
        has_page_ = page->has_value();
        if (auto ready = prepare_data_folder(settings_.data); !ready) return ready;
        if (!raise_descriptor_limit(settings_.limits.connections)) {
            log_.write(LogLevel::warning, "descriptors.few",
                       {{"reason", "the limit on open files is below limits.connections"}});
        }
        if (auto opened = open_store(); !opened) return opened;
        if (auto wired = wire(); !wired) return wired;
        return listen(std::move(*page));
    }

    [[nodiscard]] std::uint16_t port() const noexcept override { return http_->port(); }
    [[nodiscard]] bool has_page() const noexcept override { return has_page_; }

    bool drain() override {
        bool clean = true;
        if (api_) api_->drain();
        if (http_) clean = http_->drain(settings_.drain);
        // Its metrics read what follows, so it ends before them.
        if (operations_http_) (void)operations_http_->drain(std::chrono::milliseconds(100));
        if (follower_) follower_->stop();
        if (upkeep_) upkeep_->stop();
        if (guidance_) guidance_->stop();
        if (recipients_) recipients_->stop();
        if (http_ && store_) {
            if (const auto scrubbed = store_->scrub(); !scrubbed) {
                log_.write(LogLevel::warning, "upkeep.scrub_failed",
                           {{"reason", std::string(store::explain(scrubbed.error()))}});
            }
        }
        http_.reset();
        operations_http_.reset();
        return clean;
    }

  private:
    [[nodiscard]] std::expected<void, std::string> open_store() {
        const fs::path path = fs::path(settings_.data) / database_name;
        store::SqliteOptions options;
        options.path = path;
        options.on_error = [this](std::string_view sentence) {
            if (starting_) {
                why_not_opened_ = sentence;
            } else {
                store_errors_.fetch_add(1, std::memory_order_relaxed);
                log_.write(LogLevel::error, "store.failed", {{"reason", std::string(sentence)}});
            }
        };
        auto opened = store::open_sqlite(options);
        starting_ = false;
        if (!opened) {
            if (why_not_opened_.empty()) why_not_opened_ = store::explain(opened.error());
            return std::unexpected("The database " + path.string() + " cannot be used: " + why_not_opened_);
        }
        store_ = std::move(*opened);
        return {};
    }

    [[nodiscard]] static std::unexpected<std::string> cannot_be_used(store::StoreError error) {
        return std::unexpected("The database cannot be used: " + std::string(store::explain(error)));
    }

    [[nodiscard]] std::expected<sealing::Secret<32>, std::string> secret(const std::string& name) {
        std::array<std::byte, 32> fresh{};
        random_->fill(fresh);
        const auto kept = store_->installation_secret(name, fresh);
        sealing::wipe(fresh);
        if (!kept) return cannot_be_used(kept.error());
        return sealing::Secret<32>(*kept);
    }

    [[nodiscard]] std::expected<void, std::string> wire() {
        auto number_key = secret("item_numbers");
        if (!number_key) return std::unexpected(number_key.error());
        auto challenge_key = secret("challenges");
        if (!challenge_key) return std::unexpected(challenge_key.error());
        auto seal_key = secret("seal_log");
        if (!seal_key) return std::unexpected(seal_key.error());
        auto seal_log = SealLog::open(*store_, std::move(*seal_key), settings_.receipts_origin);
        if (seal_log) {
            seal_log_ = std::move(*seal_log);
        } else if (seal_log.error().by_setting) {
            return std::unexpected(seal_log.error().reason);
        } else {
            // Whoever wants to withdraw, or to hear of a match, shall not wait until a log is mended.
            log_.write(LogLevel::error, "seal_log.damaged", {{"reason", seal_log.error().reason}});
        }
        const auto kept = store_->keep_feed_spreads({.added_millis = settings_.api.feed_added_spread_millis,
                                                     .removed_millis = settings_.api.feed_removed_spread_millis});
        if (!kept) return cannot_be_used(kept.error());
        directory_.emplace(std::move(*number_key));
        retention_.emplace(
            jobs::CaseRetentionParts{.store = *store_,
                                     .clock = *clock_,
                                     .random = *random_,
                                     .log = log_,
                                     .months = settings_.api.case_months,
                                     .feed_removed_spread_millis = settings_.api.feed_removed_spread_millis});
        upkeep_.emplace(*store_, *clock_, log_, *retention_);
        follower_.emplace(jobs::FollowerParts{.store = *store_,
                                              .items = *items_,
                                              .sightings = *sightings_,
                                              .directory = *directory_,
                                              .clock = *clock_,
                                              .random = *random_,
                                              .log = log_,
                                              .codes_left = [this] { upkeep_->codes_left(); }});
        if (const auto loaded = follower_->load(); !loaded) {
            return std::unexpected("The database cannot be read: " + std::string(store::explain(loaded.error())));
        }
        follower_->start();
        upkeep_->start();
        publish(guidance_, guidance_edition(), settings_.guidance);
        publish(recipients_, recipients_edition(), settings_.recipients);
        api_.emplace(api::ApiParts{.store = *store_,
                                   .items = *items_,
                                   .follower = *follower_,
                                   .directory = *directory_,
                                   .seal_log = seal_log_.get(),
                                   .clock = *clock_,
                                   .random = *random_,
                                   .log = log_,
                                   .settings = settings_.api,
                                   .challenge_key = std::move(*challenge_key),
                                   .guidance = guidance_ ? &*guidance_ : nullptr,
                                   .recipients = recipients_ ? &*recipients_ : nullptr,
                                   .time_stamper = stamper_});
        return {};
    }

    [[nodiscard]] std::expected<void, std::string> listen(std::optional<StaticFiles> page) {
        site_.emplace(*api_, std::move(page));
        operations_.emplace(*api_, [this] { return metrics_->text(); });
        metrics_.emplace(settings_.threads);
        notes_.emplace(*metrics_, log_, settings_.threads, settings_.log_sample);
        HttpOptions options;
        options.address = settings_.listen.address;
        options.port = settings_.listen.port;
        options.threads = settings_.threads;
        options.workers = settings_.workers;
        options.limits = settings_.limits;
        options.behind_tls = settings_.behind_tls;
        options.trusted_proxies = settings_.trusted_proxies;
        auto started = HttpServer::start(options, *site_, *notes_);
        if (!started) return std::unexpected(started.error());
        http_ = std::move(*started);
        add_numbers();
        if (!settings_.operations) return {};
        options.address = settings_.operations->address;
        options.port = settings_.operations->port;
        options.threads = options.workers = 1;
        options.behind_tls = false;
        auto beside = HttpServer::start(options, *operations_, unobserved_);
        if (!beside) return std::unexpected(beside.error());
        operations_http_ = std::move(*beside);
        return {};
    }

    void add_numbers() {
        using enum Metrics::Kind;
        const auto number = [this](Metrics::Kind kind, const char* name, const char* help, auto read) {
            metrics_->add(kind, name, help, [read] { return static_cast<double>(read()); });
        };
        number(gauge, "holdfast_http_connections", "Open now.", [this] { return http_->counts().connections; });
        number(counter, "holdfast_http_connections_total", "Accepted.", [this] { return http_->counts().accepted; });
        number(counter, "holdfast_http_turned_away_total", "Connections refused by the limits on their number.",
               [this] { return http_->counts().turned_away; });
        number(counter, "holdfast_http_idle_closed_total", "Idle connections closed to make room for new ones.",
               [this] { return http_->counts().idle_closed; });
        number(counter, "holdfast_http_timed_out_total", "Connections cut for being slow.",
               [this] { return http_->counts().timed_out; });
        number(gauge, "holdfast_queue_length", "Requests that wait for a worker now.",
               [this] { return http_->counts().waiting; });
        number(counter, "holdfast_queue_full_total", "Requests refused because that queue was full.",
               [this] { return http_->counts().queue_full; });
        constexpr auto relaxed = std::memory_order_relaxed;
        number(counter, "holdfast_lookup_codes_total", "Codes that partners looked up.",
               [this] { return api_->tallies().codes.load(relaxed); });
        number(counter, "holdfast_lookup_hits_total", "Of these, codes with at least one match.",
               [this] { return api_->tallies().hits.load(relaxed); });
        number(counter, "holdfast_lookup_matches_total", "Pairs of a code and an item that were answered.",
               [this] { return api_->tallies().matches.load(relaxed); });
        number(gauge, "holdfast_index_items_entries", "Codes that lookups are compared with.",
               [this] { return items_->size(); });
        number(gauge, "holdfast_index_sightings_entries", "Codes of sightings.", [this] { return sightings_->size(); });
        number(gauge, "holdfast_log_applied_position", "Log position that this node stands at.",
               [this] { return follower_->applied(); });
        number(gauge, "holdfast_log_matched_position", "Log position up to which the matcher has followed.",
               [this] { return follower_->matched(); });
        number(gauge, "holdfast_log_lag_milliseconds", "Age of this node's view; -1 before the first.",
               [this] { return follower_->lag_millis(); });
        number(counter, "holdfast_matches_total", "New matches recorded by this node.",
               [this] { return follower_->matches_recorded(); });
        number(gauge, "holdfast_receipts_refused", "1 while the public log of seals is damaged.",
               [this] { return api_->refuses_receipts() ? 1 : 0; });
        number(counter, "holdfast_store_errors_total", "Failures of the database.",
               [this] { return store_errors_.load(std::memory_order_relaxed); });
    }

    /// Nothing where nothing is set. The key was read once already, when it was set.
    void publish(std::optional<Editions>& editions, const EditionKind& kind, const SignedFile& signed_file) {
        const auto key = sealing::read_minisign_key(signed_file.key);
        if (signed_file.file.empty() || !key) return;
        editions.emplace(kind, signed_file.file, *key, log_);
        editions->start();
    }

    class NoObserver final : public Observer {
        void served(unsigned, const Served&) noexcept override {}
    };

    Settings settings_;
    Log& log_;
    TimeStamper* stamper_;
    bool has_page_ = false;
    bool starting_ = true;  // one thread only until the store is open
    std::string why_not_opened_;
    std::atomic<std::uint64_t> store_errors_ = 0;
    // In order of use: each stands on those above it.
    std::unique_ptr<Clock> clock_ = make_system_clock();
    std::unique_ptr<Random> random_ = make_system_random();
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<index::FingerprintIndex> items_ = index::make_memory_index();
    std::unique_ptr<index::FingerprintIndex> sightings_ = index::make_memory_index();
    std::unique_ptr<SealLog> seal_log_;  // none when it is damaged
    std::optional<jobs::Directory> directory_;
    std::optional<jobs::CaseRetention> retention_;
    std::optional<jobs::Upkeep> upkeep_;
    std::optional<jobs::Follower> follower_;
    std::optional<Editions> guidance_;
    std::optional<Editions> recipients_;
    std::optional<api::Api> api_;
    std::optional<Metrics> metrics_;
    std::optional<RequestNotes> notes_;
    NoObserver unobserved_;
    std::optional<Site> site_;
    std::optional<Operations> operations_;
    std::unique_ptr<HttpServer> http_;
    std::unique_ptr<HttpServer> operations_http_;
};

}  // namespace

std::expected<std::unique_ptr<Node>, std::string> Node::start(const Settings& settings, Log& log,
                                                              TimeStamper* stamper) {
    auto node = std::make_unique<RunningNode>(settings, log, stamper);
    if (auto begun = node->begin(); !begun) return std::unexpected(begun.error());
    return node;
}

}  // namespace holdfast::server
