// SPDX-License-Identifier: Apache-2.0
// holdfast compare
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "commands.hpp"
#include "exit_code.hpp"
#include "holdfast/core/json_writer.hpp"
#include "interrupt.hpp"
#include "output.hpp"
#include "signal_text.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string a;
    std::string b;
    int radius = max_partner_radius;
    std::string forms = "one";
    bool json = false;
};

/// What stands on one side: every code by which it could be met.
struct Side {
    struct Code {
        FingerprintKind kind;
        std::size_t form;  // index into form_names
        Code256 code;
    };
    std::vector<Code> codes;
    std::optional<int> quality;  // none for a bare code
};

struct Nearest {
    int distance = 257;
    Side::Code a{};
    Side::Code b{};
};

/// Long enough to be meant as a code, cut short or too long as it may be, and not the name of a file.
bool is_meant_as_code(const std::string& what) {
    constexpr std::size_t shortest = 48;
    const auto is_digit = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    std::error_code error;
    return what.size() >= shortest && std::ranges::all_of(what, is_digit) && !std::filesystem::exists(what, error);
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::expected<Side, FileError> read_side(const std::string& what, const FingerprintOptions& options) {
    Side side;
    if (const auto code = code_from_hex(lower_case(what))) {
        side.codes.push_back({FingerprintKind::pdq, 0, *code});
        return side;
    }
    if (is_meant_as_code(what)) {
        return std::unexpected(FileError{
            .name = "not_a_code",
            .explanation = "A code has 64 hexadecimal digits; this one has " + std::to_string(what.size()) + "."});
    }
    const auto file = fingerprint_file(what, options);
    if (!file) return std::unexpected(file.error());
    side.quality = file->set.canonical.quality;
    for (const Signal& signal : file->set.signals()) {
        const DihedralCodes* const forms = forms_of(file->set, signal.kind);
        for (std::size_t i = 0; i < (forms == nullptr ? 1 : forms->size()); ++i) {
            side.codes.push_back({signal.kind, i, forms == nullptr ? signal.code : (*forms)[i]});
        }
    }
    return side;
}

Nearest nearest(const Side& a, const Side& b) {
    Nearest best;
    for (const auto& of_a : a.codes) {
        for (const auto& of_b : b.codes) {
            if (of_a.form != 0 && of_b.form != 0) continue;  // turning both says no more than turning one
            const int d = distance(of_a.code, of_b.code);
            if (d < best.distance) best = {d, of_a, of_b};
        }
    }
    return best;
}

std::string described(const Side::Code& code) {
    std::string text(to_text(code.kind));
    if (code.form != 0) text.append(" ").append(form_names[code.form]);
    return text;
}

int run(const Options& options) {
    const auto kernel = kernel_from_environment();
    if (!kernel) return refuse_usage(kernel.error());
    const FingerprintOptions how{.all_forms = options.forms == "all", .kernel = *kernel};
    const auto a = read_side(options.a, how);
    const auto b = read_side(options.b, how);
    if (is_interrupted()) return interrupted_exit();
    // A code is never repeated in a message, not even one that was typed wrong.
    const auto named = [](const std::string& what, const char* side) {
        return is_meant_as_code(what) ? side : printable(what);
    };
    if (!a) complain(named(options.a, "A") + ": " + a.error().explanation);
    if (!b) complain(named(options.b, "B") + ": " + b.error().explanation);
    if (!a || !b) return exit_some_failed;

    const Nearest found = nearest(*a, *b);
    const bool match = found.distance <= options.radius;
    const int quality = std::min(a->quality.value_or(100), b->quality.value_or(100));
    if (options.json) {
        JsonWriter json;
        json.object().key("distance").value(found.distance).key("radius").value(options.radius);
        json.key("match").value(match).key("quality").value(quality);
        json.key("a").value(described(found.a)).key("b").value(described(found.b));
        print(json.end().take() + "\n");
    } else {
        print(std::string(match ? "match" : "no match") + ": distance " + std::to_string(found.distance) +
              " of 256, radius " + std::to_string(options.radius) + " (" + described(found.a) + " and " +
              described(found.b) + ")\n");
    }
    if (quality < min_quality) {
        complain("One of them is too plain to match well (quality " + std::to_string(quality) + " of 100).");
    }
    if (!finish_output()) return exit_impossible;
    return match ? exit_done : exit_no;
}

}  // namespace

void add_compare(Command program, int& exit_code) {
    auto options = std::make_shared<Options>();  // shared by parser and callback
    const Command command = program.add_command("compare", "Say how far two pictures are from one another");
    command.add_option("A", options->a, "A picture file, or a code of 64 hexadecimal digits.").type_name("").required();
    command.add_option("B", options->b, "Likewise.").type_name("").required();
    command.add_option("--radius", options->radius, "Greatest distance that counts as a match, 0 to 63.")
        .option_text("N (31)")
        .in_range(0, max_operator_radius);
    command.add_option("--forms", options->forms, "all: also find turned and mirrored copies.")
        .option_text("one|all (one)")
        .one_of({"one", "all"});
    command.add_flag("--json", options->json, "The answer as a JSON object.");
    command.footer(
        "The distance is the number of differing bits of 256, the least over the kinds of fingerprint that both have.\n"
        "Up to 31 is taken for the same picture; unrelated pictures lie near 128.\n\n"
        "  holdfast compare bridge.jpg resized.png\n\n"
        "Exit codes: 0 a match, 1 no match, 2 wrong arguments, 3 a file or code could not be read, 130 Ctrl-C.");
    command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace holdfast::cli
