// SPDX-License-Identifier: Apache-2.0
#include "case_pending.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>

#include "below_folder.hpp"
#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "open_file.hpp"

namespace holdfast::cli {
namespace {

constexpr std::string_view change_format = "holdfast-change-1";
constexpr std::size_t most_change_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_moves = 256;
constexpr std::array<std::string_view, 3> case_folders = {"items", "redacted", "removed"};
constexpr std::array<std::string_view, 2> case_texts = {"case.json", "actions.jsonl"};

std::unexpected<PackFailure> unwritable(std::string_view path, int error) {
    return pack_failure(exit_impossible, std::string(path) + " cannot be written: " + reason_below(error) + ".");
}

std::string to_text(const PendingChange& change) {
    JsonWriter json;
    json.object().key("format").value(change_format).key("gone").array();
    for (const std::string& path : change.gone) json.value(path);
    json.end().key("moves").array();
    for (const Move& move : change.moves) json.array().value(move.from).value(move.to).end();
    return json.end().end().take() + "\n";
}

std::optional<PendingChange> read_change(std::string_view text) {
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(text, {.bytes = most_change_bytes})) return std::nullopt;
    JsonObject top = document.object(faults);
    PendingChange change;
    bool fits = top.text("format") == change_format;
    const auto path = [&fits](const std::optional<std::string_view>& named) {
        fits = fits && named && is_case_path(*named);
        return std::string(named.value_or(""));
    };
    const JsonArray gone = top.array("gone", 0, most_moves);
    for (std::size_t i = 0; i < gone.size(); ++i) change.gone.push_back(path(gone.text(i)));
    const JsonArray moves = top.array("moves", 0, most_moves);
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const JsonArray move = moves.array(i, 2, 2);
        if (move.size() != 2) return std::nullopt;
        change.moves.push_back({.from = path(move.text(0)), .to = path(move.text(1))});
    }
    if (!fits || !faults.empty()) return std::nullopt;
    return change;
}

bool is_there(const PlaceBelow& place) {
    struct stat about{};
    return ::fstatat(place.folder.get(), place.name.c_str(), &about, AT_SYMLINK_NOFOLLOW) == 0;
}

/// Done already where `from` is gone and `to` is there.
PackResult<void> rename_once(int folder, const Move& move) {
    const auto from = place_below(folder, move.from, Missing::is_error);
    const auto to = place_below(folder, move.to, Missing::is_made);
    if (!to) return unwritable(move.to, to.error());
    if (!from || !is_there(*from)) {
        if (is_there(*to)) return {};
        return pack_failure(exit_impossible, move.from + " is missing: a change that was begun cannot be finished.");
    }
    // Nothing of the case is written over but case and log, which are replaced.
    const bool replaces = std::ranges::find(case_texts, move.to) != case_texts.end();
    if (!replaces && is_there(*to))
        return pack_failure(exit_impossible, move.to + " is there already: move it away, and try again.");
    if (::renameat(from->folder.get(), from->name.c_str(), to->folder.get(), to->name.c_str()) != 0)
        return unwritable(move.to, errno);
    for (const PlaceBelow* place : {&*to, &*from}) {
        if (const int error = sync_folder(place->folder.get()); error != 0) return unwritable(move.to, error);
    }
    return {};
}

PackResult<void> delete_once(int folder, const std::string& path) {
    const auto place = place_below(folder, path, Missing::is_error);
    if (!place && place.error() == ENOENT) return {};
    if (!place) return unwritable(path, place.error());
    if (::unlinkat(place->folder.get(), place->name.c_str(), 0) != 0 && errno != ENOENT)
        return pack_failure(exit_impossible, path + " cannot be deleted: " + reason_of(errno) + ".");
    if (const int error = sync_folder(place->folder.get()); error != 0) return unwritable(path, error);
    return {};
}

PackResult<void> carry_out(int folder, const PendingChange& change) {
    for (const Move& move : change.moves) {
        if (auto moved = rename_once(folder, move); !moved) return moved;
    }
    for (const std::string& path : change.gone) {
        if (auto deleted = delete_once(folder, path); !deleted) return deleted;
    }
    if (::unlinkat(folder, change_file, 0) != 0) return unwritable(change_file, errno);
    if (const int error = sync_folder(folder); error != 0) return unwritable(change_file, error);
    return {};
}

struct CloseFolder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

PackResult<void> remove_unfinished_in(int folder) {
    const int own = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, CloseFolder> listing(own < 0 ? nullptr : ::fdopendir(own));
    if (!listing) return pack_failure(exit_impossible, "The folder cannot be read: " + reason_of(errno) + ".");
    while (const dirent* entry = ::readdir(listing.get())) {
        const std::string name(static_cast<const char*>(entry->d_name));
        // What other commands left, too: ".unfinished-" and six characters.
        const bool is_left =
            name.ends_with(unfinished) || (name.size() > 7 && name.substr(0, name.size() - 7).ends_with(unfinished) &&
                                           (name.starts_with("case.json") || name.starts_with("actions.jsonl")));
        if (is_left && ::unlinkat(folder, name.c_str(), 0) != 0) return unwritable(name, errno);
    }
    return {};
}

}  // namespace

bool is_case_path(std::string_view path) noexcept {
    if (path.ends_with(unfinished)) path.remove_suffix(unfinished.size());
    if (std::ranges::find(case_texts, path) != case_texts.end()) return true;
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    if (std::ranges::find(case_folders, path.substr(0, slash)) == case_folders.end()) return false;
    const std::string_view name = path.substr(slash + 1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto fits = [&](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.'; };
    return name.size() >= 4 && name.size() < 64 && is_digit(name.front()) && std::ranges::all_of(name, fits);
}

PackResult<void> lock_case_folder(int folder) {
    if (::flock(folder, LOCK_EX | LOCK_NB) == 0) return {};
    if (errno == EWOULDBLOCK)
        return pack_failure(exit_impossible,
                            "Another command is at work in this folder. Wait until it has ended, and try again.");
    return pack_failure(exit_impossible, "The folder cannot be locked against other commands: " + reason_of(errno) +
                                             ". Copy it to a disk of this machine.");
}

PackResult<bool> finish_pending(int folder) {
    const auto text = read_below(folder, change_file, most_change_bytes);
    if (!text) return std::unexpected(text.error());
    if (!*text) return false;
    const auto change = read_change(**text);
    if (!change)
        return pack_failure(exit_impossible,
                            "change.json is no change that this command could have begun. Nothing was done: look at "
                            "where the folder came from.");
    if (auto carried = carry_out(folder, *change); !carried) return std::unexpected(std::move(carried.error()));
    return true;
}

PackResult<void> remove_unfinished(int folder) {
    if (auto done = remove_unfinished_in(folder); !done) return done;
    for (const std::string_view name : case_folders) {
        const auto inside = place_below(folder, std::string(name) + "/.", Missing::is_error);
        if (!inside && inside.error() == ENOENT) continue;
        if (!inside) return pack_failure(exit_impossible, std::string(name) + "/ is no folder of its own.");
        if (auto done = remove_unfinished_in(inside->folder.get()); !done) return done;
    }
    // So that a change.json which is gone stays so: it must not name files that are written from here on.
    if (const int error = sync_folder(folder); error != 0) return unwritable("The folder", error);
    return {};
}

PackResult<void> write_unfinished(int folder, const std::string& path, std::string_view text) {
    const auto place = place_below(folder, path, Missing::is_made);
    if (!place) return unwritable(path, place.error());
    struct stat before{};
    const bool replaces = ::fstatat(place->folder.get(), place->name.c_str(), &before, AT_SYMLINK_NOFOLLOW) == 0;
    const OwnedDescriptor file(::openat(place->folder.get(), (place->name + std::string(unfinished)).c_str(),
                                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return unwritable(path, errno);
    if (replaces && ::fchmod(file.get(), before.st_mode & 0777U) != 0) return unwritable(path, errno);
    while (!text.empty()) {
        const ssize_t put = ::write(file.get(), text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return unwritable(path, errno);
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(file.get()) != 0) return unwritable(path, errno);
    return {};
}

std::expected<void, ChangeFailure> make_change(int folder, const PendingChange& change) {
    const auto not_made = [](PackFailure failure) {
        return std::unexpected(ChangeFailure{.failure = std::move(failure), .is_made = false});
    };
    for (const Move& move : change.moves) {
        const auto from = place_below(folder, move.from, Missing::is_error);
        const int error = from ? sync_folder(from->folder.get()) : from.error();
        if (error != 0) return not_made(unwritable(move.from, error).error());
    }
    if (auto written = write_unfinished(folder, change_file, to_text(change)); !written)
        return not_made(std::move(written.error()));
    if (::renameat(folder, (change_file + std::string(unfinished)).c_str(), folder, change_file) != 0)
        return not_made(unwritable(change_file, errno).error());
    const int error = sync_folder(folder);
    auto carried = error != 0 ? PackResult<void>(unwritable(change_file, error)) : carry_out(folder, change);
    if (carried) return {};
    return std::unexpected(ChangeFailure{.failure = std::move(carried.error()), .is_made = true});
}

}  // namespace holdfast::cli
