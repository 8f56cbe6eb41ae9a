// SPDX-License-Identifier: Apache-2.0
// What the parts of the case's door share: a request that was read, the ways to answer it, and the one way to change a
// case and its log together.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/case_door.hpp"

namespace holdfast::evidence {

/// `{"error":{"what":…,"says":…}}`; `says` is an English sentence, left out where it is empty.
[[nodiscard]] std::string refused(std::string_view what, std::string_view says = {});
/// `{"error":{"what":…,"faults":[{"pointer","expected"}]}}`.
[[nodiscard]] std::string refused(std::string_view what, const JsonFaults& faults);

/// What every request that changes something has.
struct Asked {
    JsonObject& json;
    JsonFaults& faults;
    Moment at;
    std::string words;  ///< of the log's line; may be empty
};

/// The change that a request asks for, not done yet.
struct Change {
    Case of;
    LogEntry entry;
};
[[nodiscard]] Change change_of(const OpenCase& of, const Asked& asked, Step step);

/// Holds the changed case against every rule, writes the line, and lets `of` be the changed case. Empty where all went
/// well; otherwise the answer that refuses it, and nothing changed.
[[nodiscard]] std::string try_change(OpenCase& of, Change& change);

/// The answer when it went well: `{…,"line":…}`, `more` putting in what else there is.
template <class More>
[[nodiscard]] std::string done_line(const OpenCase& of, More&& more) {
    JsonWriter json;
    json.object();
    more(json);
    return json.key("line").value(static_cast<std::uint64_t>(of.log.entries().size())).end().take();
}
[[nodiscard]] inline std::string done_line(const OpenCase& of) {
    return done_line(of, [](JsonWriter&) {});
}

/// try_change() and done_line().
template <class More>
[[nodiscard]] std::string carry_out(OpenCase& of, Change change, More&& more) {
    if (std::string no = try_change(of, change); !no.empty()) return no;
    return done_line(of, more);
}
[[nodiscard]] inline std::string carry_out(OpenCase& of, Change change) {
    return carry_out(of, std::move(change), [](JsonWriter&) {});
}

// Each answers one kind of request; `asked.json` has its members, of which faults may have been found already.
[[nodiscard]] std::string add_exhibit(OpenCase& of, const Asked& asked, const FileShelf& files);
[[nodiscard]] std::string describe_exhibit(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string change_exhibit(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string remove_exhibit(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string restore_exhibit(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string read_out_exhibit(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string redact_exhibit(OpenCase& of, const Asked& asked, const FileShelf& files);
[[nodiscard]] std::string leave_exhibit_out(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string drop_copy(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string put_fact(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string drop_fact(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string set_heading(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string take_done_list(OpenCase& of, const Asked& asked);
[[nodiscard]] std::string note_step(OpenCase& of, const Asked& asked);

}  // namespace holdfast::evidence
