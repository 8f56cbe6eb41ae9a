// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/statement_notes.hpp"

#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "holdfast/core/utf8.hpp"
#include "joined.hpp"
#include "shown_text.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::size_t line_width = 100;
constexpr std::string_view blank_line =
    "________________________________________________________________________________";

/// "on 22 November 2026 at 15:05 (UTC +01:00)"; "on or about", and the day alone, where it is not known better.
std::string when_text(const Moment& moment) {
    static constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};
    const std::string zone = zone_text(moment);
    const std::string cell = zone.empty() ? utc_cell(moment.at)
                                          : utc_cell(UnixMillis{moment.at.value + *moment.zone * std::int64_t{60'000}});
    const auto month = static_cast<std::size_t>((cell[5] - '0') * 10 + cell[6] - '0');
    std::string text = moment.sureness == Sureness::about ? "on or about " : "on ";
    text += cell[8] == '0' ? cell.substr(9, 1) : cell.substr(8, 2);
    text += joined({" ", months[month - 1], " ", cell.substr(0, 4)});
    if (moment.sureness == Sureness::day) return text;
    text += moment.sureness == Sureness::about ? ", about " : " at ";
    return joined({text, cell.substr(11, 5), " (UTC", framed(" ", zone), ")"});
}

std::string_view kind_words(ExhibitKind kind) noexcept {
    static constexpr std::array<std::string_view, 10> words{"a screenshot",    "a photograph of a screen",
                                                            "a picture",       "a video",
                                                            "a voice message", "messages that I exported",
                                                            "a mail",          "a web page that I saved",
                                                            "a document",      "a file"};
    return words[static_cast<std::size_t>(kind) % words.size()];
}

/// Paragraphs with numbers, folded between words.
class Draft {
  public:
    void heading(std::string_view words) { text_ += joined({"\n", words, "\n\n"}); }
    void point(std::initializer_list<std::string_view> words) {
        folded(joined({std::to_string(++points_), ". "}), joined(words));
    }
    void under(std::initializer_list<std::string_view> words) { folded("   - ", joined(words)); }
    void plain(std::string_view words) { folded("", words); }
    void blank(unsigned lines) {
        for (unsigned i = 0; i < lines; ++i) text_ += joined({"   ", blank_line, "\n"});
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    void folded(std::string_view mark, std::string_view words) {
        const std::string shown = many_lines(words);
        std::string_view rest = shown;
        text_ += mark;
        const std::string_view indent = mark.empty() ? "" : "   ";
        std::size_t column = mark.size();
        bool first = true;
        while (!rest.empty()) {
            const std::size_t end = rest.find_first_of(" \n");
            const std::string_view word = rest.substr(0, end);
            const std::size_t width = utf8_length(word);
            if (!first && column + 1 + width > line_width) {
                new_line(column, indent);
            } else if (!first) {
                text_ += ' ';
                ++column;
            }
            text_ += word;
            column += width;
            first = false;
            if (end == rest.npos) break;
            if (rest[end] == '\n') {
                new_line(column, indent);
                first = true;
            }
            rest.remove_prefix(end + 1);
        }
        text_ += '\n';
    }
    void new_line(std::size_t& column, std::string_view indent) {
        text_ += '\n';
        text_ += indent;
        column = indent.size();
    }
    std::string text_;
    unsigned points_ = 0;
};

std::string named(std::string_view label, std::string_view value) {
    return value.empty() ? std::string() : joined({", ", label, " ", value});
}

void write_exhibit(Draft& to, const CaseFacts& facts, const Exhibit& exhibit) {
    const ExhibitFacts& said = exhibit.facts;
    const std::string name = exhibit_name(facts.prefix, said.number);
    const std::string title = framed(": ", said.title);
    const std::string made =
        said.made ? joined({" It shows, or was saved, ", when_text(*said.made), "."}) : std::string();
    const std::string source = framed(" It comes from: ", said.source, ".");
    if (std::holds_alternative<Described>(exhibit.holding)) {
        to.point({"I was sent something that I call ", name, title, ".", source, made,
                  " No copy of it is in this pack, because it may show somebody under 18."});
        return;
    }
    const FileFacts& file = *file_of(exhibit);
    const std::string checksum = joined({" Its SHA-256 checksum is ", to_hex(file.sha256), "."});
    if (const auto* const hashes = std::get_if<HashesOnly>(&exhibit.holding)) {
        const bool intimate = hashes->why() == WhyHashes::intimate;
        to.point({"I refer to a file that I call ", name, title, ".", source, made, " It is not in this pack",
                  intimate                            ? ", because it shows somebody intimate."
                  : is_shown_by_copies_alone(exhibit) ? ": I left it out, and put in a copy in which parts are covered."
                                                      : ".",
                  checksum});
    } else {
        to.point({"I produce ", kind_words(said.kind), " as exhibit ", name, title, ".", source,
                  framed(" The device is: ", said.device, "."), made, " I put it into the case ", when_text(said.added),
                  ".", checksum});
        if (said.whole) {
            to.under({"I took it out of a larger file, ", said.whole->name, ", whose SHA-256 checksum is ",
                      to_hex(said.whole->sha256), "."});
        }
    }
    for (const RedactedCopy& copy : exhibit.copies) {
        to.under({copy_name(facts.prefix, said.number, copy.index()), " is a copy of ", name,
                  " in which I covered or cut off parts, ", when_text(copy.record().made), "."});
    }
    if (said.clock_behind) {
        const bool behind = *said.clock_behind > 0;
        to.under({"When my device's clock was compared with another one, it was ", seconds_text(*said.clock_behind),
                  " seconds ", behind ? "behind." : "ahead."});
    }
    if (!said.note.empty()) to.under({said.note});
}

void write_payment(Draft& to, const Payment& payment) {
    const std::string amount = payment.amount.empty() ? "money or something of value"
                                                      : joined({payment.amount, framed(" ", payment.currency)});
    const std::string when = payment.when ? joined({", ", when_text(*payment.when)}) : std::string();
    const bool paid = payment.kind == PaymentKind::paid;
    to.point({paid ? "I paid " : "I was told to pay ", amount, when, named("by", payment.method),
              named("to", payment.to), named("reference", payment.reference), "."});
    if (!payment.note.empty()) to.under({payment.note});
}

void write_done(Draft& to, const Done& done) {
    const std::string when = when_text(done.at);
    const std::string ours = named("my reference", done.ours);
    const std::string theirs = named("their reference", done.theirs);
    if (done.kind == DoneKind::letter) {
        to.point({"I sent a letter (", done.words, ")", named("to", done.to), ", ", when, ours, theirs, "."});
    }
    if (done.kind == DoneKind::reported) {
        to.point({"I reported this", named("to", done.to), ", ", when, ours, theirs, ".", framed(" ", done.words)});
    }
}

void write_link(Draft& to, const Link& link) {
    const auto seen = [](std::string_view words, const std::optional<Moment>& moment) {
        return moment ? joined({words, when_text(*moment)}) : std::string();
    };
    to.point({link.url, named("account", link.account), named("on the page:", link.place),
              seen(", first seen ", link.first_seen), seen(", last seen ", link.last_seen), "."});
    if (!link.note.empty()) to.under({link.note});
}

}  // namespace

std::expected<std::string, NoStatement> statement_notes(const AdultCase& of) {
    const CaseFacts& facts = of.facts;
    if (facts.place != "england" && facts.place != "wales") return std::unexpected(NoStatement::elsewhere);
    if (facts.whose != WhoseCase::own) return std::unexpected(NoStatement::not_own);
    Draft to;
    to.plain("NOTES FOR A STATEMENT: A DRAFT");
    to.plain("");
    to.plain(
        "This is not a statement and it is not signed. It is made from what you put into your case, for you to read, "
        "change and "
        "give to the police officer who takes your statement. Cross out what is not right. Add what is missing. Take "
        "your time; "
        "you can stop at any point, and you do not have to say why.");
    if (facts.place == "wales") {
        to.plain("");
        to.plain("This draft is in English. If you would rather make your statement in Welsh, say so to the officer.");
        to.plain(
            "Drafft Saesneg yw hwn. Os byddai'n well gennych wneud eich datganiad yn Gymraeg, dywedwch hynny wrth y "
            "swyddog.");
    }
    to.heading("ABOUT ME");
    to.point({"I am over 18. (Give your name, address and date of birth to the officer; they are not in this draft.)"});
    if (!facts.number.empty())
        to.point({"The number of my case is ", facts.number, ". I began it ", when_text(facts.created), "."});
    to.heading("WHAT HAPPENED");
    to.point({"In my own words (how it began, what was said, what they wanted, what they threatened to do):"});
    to.blank(6);
    for (const Note& note : facts.notes) {
        to.point({"I noted ", when_text(note.at), ":"});
        to.under({note.text});
    }
    if (!facts.known.empty()) {
        to.heading("WHAT I KNOW ABOUT WHO DID IT");
        for (const Known& known : facts.known) {
            to.point(
                {to_text(known.kind), ": ", known.value, framed(" (", known.where, ")"), framed(". ", known.note)});
        }
    }
    if (!facts.links.empty()) {
        to.heading("WHERE I SAW IT");
        for (const Link& link : facts.links) write_link(to, link);
    }
    if (!facts.payments.empty()) {
        to.heading("MONEY");
        for (const Payment& payment : facts.payments) write_payment(to, payment);
    }
    if (!of.exhibits.empty()) {
        to.heading("EXHIBITS");
        for (const Exhibit& exhibit : of.exhibits) write_exhibit(to, facts, exhibit);
    }
    to.heading("WHAT I DID ABOUT IT");
    for (const Done& done : facts.done) write_done(to, done);
    to.point({"Anything else:"});
    to.blank(3);
    to.heading("DECLARATION");
    to.plain("Left blank on purpose. The officer brings the wording and reads it with you. Do not sign this draft.");
    to.plain("");
    to.plain("Signature:");
    to.plain("");
    to.plain("Date:");
    return to.take();
}

}  // namespace holdfast::evidence
