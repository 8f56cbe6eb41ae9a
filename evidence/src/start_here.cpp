// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/start_here.hpp"

#include <algorithm>
#include <initializer_list>
#include <variant>
#include <vector>

#include "exhibit_words.hpp"
#include "joined.hpp"
#include "shown_text.hpp"
#include "start_here_words.hpp"

namespace holdfast::evidence {
namespace {

std::string cell(std::string_view text) {
    return joined({"<td><bdi>", html_text(text), "</bdi></td>"});
}
std::string row_head(std::string_view text) {
    return joined({"<tr><th scope=\"row\">", html_text(text), "</th>"});
}
std::string sum_cell(std::string_view digest) {
    return joined({"<td class=\"sum\">", digest, "</td>"});
}

template <class Kind>
void put_copies(std::string& to, const CaseFacts& facts, const Kind& exhibit) {
    const std::uint32_t number = exhibit.facts.number;
    for (const RedactedCopy& copy : copies_of(exhibit)) {
        to += row_head(copy_name(facts.prefix, number, copy.index()));
        to += cell("redacted copy");
        to += cell(joined({"of ", exhibit_name(facts.prefix, number), ", ", counted(copy.record().boxes.size(), "area"),
                           " covered", copy.record().crop ? ", cropped" : ""}));
        to += cell(joined({"data/", copy_path(number, copy.index())}));
        to += sum_cell(to_hex(copy.sha256()));
        to += "<td></td></tr>\n";
    }
}

template <class Kind>
void put_exhibits(std::string& to, const CaseFacts& facts, const std::vector<Kind>& exhibits) {
    to += start_here_words::exhibits_head;
    for (const Kind& exhibit : exhibits) {
        const FileFacts* const file = file_of(exhibit);
        to += row_head(exhibit_name(facts.prefix, exhibit.facts.number));
        to += cell(to_text(exhibit.facts.kind));
        to += cell(exhibit.facts.title);
        to += cell(holding_words(exhibit));
        to += sum_cell(file == nullptr ? std::string() : to_hex(file->sha256));
        to += cell(remarks(exhibit));
        to += "</tr>\n";
        put_copies(to, facts, exhibit);
    }
    for (const Removed& removed : facts.removed) {
        to += row_head(exhibit_name(facts.prefix, removed.number));
        to += cell(to_text(removed.kind));
        to += "<td>removed</td><td>not in the pack</td><td></td>";
        to += cell(joined({"removed ", moment_text(removed.at), ": ", removed.reason}));
        to += "</tr>\n";
    }
    to += "</tbody></table></div>\n";
}

bool clock_was_compared(const Case& of) {
    return std::visit(
        [](const auto& each) {
            return std::ranges::any_of(each.exhibits,
                                       [](const auto& exhibit) { return exhibit.facts.clock_behind.has_value(); });
        },
        of);
}

/// Puts `value` at each `{name}` of `words`.
void replace_all(std::string& words, std::string_view name, std::string_view value) {
    for (std::size_t at = words.find(name); at != std::string::npos; at = words.find(name, at + value.size()))
        words.replace(at, name.size(), value);
}

}  // namespace

std::string start_here_html(const Case& of, const StartHere& pack) {
    const CaseFacts& facts = facts_of(of);
    const bool adult = std::holds_alternative<AdultCase>(of);
    std::string page(start_here_words::head);
    page += joined({"<h1>Evidence pack ", html_text(pack.folder), "</h1>\n"});
    page += start_here_words::what_this_is;
    page += adult ? start_here_words::adult : start_here_words::under_18;
    if (facts.language == "cy") page += start_here_words::in_english;
    page += "<h2>Who made it</h2>\n<p>";
    const bool own = facts.whose == WhoseCase::own;
    page += own ? "The person whose case it is, " : "Somebody helping the person whose case it is, ";
    page += joined({"on a device that they chose, with ", html_text(pack.software), ", on ",
                    html_text(moment_text(pack.made)), " by the device's clock."});
    page += framed(" The case number is <b>", html_text(facts.number), "</b>.");
    page += " The program does its work on that device alone: no service saw the files.</p>\n";
    page += start_here_words::clocks;
    page += clock_was_compared(of) ? start_here_words::clock_compared : start_here_words::clock_not_compared;
    page += "<h2>What is in it</h2>\n";
    std::visit([&](const auto& each) { put_exhibits(page, each.facts, each.exhibits); }, of);
    page += start_here_words::files_first;
    if (adult) page += start_here_words::files_of_adults;
    page += start_here_words::files_last;
    page += start_here_words::seal;
    std::string commands(start_here_words::commands);
    replace_all(commands, "{key}", html_text(pack.public_key));
    replace_all(commands, "{folder}", html_text(pack.folder));
    page += commands;
    page += start_here_words::foot;
    return page;
}

}  // namespace holdfast::evidence
