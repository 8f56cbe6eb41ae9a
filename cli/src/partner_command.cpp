// SPDX-License-Identifier: Apache-2.0
// holdfast partner add, list, revoke
#include <algorithm>
#include <array>
#include <memory>

#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/core/utf8.hpp"
#include "holdfast/sealing/access_token.hpp"
#include "holdfast/store/words.hpp"
#include "open_store.hpp"
#include "output.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

constexpr std::size_t longest_name = 100;  // bytes

std::vector<std::string> names_of(std::uint32_t scopes) {
    std::vector<std::string> names;
    for (const auto& [scope, word] : store::scope_words) {
        if ((scopes & static_cast<std::uint32_t>(scope)) != 0) names.emplace_back(word);
    }
    return names;
}

// --- add ---

struct AddOptions {
    std::string data;
    std::string name;
    std::vector<std::string> scopes{"lookup"};
    bool unlisted = false;
    std::uint32_t requests_per_second = 0;
};

bool is_good_name(const std::string& name) {
    return !name.empty() && name.size() <= longest_name && is_utf8(name) && printable(name) == name &&
           name.front() != ' ' && name.back() != ' ';
}

int add(const AddOptions& options) {
    if (!is_good_name(options.name)) {
        return refuse_usage(
            "The name is shown to people: 1 to 100 bytes of UTF-8 without control characters or outer spaces.");
    }
    const auto desk = open_desk(options.data, true);
    if (!desk) return refuse_impossible(desk.error());
    sealing::Secret<32> key;
    desk->random->fill(key.writable());
    store::Partner partner{.id = server::random_id(*desk->random),
                           .name = options.name,
                           .key_digest = sealing::api_key_digest(key),
                           .scopes = 0,
                           .listed = !options.unlisted,
                           .requests_per_second = options.requests_per_second,
                           .created = desk->clock->now(),
                           .revoked = std::nullopt};
    for (const auto& [scope, word] : store::scope_words) {
        const bool asked = std::ranges::find(options.scopes, word) != options.scopes.end();
        if (asked) partner.scopes |= static_cast<std::uint32_t>(scope);
    }
    // The database itself takes a name once, so that of two operators at the same moment one is refused.
    if (const auto added = desk->store->add_partner(partner); !added) {
        return refuse_impossible(
            added.error() == store::StoreError::conflict
                ? "A partner of that name has a key already. Revoke it first, or choose another name."
                : sentence_of(added.error()));
    }
    desk->note("partner.add", to_hex(partner.id));
    print(std::string(sealing::to_api_key(key).view()) + "\n");
    if (!finish_output()) {
        return refuse_impossible("Partner " + to_hex(partner.id) +
                                 " was added, and its key is lost. Revoke it: holdfast partner revoke " +
                                 to_hex(partner.id));
    }
    complain("Added partner " + to_hex(partner.id) + ". This is its API key; it is shown this once and kept nowhere.");
    return exit_done;
}

// --- list ---

struct ListOptions {
    std::string data;
    bool json = false;
};

int list(const ListOptions& options) {
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto partners = desk->store->partners();
    if (!partners) return refuse_impossible(sentence_of(partners.error()));
    for (const store::Partner& each : *partners) {
        if (options.json) {
            JsonWriter json;
            json.object().key("id").value(to_hex(each.id)).key("name").value(each.name).key("scopes").array();
            for (const std::string& scope : names_of(each.scopes)) json.value(scope);
            json.end().key("listed").value(each.listed).key("requests_per_second").value(each.requests_per_second);
            json.key("created").value(to_rfc3339(each.created));
            if (each.revoked) json.key("revoked").value(to_rfc3339(*each.revoked));
            print(json.end().take() + "\n");
            continue;
        }
        std::string scopes;
        for (const std::string& scope : names_of(each.scopes)) scopes.append(scopes.empty() ? "" : ",").append(scope);
        print(to_hex(each.id) + "  " +
              (each.revoked  ? "revoked"
               : each.listed ? "listed "
                             : "hidden ") +
              "  " + to_rfc3339(each.created) + "  " + scopes + "  " + each.name + "\n");
    }
    return finish_output() ? exit_done : exit_impossible;
}

// --- revoke ---

struct RevokeOptions {
    std::string data;
    std::string partner;
};

int revoke(const RevokeOptions& options) {
    const auto desk = open_desk(options.data, false);
    if (!desk) return refuse_impossible(desk.error());
    const auto partners = desk->store->partners();
    if (!partners) return refuse_impossible(sentence_of(partners.error()));
    std::vector<store::Partner> meant;
    std::ranges::copy_if(*partners, std::back_inserter(meant), [&](const store::Partner& each) {
        return to_hex(each.id) == options.partner || (each.name == options.partner && !each.revoked);
    });
    if (meant.empty())
        return refuse_impossible("There is no such partner with a valid key. `holdfast partner list` shows all.");
    if (meant.size() > 1) return refuse_impossible("Several partners have that name; give the id.");
    if (meant.front().revoked) {
        complain("It was revoked on " + to_rfc3339(*meant.front().revoked) + " already.");
        return exit_done;
    }
    if (const auto revoked = desk->store->revoke_partner(meant.front().id, desk->clock->now()); !revoked) {
        return refuse_impossible(sentence_of(revoked.error()));
    }
    desk->note("partner.revoke", to_hex(meant.front().id));
    complain("Revoked. A running service refuses the key within a second.");
    return exit_done;
}

}  // namespace

void add_partner(Command program, int& exit_code) {
    const Command partner = program.add_command("partner", "Manage who may use the partner API");
    partner.require_command();
    partner.footer(
        "Each works on the database of a service, which may be running: it follows within a second.\n"
        "`holdfast partner COMMAND --help` explains each.");

    auto adding = std::make_shared<AddOptions>();  // shared by parser and callback, like those below
    const Command add_command = partner.add_command("add", "Add a partner and print its API key");
    add_command.add_option("NAME", adding->name, "As people will read it: \"Example Social\".")
        .type_name("")
        .required();
    add_data_option(add_command, adding->data);
    add_command
        .add_option("--scope", adding->scopes,
                    "What the key allows, separated by commas: lookup, sighting, feedback, feed.")
        .option_text("SCOPE,... (lookup)")
        .delimiter(',')
        .one_of({"lookup", "sighting", "feedback", "feed"});
    add_command.add_flag("--unlisted", adding->unlisted,
                         "Not shown on the page among the platforms that check this list (for tests and for police).");
    add_command
        .add_option("--requests-per-second", adding->requests_per_second,
                    "Rate limit, up to 1,000,000; 0: the service's default.")
        .option_text("N")
        .in_range(0, 1'000'000);
    add_command.footer(
        "The key goes to standard output, alone on a line; everything else to standard error.\n\n"
        "  holdfast partner add \"Example Social\" --scope lookup,sighting --data /var/lib/holdfast > key.txt\n\n"
        "Exit codes: 0 added, 2 wrong arguments, 4 could not be done.");
    add_command.callback([adding, &exit_code] { exit_code = add(*adding); });

    auto listing = std::make_shared<ListOptions>();
    const Command list_command = partner.add_command("list", "Show every partner, revoked ones too");
    add_data_option(list_command, listing->data);
    list_command.add_flag("--json", listing->json, "One JSON object for each partner, one a line.");
    list_command.footer(
        "Columns: id, listed or hidden or revoked, when it was added, scopes, name.\n\n"
        "Exit codes: 0 done, 2 wrong arguments, 4 could not be done.");
    list_command.callback([listing, &exit_code] { exit_code = list(*listing); });

    auto revoking = std::make_shared<RevokeOptions>();
    const Command revoke_command = partner.add_command("revoke", "Make a partner's API key invalid for good");
    revoke_command.add_option("PARTNER", revoking->partner, "Its id, or its name.").type_name("").required();
    add_data_option(revoke_command, revoking->data);
    revoke_command.footer(
        "Exit codes: 0 revoked, 2 wrong arguments, 4 there is no such partner, or it could not be done.");
    revoke_command.callback([revoking, &exit_code] { exit_code = revoke(*revoking); });
}

}  // namespace holdfast::cli
