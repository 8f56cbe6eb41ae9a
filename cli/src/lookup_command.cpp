// SPDX-License-Identifier: Apache-2.0
// holdfast lookup
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/access_token.hpp"
#include "interrupt.hpp"
#include "lookup_client.hpp"
#include "many_files.hpp"
#include "open_file.hpp"
#include "output.hpp"
#include "signal_text.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    ManyFiles files;
    std::string server;
    std::string key_file;
    bool allow_http = false;
    LookupQuery query;
    std::string forms = "one";
    bool json = false;
};

std::expected<sealing::SecretText, std::string> checked_key(std::string text) {
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    text.resize(end == std::string::npos ? 0 : end + 1);
    sealing::SecretText key(std::move(text));
    if (!sealing::key_from_api_key(key.view())) {
        return std::unexpected("The API key is not \"hfp_\" and 64 hexadecimal digits.");
    }
    return key;
}

std::expected<sealing::SecretText, std::string> read_key(const std::string& path) {
    if (path.empty()) {
        const char* const variable = std::getenv("HOLDFAST_KEY");
        if (variable == nullptr) return std::unexpected("Give the API key by --key-file FILE or in HOLDFAST_KEY.");
        return checked_key(variable);
    }
    const auto unreadable = [&](int number) {
        return std::unexpected(printable(path) + ": the key file cannot be read: " + reason_of(number) + ".");
    };
    const OpenFile file(path);
    if (file.error() != 0) return unreadable(file.error());
    std::array<std::byte, 1024> bytes{};
    const ssize_t got = read_unless_interrupted(file.descriptor(), bytes);
    if (got < 0) return unreadable(errno);
    std::string text(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(got));
    sealing::wipe(bytes);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        sealing::wipe(text);
        return std::unexpected(printable(path) + ": the key file is empty.");
    }
    if (S_ISREG(file.about().st_mode) && (file.about().st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        complain(printable(path) + " can be read by other users. Close it to them: chmod 600.");
    }
    return checked_key(std::move(text));
}

/// One picture that waits to be looked up, or a file that gave no fingerprint and waits for its place in the answers.
struct Waiting {
    std::string path;
    std::size_t signals = 0;
    int quality = 0;
    std::optional<FileError> error;
};

class Lookup {
  public:
    Lookup(const Options& options, LookupClient& client) : options_(options), client_(client) {}

    void add(const std::string& path, const FileFingerprint& file) {
        std::vector<Signal> signals = file.set.signals();
        if (file.set.canonical_forms) {
            for (std::size_t i = 1; i < 8; ++i) {
                signals.push_back(
                    {FingerprintKind::pdq_c1, file.set.canonical.quality, (*file.set.canonical_forms)[i]});
            }
        }
        if (signals_.size() + signals.size() > signals_a_lookup) send();
        waiting_.push_back({path, signals.size(), file.set.canonical.quality, std::nullopt});
        signals_.insert(signals_.end(), signals.begin(), signals.end());
    }

    void add(const std::string& path, const FileError& error) { waiting_.push_back({path, 0, 0, error}); }

    void send() {
        if (error_) return;
        std::vector<std::vector<LookupMatch>> found;
        if (!signals_.empty()) {
            auto answer = client_.look_up(signals_, options_.query);
            if (!answer) {
                error_ = std::move(answer.error());
                return;
            }
            found = std::move(*answer);
        }
        std::size_t at = 0;
        for (const Waiting& each : waiting_) {
            if (!each.error) {
                show(each, nearest(std::span(found).subspan(at, each.signals)));
            } else if (options_.json) {
                print(json_line(each.path, *each.error));
            }
            at += each.signals;
        }
        waiting_.clear();
        signals_.clear();
    }

    [[nodiscard]] const std::optional<LookupError>& error() const noexcept { return error_; }
    [[nodiscard]] bool any_match() const noexcept { return any_match_; }

  private:
    /// Each item once, by its nearest signal, nearest items first.
    static std::vector<LookupMatch> nearest(std::span<const std::vector<LookupMatch>> of_signals) {
        std::vector<LookupMatch> all;
        for (const auto& list : of_signals) {
            for (const LookupMatch& match : list) {
                const auto same = std::ranges::find(all, match.item, &LookupMatch::item);
                if (same == all.end()) {
                    all.push_back(match);
                } else if (match.distance < same->distance) {
                    *same = match;
                }
            }
        }
        std::ranges::sort(all, {}, [](const LookupMatch& match) { return std::pair(match.distance, match.item); });
        return all;
    }

    void show(const Waiting& file, const std::vector<LookupMatch>& matches) {
        any_match_ = any_match_ || !matches.empty();
        if (options_.json) {
            JsonWriter json;
            json.object().key("file").value(file.path).key("quality").value(file.quality).key("matches").array();
            for (const LookupMatch& match : matches) {
                json.object().key("item").value(match.item).key("bank").value(match.bank);
                json.key("distance").value(match.distance).key("kind").value(to_text(match.kind)).end();
            }
            print(json.end().end().take() + "\n");
            return;
        }
        const std::string name = printable(file.path);
        if (matches.empty()) print("no match  " + name + "\n");
        for (const LookupMatch& match : matches) {
            print("match  " + match.item + "  " + match.bank + "  " + std::to_string(match.distance) + "  " + name +
                  "\n");
        }
        if (file.quality < min_quality) {
            complain(name + ": too plain to match well (quality " + std::to_string(file.quality) + " of 100).");
        }
    }

    const Options& options_;
    LookupClient& client_;
    std::vector<Waiting> waiting_;
    std::vector<Signal> signals_;
    std::optional<LookupError> error_;
    bool any_match_ = false;
};

int run(const Options& options) {
    const auto kernel = kernel_from_environment();
    if (!kernel) return refuse_usage(kernel.error());
    const auto server =
        check_server("--server", options.server, options.allow_http ? OverHttp::anywhere : OverHttp::not_the_key);
    if (!server) return refuse_usage(server.error());
    auto key = read_key(options.key_file);
    if (!key) return refuse_usage(key.error());
    LookupClient client(*server, std::move(*key));
    Lookup lookup(options, client);
    const FingerprintOptions how{.all_forms = options.forms == "all", .kernel = *kernel};
    const FilesDone done = fingerprint_many(options.files, how, [&](const std::string& path, const FileResult& result) {
        result ? lookup.add(path, *result) : lookup.add(path, result.error());
        return !lookup.error();
    });
    if (!done.interrupted) lookup.send();
    if (!finish_output()) return exit_impossible;
    if (done.interrupted || is_interrupted()) return interrupted_exit();
    if (const auto& error = lookup.error()) {
        return error->wrong_query ? refuse_usage(error->sentence) : refuse_impossible(error->sentence);
    }
    // A match is an answer whatever stands beside it; that there is none is one only when every file was read, and
    // there was one.
    if (lookup.any_match()) return exit_done;
    return done.some_failed || done.none_found ? exit_some_failed : exit_no;
}

}  // namespace

void add_lookup(Command program, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    const Command command = program.add_command("lookup", "Ask a service whether pictures are banked");
    options->files.add_options(command);
    command.add_option("--server", options->server, "Address of the service: https://holdfast.example.")
        .option_text("URL (required)")
        .required();
    command.add_option("--key-file", options->key_file, "File that holds the API key; HOLDFAST_KEY when left out.")
        .option_text("FILE");
    command.add_flag("--allow-http", options->allow_http, "Let the key travel unencrypted to another machine.");
    command.add_option("--radius", options->query.radius, "Greatest distance that counts as a match, 0 to 31.")
        .option_text("N (31)")
        .in_range(0, max_partner_radius);
    command.add_option("--bank", options->query.banks, "Search these banks alone, separated by commas.")
        .option_text("NAME,...")
        .delimiter(',');
    command.add_option("--forms", options->forms, "all: also find turned and mirrored copies.")
        .option_text("one|all (one)")
        .one_of({"one", "all"});
    command.add_flag("--json", options->json, "One JSON object for each file, one a line.");
    command.footer(
        "Pictures are fingerprinted here; their fingerprints are sent, and nothing else. The key never stands on the\n"
        "command line, where other users could read it.\n\n"
        "  holdfast lookup --server https://holdfast.example --key-file key.txt reported/*.jpg\n\n"
        "Exit codes: 0 at least one match, also when other files could not be read; 1 every file was read and none\n"
        "matches; 2 wrong arguments, no key, or no bank of that name; 3 no match, but some files could not be read, "
        "or\n"
        "there was no picture, so the answer is not known; 4 the service could not be asked; 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
