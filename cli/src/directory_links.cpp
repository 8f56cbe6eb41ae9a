// SPDX-License-Identifier: Apache-2.0
#include "directory_links.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace holdfast::cli {
namespace {

using guidance::Provenance;

class LinkCollector {
  public:
    std::vector<Link> collect(const guidance::Directory& directory) {
        for (const auto& line : directory.lines) {
            const std::string where = "line/" + line.id;
            for (const auto& contact : line.contacts) add(where, contact.url);
            add(where, line.provenance);
        }
        for (const auto& service : directory.services) {
            const std::string where = "service/" + service.id;
            add(where, service.url);
            add(where, service.provenance);
        }
        for (const auto& force : directory.forces) {
            const std::string where = "force/" + force.id;
            for (const auto* const url : {&force.website, &force.report_url, &force.advice_url}) add(where, *url);
            add(where, force.provenance);
        }
        add("postcodes", directory.postcodes);
        for (const auto& country : directory.countries) add("country/" + country.id, country.provenance);
        for (const auto& platform : directory.platforms) add(platform);
        return std::move(links_);
    }

  private:
    void add(const std::string& where, const std::string& url) {
        if (!is_page(url)) return;
        const auto [entry, is_new] = numbers_.try_emplace(url, links_.size());
        if (is_new) links_.push_back({.url = url, .where = {}, .leads = {}});
        auto& places = links_[entry->second].where;
        if (std::ranges::find(places, where) == places.end()) places.push_back(where);
    }

    void add(const std::string& where, const Provenance& provenance) {
        add(where, provenance.check_at);
        for (const auto& source : provenance.sources) add(where, source.url);
    }

    void add(const guidance::Platform& platform) {
        const std::string where = "platform/" + platform.id;
        add(where, platform.home);
        add(where, platform.help);
        add(where, platform.provenance);
        for (const auto& source : platform.checks_sources) add(where, source.url);
        for (const auto& report : platform.reports) {
            add(where + "/report", report.url);
            add(where + "/report", report.provenance);
        }
        for (std::size_t i = 0; i < guidance::platform_topics; ++i) {
            if (!platform.parts[i]) continue;
            const std::string place = where + '/' + std::string(guidance::topic_names[i]);
            add(place, platform.parts[i]->url);
            add(place, platform.parts[i]->provenance);
        }
    }

    std::vector<Link> links_;
    std::map<std::string, std::size_t> numbers_;
};

}  // namespace

std::vector<Link> links_of(const guidance::Directory& directory) {
    return LinkCollector().collect(directory);
}

std::vector<Review> reviews_of(const guidance::Directory& directory) {
    std::vector<Review> reviews;
    const auto add = [&](std::string where, std::string_view name, const Provenance& provenance) {
        reviews.push_back({.where = std::move(where),
                           .name = std::string(name),
                           .by = provenance.review_by,
                           .sure = provenance.sure,
                           .check_at = std::string(provenance.check_page())});
    };
    const auto english = [](const guidance::Text& text) { return text.in(guidance::Language::english); };
    const auto add_lines = [&](bool crisis) {
        for (const auto& line : directory.lines)
            if ((std::ranges::find(line.purposes, guidance::Purpose::crisis) != line.purposes.end()) == crisis)
                add("line/" + line.id, english(line.name), line.provenance);
    };
    add_lines(true);
    add_lines(false);
    for (const auto& service : directory.services)
        add("service/" + service.id, english(service.name), service.provenance);
    for (const auto& country : directory.countries)
        add("country/" + country.id, english(country.name), country.provenance);
    for (const auto& platform : directory.platforms) add("platform/" + platform.id, platform.name, platform.provenance);
    for (const auto& force : directory.forces) {
        add("force/" + force.id, english(force.name), force.provenance);
        reviews.push_back({.where = "force/" + force.id + "/areas",
                           .name = std::string(english(force.name)),
                           .by = force.areas_review_by,
                           .sure = force.provenance.sure,
                           .check_at = {}});
    }
    add("postcodes", "Postcode areas", directory.postcodes);
    // Entries of one day stay in the order in which they came: lines for a crisis first.
    std::vector<std::size_t> places(reviews.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::ranges::sort(places, {}, [&](std::size_t place) { return std::pair(reviews[place].by, place); });
    std::vector<Review> sorted;
    sorted.reserve(places.size());
    for (const std::size_t place : places) sorted.push_back(std::move(reviews[place]));
    return sorted;
}

}  // namespace holdfast::cli
