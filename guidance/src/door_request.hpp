// SPDX-License-Identifier: Apache-2.0
// One request at the door, its common members read, and the things that can be asked. docs/formats/guide_door.md.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "door_words.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/guidance/handbook.hpp"

namespace holdfast::guidance {

/// A request. An asker reads members of its own from `object`, each fault as core's reader adds it.
struct Request {
    JsonObject object;
    JsonFaults& faults;
    Answers answers;                   ///< those that the guide knows
    Reader reader;                     ///< `today` is 1970-01-01 where the request names no day
    std::optional<std::size_t> force;  ///< of the place, where one was picked

    /// Adds a fault where the request names no day: for askers whose answer tells what is stale.
    void needs_today();
    /// Adds a fault for each member that is neither a common one nor one of `own`.
    void only(std::span<const std::string_view> own = {});
};

/// Answers one kind of request: reads what is left of it, and unless that added a fault writes one object's members
/// (the braces are the door's).
using Asker = void (*)(const Handbook& handbook, Request& request, JsonWriter& to);

void ask_question(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_plan(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_places(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_platforms(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_countries(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_directory(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_messages(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_notices(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_notice(const Handbook& handbook, Request& request, JsonWriter& to);
void ask_track(const Handbook& handbook, Request& request, JsonWriter& to);

}  // namespace holdfast::guidance
