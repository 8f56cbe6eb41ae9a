// SPDX-License-Identifier: Apache-2.0
#include "holdfast/guidance/place.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "place_name.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::array<std::string_view, 5> why_names{"council", "past_council", "part", "postcode", "none"};

bool same(std::span<const std::string> one, std::span<const std::string> other) noexcept {
    return std::ranges::equal(one, other);
}

class Search {
  public:
    // Not to be copied: core_ points into words_.
    Search(const Directory& directory, std::string_view text)
        : directory_(directory), words_(place_words(text)), core_(place_core(words_)), sorted_(words_) {
        std::ranges::sort(sorted_);
    }

    PlaceMatch run(std::string_view text) {
        PlaceMatch match;
        if (words_.empty()) return match;
        if (const auto letters = postcode_letters(text)) {
            if (by_postcode(*letters, match)) return match;
        }
        by_name(match);
        return match;
    }

  private:
    bool by_postcode(std::string_view letters, PlaceMatch& match) const {
        const auto area = std::ranges::find(directory_.postcode_areas, letters, &PostcodeArea::letters);
        if (area == directory_.postcode_areas.end()) return false;
        match.why = PlaceWhy::postcode;
        for (const std::size_t force : area->forces) match.candidates.push_back({.force = force, .councils = {}});
        return true;
    }

    void by_name(PlaceMatch& match) {
        for (std::size_t force = 0; force < directory_.forces.size(); ++force) look_at(force);
        // The name of one council decides, unless the same words also stand for the area of another force: "London" is
        // more than the City of London, "City of London" is not.
        const bool several =
            std::ranges::any_of(named_, [&](const ExactPlace& place) { return place.force != named_.front().force; });
        const bool shared = !whole_ && std::ranges::any_of(other_names_, [&](std::size_t force) {
            return named_.empty() || force != named_.front().force;
        });
        if (!named_.empty() && !several && !shared) {
            match.exact = named_.front();
            match.why = match.exact->past ? PlaceWhy::past_council : PlaceWhy::council;
            return;
        }
        for (const auto& place : named_) add_candidate(match, place.force, place.council);
        for (const std::size_t force : other_names_) add_candidate(match, force, std::nullopt);
        if (match.candidates.empty() && tells_a_place(words_)) add_parts(match);
        if (match.candidates.size() > most_candidates) match.candidates.clear();
        if (!match.candidates.empty()) match.why = PlaceWhy::part;
    }

    // Today's councils stand before past ones, so that Sheffield is the Sheffield of today.
    void look_at(std::size_t number) {
        const Force& force = directory_.forces[number];
        for (std::size_t c = 0; c < force.councils.size(); ++c)
            if (is_named(force.councils[c].name)) named_.push_back({.force = number, .council = c, .past = {}});
        for (std::size_t p = 0; p < force.past_councils.size(); ++p)
            if (is_named(force.past_councils[p].name))
                named_.push_back({.force = number, .council = force.past_councils[p].successor, .past = p});
        const auto is_this = [&](const std::string& name) {
            const auto other = place_words(name);
            return same(place_core(other), core_) || same(other, words_);
        };
        if (std::ranges::any_of(force.also, is_this)) other_names_.push_back(number);
    }

    // Whether it is the council's name, and notes whether it is so to the last word, in whatever order.
    bool is_named(const Text& name) {
        bool named = false;
        for (const auto& words : name.words) {
            auto own = place_words(words);
            if (own.empty() || !same(place_core(own), core_)) continue;
            named = true;
            std::ranges::sort(own);
            whole_ = whole_ || same(own, sorted_);
        }
        return named;
    }

    void add_parts(PlaceMatch& match) const {
        for (std::size_t number = 0; number < directory_.forces.size(); ++number) {
            const Force& force = directory_.forces[number];
            for (std::size_t c = 0; c < force.councils.size(); ++c)
                if (is_part_of(force.councils[c].name)) add_candidate(match, number, c);
            for (const auto& past : force.past_councils)
                if (is_part_of(past.name)) add_candidate(match, number, past.successor);
            if (holds_words(place_words(force.id), core_) || is_part_of(force.name))
                add_candidate(match, number, std::nullopt);
            for (const auto& name : force.also)
                if (holds_words(place_words(name), core_)) add_candidate(match, number, std::nullopt);
        }
    }

    bool is_part_of(const Text& name) const {
        return std::ranges::any_of(name.words,
                                   [&](const std::string& words) { return holds_words(place_words(words), core_); });
    }

    static void add_candidate(PlaceMatch& match, std::size_t force, std::optional<std::size_t> council) {
        auto found = std::ranges::find(match.candidates, force, &PlaceCandidate::force);
        if (found == match.candidates.end()) {
            match.candidates.push_back({.force = force, .councils = {}});
            found = match.candidates.end() - 1;
        }
        if (council && std::ranges::find(found->councils, *council) == found->councils.end())
            found->councils.push_back(*council);
    }

    const Directory& directory_;
    std::vector<std::string> words_;
    std::span<const std::string> core_;  // into words_
    std::vector<std::string> sorted_;
    bool whole_ = false;
    std::vector<ExactPlace> named_;
    std::vector<std::size_t> other_names_;
};

}  // namespace

std::string_view to_text(PlaceWhy why) noexcept {
    return why_names[static_cast<std::size_t>(why)];
}

PlaceMatch find_place(const Directory& directory, std::string_view text) {
    if (text.size() > longest_place) return {};
    return Search(directory, text).run(text);
}

}  // namespace holdfast::guidance
