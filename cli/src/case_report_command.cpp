// SPDX-License-Identifier: Apache-2.0
// holdfast case report
#include <unistd.h>

#include <memory>

#include "case_folder.hpp"
#include "commands.hpp"
#include "device_clock.hpp"
#include "exit_code.hpp"
#include "holdfast/evidence/case_report.hpp"
#include "holdfast/sealing/digest.hpp"
#include "new_place.hpp"
#include "output.hpp"
#include "pdf_paper.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

struct ReportOptions {
    std::string folder;
    std::string output;
    std::string format = "pdf";
};

std::string text_of(const evidence::CaseReport& report) {
    std::string text = report.title + "\n";
    for (const evidence::ReportSection& section : report.sections)
        text.append("\n\n").append(section.heading).append("\n\n").append(section.text).append("\n");
    return text;
}

std::expected<std::string, std::string> pdf_of(const evidence::CaseReport& report, UnixMillis made) {
    PdfPaper paper{.title = report.title, .language = report.language, .made = made, .sections = {}};
    for (const evidence::ReportSection& section : report.sections)
        paper.sections.push_back({.heading = section.heading, .text = section.text, .codes = false});
    return write_pdf(paper);
}

std::expected<void, std::string> put_into(const std::string& path, const std::string& bytes) {
    auto file = NewFile::create(path);
    if (!file) return std::unexpected(file.error());
    if (auto written = file->write(sealing::as_bytes(bytes)); !written) return written;
    return file->finish();
}

int report(const ReportOptions& options) {
    const bool pdf = options.format == "pdf";
    if (pdf && options.output.empty() && ::isatty(STDOUT_FILENO) == 1)
        return refuse_usage("A PDF is no text: name a file with --output, or write --format text.");
    const evidence::Moment now = device_now();
    const auto folder = read_case_folder(options.folder, now);
    if (!folder) {
        for (const std::string& sentence : folder.error().sentences) complain(sentence);
        return folder.error().exit;
    }
    const auto made = evidence::case_report(folder->of, "Holdfast " HOLDFAST_VERSION, now);
    const auto bytes = pdf ? pdf_of(made, now.at) : text_of(made);
    if (!bytes) return refuse_impossible(bytes.error());
    if (options.output.empty()) {
        print(*bytes);
        return finish_output() ? exit_done : exit_impossible;
    }
    if (const auto put = put_into(options.output, *bytes); !put) return refuse_impossible(put.error());
    complain("The report is in " + printable(options.output) +
             ". It names people and accounts: keep it where only those who need it can read it.");
    return exit_done;
}

}  // namespace

void add_case_report(Command case_command, int& exit_code) {
    auto options = std::make_shared<ReportOptions>();  // shared by parser and callback
    const Command command = case_command.add_command("report", "Write what a case in a folder holds, as a PDF or text");
    command.add_option("FOLDER", options->folder, "The case, or the data/ of a pack that was opened.")
        .type_name("")
        .required();
    command.add_option("-o,--output", options->output, "A new file; left out: standard output.").option_text("FILE");
    command.add_option("--format", options->format, "What to write.")
        .option_text("pdf|text (pdf)")
        .one_of({"pdf", "text"});
    command.footer(
        "Answers, time line, what is known, links, money, what was done, notes, and each exhibit with its checksum.\n"
        "No picture is in it. The case is held against every rule first; the files themselves are not looked at:\n"
        "`holdfast pack verify` does that.\n\n"
        "  holdfast case report HF-7K3Q-9XWM-C-20261122/data -o report.pdf\n\n"
        "Exit codes: 0 written, 2 wrong arguments, 4 no such case, one that breaks a rule, or the file could not be\n"
        "written.");
    command.callback([options, &exit_code] { exit_code = report(*options); });
}

}  // namespace holdfast::cli
