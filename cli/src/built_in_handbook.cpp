// SPDX-License-Identifier: Apache-2.0
#include "built_in_handbook.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "holdfast/core/json_reader.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"
#include "picture_file.hpp"

// The assembler takes the file in as it is: a text of this size is more than a string literal may hold, and as a list
// of numbers it would take longer to compile than all the rest.
asm(".pushsection .rodata\n"
    ".global holdfast_guidance_begin\n"
    ".global holdfast_guidance_end\n"
    ".hidden holdfast_guidance_begin\n"
    ".hidden holdfast_guidance_end\n"
    "holdfast_guidance_begin:\n"
    ".incbin \"" HOLDFAST_GUIDANCE_BLOB
    "\"\n"
    "holdfast_guidance_end:\n"
    ".popsection\n");
// NOLINTNEXTLINE(bugprone-reserved-identifier): symbols of the assembler's, not names of the language's
extern "C" const char holdfast_guidance_begin[];
extern "C" const char holdfast_guidance_end[];

namespace holdfast::cli {
namespace {

constexpr std::size_t most_blob_bytes = std::size_t{4} << 20U;

std::expected<std::string, std::string> read_file(const std::string& path) {
    const OpenFile file(path);
    const auto refuse = [&](const std::string& why) { return std::unexpected(printable(path) + ": " + why + "."); };
    if (file.error() != 0) return refuse("the guide cannot be read: " + reason_of(file.error()));
    std::string blob;
    std::array<std::byte, 65'536> piece{};
    while (true) {
        const ssize_t got = read_unless_interrupted(file.descriptor(), piece);
        if (got < 0) return refuse("the guide cannot be read: " + reason_of(errno));
        if (got == 0) return blob;
        blob.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(got));
        if (blob.size() > most_blob_bytes) return refuse("this is more than a guide may hold");
    }
}

}  // namespace

std::string_view built_in_blob() noexcept {
    return {holdfast_guidance_begin, holdfast_guidance_end};
}

std::expected<LoadedHandbook, std::string> load_handbook(const std::string& path) {
    LoadedHandbook loaded;
    if (path.empty()) {
        loaded.blob = built_in_blob();
    } else if (auto read = read_file(path)) {
        loaded.blob = std::move(*read);
    } else {
        return std::unexpected(read.error());
    }
    auto handbook = guidance::read_handbook(loaded.blob);
    if (!handbook) {
        const std::string name = path.empty() ? "The built-in guide" : printable(path);
        if (handbook.error().faults.empty())
            return std::unexpected(name + " is no guide: " + std::string(explain(handbook.error().json)));
        std::string said = name + " is refused:";
        for (const JsonFault& fault : handbook.error().faults.kept())
            said += "\n  " + printable(fault.pointer) + " " + printable(fault.detail);
        return std::unexpected(said);
    }
    loaded.handbook = std::move(*handbook);
    return loaded;
}

void add_handbook_option(Command command, std::string& path) {
    command.add_option("--data", path, "Another guide than the built-in one: a compiled guidance.json.")
        .option_text("FILE");
}

void add_today_option(Command command, std::string& today) {
    command.add_option("--today", today, "The day that reviews are measured by; today when left out.")
        .option_text("YYYY-MM-DD");
}

void add_language_option(Command command, std::string& language, const char* said) {
    command.add_option("--language", language, said).option_text("en|cy").one_of({"en", "cy"});
}

std::expected<std::chrono::sys_days, std::string> day_of(const std::string& today) {
    if (today.empty()) return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    if (const auto day = guidance::day_from_text(today)) return *day;
    return std::unexpected("--today is a day such as 2026-11-22.");
}

guidance::Language language_of(std::string_view word) noexcept {
    return word == to_text(guidance::Language::welsh) ? guidance::Language::welsh : guidance::Language::english;
}

}  // namespace holdfast::cli
