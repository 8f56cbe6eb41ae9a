// SPDX-License-Identifier: Apache-2.0
#include "many_files.hpp"

#include <atomic>
#include <cstdio>
#include <new>
#include <thread>

#include "holdfast/media/decode_error.hpp"
#include "interrupt.hpp"
#include "ordered_parallel.hpp"
#include "progress.hpp"

namespace holdfast::cli {
namespace {

void complain(const std::string& path, const std::string& sentence) {
    const std::string name = path.empty() ? "\"\"" : printable(path);
    std::fprintf(stderr, "%s: %s\n", name.c_str(), sentence.c_str());
}

/// Many large pictures at once may need more memory than there is: that costs the one that found none.
FileResult fingerprint_within_memory(const std::string& path, const FingerprintOptions& options) {
    try {
        return fingerprint_file(path, options);
    } catch (const std::bad_alloc&) {
        constexpr auto error = media::DecodeError::out_of_memory;
        return FileResult(std::unexpect, FileError{.name = std::string(media::to_text(error)),
                                                   .explanation = media::explain(error, media::FileKind::unknown)});
    }
}

}  // namespace

void ManyFiles::add_options(Command command) {
    command.add_option("FILE", names, "Picture files: JPEG, PNG, WebP, GIF, HEIC, AVIF. - is standard input.")
        .type_name("")
        .required();
    command.add_flag("-r,--recursive", recursive, "Take the pictures below folders; other files in them are skipped.");
    command.add_option("-j,--jobs", jobs, "Files to work on at the same time, 1 to 256 (one for each core).")
        .option_text("N")
        .in_range(1, 256);
    command.add_flag("-q,--quiet", quiet, "No progress line.");
}

FilesDone fingerprint_many(const ManyFiles& files, const FingerprintOptions& options,
                           const std::function<bool(const std::string&, const FileResult&)>& each) {
    const std::vector<ListedFile> list = list_files(files.names, files.recursive);
    FilesDone done;
    bool any = false;
    std::atomic<bool> enough = false;
    const unsigned jobs = files.jobs > 0 ? files.jobs : std::max(1U, std::thread::hardware_concurrency());
    Progress progress(list.size(), "files", files.quiet);
    const std::size_t consumed = ordered_parallel(
        list.size(), jobs,
        [&](std::size_t i) {
            return list[i].error ? FileResult(std::unexpect, *list[i].error)
                                 : fingerprint_within_memory(list[i].path, options);
        },
        [&](std::size_t i, const FileResult& result) {
            progress.hide();
            if (!result && is_interrupted()) {
                done.interrupted = true;  // it may be that reading it was cut short
                return;
            }
            const std::string& path = list[i].path;
            const bool skipped = !result && result.error().is_other_file && list[i].found_in_folder;
            if (!skipped && !enough) {
                any = true;
                if (!result) {
                    complain(path, result.error().explanation);
                    done.some_failed = true;
                } else if (result->damaged) {
                    complain(path, "This file is damaged; its fingerprint may be that of a spoiled picture.");
                }
                enough = !each(path, result);
            }
            progress.advance();
        },
        [&] { return enough || is_interrupted(); });
    progress.hide();
    done.interrupted = done.interrupted || (consumed < list.size() && is_interrupted());
    done.none_found = !any && !done.interrupted;
    if (done.none_found) std::fputs("holdfast: No picture was found.\n", stderr);
    return done;
}

}  // namespace holdfast::cli
