// SPDX-License-Identifier: Apache-2.0
#include "many_files.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <thread>

#include "interrupt.hpp"
#include "ordered_parallel.hpp"
#include "progress.hpp"

namespace holdfast::cli {
namespace {

void complain(const std::string& path, const std::string& sentence) {
    std::fprintf(stderr, "%s: %s\n", printable(path).c_str(), sentence.c_str());
}

}  // namespace

void ManyFiles::add_options(CLI::App& command) {
    command.add_option("FILE", names, "Picture files: JPEG, PNG, WebP, GIF, HEIC, AVIF. - is standard input.")
        ->required();
    command.add_flag("-r,--recursive", recursive, "Take the pictures below folders; other files in them are skipped.");
    command.add_option("-j,--jobs", jobs, "Files to work on at the same time (default: one for each core).")
        ->check(CLI::Range(1, 256));
    command.add_flag("-q,--quiet", quiet, "No progress line.");
}

FilesDone fingerprint_many(const ManyFiles& files, const FingerprintOptions& options,
                           const std::function<void(const std::string&, const FileResult&)>& each) {
    const FileList list = list_files(files.names, files.recursive);
    FilesDone done;
    done.some_failed = !list.errors.empty();
    for (const std::string& sentence : list.errors) std::fprintf(stderr, "%s\n", printable(sentence).c_str());

    const unsigned jobs = files.jobs > 0 ? files.jobs : std::max(1U, std::thread::hardware_concurrency());
    Progress progress(list.paths.size(), "files", files.quiet);
    const std::size_t consumed = ordered_parallel(
        list.paths.size(), jobs, [&](std::size_t i) { return fingerprint_file(list.paths[i], options); },
        [&](std::size_t i, const FileResult& result) {
            progress.hide();
            if (!result && is_interrupted()) {
                done.interrupted = true;  // it may be that reading it was cut short
                return;
            }
            const std::string& path = list.paths[i];
            const bool skipped = !result && result.error().is_other_file && list.found_in_folder[i];
            if (!skipped) {
                if (!result) {
                    complain(path, result.error().explanation);
                    done.some_failed = true;
                } else if (result->damaged) {
                    complain(path, "This file is damaged; its fingerprint may be that of a spoiled picture.");
                }
                each(path, result);
            }
            progress.advance();
        },
        is_interrupted);
    done.interrupted = done.interrupted || (consumed < list.paths.size() && is_interrupted());
    return done;
}

}  // namespace holdfast::cli
