// SPDX-License-Identifier: Apache-2.0
#include "plan_text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

constexpr TextRule any_text{.least = 0, .most = 65'536, .controls = true};
constexpr std::size_t most = 10'000;

std::string text_of(JsonObject object, std::string_view name) {
    const auto text = object.text(name, any_text, Need::optional);
    return text ? printable(*text) : std::string();
}

/// The words of a member that is a text: {"say":"…"}.
std::string words_of(JsonObject object, std::string_view name) {
    const JsonObject text = object.object(name, Need::optional);
    return text.exists() ? text_of(text, "say") : std::string();
}

JsonArray list_of(JsonObject object, std::string_view name) {
    return object.array(name, 0, most, Need::optional);
}

bool is_set(JsonObject object, std::string_view name) {
    return object.boolean(name, Need::optional).value_or(false);
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

void join(std::string& to, std::string_view more, std::string_view between) {
    if (more.empty()) return;
    if (!to.empty()) to += between;
    to += more;
}

/// "call 116 123 or chat at https://…"; where no number was seen, where to look for it.
std::string contacts_of(JsonObject line) {
    std::string all;
    const JsonArray contacts = list_of(line, "contacts");
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        const JsonObject contact = contacts.object(i);
        const std::string how = text_of(contact, "how");
        const std::string url = text_of(contact, "url");
        std::string one;
        if (how == "call") {
            one = "call " + text_of(contact, "shown");
        } else if (how == "text") {
            one = "text " + text_of(contact, "shown");
        } else if (how == "relay") {
            one = "textphone " + text_of(contact, "shown");
        } else {
            one = (how == "chat" ? "chat at " : "") + (url.empty() ? text_of(contact, "shown") : url);
        }
        join(all, one, " or ");
    }
    const std::string check = text_of(line, "check_at");
    if (all.empty()) return check.empty() ? "number not known" : "check the number at " + check;
    if (is_set(line, "stale") && !check.empty()) all += " (not checked lately: see " + check + ")";
    return all;
}

/// "Up to 34 years." of a line that is not for every age.
std::string ages_of(JsonObject line) {
    static constexpr std::int64_t oldest = 120;
    const JsonArray ages = line.array("ages", 2, 2, Need::optional);
    if (!ages.exists()) return {};
    const std::int64_t least = ages.integer(0, 0, oldest).value_or(0);
    const std::int64_t most_years = ages.integer(1, 0, oldest).value_or(oldest);
    if (most_years == oldest) return "From " + std::to_string(least) + " years.";
    return (least == 0 ? "Up to " : "From " + std::to_string(least) + " to ") + std::to_string(most_years) + " years.";
}

class PlanText {
  public:
    PlanText(JsonObject plan, const PlanStyle& style) : plan_(plan), style_(style) {}

    std::string crisis() {
        out_ += bold(wrapped("In a crisis, at any time", "", style_.page), style_.page);
        std::string in_danger;
        if (const JsonObject help = plan_.object("crisis_for", Need::optional); is_set(help, "assumed"))
            out_ += wrapped("Numbers for " + words_of(help, "name") + ". Other countries: answer where they live.",
                            "  ", style_.page);
        if (const JsonObject emergency = plan_.object("emergency", Need::optional); emergency.exists()) {
            const std::string number = text_of(emergency, "number");
            const std::string check = text_of(emergency, "check_at");
            in_danger = number.empty() ? "check the number at " + check : "call " + number;
            row("In danger now", in_danger, "", "");
            told_.insert("In danger now: " + in_danger + ".");
        }
        const JsonArray lines = list_of(plan_, "crisis");
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const JsonObject line = lines.object(i);
            const std::string contacts = contacts_of(line);
            if (contacts != in_danger) row(words_of(line, "name"), contacts, words_of(line, "hours"), ages_of(line));
            told_.insert(text_of(line, "id"));
        }
        return out_;
    }

    std::string whole() {
        (void)crisis();
        std::size_t number = 0;
        std::string pace;
        const JsonArray phases = list_of(plan_, "phases");
        for (std::size_t p = 0; p < phases.size(); ++p) {
            const JsonObject phase = phases.object(p);
            const std::string name = words_of(phase, "name");
            const std::string now = text_of(phase, "pace");
            out_ += '\n' + bold(wrapped((now == pace ? "" : upper(now) + ": ") + name, "", style_.page), style_.page);
            pace = now;
            const JsonArray steps = list_of(phase, "steps");
            for (std::size_t s = 0; s < steps.size(); ++s) {
                const JsonObject next = steps.object(s);
                if (is_set(next, "task")) ++number;
                step(next, is_set(next, "task") ? std::to_string(number) : "-", p == 0);
            }
        }
        if (!is_set(plan_, "complete"))
            out_ += '\n' + wrapped("Not every question has its answer yet. More answers add steps and take none away.",
                                   "", style_.page);
        return out_;
    }

  private:
    static constexpr std::string_view margin = "    ";
    static constexpr std::string_view point = "    > ";

    // Name, number and hours side by side where they fit.
    void row(const std::string& name, const std::string& contact, const std::string& hours, const std::string& ages) {
        static constexpr std::size_t name_columns = 30;
        std::string first = "  " + name;
        const std::size_t wide = columns_of(first);
        if (wide + 2 > name_columns) {
            out_ += first + '\n';
            first.assign(name_columns, ' ');
        } else {
            first.append(name_columns - wide, ' ');
        }
        std::string rest = contact;
        join(rest, hours, ". ");
        join(rest, ages, hours.empty() ? ". " : " ");
        out_ += wrapped(rest, first, style_.page);
    }

    void say(const std::string& text, std::string_view first) {
        if (!text.empty()) out_ += wrapped(text, first, style_.page);
    }

    // What is to be done is numbered, what is to be known is not.
    void step(const JsonObject& step, std::string first, bool below_the_numbers) {
        first.insert(0, 2 - std::min<std::size_t>(2, first.size()), ' ');
        out_ += bold(wrapped(words_of(step, "head"), first + "  ", style_.page), style_.page);
        const std::string reader = text_of(plan_, "audience");
        const bool to_others = !text_of(step, "for").empty();
        const std::string lead = !to_others ? "" : reader == "adviser" ? "Say: " : "Words for them: ";
        say(lead + words_of(step, "text"), margin);
        say("Why: " + words_of(step, "why"), margin);
        lines(step, below_the_numbers);
        services(step);
        country(step);
        platform(step);
        forces(step);
        const JsonArray notices = list_of(step, "notices");
        for (std::size_t i = 0; i < notices.size(); ++i)
            if (const auto notice = notices.text(i, any_text))
                say("A letter for this: holdfast notice " + printable(*notice), point);
        const JsonArray links = list_of(step, "links");
        for (std::size_t i = 0; i < links.size(); ++i)
            say(words_of(links.object(i), "label") + ": " + text_of(links.object(i), "url"), point);
        if (style_.sources) sources(step);
    }

    // What was told of a line once is not told again: its name and number are enough; and where the crisis numbers have
    // just been read, not even those.
    void lines(const JsonObject& step, bool below_the_numbers) {
        const JsonArray all = list_of(step, "lines");
        bool told = below_the_numbers && all.size() != 0;
        for (std::size_t i = 0; i < all.size(); ++i) told = told && told_.contains(text_of(all.object(i), "id"));
        if (told) {
            say("The numbers above.", point);
            return;
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            const JsonObject line = all.object(i);
            std::string text = words_of(line, "name") + ": " + contacts_of(line) + ".";
            if (told_.insert(text_of(line, "id")).second)
                for (const auto* const part : {"hours", "who", "more"}) join(text, words_of(line, part), " ");
            say(text, point);
        }
    }

    void services(const JsonObject& step) {
        const JsonArray all = list_of(step, "services");
        for (std::size_t i = 0; i < all.size(); ++i) {
            const JsonObject service = all.object(i);
            std::string text = words_of(service, "name");
            const std::string url = text_of(service, "url");
            join(text, url.empty() ? "check the address at " + text_of(service, "check_at") : url, ": ");
            if (told_.insert(text_of(service, "id")).second) {
                const std::string by = words_of(service, "by");
                if (!by.empty()) text += " (" + by + ")";
                const JsonArray needs = list_of(service, "needs");
                for (std::size_t n = 0; n < needs.size(); ++n)
                    text += (n == 0 ? " It needs: " : " ") + text_of(needs.object(n), "say");
            }
            say(text, point);
        }
    }

    void country(const JsonObject& step) {
        const JsonArray parts = list_of(step, "country");
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const JsonObject part = parts.object(i);
            const std::string number = text_of(part, "number");
            std::string text = number.empty() ? words_of(part, "text") : "In danger now: call " + number + ".";
            if (text.empty()) text = "Check at " + text_of(part, "check_at");
            if (told_.insert(text).second) say(text, point);
        }
    }

    void platform(const JsonObject& step) {
        static constexpr std::array<std::string_view, 8> topics{
            "save", "block", "download_data", "deactivate", "friends_list", "requests", "two_factor", "export_friends"};
        JsonObject platform = step;
        platform = platform.object("platform", Need::optional);
        if (!platform.exists()) return;
        const std::string on = "On " + text_of(platform, "name") + ": ";
        const JsonArray reports = list_of(platform, "report");
        for (std::size_t i = 0; i < reports.size(); ++i) {
            const JsonObject report = reports.object(i);
            std::string text;
            join(text, words_of(report, "path"), " ");
            join(text, text_of(report, "url"), " ");
            join(text, text_of(report, "mail"), " ");
            if (text.empty()) join(text, "check the way at " + text_of(report, "check_at"), " ");
            std::string line = on;
            line.append(reason_of_report(text_of(report, "for"))).append(": ").append(text);
            say(line, point);
        }
        for (const auto topic : topics) {
            const JsonObject part = platform.object(topic, Need::optional);
            if (!part.exists()) continue;
            std::string text = words_of(part, "text");
            if (is_set(part, "tells_other")) join(text, "It tells the other side about a screenshot.", " ");
            join(text, words_of(part, "consequence"), " ");
            if (text.empty()) text = "check how at " + text_of(part, "check_at");
            join(text, text_of(part, "url"), " ");
            say(on + text, point);
        }
    }

    static std::string reason_of_report(const std::string& purpose) {
        if (purpose == "under-18") return "report a picture of someone under 18";
        if (purpose == "intimate-adult") return "report an intimate picture";
        if (purpose == "impersonation") return "report a false profile";
        if (purpose == "hacked") return "report a hacked account";
        return "report a threat";
    }

    void forces(const JsonObject& step) {
        if (is_set(step, "ask_place"))
            say("Call 101, or 999 in danger: they reach the right police from anywhere in the UK. --place PLACE names "
                "the "
                "force, by council or postcode.",
                point);
        const JsonArray all = list_of(step, "forces");
        for (std::size_t i = 0; i < all.size(); ++i) {
            const JsonObject force = all.object(i);
            std::string text = words_of(force, "name") + ":";
            const std::string phone = text_of(force, "phone");
            const std::string url = text_of(force, "report_url");
            if (!phone.empty()) text += " call " + phone + ".";
            text += url.empty() ? " Online: check at " + text_of(force, "check_at") : " Online: " + url;
            say(text, point);
        }
    }

    void sources(const JsonObject& step) {
        const JsonArray all = list_of(step, "sources");
        for (std::size_t i = 0; i < all.size(); ++i)
            say("Source, read " + text_of(all.object(i), "read") + ": " + text_of(all.object(i), "url"), point);
    }

    JsonObject plan_;
    const PlanStyle& style_;
    std::string out_;
    std::set<std::string, std::less<>> told_;
};

}  // namespace

std::string crisis_text(JsonObject plan, const PlanStyle& style) {
    return PlanText(plan, style).crisis();
}

std::string plan_text(JsonObject plan, const PlanStyle& style) {
    return PlanText(plan, style).whole();
}

}  // namespace holdfast::cli
