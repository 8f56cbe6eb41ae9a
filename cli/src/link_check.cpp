// SPDX-License-Identifier: Apache-2.0
#include "link_check.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "interrupt.hpp"

namespace holdfast::cli {
namespace {

constexpr long connect_seconds = 10;
constexpr long whole_seconds = 20;
constexpr long most_redirects = 5;
constexpr long most_at_once = 4;
constexpr int wait_milliseconds = 200;

// Without the port.
std::string_view host_of(std::string_view url) noexcept {
    const auto start = url.find("://");
    if (start == std::string_view::npos) return {};
    url.remove_prefix(start + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    return url.substr(0, url.find(':', url.starts_with('[') ? url.find(']') : 0));
}

std::string site_of(std::string_view url) {
    std::string host(host_of(url));
    std::ranges::transform(host, host.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return host.starts_with("www.") ? host.substr(4) : host;
}

// The head has come by now, and that is all there is to know.
std::size_t read_no_more(char*, std::size_t, std::size_t, void*) {
    return 0;
}

struct CloseMulti {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
struct CloseEasy {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};

LinkState state_of(long status, bool moved) noexcept {
    if (status >= 200 && status < 300) return moved ? LinkState::moved : LinkState::ok;
    if (status == 401 || status == 403 || status == 405 || status == 406 || status == 429 || status == 451)
        return LinkState::closed;
    if (status >= 400 && status < 500) return LinkState::dead;
    return LinkState::unreachable;
}

class LinkChecker {
  public:
    explicit LinkChecker(std::vector<Link>& links) : links_(links), multi_(curl_multi_init()) {}
    LinkChecker(const LinkChecker&) = delete;
    LinkChecker& operator=(const LinkChecker&) = delete;
    ~LinkChecker() {
        for (const Running& each : running_) curl_multi_remove_handle(multi_.get(), each.easy.get());
    }

    std::expected<void, std::string> run() {
        if (!multi_) return std::unexpected("libcurl could not be started.");
        for (std::size_t i = 0; i < links_.size(); ++i) waiting_.push_back(links_.size() - 1 - i);
        while (!waiting_.empty() || !running_.empty()) {
            if (is_interrupted()) return std::unexpected("Interrupted.");
            begin_more();
            int count = 0;
            if (curl_multi_perform(multi_.get(), &count) != CURLM_OK) return std::unexpected("libcurl failed.");
            finish();
            if (!running_.empty()) curl_multi_poll(multi_.get(), nullptr, 0, wait_milliseconds, nullptr);
        }
        return {};
    }

  private:
    struct Running {
        std::unique_ptr<CURL, CloseEasy> easy;
        std::size_t link = 0;
    };

    void begin_more() {
        for (std::size_t i = waiting_.size(); i-- > 0 && running_.size() < most_at_once;) {
            const std::size_t link = waiting_[i];
            const std::string_view host = host_of(links_[link].url);
            const bool busy = std::ranges::any_of(
                running_, [&](const Running& other) { return host_of(links_[other.link].url) == host; });
            if (busy) continue;
            waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
            begin(link);
        }
    }

    void begin(std::size_t link) {
        std::unique_ptr<CURL, CloseEasy> easy(curl_easy_init());
        CURL* const curl = easy.get();
        if (curl == nullptr) return;
        curl_easy_setopt(curl, CURLOPT_URL, links_[link].url.c_str());
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        const bool secure = links_[link].url.starts_with("https://");
        curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
        curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
        curl_easy_setopt(curl, CURLOPT_MAXREDIRS, most_redirects);
        curl_easy_setopt(curl, CURLOPT_USERAGENT, "holdfast/" HOLDFAST_VERSION " (link check)");
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_seconds);
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_no_more);
        if (curl_multi_add_handle(multi_.get(), curl) != CURLM_OK) return;
        running_.push_back({.easy = std::move(easy), .link = link});
    }

    void finish() {
        int left = 0;
        while (const CURLMsg* const message = curl_multi_info_read(multi_.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            const auto done =
                std::ranges::find(running_, message->easy_handle, [](const Running& each) { return each.easy.get(); });
            if (done == running_.end()) continue;
            note(links_[done->link], message->easy_handle, message->data.result);
            curl_multi_remove_handle(multi_.get(), message->easy_handle);
            running_.erase(done);
        }
    }

    static void note(Link& link, CURL* curl, CURLcode result) {
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &link.status);
        const bool answered = result == CURLE_OK || result == CURLE_WRITE_ERROR;
        if (!answered) {
            link.state = LinkState::unreachable;
            link.leads = curl_easy_strerror(result);
            return;
        }
        const char* at = nullptr;
        curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &at);
        const std::string leads = at == nullptr ? "" : at;
        const bool moved = site_of(leads) != site_of(link.url);
        link.state = state_of(link.status, moved);
        if (moved) link.leads = leads;
    }

    std::vector<Link>& links_;
    std::unique_ptr<CURLM, CloseMulti> multi_;
    std::vector<std::size_t> waiting_;  // the next one last
    std::vector<Running> running_;
};

}  // namespace

std::string_view to_text(LinkState state) noexcept {
    switch (state) {
        case LinkState::ok:
            return "ok";
        case LinkState::moved:
            return "moved";
        case LinkState::dead:
            return "dead";
        case LinkState::closed:
            return "closed";
        case LinkState::unreachable:
            break;
    }
    return "unreachable";
}

bool is_page(std::string_view url) noexcept {
    if (!url.starts_with("https://") && !url.starts_with("http://")) return false;
    return !host_of(url).ends_with(".invalid");
}

std::expected<void, std::string> check_links(std::vector<Link>& links) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return LinkChecker(links).run();
}

}  // namespace holdfast::cli
