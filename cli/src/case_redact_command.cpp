// SPDX-License-Identifier: Apache-2.0
// holdfast case redact
#include <charconv>
#include <memory>
#include <optional>

#include "ask.hpp"
#include "case_commands.hpp"
#include "case_redaction.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"

namespace holdfast::cli {
namespace {

struct Options {
    std::string folder;
    std::uint32_t number = 0;
    std::vector<std::string> boxes;
    std::string crop;
    bool intimate = false;
    bool not_intimate = false;
    bool leave_original_out = false;
    bool erase_original = false;
    bool json = false;
};

/// "X,Y,W,H"
std::optional<evidence::Box> box_from(std::string_view text) {
    evidence::Box box;
    std::uint32_t* const parts[] = {&box.x, &box.y, &box.width, &box.height};
    for (std::uint32_t* const part : parts) {
        const bool last = part == &box.height;
        const std::string_view digits = text.substr(0, text.find(','));
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), *part);
        if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
        if (last != (digits.size() == text.size())) return std::nullopt;
        text.remove_prefix(last ? digits.size() : digits.size() + 1);
    }
    return box;
}

evidence::ShowsIntimate asked() {
    if (!can_ask()) return evidence::ShowsIntimate::not_asked;
    const auto reply =
        ask("Does the copy, with these parts covered, show anyone naked, partly naked, or in a sexual act?",
            {"yes", "no", "not sure"});
    if (!reply) return evidence::ShowsIntimate::not_asked;
    return *reply == "no" ? evidence::ShowsIntimate::no : evidence::ShowsIntimate::yes;
}

int redact(const Options& options) {
    constexpr std::string_view four =
        " is no box. Write left edge, top edge, width and height in pixels: 10,20,300,40.";
    RedactionRequest request{.number = options.number,
                             .boxes = {},
                             .crop = {},
                             .leave_original_out = options.leave_original_out,
                             .erase_original = options.erase_original,
                             .answer = {},
                             .ask = asked};
    for (const std::string& text : options.boxes) {
        const auto box = box_from(text);
        if (!box) return refuse_usage("--box" + std::string(four));
        request.boxes.push_back(*box);
    }
    if (!options.crop.empty()) {
        request.crop = box_from(options.crop);
        if (!request.crop) return refuse_usage("--crop" + std::string(four));
    }
    if (options.erase_original && !options.leave_original_out)
        return refuse_usage("--erase-original is for an original that is left out: give --leave-original-out as well.");
    if (options.intimate && options.not_intimate) return refuse_usage("Give --intimate or --not-intimate, not both.");
    if (options.intimate) request.answer = evidence::ShowsIntimate::yes;
    if (options.not_intimate) request.answer = evidence::ShowsIntimate::no;
    auto edit = CaseEdit::open(options.folder, device_now());
    if (!edit) return refused(edit.error(), options.json);
    const auto made = redact_exhibit(std::move(*edit), request);
    if (!made) return refused(made.error(), options.json);
    for (const std::string& remark : made->remarks) complain(remark);
    if (!options.json) {
        const std::string original =
            !made->original.empty()  ? "The original is out of the case, in " + made->original + ".\n"
            : options.erase_original ? "The original is out of the case, and its file is deleted.\n"
                                     : "";
        return answered(made->name + "  " + made->path + "  " + std::to_string(made->width) + " x " +
                            std::to_string(made->height) + ", " + std::to_string(made->size) + " bytes, SHA-256 " +
                            to_hex(made->sha256) + "\n" + original + "Look at it before you hand it over.\n",
                        exit_done);
    }
    JsonWriter json;
    json.object().key("name").value(made->name).key("path").value(made->path);
    json.key("width").value(std::uint64_t{made->width}).key("height").value(std::uint64_t{made->height});
    json.key("size").value(made->size).key("sha256").value(to_hex(made->sha256));
    if (!made->original.empty()) json.key("original").value(made->original);
    if (options.erase_original) json.key("original").null();
    json.key("remarks").array();
    for (const std::string& remark : made->remarks) json.value(remark);
    return answered(json.end().end().take() + "\n", exit_done);
}

}  // namespace

void add_case_redact(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("redact", "Cover parts of a picture on a copy");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command.add_option("NUMBER", options->number, "Of the exhibit.").type_name("").required();
    command
        .add_option(
            "--box", options->boxes,
            "Covered in solid black: left edge, top edge, width, height in pixels of the picture as it is shown.")
        .option_text("X,Y,W,H ...")
        .one_each_time();
    command.add_option("--crop", options->crop, "What is left of the picture.").option_text("X,Y,W,H");
    command.add_flag("--not-intimate", options->not_intimate, "The copy shows nobody naked or in a sexual act.");
    command.add_flag("--intimate", options->intimate, "It does: then there is no copy.");
    command.add_flag("--leave-original-out", options->leave_original_out,
                     "Of the original only its checksums stay in the case; its file goes to removed/.");
    command.add_flag("--erase-original", options->erase_original,
                     "With that: its file is deleted. The copy cannot be made again.");
    command.add_flag("--json", options->json, "One object.");
    command.footer(
        "The copy is a PNG file with its pixels and nothing else: no place, no time, no camera. Nothing that is "
        "covered\n"
        "or cut off can be had back from it. The original is read and never written; the case notes its SHA-256, the\n"
        "boxes and the time beside the copy.\n\n"
        "  holdfast case redact meadow/ 1 --box 10,20,300,40 --box 10,500,300,40 --not-intimate\n\n" +
        std::string(case_exit_codes));
    command.callback([options, &exit_code] { exit_code = redact(*options); });
}

}  // namespace holdfast::cli
