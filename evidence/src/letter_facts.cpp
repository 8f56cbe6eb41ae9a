// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/letter_facts.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include "exhibit_words.hpp"
#include "holdfast/core/json_writer.hpp"
#include "joined.hpp"
#include "shown_text.hpp"
#include "timeline.hpp"

namespace holdfast::evidence {
namespace {

// Shorter names stand in words by chance.
constexpr std::size_t shortest_mention = 4;

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_of_a_name(char c) noexcept {
    const char small = lower(c);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Whether `text` names `value` as a whole, whatever the case of its letters.
bool mentions(std::string_view text, std::string_view value) noexcept {
    if (value.size() < shortest_mention) return false;
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    for (auto from = text.begin();;) {
        const auto found = std::search(from, text.end(), value.begin(), value.end(), same);
        if (found == text.end()) return false;
        const auto end = found + static_cast<std::ptrdiff_t>(value.size());
        if ((found == text.begin() || !is_of_a_name(*(found - 1))) && (end == text.end() || !is_of_a_name(*end)))
            return true;
        from = found + 1;
    }
}

/// What an exhibit is to a letter.
struct Backing {
    std::string name;
    const ExhibitFacts* said = nullptr;
    bool is_told = true;  ///< its title and source may stand in a letter
};

bool may_be_told(const Exhibit& exhibit) noexcept {
    if (const auto* const hashes = std::get_if<HashesOnly>(&exhibit.holding))
        return hashes->why() != WhyHashes::intimate;
    return !std::holds_alternative<Described>(exhibit.holding);
}
bool may_be_told(const TextExhibit& /*exhibit*/) noexcept {
    return true;
}

std::vector<Backing> backings_of(const Case& of) {
    return std::visit(
        [](const auto& each) {
            std::vector<Backing> all;
            all.reserve(each.exhibits.size());
            for (const auto& exhibit : each.exhibits)
                all.push_back({.name = exhibit_name(each.facts.prefix, exhibit.facts.number),
                               .said = &exhibit.facts,
                               .is_told = may_be_told(exhibit)});
            return all;
        },
        of);
}

std::string text_of(const Backing& exhibit) {
    return exhibit.is_told ? listed({to_text(exhibit.said->kind), exhibit.said->title, exhibit.said->source})
                           : joined({to_text(exhibit.said->kind), "; not shown"});
}

/// "2026-11-20", or the time in UTC where it was read from a clock.
std::string letter_time(const Moment& moment) {
    if (moment.sureness == Sureness::exact) return utc_text(moment.at);
    Moment day = moment;
    day.sureness = Sureness::day;
    const std::string local = local_cell(day);
    return local.empty() ? utc_cell(moment.at).substr(0, 10) : local;
}

struct Told {
    Moment at;
    std::string what;
    std::size_t made = 0;  ///< keeps the order of the case where times are equal
};

void tell(std::vector<Told>& events, const Moment& at, std::string what) {
    events.push_back({.at = at, .what = std::move(what), .made = events.size()});
}

class Writing {
  public:
    Writing(const Case& of, LetterReader reader) : of_(of), facts_(facts_of(of)), reader_(reader) {
        if (reader_ == LetterReader::police) exhibits_ = backings_of(of);
    }

    LetterFacts take() {
        put("under_18", std::holds_alternative<AdultCase>(of_) ? "no" : "unsure");
        put("role", facts_.whose == WhoseCase::own ? "me" : "helper");
        constexpr std::array<std::string_view, 4> nations{"england", "wales", "scotland", "ni"};
        if (std::ranges::find(nations, facts_.place) != nations.end()) put("country", facts_.place);
        put_pages();
        if (reader_ != LetterReader::host) put_accounts();
        if (reader_ == LetterReader::records) put("police", police_reference());
        if (reader_ == LetterReader::police) {
            put("case", facts_.number);
            put_lines("demand", payments(PaymentKind::asked));
            put_lines("paid", payments(PaymentKind::paid));
            put_lines("story", story());
        }
        return std::move(out_);
    }

  private:
    void put(std::string_view member, std::string_view text) {
        if (text.empty()) return;
        JsonWriter json;
        json.value(text);
        out_.facts.push_back({.member = member, .json = json.take()});
    }

    void put_lines(std::string_view member, std::span<const std::string> lines) {
        std::string text;
        for (const std::string& line : lines) {
            if (text.size() + line.size() + 1 > longest_letter_text)
                ++out_.left_out;
            else
                text += (text.empty() ? "" : "\n") + line;
        }
        put(member, text);
    }

    void put_pages() {
        JsonWriter json;
        json.array();
        std::size_t count = 0;
        for (const Link& link : facts_.links) {
            if (count == most_letter_links || link.url.size() > longest_letter_url) {
                ++out_.left_out;
                continue;
            }
            ++count;
            json.object().key("url").value(link.url);
            const std::string where = one_line(link.place) + exhibits_of(link.url);
            if (!where.empty()) json.key("where").value(where);
            if (reader_ != LetterReader::host) {
                if (!link.account.empty()) json.key("account").value(one_line(link.account));
                if (link.first_seen) json.key("first_seen").value(letter_time(*link.first_seen));
                if (link.last_seen) json.key("last_seen").value(letter_time(*link.last_seen));
            }
            json.end();
        }
        json.end();
        if (count > 0) out_.facts.push_back({.member = "pages", .json = json.take()});
    }

    [[nodiscard]] bool is_for_reader(KnownKind kind) const noexcept {
        if (reader_ == LetterReader::police || kind == KnownKind::account) return true;
        return reader_ == LetterReader::records && (kind == KnownKind::phone || kind == KnownKind::email);
    }

    void put_accounts() {
        JsonWriter json;
        json.array();
        std::size_t count = 0;
        for (const Known& known : facts_.known) {
            if (!is_for_reader(known.kind)) continue;
            if (count == most_letter_accounts) {
                ++out_.left_out;
                continue;
            }
            ++count;
            json.value(joined({known.kind == KnownKind::account ? "" : to_text(known.kind),
                               known.kind == KnownKind::account ? "" : ": ", one_line(known.value),
                               framed(" (", one_line(known.where), ")"), exhibits_of(known.value)}));
        }
        json.end();
        if (count > 0) out_.facts.push_back({.member = "accounts", .json = json.take()});
    }

    /// " [exhibits HF/1, HF/4]": those whose title, source or note names it; empty where none does, and for others than
    /// the police.
    [[nodiscard]] std::string exhibits_of(std::string_view value) const {
        std::string names;
        std::size_t count = 0;
        for (const Backing& exhibit : exhibits_) {
            const ExhibitFacts& said = *exhibit.said;
            if (!mentions(said.title, value) && !mentions(said.source, value) && !mentions(said.note, value)) continue;
            names.append(count++ == 0 ? "" : ", ").append(exhibit.name);
        }
        return framed(count == 1 ? " [exhibit " : " [exhibits ", names, "]");
    }

    [[nodiscard]] std::string payment_words(const Payment& payment) const {
        return joined({one_line(listed({amount_text(payment), payment.method, framed("to ", payment.to),
                                        framed("reference ", payment.reference)})),
                       exhibits_of(payment.reference.empty() ? payment.to : payment.reference)});
    }

    [[nodiscard]] std::vector<std::string> payments(PaymentKind kind) const {
        std::vector<std::string> lines;
        for (const Payment& payment : facts_.payments)
            if (payment.kind == kind)
                lines.push_back(
                    joined({payment.when ? moment_text(*payment.when) + ": " : std::string(), payment_words(payment)}));
        return lines;
    }

    /// Of the first report to the police that has one.
    [[nodiscard]] std::string_view police_reference() const {
        for (const Done& done : facts_.done)
            if (done.kind == DoneKind::reported && !done.theirs.empty() && mentions(done.to, "police"))
                return done.theirs;
        return {};
    }

    [[nodiscard]] std::vector<std::string> story() const {
        std::vector<Told> events;
        for (const Backing& exhibit : exhibits_)
            if (exhibit.said->made) tell(events, *exhibit.said->made, joined({"exhibit ", exhibit.name, " was made"}));
        for (const Link& link : facts_.links) {
            if (link.first_seen) tell(events, *link.first_seen, "first seen: " + link.url);
            if (link.last_seen) tell(events, *link.last_seen, "last seen: " + link.url);
        }
        for (const Payment& payment : facts_.payments)
            if (payment.when)
                tell(events, *payment.when,
                     (payment.kind == PaymentKind::paid ? "paid: " : "they asked for: ") + payment_words(payment));
        for (const Done& done : facts_.done)
            if (done.kind == DoneKind::reported || done.kind == DoneKind::letter)
                tell(events, done.at,
                     joined({done_words(done.kind), framed(" to ", done.to), framed("; their reference ", done.theirs),
                             framed("; my reference ", done.ours)}));
        std::ranges::sort(events, {}, [](const Told& each) { return std::pair(each.at.at, each.made); });
        std::vector<std::string> lines;
        lines.reserve(events.size() + exhibits_.size());
        for (const Told& each : events) lines.push_back(joined({moment_text(each.at), ": ", one_line(each.what)}));
        for (const Backing& exhibit : exhibits_)
            lines.push_back(joined({"exhibit ", exhibit.name, ": ", one_line(text_of(exhibit))}));
        return lines;
    }

    const Case& of_;
    const CaseFacts& facts_;
    LetterReader reader_;
    std::vector<Backing> exhibits_;  // of the police alone
    LetterFacts out_;
};

}  // namespace

LetterReader letter_reader_of(std::string_view notice) noexcept {
    using enum LetterReader;
    if (notice == "report-police") return police;
    if (notice == "preserve") return records;
    if (notice == "host" || notice == "search" || notice == "plain") return host;
    return platform;
}

LetterFacts letter_facts(const Case& of, LetterReader reader) {
    return Writing(of, reader).take();
}

}  // namespace holdfast::evidence
