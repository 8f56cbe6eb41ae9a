// SPDX-License-Identifier: Apache-2.0
// What the commands share that type something into a case: link, known, payment, reported, note.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "command_line.hpp"
#include "holdfast/evidence/case.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

struct TypedInto {
    std::string folder;
    bool json = false;
};
/// FOLDER and --json.
void add_typed_options(Command command, TypedInto& into);

/// What is put in: its name in the case, such as "link/3", for the person and for the log. The log holds nothing of
/// what was typed: it is never rewritten, and what was typed may be wrong.
using PutIn = std::function<PackResult<std::string>(evidence::CaseFacts& facts, const evidence::Moment& now)>;
/// Puts it in, notes it, says so; the exit code.
[[nodiscard]] int type_in(const TypedInto& into, const PutIn& put);

/// The words of --kind.
inline constexpr std::initializer_list<std::string_view> exhibit_kinds{
    "screenshot", "photo-of-screen", "picture",  "video", "voice-message", "chat-export",
    "mail",       "web-page",        "document", "other"};
/// Precondition: one of them.
[[nodiscard]] evidence::ExhibitKind exhibit_kind(std::string_view word);

/// `option` as typed into `moment`, where it was given; the error is a sentence.
[[nodiscard]] PackResult<void> read_moment(const std::string& option, const std::string& typed,
                                           std::optional<evidence::Moment>& moment);

}  // namespace holdfast::cli
