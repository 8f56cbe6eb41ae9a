// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/bag_check.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace holdfast::evidence {
namespace {

constexpr std::string_view payload = "data/";

class BagChecker {
  public:
    explicit BagChecker(std::span<const BagFile> files) : files_(files) {}

    BagReport run() {
        check_names();
        if (!read_declaration()) return std::move(report_);
        read_info();
        read_manifests();
        read_fetch_list();
        for (const Manifest& manifest : report_.manifests) check_lines(manifest);
        check_coverage();
        check_oxum();
        return std::move(report_);
    }

  private:
    BagFinding& add(BagProblem problem, std::string path = {}, std::string where = {}, std::size_t line = 0) {
        return report_.findings.emplace_back(BagFinding{.problem = problem,
                                                        .path = std::move(path),
                                                        .where = std::move(where),
                                                        .line = line,
                                                        .path_fault = {},
                                                        .text_error = {}});
    }
    void add_text_fault(const std::string& path, const BagTextFault& fault) {
        add(BagProblem::text_malformed, path, path, fault.line).text_error = fault.error;
    }
    [[nodiscard]] const BagFile* find(std::string_view path) const {
        const auto found = by_path_.find(path);
        return found == by_path_.end() ? nullptr : found->second;
    }
    [[nodiscard]] bool version_1() const noexcept { return report_.major >= 1; }

    void check_names() {
        std::vector<std::string> sound;
        for (const BagFile& file : files_) {
            by_path_.emplace(file.path, &file);
            if (const auto fault = fault_of_path(file.path)) {
                add(BagProblem::path_fault, file.path).path_fault = fault;
            } else {
                sound.push_back(file.path);
            }
            const std::string_view name = std::string_view(file.path).substr(file.path.rfind('/') + 1);
            if (name == "Thumbs.db" || name == "desktop.ini" || name == ".DS_Store" || name.starts_with("._"))
                add(BagProblem::system_file, file.path);
            if (!file.path.starts_with(payload)) continue;
            ++report_.payload_files;
            report_.payload_bytes += file.size;
        }
        if (const auto clash = clash_of_paths(sound))
            add(BagProblem::twin_path, sound[clash->second], sound[clash->first]);
    }

    // Whether the other text files can be read. Without a declaration they are taken for those of version 1.0.
    bool read_declaration() {
        report_.major = 1;
        const BagFile* file = find("bagit.txt");
        if (file == nullptr) {
            add(BagProblem::no_declaration);
            return true;
        }
        const auto declaration = read_bagit_txt(file->text);
        if (!declaration) {
            add(BagProblem::declaration_malformed, file->path, file->path, declaration.error().line);
            return true;
        }
        report_.major = declaration->major;
        report_.minor = declaration->minor;
        const bool known = (declaration->major == 0 && declaration->minor >= 93 && declaration->minor <= 97) ||
                           (declaration->major == 1 && declaration->minor == 0);
        if (!known) add(BagProblem::version_unknown, file->path);
        if (declaration->encoding != "UTF-8") add(BagProblem::encoding_not_utf8, file->path);
        return declaration->encoding == "UTF-8";
    }

    void read_info() {
        for (const std::string_view name : {"bag-info.txt", "package-info.txt"}) {
            const BagFile* file = find(name);
            if (file == nullptr) continue;
            auto info = read_bag_info(file->text);
            if (!info) {
                add_text_fault(file->path, info.error());
            } else {
                report_.info.insert(report_.info.end(), info->begin(), info->end());
            }
        }
    }

    void read_manifests() {
        bool of_payload = false;
        bool of_tags = false;
        for (const BagFile& file : files_) {
            const auto name = manifest_name(file.path);
            if (!name) continue;
            (name->of_tags ? of_tags : of_payload) = true;
            if (!name->algorithm) {
                add(BagProblem::algorithm_unknown, file.path);
                continue;
            }
            if (*name->algorithm == Algorithm::md5 || *name->algorithm == Algorithm::sha1)
                add(BagProblem::weak_algorithm, file.path);
            auto lines = read_manifest(file.text, *name->algorithm, version_1());
            if (!lines) {
                add_text_fault(file.path, lines.error());
                continue;
            }
            report_.manifests.push_back({.path = file.path,
                                         .of_tags = name->of_tags,
                                         .algorithm = *name->algorithm,
                                         .lines = std::move(*lines)});
        }
        if (!of_payload) add(BagProblem::no_manifest);
        if (!of_tags) add(BagProblem::no_tag_manifest);
    }

    void read_fetch_list() {
        const BagFile* file = find("fetch.txt");
        if (file == nullptr) return;
        add(BagProblem::fetch_list, file->path);
        const auto lines = read_fetch(file->text, version_1());
        if (!lines) return add_text_fault(file->path, lines.error());
        for (const ManifestLine& line : *lines) {
            if (const auto fault = fault_of_path(line.path))
                add(BagProblem::path_fault, line.path, file->path, line.number).path_fault = fault;
            else if (!line.path.starts_with(payload))
                add(BagProblem::outside_payload, line.path, file->path, line.number);
        }
    }

    void check_lines(const Manifest& manifest) {
        std::map<std::string_view, std::string_view> seen;
        std::vector<std::string> sound;
        for (const ManifestLine& line : manifest.lines) {
            const auto found = [&](BagProblem problem) -> BagFinding& {
                return add(problem, line.path, manifest.path, line.number);
            };
            if (const auto fault = fault_of_path(line.path)) {
                found(BagProblem::path_fault).path_fault = fault;
                continue;
            }
            if (line.relative) found(BagProblem::relative_path);
            if (line.asterisk) found(BagProblem::asterisk);
            if (!check_place(manifest, line)) continue;
            if (const auto before = seen.emplace(line.path, line.digest); !before.second) {
                if (before.first->second != line.digest) {
                    found(BagProblem::listed_differently);
                } else {
                    found(version_1() ? BagProblem::listed_twice : BagProblem::listed_again);
                }
                continue;
            }
            sound.push_back(line.path);
            check_file(manifest, line);
        }
        if (const auto clash = clash_of_paths(sound))
            add(BagProblem::twin_path, sound[clash->second], sound[clash->first]);
    }

    bool check_place(const Manifest& manifest, const ManifestLine& line) {
        const bool inside = line.path.starts_with(payload);
        if (inside == manifest.of_tags) {
            add(inside ? BagProblem::inside_payload : BagProblem::outside_payload, line.path, manifest.path,
                line.number);
            return false;
        }
        if (const auto name = manifest_name(line.path); name && name->of_tags) {
            add(BagProblem::lists_itself, line.path, manifest.path, line.number);
            return false;
        }
        return true;
    }

    void check_file(const Manifest& manifest, const ManifestLine& line) {
        const BagFile* file = find(line.path);
        if (file == nullptr) {
            add(BagProblem::missing, line.path, manifest.path, line.number);
            return;
        }
        const auto digest =
            std::ranges::find(file->digests, manifest.algorithm, &std::pair<Algorithm, std::string>::first);
        if (digest == file->digests.end()) {
            add(BagProblem::algorithm_unknown, line.path, manifest.path, line.number);
        } else if (digest->second != line.digest) {
            add(BagProblem::changed, line.path, manifest.path, line.number);
        }
    }

    // Every file of the payload stands in every manifest of it (before 1.0: in at least one).
    void check_coverage() {
        std::map<std::string_view, std::set<std::string_view>> listed;  // path: manifests
        std::set<std::string_view> listed_tags;
        std::size_t of_payload = 0;
        bool of_tags = false;
        for (const Manifest& manifest : report_.manifests) {
            if (!manifest.of_tags) ++of_payload;
            of_tags = of_tags || manifest.of_tags;
            for (const ManifestLine& line : manifest.lines) {
                if (manifest.of_tags)
                    listed_tags.insert(line.path);
                else
                    listed[line.path].insert(manifest.path);
            }
        }
        for (const BagFile& file : files_) {
            if (!file.path.starts_with(payload)) {
                const auto name = manifest_name(file.path);
                if (of_tags && !(name && name->of_tags) && !listed_tags.contains(file.path))
                    add(BagProblem::tag_file_unlisted, file.path);
                continue;
            }
            if (of_payload == 0) continue;
            const auto by = listed.find(file.path);
            if (by == listed.end()) {
                add(BagProblem::unlisted, file.path);
            } else if (version_1() && by->second.size() < of_payload) {
                add(BagProblem::not_in_every_manifest, file.path);
            }
        }
    }

    void check_oxum() {
        for (const auto& [label, value] : report_.info) {
            if (label != "Payload-Oxum") continue;
            if (value != std::to_string(report_.payload_bytes) + "." + std::to_string(report_.payload_files))
                add(BagProblem::wrong_oxum, {}, "bag-info.txt");
        }
    }

    std::span<const BagFile> files_;
    std::map<std::string_view, const BagFile*> by_path_;
    BagReport report_;
};

}  // namespace

bool is_bag_text(std::string_view path) noexcept {
    return path == "bagit.txt" || path == "bag-info.txt" || path == "package-info.txt" || path == "fetch.txt" ||
           manifest_name(path).has_value();
}

std::string_view to_text(BagProblem problem) noexcept {
    switch (problem) {
        case BagProblem::no_declaration:
            return "no_declaration";
        case BagProblem::declaration_malformed:
            return "declaration_malformed";
        case BagProblem::version_unknown:
            return "version_unknown";
        case BagProblem::encoding_not_utf8:
            return "encoding_not_utf8";
        case BagProblem::no_manifest:
            return "no_manifest";
        case BagProblem::algorithm_unknown:
            return "algorithm_unknown";
        case BagProblem::text_malformed:
            return "text_malformed";
        case BagProblem::path_fault:
            return "path_fault";
        case BagProblem::outside_payload:
            return "outside_payload";
        case BagProblem::inside_payload:
            return "inside_payload";
        case BagProblem::lists_itself:
            return "lists_itself";
        case BagProblem::twin_path:
            return "twin_path";
        case BagProblem::listed_twice:
            return "listed_twice";
        case BagProblem::listed_differently:
            return "listed_differently";
        case BagProblem::missing:
            return "missing";
        case BagProblem::unlisted:
            return "unlisted";
        case BagProblem::not_in_every_manifest:
            return "not_in_every_manifest";
        case BagProblem::changed:
            return "changed";
        case BagProblem::wrong_oxum:
            return "wrong_oxum";
        case BagProblem::fetch_list:
            return "fetch_list";
        case BagProblem::relative_path:
            return "relative_path";
        case BagProblem::asterisk:
            return "asterisk";
        case BagProblem::listed_again:
            return "listed_again";
        case BagProblem::weak_algorithm:
            return "weak_algorithm";
        case BagProblem::no_tag_manifest:
            return "no_tag_manifest";
        case BagProblem::tag_file_unlisted:
            return "tag_file_unlisted";
        case BagProblem::system_file:
            return "system_file";
    }
    return "";
}

bool BagReport::valid() const noexcept {
    return std::ranges::all_of(findings, [](const BagFinding& found) { return is_warning(found.problem); });
}

bool BagReport::has(BagProblem problem) const noexcept {
    return std::ranges::find(findings, problem, &BagFinding::problem) != findings.end();
}

BagReport check_bag(std::span<const BagFile> files) {
    return BagChecker(files).run();
}

}  // namespace holdfast::evidence
