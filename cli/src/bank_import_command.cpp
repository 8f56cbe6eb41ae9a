// SPDX-License-Identifier: Apache-2.0
// holdfast bank import
#include <map>
#include <memory>
#include <set>

#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/server/item_guard.hpp"
#include "input_lines.hpp"
#include "interrupt.hpp"
#include "item_lines.hpp"
#include "open_file.hpp"
#include "open_store.hpp"
#include "output.hpp"
#include "picture_file.hpp"
#include "progress.hpp"

namespace holdfast::cli {
namespace {

constexpr std::size_t items_a_transaction = 500;
constexpr std::uint64_t complaints_shown = 1000;

struct Options {
    std::string data;
    std::string bank;
    std::string file;
    std::string format;
    std::optional<int> quality;
    bool json = false;
    bool quiet = false;
};

struct Tally {
    std::uint64_t imported = 0;                        ///< active
    std::map<std::string, std::uint64_t> quarantined;  ///< by reason
    std::uint64_t already_there = 0;
    std::uint64_t bad_lines = 0;
};

using SignalKey = std::pair<FingerprintKind, Code256>;

/// Reads lines, puts items together and writes them in transactions.
class Import {
  public:
    Import(const Options& options, const Desk& desk, const store::Bank& bank)
        : options_(options), desk_(desk), bank_(bank), progress_(0, "lines", options.quiet) {}

    /// What the bank holds already, so that an import that was cut short can be run again.
    [[nodiscard]] store::Result<void> read_existing() {
        constexpr std::array states{store::ItemState::active, store::ItemState::quarantined,
                                    store::ItemState::disputed};
        return desk_.store->each_item(bank_.id, states, [this](const store::Item& item) {
            for (const Signal& signal : item.signals) known_.emplace(signal.kind, signal.code);
        });
    }

    [[nodiscard]] int run(InputLines& input) {
        ItemLineReader reader(format_for(options_.format, options_.file), options_.quality);
        std::string line;
        std::uint64_t number = 0;
        bool whole = true;
        while (!is_interrupted() && input.next(line)) {
            ++number;
            auto read = reader.read(line);
            if (!read) {
                report(number, read.error());
                if (reader.is_hopeless()) return summary(exit_impossible);
            } else if (*read) {
                whole = take(std::move(**read), number) && whole;
            }
            if (!whole) return summary(exit_impossible);
            empty_ = empty_ && read && !*read;
            progress_.advance();
        }
        // Interrupted: what is not written yet is dropped, and running the import again brings it.
        if (is_interrupted()) return summary(interrupted_exit());
        close_item();
        if (!flush()) return summary(exit_impossible);
        progress_.hide();
        if (input.error() != 0) {
            return summary(
                refuse_impossible(printable(options_.file) + ": reading it failed: " + reason_of(input.error()) + "."));
        }
        if (empty_) complain(printable(options_.file) + ": there is no fingerprint in it.");
        return summary(tally_.bad_lines > 0 ? exit_some_failed : exit_done);
    }

  private:
    [[nodiscard]] std::string where(std::uint64_t number) const {
        return printable(options_.file) + ":" + std::to_string(number) + ": ";
    }

    void report(std::uint64_t number, const std::string& reason) {
        ++tally_.bad_lines;
        progress_.hide();
        if (tally_.bad_lines <= complaints_shown) {
            complain(where(number) + reason);
        } else if (tally_.bad_lines == complaints_shown + 1) {
            complain("Further bad lines are counted, not shown.");
        }
    }

    /// False when the database could not be written.
    [[nodiscard]] bool take(ItemLine&& line, std::uint64_t number) {
        if (line.damaged) {
            progress_.hide();
            complain(where(number) + "the picture was damaged; its fingerprint may be that of a spoiled picture");
        }
        const bool same = !line.item.empty() && !open_.signals.empty() && line.item == open_.item;
        if (same && line.media != open_.media) {
            report(number, "the media differs from that of the same item's line before");
            return true;
        }
        if (same && open_.signals.size() == max_signals_an_item) {
            report(number, "the item has four fingerprints already");
            return true;
        }
        if (same) {
            open_.signals.push_back(line.signals.front());
            return true;
        }
        close_item();
        open_ = std::move(line);
        return batch_.size() < items_a_transaction || flush();
    }

    void close_item() {
        ItemLine item = std::exchange(open_, {});
        if (item.signals.empty()) return;
        bool fresh = false;
        for (const Signal& signal : item.signals) fresh = known_.emplace(signal.kind, signal.code).second || fresh;
        if (!fresh) {
            ++tally_.already_there;
            return;
        }
        const UnixMillis now = desk_.clock->now();
        const std::string reason = server::api::reason_to_hold(item.signals);
        const auto state = reason.empty() ? store::ItemState::active : store::ItemState::quarantined;
        batch_.push_back({.item = {.id = server::random_id(*desk_.random),
                                   .bank = bank_.id,
                                   .submission = {},
                                   .media = item.media,
                                   .origin = store::CodeOrigin::import,
                                   .state = state,
                                   .reason = reason,
                                   .signals = std::move(item.signals),
                                   .created = now,
                                   .changed = now},
                          .feed = desk_.feed_now()});
    }

    [[nodiscard]] bool flush() {
        if (batch_.empty()) return true;
        if (const auto written = desk_.store->import_items(batch_); !written) {
            progress_.hide();
            complain(sentence_of(written.error()));
            return false;
        }
        for (const store::NewItem& each : batch_) {
            if (each.item.reason.empty()) {
                ++tally_.imported;
            } else {
                ++tally_.quarantined[each.item.reason];
            }
        }
        batch_.clear();
        return true;
    }

    [[nodiscard]] int summary(int exit_code) {
        progress_.hide();
        desk_.note("bank.import", bank_.name);
        std::uint64_t held = 0;
        for (const auto& [reason, count] : tally_.quarantined) held += count;
        if (options_.json) {
            JsonWriter json;
            json.object().key("imported").value(tally_.imported).key("quarantined").object();
            for (const auto& [reason, count] : tally_.quarantined) json.key(reason).value(count);
            json.end().key("already_there").value(tally_.already_there).key("bad_lines").value(tally_.bad_lines);
            print(json.end().take() + "\n");
        } else {
            std::string text = "imported " + std::to_string(tally_.imported) + ", quarantined " + std::to_string(held);
            for (const auto& [reason, count] : tally_.quarantined) {
                text.append(" (").append(reason).append(" ").append(std::to_string(count)).append(")");
            }
            print(text + ", already there " + std::to_string(tally_.already_there) + ", bad lines " +
                  std::to_string(tally_.bad_lines) + "\n");
        }
        if (exit_code == exit_interrupted || exit_code == exit_terminated) {
            complain("Interrupted. What is counted here is imported; run the same import again for the rest.");
        }
        return finish_output() ? exit_code : exit_impossible;
    }

    const Options& options_;
    const Desk& desk_;
    const store::Bank& bank_;
    Progress progress_;
    Tally tally_;
    std::set<SignalKey> known_;
    ItemLine open_;  // the item whose lines are being read
    std::vector<store::NewItem> batch_;
    bool empty_ = true;  // whether no line named a fingerprint, good or bad
};

int run(const Options& options) {
    if (options.bank == store::submissions_bank) {
        return refuse_usage(
            "The bank \"submissions\" holds what people send themselves. Import into a bank of your own.");
    }
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto bank = find_bank(*desk->store, options.bank);
    if (!bank) return refuse_impossible(bank.error());
    const OpenFile file(options.file);
    if (file.error() != 0) {
        return refuse_impossible(printable(options.file) + ": this file cannot be read: " + reason_of(file.error()) +
                                 ".");
    }
    Import import(options, *desk, *bank);
    if (const auto read = import.read_existing(); !read) return refuse_impossible(sentence_of(read.error()));
    InputLines lines(file.descriptor(), max_line_bytes);
    return import.run(lines);
}

}  // namespace

void add_bank_import(Command bank, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    const Command command = bank.add_command("import", "Add fingerprints from a list to a bank");
    command.add_option("BANK", options->bank, "Name of the bank.").type_name("").required();
    command.add_option("FILE", options->file, "CSV or JSON lines; - is standard input.").type_name("").required();
    add_data_option(command, options->data);
    command.add_option("--format", options->format, "csv or jsonl; left out: what the first line shows.")
        .option_text("csv|jsonl")
        .one_of({"csv", "jsonl"});
    command
        .add_option("--quality", options->quality,
                    "0 to 100, for lines that give no quality; they are refused otherwise.")
        .option_text("N")
        .in_range(0, 100);
    command.add_flag("--json", options->json, "The summary as a JSON object.");
    command.add_flag("-q,--quiet", options->quiet, "No progress line.");
    command.footer(
        "CSV: the first line names the columns: code, and at will kind (pdq when left out), quality, media, item.\n"
        "JSON lines: what `holdfast fingerprint --json` prints, or short {\"code\":\"…\",\"quality\":100}.\n"
        "Bad lines are named with number and reason, the others are imported. Fingerprints that the guard distrusts "
        "are\n"
        "quarantined: kept, not matched, until `holdfast bank review` releases them. What the bank holds already is\n"
        "skipped, so an import can be run again after Ctrl-C. Never import fingerprints of children's pictures: banks "
        "are\n"
        "for adults, and child abuse material belongs to the hotlines.\n\n"
        "  holdfast bank import partners-list list.csv --quality 100 --data /var/lib/holdfast\n"
        "  holdfast fingerprint --json -r pictures/ | holdfast bank import ours - --data /var/lib/holdfast\n\n"
        "Exit codes: 0 all lines imported, 2 wrong arguments, 3 some lines were bad, 4 could not be done, 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
