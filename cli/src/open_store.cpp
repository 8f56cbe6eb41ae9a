// SPDX-License-Identifier: Apache-2.0
#include "open_store.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "holdfast/sealing/case_number.hpp"
#include "holdfast/server/data_folder.hpp"
#include "holdfast/store/sqlite.hpp"
#include "output.hpp"

namespace holdfast::cli {
namespace {

store::FeedTime within(const Desk& desk, std::int64_t longest_millis) {
    const auto bound = static_cast<std::uint64_t>(longest_millis) + 1;
    const auto delay = static_cast<std::int64_t>(server::random_below(*desk.random, bound));
    return {.visible = {desk.clock->now().value + delay}, .tie = server::random_u64(*desk.random)};
}

}  // namespace

void add_data_option(Command command, std::string& folder) {
    command.add_option("--data", folder, "Folder of the service's database.")
        .option_text("DIR (required, or HOLDFAST_DATA)")
        .environment_variable("HOLDFAST_DATA")
        .required();
}

store::FeedTime Desk::feed_now() const {
    return {.visible = clock->now(), .tie = server::random_u64(*random)};
}

store::FeedTime Desk::feed_later() const {
    return within(*this, spreads.added_millis);
}

store::FeedTime Desk::feed_soon() const {
    return within(*this, spreads.removed_millis);
}

void Desk::note(const std::string& action, const std::string& subject) const {
    const auto noted = store->audit({.at = clock->now(), .actor = "operator", .action = action, .subject = subject});
    if (!noted) complain("The audit log could not be written: " + sentence_of(noted.error()));
}

std::string sentence_of(store::StoreError error) {
    return std::string(store::explain(error));
}

std::string still_in_log(const std::string& what, store::StoreError error) {
    return what +
           " is erased from the database and matches nothing any more; its write-ahead log still holds the codes. They "
           "leave it when the service next tidies up, which also its start does. " +
           (error == store::StoreError::busy ? "Another process still reads or writes the database."
                                             : sentence_of(error));
}

std::expected<Desk, std::string> open_desk(const std::string& folder, bool make_new) {
    const std::filesystem::path path = std::filesystem::path(folder) / server::database_name;
    if (!make_new) {
        std::error_code error;
        const auto kind = std::filesystem::status(path, error).type();
        const bool is_folder = std::filesystem::is_directory(folder, error);
        if (error && error != std::errc::no_such_file_or_directory) {
            return std::unexpected("The data folder " + folder + " cannot be opened: " + error.message() + ".");
        }
        if (kind == std::filesystem::file_type::none) {
            return std::unexpected("The data folder " + folder +
                                   " is closed to this user. Run the command as the user that runs the service.");
        }
        if (kind == std::filesystem::file_type::not_found) {
            return std::unexpected(is_folder ? "There is no database in " + folder +
                                                   " yet. Start the service, add a partner or create a bank first."
                                             : "There is no folder " + folder + ".");
        }
    }
    if (auto prepared = server::prepare_data_folder(folder); !prepared) return std::unexpected(prepared.error());
    // What goes wrong while it is opened is told once, and whole. Shared: the store keeps the function.
    const auto why = std::make_shared<std::optional<std::string>>(std::in_place);
    auto opened = store::open_sqlite({.path = path,
                                      .busy_timeout = std::chrono::seconds(10),
                                      .vfs = {},
                                      .on_error = [why](std::string_view sentence) {
                                          if (*why) {
                                              **why = sentence;
                                          } else {
                                              complain(sentence);
                                          }
                                      }});
    if (!opened) return std::unexpected((*why)->empty() ? sentence_of(opened.error()) : **why);
    why->reset();
    const auto spreads = (*opened)->feed_spreads();
    if (!spreads) return std::unexpected(sentence_of(spreads.error()));
    return Desk{.store = std::move(*opened),
                .clock = server::make_system_clock(),
                .random = server::make_system_random(),
                .spreads = *spreads};
}

std::expected<store::CaseView, std::string> find_case(store::Store& store, const std::string& number) {
    const auto read = sealing::case_number_from_text(number);
    if (!read) {
        switch (read.error()) {
            case sealing::CaseNumberError::wrong_length:
                return std::unexpected("A case number is HF- and nine characters, such as HF-7K3Q-9XWM-C.");
            case sealing::CaseNumberError::bad_character:
                return std::unexpected("The case number holds a character that no case number has. Look at it again.");
            case sealing::CaseNumberError::bad_check:
                break;
        }
        return std::unexpected("The case number is mistyped: its last character does not fit the others.");
    }
    auto view = store.case_by_number(sealing::to_text(*read));
    if (view) return std::move(*view);
    if (view.error() != store::StoreError::not_found) return std::unexpected(sentence_of(view.error()));
    return std::unexpected("There is no case of that number. It may have been deleted.");
}

std::expected<store::Bank, std::string> find_bank(store::Store& store, const std::string& name) {
    const auto banks = store.banks();
    if (!banks) return std::unexpected(sentence_of(banks.error()));
    const auto found = std::ranges::find(*banks, name, &store::Bank::name);
    if (found == banks->end()) {
        return std::unexpected("There is no bank \"" + name + "\". `holdfast bank list` shows those that there are.");
    }
    return *found;
}

}  // namespace holdfast::cli
