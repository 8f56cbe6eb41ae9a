// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "lint_parts.hpp"

namespace holdfast::guidance {
namespace {

// A value is read again at least every half year; a few days are for whoever reads over a weekend.
constexpr std::chrono::days longest_trust{188};

}  // namespace

bool is_page_address(std::string_view url) noexcept {
    const bool secure = url.starts_with("https://");
    if (!secure && !url.starts_with("http://")) return false;
    url.remove_prefix(secure ? 8 : 7);
    const std::string_view host = url.substr(0, url.find_first_of("/?#"));
    const bool plain = std::ranges::none_of(url, [](char c) { return c <= ' ' || c == '"' || c == '<' || c == '>'; });
    return plain && host.contains('.') && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.');
}

bool is_unnamed_code(std::string_view url) noexcept {
    return url.starts_with("https://unnamed.invalid/");
}

void check_provenance(const std::string& where, const Provenance& provenance, const LintOptions& options,
                      LintReport& report) {
    const auto add = [&](std::string rule, std::string says) {
        report.findings.push_back(
            {.rule = std::move(rule), .where = where, .says = std::move(says), .times = 0, .answers = {}});
    };
    const bool all_seen = provenance.sure == Sureness::seen && provenance.unsure.empty();
    if (all_seen && provenance.sources.empty()) add("seen-nowhere", "It says that it was seen, and names no source.");
    const auto unnamed = [](const Source& source) { return is_unnamed_code(source.url); };
    if (provenance.sure == Sureness::seen && !provenance.sources.empty() &&
        std::ranges::all_of(provenance.sources, unnamed))
        add("copied-as-seen", "It says that it was seen, and names nothing but code without a name: it is \"copied\".");
    if (!all_seen && provenance.check_page().empty())
        add("no-check-page", "Not all of it was seen, and it names no page where a person can check it.");
    if (provenance.stale(options.today))
        add("past-review", "It was to be read again by " + to_text(provenance.review_by) + ".");
    if (!provenance.check_at.empty() && !is_page_address(provenance.check_at))
        add("bad-address", "The page to check it at is no web address.");
    for (const auto& source : provenance.sources) {
        if (source.read > options.today)
            add("read-later", "A source was read after the day of this check, on " + to_text(source.read) + ".");
        if (!is_page_address(source.url)) add("bad-address", "A source is no web address.");
        if (source.how.empty() || source.says.empty())
            add("source-says-nothing", "A source does not say how it was read, or what stood there.");
    }
    if (provenance.sources.empty()) return;
    const auto newest = std::ranges::max_element(provenance.sources, {}, &Source::read)->read;
    if (provenance.review_by > newest + longest_trust)
        add("review-too-late", "It was last read on " + to_text(newest) + " and is to be read again only by " +
                                   to_text(provenance.review_by) + ".");
}

}  // namespace holdfast::guidance
