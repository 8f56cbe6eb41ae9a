// SPDX-License-Identifier: Apache-2.0
// holdfast case add
#include <charconv>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ask.hpp"
#include "case_commands.hpp"
#include "case_intake.hpp"
#include "case_known_steps.hpp"
#include "case_mails.hpp"
#include "case_members.hpp"
#include "case_source.hpp"
#include "device_clock.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "interrupt.hpp"
#include "moment_of.hpp"
#include "output.hpp"
#include "pack_arguments.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

using evidence::shown_text;
using evidence::ShowsIntimate;

constexpr int widest_clock = 20 * 366 * 86'400;  // seconds: a clock that was never set

struct Options {
    std::string folder;
    std::vector<std::string> files;
    std::string kind;
    std::string when;
    std::string out_of;
    bool intimate = false;
    bool not_intimate = false;
    bool leave_out = false;
    bool from_offender = false;
    bool from_other = false;
    bool json = false;
    bool quiet = false;
    std::optional<int> clock_behind;  // seconds
    bool list = false;
    std::vector<std::string> mails;
    std::vector<std::string> members;
    evidence::ExhibitFacts facts;
};

ShowsIntimate asked(const std::string& name) {
    if (!can_ask()) return ShowsIntimate::not_asked;
    const auto reply = ask("Does " + shown_text(name) +
                               " show anyone naked, partly naked, or in a sexual act? Also where it is faked. If so, "
                               "only its checksums go in, and nothing of it is copied.",
                           {"yes", "no", "not sure"});
    if (!reply) return ShowsIntimate::not_asked;
    return *reply == "no" ? ShowsIntimate::no : ShowsIntimate::yes;
}

std::string text_of(const Intake& intake) {
    std::string text = intake.name + "  ";
    if (intake.held == Held::words_about_it) return text + "in words alone. Nothing of the file was kept.\n";
    text += shown_text(intake.file->name) + "  " + std::to_string(intake.file->size) + " bytes, " +
            std::string(to_text(intake.file->type)) + ", SHA-256 " + to_hex(intake.file->sha256);
    if (!intake.left_out.empty()) text += "\n    Words alone. Left out: " + intake.left_out;
    return text + (intake.held == Held::kept ? "\n" : "\n    Checksums alone: nothing of it was copied.\n");
}

std::string json_of(const Intake& intake, const std::string& given) {
    JsonWriter json;
    json.object().key("given").value(given).key("number").value(static_cast<std::uint64_t>(intake.number));
    json.key("name").value(intake.name).key("holding").value(to_text(intake.held));
    if (intake.file) {
        json.key("type").value(to_text(intake.file->type)).key("size").value(intake.file->size);
        json.key("sha256").value(to_hex(intake.file->sha256));
    }
    if (!intake.left_out.empty()) json.key("left_out").value(intake.left_out);
    if (!intake.path.empty()) json.key("path").value(intake.path);
    json.key("remarks").array();
    for (const std::string& remark : intake.remarks) json.value(remark);
    return json.end().end().take() + "\n";
}

/// The request that all files share; the error is a sentence.
std::expected<IntakeRequest, std::string> request_of(const Options& options) {
    if (options.intimate && options.not_intimate)
        return std::unexpected("Give --intimate or --not-intimate, not both.");
    if (options.from_offender && options.from_other)
        return std::unexpected("Give --from-offender or --from-other, not both.");
    IntakeRequest request;
    request.facts = options.facts;
    if (options.clock_behind) request.facts.clock_behind = std::int64_t{*options.clock_behind} * 1000;
    request.quiet = options.quiet;
    request.left_out = options.leave_out;
    request.ask = asked;
    if (options.intimate) request.answer = ShowsIntimate::yes;
    if (options.not_intimate) request.answer = ShowsIntimate::no;
    if (options.from_offender) request.sender = evidence::Sender::offender;
    if (options.from_other) request.sender = evidence::Sender::other;
    if (!options.kind.empty()) request.kind = exhibit_kind(options.kind);
    if (!options.when.empty()) {
        request.facts.made = moment_from_typed(options.when);
        if (!request.facts.made) return std::unexpected("--when " + std::string(typed_moments));
    }
    return request;
}

/// What became of the files so far.
struct Outcome {
    std::size_t taken = 0;
    int failed = exit_done;
    bool is_over = false;  ///< nothing more can be taken in
};

void take_one(Outcome& to, const Options& options, const IntakeRequest& request) {
    auto edit = CaseEdit::open(options.folder, device_now());
    if (!edit) {
        to = {.taken = 0, .failed = refused(edit.error(), options.json), .is_over = true};
        return;
    }
    const auto intake = take_in(std::move(*edit), request);
    if (is_interrupted() && !intake) {
        to = {.taken = 0, .failed = interrupted_exit(), .is_over = true};
        return;
    }
    if (!intake) {
        to.failed = refused(intake.error(), false);
        return;
    }
    ++to.taken;
    print(options.json ? json_of(*intake, request.path) : text_of(*intake));
    for (const std::string& remark : intake->remarks) complain(intake->name + ": " + remark);
}

/// Numbers of mails, as they are typed: "3", "17".
std::optional<std::size_t> mail_number(const std::string& typed, std::size_t most) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (error != std::errc{} || end != typed.data() + typed.size() || number == 0 || number > most) return std::nullopt;
    return number;
}

/// The mails that were chosen out of the one box that is given; each names the whole that it comes from.
void take_mails(Outcome& to, const Options& options, const MailBox& box, IntakeRequest request) {
    std::vector<std::size_t> numbers;
    for (const std::string& typed : options.mails) {
        const auto number = mail_number(typed, box.count());
        if (!number) {
            to.failed =
                refuse_usage("--mail is a number from 1 to " + std::to_string(box.count()) + ", as --list says.");
            return;
        }
        numbers.push_back(*number);
    }
    request.facts.whole = box.whole();
    for (const std::size_t number : numbers) {
        const auto mail = box.mail(number);
        if (!mail) {
            to.failed = refused(mail.error(), options.json);
            return;
        }
        request.open_as = open_path(*mail);
        request.name = "mail-" + std::to_string(number) + ".eml";
        take_one(to, options, request);
        if (to.is_over) return;
    }
}

/// A protected case unpacks nothing but the words of one chat.
std::optional<PackFailure> no_members_for(const std::string& folder) {
    auto edit = CaseEdit::open(folder, device_now());
    if (!edit) return std::move(edit.error());
    if (!std::holds_alternative<evidence::ProtectedCase>(edit->of())) return std::nullopt;
    return PackFailure{.exit = exit_usage,
                       .sentences = {"This case takes words alone. Add the archive without --member: the words of the "
                                     "one chat in it go in, and nothing else is unpacked."}};
}

/// What each member is called and where it lay, beside what was typed.
std::string source_of(const std::string& typed, const evidence::WholeFile& whole, const evidence::MemberPlace& member) {
    return (typed.empty() ? "" : typed + "; ") + evidence::shown_text(whole.name) + ": " +
           evidence::shown_text(member.of.name);
}

/// The files that were chosen out of the one archive that is given. What one of them cannot be taken for is said of it,
/// and the others are.
void take_members(Outcome& to, const Options& options, const Archive& archive, IntakeRequest request) {
    std::vector<const evidence::MemberPlace*> chosen;
    for (const std::string& typed : options.members) {
        const evidence::MemberPlace* const member = archive.find(typed);
        if (member == nullptr) {
            to.failed = refuse_usage("The archive holds no \"" + shown_text(typed) + "\". --list says what it holds.");
            return;
        }
        chosen.push_back(member);
    }
    auto refusal = no_members_for(options.folder);
    auto whole =
        refusal ? PackResult<evidence::WholeFile>(std::unexpected(*std::move(refusal))) : archive.whole(options.quiet);
    if (!whole) {
        to.failed = refused(whole.error(), options.json);
        return;
    }
    request.facts.whole = *whole;
    for (const evidence::MemberPlace* const member : chosen) {
        const auto unpacked = archive.unpacked(*member);
        if (!unpacked) {
            to.failed = refused(unpacked.error(), false);
            continue;
        }
        request.open_as = open_path(*unpacked);
        request.name = file_name_of(*member);
        request.path = member->of.name;
        request.facts.source = source_of(options.facts.source, *whole, *member);
        take_one(to, options, request);
        if (to.is_over) return;
    }
}

int finish(const Outcome& outcome) {
    if (outcome.is_over) return outcome.failed;
    if (!finish_output()) return exit_impossible;
    return outcome.failed != exit_done && outcome.taken > 0 ? static_cast<int>(exit_some_failed) : outcome.failed;
}

int add_of_archive(const Options& options, IntakeRequest request) {
    const auto archive = Archive::read(options.files.front());
    if (!archive) return refused(archive.error(), options.json);
    if (options.list) {
        print(list_of(*archive, options.json));
        return finish_output() ? exit_done : exit_impossible;
    }
    Outcome outcome;
    take_members(outcome, options, *archive, std::move(request));
    return finish(outcome);
}

int add_of_box(const Options& options, IntakeRequest request) {
    const int ways = int{options.list} + int{!options.mails.empty()} + int{!options.members.empty()};
    if (options.files.size() != 1 || !options.out_of.empty() || ways != 1)
        return refuse_usage(
            "--list, --mail and --member are for one mailbox or archive, without --out-of, and one of them at once.");
    if (!options.members.empty() || (options.list && is_archive(options.files.front())))
        return add_of_archive(options, std::move(request));
    request.path = options.files.front();
    const auto box = MailBox::read(request.path);
    if (!box) return refused(box.error(), options.json);
    if (options.list) {
        print(list_of(*box, options.json));
        return finish_output() ? exit_done : exit_impossible;
    }
    Outcome outcome;
    take_mails(outcome, options, *box, std::move(request));
    return finish(outcome);
}

int add(const Options& options) {
    auto request = request_of(options);
    if (!request) return refuse_usage(request.error());
    if (options.list || !options.mails.empty() || !options.members.empty())
        return add_of_box(options, std::move(*request));
    if (!options.out_of.empty()) {
        auto whole = whole_file(options.out_of, options.quiet);
        if (!whole) return refused(whole.error(), options.json);
        request->facts.whole = std::move(*whole);
    }
    Outcome outcome;
    for (const std::string& path : options.files) {
        request->path = path;
        take_one(outcome, options, *request);
        if (outcome.is_over) break;
    }
    return finish(outcome);
}

}  // namespace

void add_case_add(Command of_case, int& exit_code) {
    const Command command = of_case.add_command("add", "Put files into a case, numbered and byte for byte");
    auto options = std::make_shared<Options>();  // shared by parser and callback
    add_case_folder(command, options->folder);
    command.add_option("FILE", options->files, "Screenshots, chat exports, mails, pages, voice messages, documents.")
        .type_name("")
        .required();
    command.add_flag("--not-intimate", options->not_intimate, "The files show nobody naked or in a sexual act.");
    command.add_flag("--intimate", options->intimate, "They do: only checksums go in, and nothing is copied.");
    command.add_flag("--leave-out", options->leave_out, "Only checksums go in, for another reason.");
    command.add_flag("--from-offender", options->from_offender,
                     "Whoever threatens sent them. Of pictures and films nothing is kept but your words.");
    command.add_flag("--from-other", options->from_other, "Somebody else sent them: a friend, a platform, a bank.");
    command
        .add_option("--kind", options->kind,
                    "screenshot, photo-of-screen, picture, video, voice-message, chat-export, mail, web-page, document "
                    "or other; by the content where left out.")
        .one_of(exhibit_kinds)
        .option_text("KIND");
    command.add_option("--title", options->facts.title, "What it is.").option_text("TEXT");
    command.add_option("--source", options->facts.source, "Where it came from: Instagram, chat with ...")
        .option_text("TEXT");
    command.add_option("--device", options->facts.device, "The device that made it or holds it.").option_text("TEXT");
    command
        .add_option("--clock-behind", options->clock_behind,
                    "How far that device's clock was behind the right time when you compared them; ahead: -90.")
        .in_range(-widest_clock, widest_clock)
        .option_text("SECONDS");
    command.add_option("--when", options->when, "When what it shows happened: 2026-11-20, 2026-11-20T18:45, about ...")
        .option_text("TIME");
    command.add_option("--note", options->facts.note, "Anything else.").option_text("TEXT");
    command
        .add_option("--out-of", options->out_of,
                    "The whole mailbox or export that they were taken out of: its checksum is noted.")
        .option_text("FILE");
    command.add_flag(
        "--list", options->list,
        "FILE is a mailbox (mbox) or an archive (ZIP): lists what it holds with numbers, and adds nothing.");
    command
        .add_option("--mail", options->mails,
                    "FILE is a mailbox: puts in this mail of it, by its number. As often as wished.")
        .one_each_time()
        .option_text("N");
    command
        .add_option("--member", options->members,
                    "FILE is an archive (ZIP): puts in this file of it, by its name there or its number. As often as "
                    "wished.")
        .one_each_time()
        .option_text("NAME");
    command.add_flag("--json", options->json, "One object a file.");
    command.add_flag("-q,--quiet", options->quiet, "No progress.");
    command.footer(
        "Each file becomes an exhibit with a number of its own. What a file is, is decided by its content. In an "
        "adult's\n"
        "case each picture, film and file that may hold one is taken after the question whether it shows anyone "
        "intimate\n"
        "is answered: on a terminal, or by --intimate or --not-intimate. A protected case takes words alone: of "
        "mails,\n"
        "pages and chats that hold more, the words become a text of their own that says what was left out.\n"
        "A whole ZIP file goes in with all that it holds, asked about as one; better choose with --list and "
        "--member.\n\n"
        "  holdfast case add meadow/ screen1.png screen2.png --not-intimate --source \"Instagram, chat with "
        "lantern_7\"\n\n"
        "Exit codes: 0 all are in and on the disk, 2 wrong arguments, or none may be held, 3 some were not taken in "
        "and\n"
        "are named; the others were, 4 the folder, a file or the disk, 130 Ctrl-C: what was named before is in.");
    command.callback([options, &exit_code] { exit_code = add(*options); });
}

}  // namespace holdfast::cli
