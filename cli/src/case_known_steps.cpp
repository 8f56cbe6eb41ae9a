// SPDX-License-Identifier: Apache-2.0
#include "case_known_steps.hpp"

#include "case_commands.hpp"
#include "case_edit.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "moment_of.hpp"
#include "pack_arguments.hpp"

namespace holdfast::cli {

void add_typed_options(Command command, TypedInto& into) {
    add_case_folder(command, into.folder);
    command.add_flag("--json", into.json, "One object: name.");
}

int type_in(const TypedInto& into, const PutIn& put) {
    auto edit = CaseEdit::open(into.folder, device_now());
    if (!edit) return refused(edit.error(), into.json);
    const auto name = put(edit->facts(), edit->now());
    if (!name) return refused(name.error(), into.json);
    evidence::LogEntry entry;
    entry.step = evidence::Step::noted;
    entry.words = *name;
    edit->note(std::move(entry));
    if (const auto kept = edit->commit(); !kept) return refused(kept.error(), into.json);
    if (!into.json) return answered(*name + " is in the case.\n", exit_done);
    JsonWriter json;
    return answered(json.object().key("name").value(*name).end().take() + "\n", exit_done);
}

evidence::ExhibitKind exhibit_kind(std::string_view word) {
    for (std::uint8_t kind = 0; kind < static_cast<std::uint8_t>(evidence::ExhibitKind::other); ++kind) {
        const auto each = static_cast<evidence::ExhibitKind>(kind);
        if (to_text(each) == word) return each;
    }
    return evidence::ExhibitKind::other;
}

PackResult<void> read_moment(const std::string& option, const std::string& typed,
                             std::optional<evidence::Moment>& moment) {
    if (typed.empty()) return {};
    moment = moment_from_typed(typed);
    if (!moment) return pack_failure(exit_usage, option + " " + std::string(typed_moments));
    return {};
}

}  // namespace holdfast::cli
