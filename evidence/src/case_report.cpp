// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_report.hpp"

#include <initializer_list>

#include "exhibit_words.hpp"
#include "joined.hpp"
#include "shown_text.hpp"
#include "table_cells.hpp"
#include "timeline.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::string_view what_this_is =
    "This report tells what a case of blackmail or of threats with intimate pictures holds. It was made from the case "
    "by a program, and adds nothing to it. It is not evidence itself, and not a statement: the exhibits are the "
    "evidence, and their checksums below tell whether a file is the one that is meant.";
constexpr std::string_view of_adults =
    "The person said that they, and everybody in the pictures, were 18 or over. Pictures that show somebody intimate "
    "are not in the case: their checksums stand for them. Pictures that the offender sent are left out too, since they "
    "may show somebody under 18.";
constexpr std::string_view of_words =
    "Somebody in this case is, was or may be under 18. The case holds words alone: no picture, sound or film. Do not "
    "ask for pictures to be sent.";
constexpr std::string_view of_clocks =
    "Times are in UTC, with the time of the person's clock behind it where its zone was known. They come from the "
    "device's own clock, which may be wrong.";

/// Lines "label: words"; a label without words makes no line.
class Lines {
  public:
    Lines& put(std::string_view label, std::string_view words) {
        if (words.empty()) return *this;
        if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
        text_ += joined({label, ": ", one_line(words)});
        return *this;
    }
    /// Words of several lines, below their label.
    Lines& put_lines(std::string_view label, std::string_view words) {
        if (words.empty()) return *this;
        paragraph();
        text_ += joined({label, ":\n", many_lines(words)});
        return *this;
    }
    /// What follows stands in a paragraph of its own.
    Lines& paragraph() {
        if (!text_.empty() && !text_.ends_with("\n\n")) text_ += text_.ends_with('\n') ? "\n" : "\n\n";
        return *this;
    }
    [[nodiscard]] std::string take() {
        while (text_.ends_with('\n')) text_.pop_back();
        return std::move(text_);
    }

  private:
    std::string text_;
};

class Report {
  public:
    explicit Report(CaseReport& to) : to_(to) {}
    /// Nothing where there is no text.
    void section(std::string heading, std::string text) {
        if (!text.empty()) to_.sections.push_back({std::move(heading), std::move(text)});
    }

  private:
    CaseReport& to_;
};

std::string moment_or_empty(const std::optional<Moment>& moment) {
    return moment ? moment_text(*moment) : std::string();
}

template <class Kind>
std::string exhibit_text(const CaseFacts& facts, const Kind& exhibit) {
    const ExhibitFacts& said = exhibit.facts;
    const FileFacts* const file = file_of(exhibit);
    Lines lines;
    lines.put("What it is", listed({said.title, to_text(said.kind)}))
        .put("Where it comes from", said.source)
        .put("Device", said.device)
        .put("It shows, or was saved", moment_or_empty(said.made))
        .put("Put into the case", moment_text(said.added))
        .put("Where it is", holding_words(exhibit));
    if (file != nullptr) {
        lines.put("Name on the device", file->name)
            .put("Kind of file", media_type(file->type))
            .put("Size", joined({std::to_string(file->size), " bytes"}))
            .put("SHA-256", to_hex(file->sha256));
    }
    lines.put("To know", remarks(exhibit));
    if (said.whole) lines.put("SHA-256 of that larger file", to_hex(said.whole->sha256));
    if (said.clock_behind) {
        lines.put("Device's clock", joined({seconds_text(*said.clock_behind), " seconds ",
                                            *said.clock_behind < 0 ? "ahead" : "behind", " when it was compared"}));
    }
    for (const RedactedCopy& copy : copies_of(exhibit)) {
        lines.paragraph()
            .put("Redacted copy", copy_name(facts.prefix, said.number, copy.index()))
            .put("Covered",
                 joined({counted(copy.record().boxes.size(), "area"), copy.record().crop ? ", cropped" : ""}))
            .put("Made", moment_text(copy.record().made))
            .put("Where it is", joined({"data/", copy_path(said.number, copy.index())}))
            .put("SHA-256", to_hex(copy.sha256()));
    }
    lines.put_lines("Note", said.note);
    lines.put_lines("Words that a machine read in it, which may be wrong", said.machine_read);
    return lines.take();
}

std::string known_text(const CaseFacts& facts) {
    Lines lines;
    for (const Known& known : facts.known) {
        lines.paragraph().put(to_text(known.kind), listed({known.value, known.where})).put_lines("Note", known.note);
    }
    return lines.take();
}

std::string links_text(const CaseFacts& facts) {
    Lines lines;
    for (const Link& link : facts.links) {
        lines.paragraph()
            .put("Address", link.url)
            .put("Account", link.account)
            .put("Where on the page", link.place)
            .put("First seen", moment_or_empty(link.first_seen))
            .put("Last seen", moment_or_empty(link.last_seen))
            .put_lines("Note", link.note);
    }
    return lines.take();
}

std::string money_text(const CaseFacts& facts) {
    Lines lines;
    for (const Payment& payment : facts.payments) {
        const std::string amount = amount_text(payment);
        lines.paragraph()
            .put(payment.kind == PaymentKind::paid ? "Paid" : "Asked for", amount.empty() ? "amount not known" : amount)
            .put("When", moment_or_empty(payment.when))
            .put("How", payment.method)
            .put("To", payment.to)
            .put("Reference", payment.reference)
            .put_lines("Note", payment.note);
    }
    return lines.take();
}

std::string done_text(const CaseFacts& facts) {
    Lines lines;
    for (const Done& done : facts.done) {
        lines.paragraph()
            .put(moment_text(done.at), listed({done_words(done.kind), done.words}))
            .put("To", done.to)
            .put("Our reference", done.ours)
            .put("Their reference", done.theirs)
            .put("Answer", done.reply == ReplyKind::none ? std::string_view() : to_text(done.reply));
    }
    return lines.take();
}

std::string answers_text(const CaseFacts& facts) {
    Lines lines;
    for (const Answer& answer : facts.answers)
        lines.put(answer.question, answer.words.empty() ? answer.answer : answer.words);
    return lines.take();
}

std::string timeline_text(const Case& of) {
    Lines lines;
    for (const Event& event : timeline_of(of)) {
        lines.paragraph().put(moment_text(event.at),
                              joined({event.what, framed(" ", event.exhibit), framed(": ", event.detail)}));
    }
    return lines.take();
}

std::string notes_text(const CaseFacts& facts) {
    Lines lines;
    for (const Note& note : facts.notes) lines.put_lines(moment_text(note.at), note.text);
    return lines.take();
}

std::string removed_text(const CaseFacts& facts) {
    Lines lines;
    for (const Removed& removed : facts.removed) {
        lines.put(exhibit_name(facts.prefix, removed.number),
                  joined({to_text(removed.kind), ", removed ", moment_text(removed.at), ": ", removed.reason}));
    }
    return lines.take();
}

std::string summary_text(const Case& of, std::string_view software, const Moment& made) {
    const CaseFacts& facts = facts_of(of);
    const std::size_t exhibits = std::visit([](const auto& each) { return each.exhibits.size(); }, of);
    Lines lines;
    lines.put("Case", facts.number.empty() ? "no number was given out" : facts.number)
        .put("Written by", facts.whose == WhoseCase::own ? "the person whose case it is"
                                                         : "somebody helping the person whose case it is")
        .put("Begun", moment_text(facts.created))
        .put("Holds", listed({counted(exhibits, "exhibit"), counted(facts.links.size(), "link"),
                              joined({std::to_string(facts.payments.size()),
                                      facts.payments.size() == 1 ? " demand or payment" : " demands or payments"})}))
        .put("Report made", joined({moment_text(made), " with ", software}));
    return joined({what_this_is, "\n\n", std::holds_alternative<AdultCase>(of) ? of_adults : of_words, "\n\n",
                   of_clocks, "\n\n", lines.take()});
}

}  // namespace

CaseReport case_report(const Case& of, std::string_view software, const Moment& made) {
    const CaseFacts& facts = facts_of(of);
    CaseReport report{
        .title = joined({"Report of the case", framed(" ", facts.number)}), .language = "en-GB", .sections = {}};
    Report to(report);
    to.section("About this report", summary_text(of, software, made));
    to.section("What the person answered", answers_text(facts));
    to.section("What happened, by time", timeline_text(of));
    to.section("Whoever threatens: what is known", known_text(facts));
    to.section("Links", links_text(facts));
    to.section("Money", money_text(facts));
    to.section("What was done", done_text(facts));
    to.section("Notes", notes_text(facts));
    std::visit(
        [&](const auto& each) {
            for (const auto& exhibit : each.exhibits) {
                to.section(joined({"Exhibit ", exhibit_name(facts.prefix, exhibit.facts.number)}),
                           exhibit_text(facts, exhibit));
            }
        },
        of);
    to.section("Exhibits that were removed", removed_text(facts));
    return report;
}

}  // namespace holdfast::evidence
