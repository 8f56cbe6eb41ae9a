// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "holdfast/guidance/fit.hpp"
#include "lint_parts.hpp"
#include "text_rules.hpp"

namespace holdfast::guidance {
namespace {

constexpr TextShape plain{};

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

// Written for people ("https://notes.invalid/…", data/directory/README.md): no page to go to.
bool is_no_page(std::string_view url) noexcept {
    const auto start = url.find("://");
    if (start == std::string_view::npos) return true;
    const std::string_view host = url.substr(start + 3, url.find_first_of("/?#", start + 3) - start - 3);
    return host.ends_with(".invalid");
}

// "https://www.kent.police.uk/ro/report/" as people write it: kent.police.uk/ro/report
std::string_view as_written(std::string_view address) noexcept {
    for (const std::string_view start : {"https://", "http://", "www."})
        if (address.starts_with(start)) address.remove_prefix(start.size());
    if (address.ends_with('/')) address.remove_suffix(1);
    return address;
}

// Whether what stands there holds the value, or it is a page of that very address or host.
bool names(const Source& source, std::string_view value) noexcept {
    const std::string_view written = as_written(value);
    return !is_unnamed_code(source.url) &&
           (source.says.contains(written) || as_written(source.url).starts_with(written));
}

class DirectoryLint {
  public:
    DirectoryLint(const Handbook& handbook, const LintRules& rules, const LintOptions& options)
        : handbook_(handbook), directory_(handbook.directory), options_(options), texts_(rules, options, report_) {}

    LintReport check() {
        for (const auto& line : directory_.lines) check(line);
        for (const auto& service : directory_.services) check(service);
        for (const auto& force : directory_.forces) check(force);
        check_provenance("postcodes", directory_.postcodes, options_, report_);
        for (const auto& country : directory_.countries) check(country);
        for (const auto& need : directory_.form_needs) text("form-need/" + need.id, need.text);
        for (const auto& platform : directory_.platforms) check(platform);
        texts_.check_reading_age("lines", all_lines_);
        check_crisis_for_everyone();
        return std::move(report_);
    }

  private:
    void text(const std::string& where, const Text& words) {
        texts_.check(where, words, plain, [](const WordRule&) { return true; });
    }

    void texts(const std::string& where, const std::vector<Text>& list, std::string& all) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            text(where + '/' + std::to_string(i), list[i]);
            all += list[i].words[0] + '\n';
        }
    }

    void address(const std::string& where, std::string_view url) {
        if (!url.empty() && !is_page_address(url)) texts_.add("bad-address", where, "It is no web address.");
    }

    // A force's sources are about several things: of each that is shown as fact one says it.
    void seen_in_a_name(const std::string& where, std::string_view field, std::string_view value,
                        const Provenance& provenance) {
        if (value.empty() || !provenance.seen(field)) return;
        if (std::ranges::none_of(provenance.sources, [&](const Source& source) { return names(source, value); }))
            texts_.add("seen-unnamed", where + '/' + std::string(field),
                       "It says that it was seen, and no source that has a name says it.");
    }

    void check(const Line& line) {
        const std::string where = "line/" + line.id;
        check_provenance(where, line.provenance, options_, report_);
        text(where + "/name", line.name);
        text(where + "/hours", line.hours);
        text(where + "/who", line.who);
        text(where + "/more", line.more);
        const std::string all = line.who.words[0] + '\n' + line.hours.words[0] + '\n' + line.more.words[0] + '\n';
        texts_.check_reading_age(where, all);
        all_lines_ += all;
        if (line.contacts.empty()) texts_.add("no-contact", where, "There is no way to reach it.");
        for (std::size_t i = 0; i < line.contacts.size(); ++i)
            check(where + "/contacts/" + std::to_string(i), line.contacts[i]);
        const bool crisis = std::ranges::find(line.purposes, Purpose::crisis) != line.purposes.end();
        if (crisis &&
            std::ranges::all_of(line.provenance.sources, [](const Source& source) { return is_no_page(source.url); }))
            texts_.add("crisis-number-unsourced", where,
                       "No page is named where the number of this crisis line was read.");
    }

    void check(const std::string& where, const Contact& contact) {
        address(where + "/url", contact.url);
        const bool dialled =
            contact.how == ContactHow::call || contact.how == ContactHow::text || contact.how == ContactHow::relay;
        if (dialled && contact.dial.empty()) texts_.add("no-number", where, "It names no number to dial.");
        if (!dialled && contact.url.empty()) texts_.add("bad-address", where, "It names no web address.");
        if (contact.dial.empty()) return;
        if (contact.dial.find_first_not_of("0123456789+*#") != std::string::npos)
            texts_.add("number-differs", where, "The number to dial holds other signs than digits, + * and #.");
        for (std::size_t i = 0; i < languages; ++i)
            if (const auto& shown = contact.shown.words[i];
                !shown.empty() && digits_of(shown) != digits_of(contact.dial))
                texts_.add("number-differs", where, "The number that is shown is not the one that is dialled.");
    }

    void check(const Service& service) {
        const std::string where = "service/" + service.id;
        check_provenance(where, service.provenance, options_, report_);
        address(where + "/url", service.url);
        text(where + "/name", service.name);
        text(where + "/by", service.by);
        std::string all;
        texts(where + "/does", service.does, all);
        texts(where + "/cannot", service.cannot, all);
        texts(where + "/needs", service.needs, all);
        texts_.check_reading_age(where, all);
    }

    void check(const Force& force) {
        const std::string where = "force/" + force.id;
        check_provenance(where, force.provenance, options_, report_);
        if (options_.today > force.areas_review_by)
            texts_.add("past-review", where + "/areas",
                       "Its areas were to be read again by " + to_text(force.areas_review_by) + ".");
        address(where + "/website", force.website);
        address(where + "/report_url", force.report_url);
        address(where + "/advice_url", force.advice_url);
        seen_in_a_name(where, "website", force.website, force.provenance);
        seen_in_a_name(where, "report_url", force.report_url, force.provenance);
        seen_in_a_name(where, "advice_url", force.advice_url, force.provenance);
        seen_in_a_name(where, "phone", force.phone, force.provenance);
        seen_in_a_name(where, "text", force.text, force.provenance);
        text(where + "/name", force.name);
        text(where + "/note", force.note);
        texts_.check_reading_age(where + "/note", force.note.words[0]);
        if (force.emergency.empty()) texts_.add("no-number", where + "/emergency", "It names no number to dial.");
    }

    void check(const Country& country) {
        const std::string where = "country/" + country.id;
        check_provenance(where, country.provenance, options_, report_);
        text(where + "/name", country.name);
        text(where + "/police", country.police);
        text(where + "/law", country.law);
        texts_.check_reading_age(where, country.police.words[0] + '\n' + country.law.words[0]);
        if (country.emergency.empty() || digits_of(country.emergency) != country.emergency)
            texts_.add("no-number", where + "/emergency", "It names no number to dial in danger.");
        // A country's sources are about several things: the page of this one says the number.
        const bool read_on_a_page = std::ranges::any_of(country.provenance.sources, [&](const Source& source) {
            return !is_no_page(source.url) && source.says.contains(country.emergency);
        });
        if (!read_on_a_page || !country.provenance.seen("emergency"))
            texts_.add("crisis-number-unsourced", where + "/emergency",
                       "No page is named where the number to dial in danger was read.");
        if (country.crisis.empty()) texts_.add("no-crisis-line", where, "It names no crisis line.");
    }

    void check(const Platform& platform) {
        const std::string where = "platform/" + platform.id;
        check_provenance(where, platform.provenance, options_, report_);
        address(where + "/home", platform.home);
        address(where + "/help", platform.help);
        if (platform.reports.empty() && !platform.retired)
            texts_.add("no-report-form", where, "It does not say where a threat is reported.");
        std::string all;
        for (const auto& form : platform.reports) {
            const std::string place = where + "/report/" + std::string(to_text(form.purpose));
            check_provenance(place, form.provenance, options_, report_);
            address(place + "/url", form.url);
            text(place + "/path", form.path);
            all += form.path.words[0] + '\n';
            for (const auto& need : form.needs) all += need.text.words[0] + '\n';
        }
        for (std::size_t i = 0; i < platform_topics; ++i) {
            const auto& part = platform.parts[i];
            if (!part) continue;
            const std::string place = where + '/' + std::string(topic_names[i]);
            check_provenance(place, part->provenance, options_, report_);
            address(place + "/url", part->url);
            text(place + "/text", part->text);
            text(place + "/consequence", part->consequence);
            all += part->text.words[0] + '\n' + part->consequence.words[0] + '\n';
        }
        texts_.check_reading_age(where, all);
    }

    // Whoever has answered only these two questions, or neither, has a number that was read in a source.
    void check_crisis_for_everyone() {
        const Guide& guide = handbook_.guide;
        const auto country = guide.question("country");
        const auto age = guide.question("age_now");
        if (!country || !age) return;
        const std::size_t unanswered = 1;
        for (std::size_t c = 0; c < guide.questions[*country].choices.size() + unanswered; ++c)
            for (std::size_t a = 0; a < guide.questions[*age].choices.size() + unanswered; ++a) {
                Answers answers;
                for (std::size_t q = 0; q < std::min(*country, *age); ++q)
                    answers.set(q, default_of(guide.questions[q]));
                std::string where;
                if (a < guide.questions[*age].choices.size()) {
                    answers.set(*age, a);
                    where += " age_now=" + guide.questions[*age].choices[a].id;
                }
                if (c < guide.questions[*country].choices.size()) {
                    answers.set(*country, c);
                    where += " country=" + guide.questions[*country].choices[c].id;
                }
                const CrisisHelp help = crisis_help(directory_, person_of(guide, directory_, answers));
                const bool seen = std::ranges::any_of(
                    help.lines, [&](std::size_t line) { return directory_.lines[line].provenance.seen("contacts"); });
                if (!seen)
                    report_.findings.push_back({.rule = "no-crisis-line",
                                                .where = "line",
                                                .says = "There is no crisis number that was seen in a source.",
                                                .times = 1,
                                                .answers = where.empty() ? where : where.substr(1)});
            }
    }

    // What leaves every later question open: a person under threat, who asks for themselves.
    static std::size_t default_of(const Question& question) noexcept { return question.skipped; }

    const Handbook& handbook_;
    const Directory& directory_;
    const LintOptions& options_;
    LintReport report_;
    TextRules texts_;
    std::string all_lines_;  // what is said of each line: most are too short by themselves
};

}  // namespace

LintReport lint_directory(const Handbook& handbook, const LintRules& rules, const LintOptions& options) {
    return DirectoryLint(handbook, rules, options).check();
}

}  // namespace holdfast::guidance
