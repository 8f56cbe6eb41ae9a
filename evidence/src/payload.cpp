// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/payload.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "holdfast/evidence/case_graph.hpp"
#include "holdfast/evidence/case_json.hpp"
#include "holdfast/evidence/statement_notes.hpp"
#include "holdfast/evidence/tables.hpp"
#include "joined.hpp"

namespace holdfast::evidence {
namespace {

void add_own_papers(std::vector<Paper>& to, const AdultCase& of) {
    to.push_back({"data/fingerprints.json", fingerprints_json(of)});
    if (auto notes = statement_notes(of)) to.push_back({"data/notes-for-statement.txt", *std::move(notes)});
}
void add_own_papers(std::vector<Paper>&, const ProtectedCase&) {}

template <class Kind>
void add_copies(std::vector<CaseFile>& to, const Kind& exhibit) {
    for (const RedactedCopy& copy : copies_of(exhibit)) {
        to.push_back({.path = joined({"data/", copy_path(exhibit.facts.number, copy.index())}),
                      .exhibit = exhibit.facts.number,
                      .copy = copy.index(),
                      .size = copy.size(),
                      .sha256 = copy.sha256(),
                      .sha512 = copy.sha512(),
                      .words_alone = false});
    }
}

template <class Kind>
std::vector<CaseFile> list_files(const std::vector<Kind>& exhibits) {
    std::vector<CaseFile> files;
    for (const Kind& exhibit : exhibits) {
        if (const FileFacts* const file = kept_file_of(exhibit)) {
            files.push_back({.path = joined({"data/", item_path(exhibit.facts.number, file->type)}),
                             .exhibit = exhibit.facts.number,
                             .copy = 0,
                             .size = file->size,
                             .sha256 = file->sha256,
                             .sha512 = file->sha512,
                             .words_alone = std::is_same_v<Kind, TextExhibit>});
        }
        add_copies(files, exhibit);
    }
    std::ranges::sort(files, {}, &CaseFile::path);
    return files;
}

}  // namespace

std::vector<Paper> papers_of(const Case& of, const CustodyLog& log, const StartHere& pack,
                             std::string_view software_version) {
    std::vector<Paper> papers;
    papers.push_back({"data/START-HERE.html", start_here_html(of, pack)});
    papers.push_back({"data/actions.jsonl", log.text()});
    papers.push_back({"data/case.json", write_case(of)});
    papers.push_back({"data/case.jsonld", case_graph(of, log, software_version)});
    papers.push_back({"data/exhibits.csv", exhibits_csv(of)});
    papers.push_back({"data/indicators.csv", indicators_csv(of)});
    papers.push_back({"data/timeline.csv", timeline_csv(of)});
    std::visit([&](const auto& each) { add_own_papers(papers, each); }, of);
    std::ranges::sort(papers, {}, &Paper::path);
    return papers;
}

std::vector<CaseFile> files_of(const Case& of) {
    return std::visit([](const auto& each) { return list_files(each.exhibits); }, of);
}

}  // namespace holdfast::evidence
