// SPDX-License-Identifier: Apache-2.0
// How one letter leads to the next: every kind can be reached, and nobody is sent to what is not for their country or
// for the age of whoever is shown.
#include <algorithm>
#include <vector>

#include "lint_parts.hpp"

namespace holdfast::guidance {
namespace {

class NoticePaths {
  public:
    explicit NoticePaths(const Handbook& handbook)
        : guide_(handbook.guide), directory_(handbook.directory), book_(handbook.notices) {}

    LintReport check() {
        check_reachable();
        for (const NoticeRule& rule : book_.rules)
            for (std::size_t i = 0; i < rule.next.size(); ++i)
                check_next("notice/" + rule.id + "/next/" + std::to_string(i), rule.next[i]);
        return std::move(report_);
    }

  private:
    void add(std::string_view rule, const std::string& where, std::string says) {
        report_.findings.push_back(
            {.rule = std::string(rule), .where = where, .says = std::move(says), .times = 0, .answers = {}});
    }

    // From the steps of the guide, and from letter to letter. The report texts stand beside every step that shows the
    // force or where a platform takes reports.
    void check_reachable() {
        std::vector<bool> reached(book_.rules.size());
        std::vector<std::size_t> open;
        const auto reach = [&](std::optional<std::size_t> rule) {
            if (!rule || reached[*rule]) return;
            reached[*rule] = true;
            open.push_back(*rule);
        };
        for (const Step& step : guide_.steps) {
            for (const std::string& kind : step.notices) reach(book_.rule(kind));
            if (step.force) reach_by(NoticeTo::police, reach);
            if (std::ranges::find(step.platform_shows, "report") != step.platform_shows.end())
                reach(book_.rule("report-platform"));
        }
        while (!open.empty()) {
            const NoticeRule& rule = book_.rules[open.back()];
            open.pop_back();
            for (const NoticeNext& next : rule.next) reach(next.notice);
        }
        for (std::size_t i = 0; i < reached.size(); ++i)
            if (!reached[i])
                add("notice-unreachable", "notice/" + book_.rules[i].id,
                    "No step of the guide and no letter before it leads to it.");
    }

    template <class Reach>
    void reach_by(NoticeTo to, const Reach& reach) const {
        for (std::size_t i = 0; i < book_.rules.size(); ++i)
            if (book_.rules[i].to == to) reach(i);
    }

    void check_next(const std::string& where, const NoticeNext& next) {
        if (!next.service.empty()) check_service(where, next, next.service);
        if (!next.notice) return;
        const NoticeRule& rule = book_.rules[*next.notice];
        if (rule.to == NoticeTo::service && !rule.abroad) check_service(where, next, rule.service);
        if (!rule.countries.empty() && !is_within(next.countries, rule.countries))
            add("next-elsewhere", where, "It leads to " + rule.id + " in countries for which that is not written.");
    }

    // `countries` empty: everywhere, which is within nothing.
    static bool is_within(const std::vector<std::string>& countries, const std::vector<std::string>& whole) {
        return !countries.empty() && std::ranges::all_of(countries, [&](const std::string& country) {
            return std::ranges::find(whole, country) != whole.end();
        });
    }

    void check_service(const std::string& where, const NoticeNext& next, const std::string& id) {
        const auto found = directory_.service(id);
        if (!found) return;  // refused when the book was read
        const Service& service = directory_.services[*found];
        if (!service.reach.everywhere() && !is_within(next.countries, service.reach.countries))
            add("next-elsewhere", where, "It leads to " + id + " in countries that it does not serve.");
        if (!service.reach.nations.empty())
            add("next-elsewhere", where, "It leads to " + id + ", which serves a part of its country alone.");
        check_age(where, next, service);
    }

    void check_age(const std::string& where, const NoticeNext& next, const Service& service) {
        constexpr int of_age = 18;
        if (service.now.least < of_age && service.pictured.least < of_age) return;
        for (const NoticeAge age : {NoticeAge::yes, NoticeAge::unsure}) {
            Answers answers;
            answers.set(1, static_cast<std::size_t>(age));
            if (evaluate({}, next.unless, answers) != Truth::no) {
                add("next-wrong-age", where, "It leads somebody under 18 to " + service.id + ", which is for adults.");
                return;
            }
        }
    }

    const Guide& guide_;
    const Directory& directory_;
    const NoticeBook& book_;
    LintReport report_;
};

}  // namespace

LintReport lint_notices(const Handbook& handbook) {
    return NoticePaths(handbook).check();
}

}  // namespace holdfast::guidance
