// SPDX-License-Identifier: Apache-2.0
// holdfast bank export
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <utility>

#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/store/words.hpp"
#include "interrupt.hpp"
#include "item_lines.hpp"
#include "open_file.hpp"
#include "open_store.hpp"
#include "output.hpp"
#include "picture_file.hpp"
#include "progress.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string data;
    std::string bank;
    std::string output;
    std::string format;
    std::vector<std::string> states{"active"};
    bool quiet = false;
};

/// A file that is there whole or not at all, readable by its owner alone: codes are sensitive.
class WholeFile {
  public:
    explicit WholeFile(const std::string& path) : path_(path), temporary_(path + ".XXXXXX") {
        struct stat there{};
        if (::stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {
            error_ = S_ISDIR(there.st_mode) ? reason_of(EISDIR) : "it is a device or a pipe, which no file may replace";
            return;
        }
        descriptor_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
        if (descriptor_ < 0) error_ = reason_of(errno);
    }
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;
    ~WholeFile() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        ::unlink(temporary_.c_str());
    }
    void write(std::string_view text) {
        while (!text.empty() && error_.empty()) {
            const ssize_t put = ::write(descriptor_, text.data(), text.size());
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) {
                error_ = reason_of(errno);
            } else {
                text.remove_prefix(static_cast<std::size_t>(put));
            }
        }
    }
    /// Puts the file in its place.
    [[nodiscard]] bool finish() {
        if (failed()) return false;
        if (::fsync(descriptor_) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0) {
            error_ = reason_of(errno);
            return false;
        }
        ::close(std::exchange(descriptor_, -1));
        return true;
    }
    [[nodiscard]] bool failed() const noexcept { return !error_.empty(); }
    [[nodiscard]] const std::string& reason() const noexcept { return error_; }

  private:
    std::string path_;
    std::string temporary_;
    int descriptor_ = -1;
    std::string error_;  // why it cannot be written
};

std::vector<store::ItemState> states_of(const std::vector<std::string>& words) {
    std::vector<store::ItemState> states;
    for (const auto state : {store::ItemState::active, store::ItemState::disputed, store::ItemState::quarantined}) {
        if (std::ranges::find(words, word_of(state)) != words.end()) states.push_back(state);
    }
    return states;
}

int run(const Options& options) {
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto bank = find_bank(*desk->store, options.bank);
    if (!bank) return refuse_impossible(bank.error());
    const LineFormat format = format_for(options.format, options.output).value_or(LineFormat::csv);

    std::unique_ptr<WholeFile> file;
    if (!options.output.empty() && options.output != "-") file = std::make_unique<WholeFile>(options.output);
    const auto unwritten = [&] {
        return refuse_impossible(printable(options.output) + " cannot be written: " + file->reason() + ".");
    };
    if (file && file->failed()) return unwritten();
    const auto put = [&](const std::string& text) {
        if (file) {
            file->write(text);
        } else {
            print(text);
        }
    };
    // Noted before the first code leaves: an export that is cut short has given codes out, too.
    desk->note("bank.export", bank->name);
    put(item_header(format));
    Progress progress(0, "items", options.quiet || !file);
    const auto read = desk->store->each_item(bank->id, states_of(options.states), [&](const store::Item& item) {
        if (is_interrupted()) return;
        put(item_lines(format, item));
        progress.advance();
    });
    progress.hide();
    if (!read) return refuse_impossible(sentence_of(read.error()));
    if (is_interrupted()) return interrupted_exit();
    if (file && !file->finish()) return unwritten();
    return finish_output() ? exit_done : exit_impossible;
}

}  // namespace

void add_bank_export(Command bank, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    const Command command = bank.add_command("export", "Write a bank's fingerprints as a list");
    command.add_option("BANK", options->bank, "Name of the bank.").type_name("").required();
    add_data_option(command, options->data);
    command.add_option("-o,--output", options->output, "File to write; - or left out: standard output.")
        .option_text("FILE");
    command
        .add_option("--format", options->format,
                    "csv or jsonl. Left out: what the output's name says (.jsonl, .ndjson, .json), else csv.")
        .option_text("csv|jsonl")
        .one_of({"csv", "jsonl"});
    command
        .add_option("--state", options->states, "Items to write, separated by commas: active, quarantined, disputed.")
        .option_text("STATE,... (active)")
        .delimiter(',')
        .one_of({"active", "quarantined", "disputed"});
    command.add_flag("-q,--quiet", options->quiet, "No progress line.");
    command.footer(
        "`holdfast bank import` reads what this writes. The file is there whole or not at all, readable by its owner\n"
        "alone. Codes are sensitive: whoever has one can test guesses and rebuild a likeness.\n\n"
        "  holdfast bank export partners-list -o list.csv --data /var/lib/holdfast\n\n"
        "Exit codes: 0 written, 2 wrong arguments, 4 could not be done, 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
