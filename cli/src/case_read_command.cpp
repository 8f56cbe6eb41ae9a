// SPDX-License-Identifier: Apache-2.0
// holdfast case read
#include <algorithm>
#include <memory>

#include "case_commands.hpp"
#include "case_reading.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"
#include "progress.hpp"
#include "read_apart.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string folder;
    std::vector<std::string> numbers;
    std::string language = "eng";
    bool remove = false;
    bool json = false;
    bool quiet = false;
};

std::string text_of(const ReadWords& read, bool removed) {
    if (removed) return read.name + "  the words that a machine read are taken out.\n";
    std::string out = read.name + "  read by a machine, may be wrong:\n";
    for (std::string_view rest = read.text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        out += "  " + evidence::shown_text(rest.substr(0, end)) + "\n";
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const evidence::FoundInWords& each : read.found)
        out += "  [" + std::string(to_text(each.kind)) + "] " + evidence::shown_text(each.value) + "\n";
    return out;
}

std::string json_of(const ReadWords& read) {
    JsonWriter json;
    json.object().key("name").value(read.name).key("machine_read").value(read.text).key("found").array();
    for (const evidence::FoundInWords& each : read.found)
        json.object().key("kind").value(to_text(each.kind)).key("value").value(each.value).end();
    json.end().key("remarks").array();
    for (const std::string& remark : read.remarks) json.value(remark);
    return json.end().end().take() + "\n";
}

PackResult<ReadWords> done_with(const Options& options, const std::string& typed) {
    auto edit = CaseEdit::open(options.folder, device_now());
    if (!edit) return std::unexpected(edit.error());
    const auto number = exhibit_number(typed, edit->facts().prefix);
    if (!number) return pack_failure(exit_usage, "\"" + typed + "\" is no number of an exhibit.");
    if (options.remove) return take_words_out(std::move(*edit), *number);
    Progress progress(100, "percent", options.quiet);
    int told = 0;
    return read_exhibit(std::move(*edit), *number, options.language, [&](int percent) {
        if (percent > told) progress.advance(static_cast<std::uint64_t>(percent - told));
        told = std::max(told, percent);
    });
}

int read(const Options& options) {
    if (!is_reading_language(options.language))
        return refuse_usage("--language takes names of Tesseract's data, such as eng or eng+cym.");
    std::size_t done = 0;
    int failed = exit_done;
    for (const std::string& typed : options.numbers) {
        const auto read = done_with(options, typed);
        if (is_interrupted() && !read) return interrupted_exit();
        if (!read) {
            failed = refused(read.error(), options.json && options.numbers.size() == 1);
            continue;
        }
        ++done;
        for (const std::string& remark : read->remarks) complain(read->name + ": " + remark);
        if (options.json || options.remove || !read->text.empty())
            print(options.json ? json_of(*read) : text_of(*read, options.remove));
    }
    if (!finish_output()) return exit_impossible;
    return failed != exit_done && done > 0 ? static_cast<int>(exit_some_failed) : failed;
}

}  // namespace

void add_case_read(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("read", "Read the words in pictures by machine, marked as such");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command.add_option("NUMBER", options->numbers, "Of exhibits that are pictures: 3 or ABC/3.")
        .type_name("")
        .required();
    command.add_option("--language", options->language, "Of the words, as Tesseract names its data: eng, cym, eng+cym.")
        .option_text("NAME");
    command.add_flag("--remove", options->remove, "Take the words out again that a machine read.");
    command.add_flag("--json", options->json, "One object an exhibit: name, machine_read, found, remarks.");
    command.add_flag("-q,--quiet", options->quiet, "No progress.");
    command.footer(
        "Read by Tesseract 5 on this machine (Debian: tesseract-ocr), in a process without files and network. What it\n"
        "read stands apart from what you typed, is called machine-read wherever it is shown, and may be wrong: "
        "compare\n"
        "it with the picture. Reading again puts the new words in the place of the old. The words are those of the\n"
        "original: where a copy covers something, look whether it stands in them.\n\n"
        "  holdfast case read meadow/ 1 2\n\n"
        "Exit codes: 0 done and on the disk, 2 wrong arguments or not allowed, 3 some could not be read and are "
        "named,\n"
        "4 Tesseract or a picture, the folder or the disk, 130 Ctrl-C. What was read before is in the case.");
    command.callback([options, &exit_code] { exit_code = read(*options); });
}

}  // namespace holdfast::cli
