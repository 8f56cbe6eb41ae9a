// SPDX-License-Identifier: Apache-2.0
#include "case_intake.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "case_source.hpp"
#include "case_words.hpp"
#include "holdfast/sealing/digest.hpp"
#include "interrupt.hpp"
#include "open_file.hpp"
#include "quick_digests.hpp"

namespace holdfast::cli {
namespace {

using evidence::ExhibitKind;
using evidence::FileFacts;
using evidence::FileType;
using evidence::ShowsIntimate;
using evidence::TypeClass;

/// What a whole ZIP file in an adult's case means.
constexpr std::string_view whole_archive =
    "it is an archive, and goes in with every file in it. `--list` says what it holds, and `--member` puts in single "
    "files of it, each asked about by itself. ";

ExhibitKind kind_of(FileType type, bool words_alone) {
    switch (class_of(type)) {
        case TypeClass::picture:
            return ExhibitKind::picture;
        case TypeClass::video:
            return ExhibitKind::video;
        case TypeClass::sound:
            return ExhibitKind::voice_message;
        case TypeClass::text:
            return words_alone ? ExhibitKind::chat_export : ExhibitKind::document;
        case TypeClass::carrier:
            break;
    }
    if (type == FileType::eml || type == FileType::mbox) return ExhibitKind::mail;
    if (type == FileType::html || type == FileType::mhtml || type == FileType::wacz) return ExhibitKind::web_page;
    return type == FileType::pdf ? ExhibitKind::document : ExhibitKind::other;
}

/// The number of an exhibit with the same bytes.
std::optional<std::uint32_t> twin_of(const evidence::Case& of, const Digest256& sha256) {
    return std::visit(
        [&sha256](const auto& each) -> std::optional<std::uint32_t> {
            for (const auto& exhibit : each.exhibits) {
                const FileFacts* const file = file_of(exhibit);
                if (file != nullptr && file->sha256 == sha256) return exhibit.facts.number;
            }
            return std::nullopt;
        },
        of);
}

/// One file on its way in.
class Taking {
  public:
    Taking(CaseEdit edit, const IntakeRequest& request)
        : edit_(std::move(edit)),
          request_(request),
          file_(request.open_as.empty() ? request.path : request.open_as),
          called_(request.name.empty() ? base_name(request.path) : request.name) {}

    PackResult<Intake> run() {
        const std::string& path = request_.path;
        if (file_.error() != 0) return not_taken(path, "it cannot be read: " + reason_of(file_.error()) + ".");
        if (!S_ISREG(file_.about().st_mode)) return not_taken(path, "it is no ordinary file.");
        const auto type = type_by_content(file_, path);
        if (!type) return std::unexpected(type.error());
        type_ = *type;
        done_.number = edit_.facts().next_number;
        done_.name = evidence::exhibit_name(edit_.facts().prefix, done_.number);
        facts_ = request_.facts;
        facts_.added = edit_.now();
        facts_.kind = request_.kind.value_or(kind_of(type_, words_alone()));
        auto held = words_alone() ? into_words() : into_pictures();
        if (!held) return std::unexpected(std::move(held.error()));
        return std::move(done_);
    }

  private:
    [[nodiscard]] bool words_alone() { return std::holds_alternative<evidence::ProtectedCase>(edit_.of()); }

    /// A file of words alone goes in as it is; of another one its words become a text, and no other byte of it is
    /// written.
    PackResult<void> into_words() {
        if (type_ != FileType::zip && !evidence::can_be_stripped(type_))
            return not_taken(
                request_.path,
                "this case takes words alone, and of such a file (" + std::string(to_text(type_)) +
                    ") the words are not taken out. Export the chat without media, or copy the words into a "
                    "text file. For pictures of somebody under 18 turn to Report Remove or Take It Down: "
                    "`holdfast guide` says how.",
                exit_usage);
        const auto digester = quick_digester(Checksum::left_out);
        evidence::FileLook look(
            *digester, evidence::may_be_words_alone(type_) ? evidence::LookFor::words : evidence::LookFor::type);
        if (auto read = read_through(file_, request_.path, look, -1, request_.quiet); !read) return read;
        const evidence::SeenFile seen = look.finish();
        if (::lseek(file_.descriptor(), 0, SEEK_SET) != 0)
            return not_taken(request_.path, "it cannot be read twice: " + reason_of(errno) + ".");
        if (seen.words != evidence::WordsFound::alone) return into_stripped_words(seen);
        return kept_copy([this](FileFacts file, const evidence::SeenFile& again) -> PackResult<void> {
            if (again.words != evidence::WordsFound::alone)
                return not_taken(request_.path, "it was changed while it was read. Try again.");
            return words_exhibit(std::move(file));
        });
    }

    PackResult<void> into_stripped_words(const evidence::SeenFile& seen) {
        if (seen.type != type_) return not_taken(request_.path, "it was changed while it was read. Try again.");
        const FileFacts parent = evidence::taken_in(called_, {}, type_, request_.sender, seen.digests.size,
                                                    seen.digests.sha256, seen.digests.sha512);
        const evidence::WholeFile whole{.name = parent.name, .size = parent.size, .sha256 = parent.sha256};
        auto text = words_out_of(file_, type_, whole);
        if (is_interrupted()) return std::unexpected(interrupted_failure());
        if (!text) return not_taken(request_.path, text.error(), exit_usage);
        if (!facts_.whole) facts_.whole = whole;
        type_ = FileType::text;
        done_.path = evidence::item_path(done_.number, type_);
        done_.left_out = std::move(text->left_out);
        const auto digester = quick_digester(Checksum::left_out);
        digester->update(sealing::as_bytes(text->text));
        const evidence::ContentDigests digests = digester->finish();
        if (const auto twin = twin_of(edit_.of(), digests.sha256))
            return not_taken(request_.path, "its words are in the case already, as " +
                                                evidence::exhibit_name(edit_.facts().prefix, *twin) + ".");
        done_.file = evidence::taken_in(called_ + ".txt", {}, type_, request_.sender, digests.size, digests.sha256,
                                        digests.sha512);
        if (auto put = edit_.stage_text(done_.path, text->text); !put) return put;
        return words_exhibit(*done_.file);
    }

    PackResult<void> words_exhibit(FileFacts file) {
        auto holding = evidence::KeptText::recorded(std::move(file));
        if (!holding) return not_taken(request_.path, std::string(explain(holding.error())), exit_usage);
        return added(std::get<evidence::ProtectedCase>(edit_.of()),
                     evidence::TextExhibit{.facts = facts_, .holding = std::move(*holding)});
    }

    PackResult<void> into_pictures() {
        const bool visual = class_of(type_) == TypeClass::picture || class_of(type_) == TypeClass::video;
        if (visual && request_.sender == evidence::Sender::offender) return described();
        ShowsIntimate answer = request_.answer;
        const bool needed = may_show_somebody(class_of(type_));
        if (needed && answer == ShowsIntimate::not_asked && !request_.left_out && request_.ask)
            answer = request_.ask(called_);
        if (is_interrupted()) return std::unexpected(interrupted_failure());
        if (needed && answer == ShowsIntimate::not_asked && !request_.left_out)
            return not_taken(
                request_.path,
                std::string(type_ == FileType::zip ? whole_archive : "") +
                    "it may show somebody. Give --not-intimate where it shows nobody intimate, or --intimate: "
                    "then only its checksums go in, and nothing of it is copied.",
                exit_usage);
        if (answer == ShowsIntimate::yes) return digests(evidence::WhyHashes::intimate);
        if (request_.left_out) return digests(evidence::WhyHashes::left_out);
        if (type_ == FileType::zip) done_.remarks.emplace_back("It " + std::string(whole_archive).substr(3));
        return kept_copy([this, answer](FileFacts file, const evidence::SeenFile& seen) -> PackResult<void> {
            const auto& picture = seen.picture;
            const bool placed = (picture && picture->place == evidence::PlaceFound::present) ||
                                !stated(seen.says, evidence::StatedName::place).empty();
            if (placed)
                done_.remarks.emplace_back(
                    "The file says where it was taken. Whoever gets the pack can read that; a redacted copy has none "
                    "of it.");
            auto holding = evidence::Kept::create(std::move(file), answer, picture, seen.says);
            if (!holding) return not_taken(request_.path, std::string(explain(holding.error())), exit_usage);
            return exhibit_of(std::move(*holding));
        });
    }

    PackResult<void> described() {
        if (facts_.title.empty() && facts_.note.empty())
            return not_taken(request_.path,
                             "a picture or film that the offender sent may be of a child, so nothing of it is kept but "
                             "words. Say with --title what it is.",
                             exit_usage);
        done_.held = Held::words_about_it;
        return exhibit_of(evidence::Described{});
    }

    PackResult<void> digests(evidence::WhyHashes why) {
        const auto digester = quick_digester(Checksum::left_out);
        evidence::FileLook look(*digester, evidence::LookFor::type);
        if (auto read = read_through(file_, request_.path, look, -1, request_.quiet); !read) return read;
        auto file = facts_of_file(look.finish());
        if (!file) return std::unexpected(std::move(file.error()));
        auto holding = evidence::HashesOnly::create(*file, why, codes_of(file_, type_, done_.remarks));
        if (is_interrupted()) return std::unexpected(interrupted_failure());
        if (!holding) return not_taken(request_.path, std::string(explain(holding.error())), exit_usage);
        done_.held = Held::digests;
        return exhibit_of(std::move(*holding));
    }

    /// A copy byte for byte, beside its place; `hold` says what becomes of it.
    template <class Hold>
    PackResult<void> kept_copy(Hold&& hold) {
        done_.path = evidence::item_path(done_.number, type_);
        const auto copy = edit_.stage(done_.path);
        if (!copy) return std::unexpected(copy.error());
        const auto digester = quick_digester(Checksum::left_out);
        evidence::FileLook look(*digester, words_alone() ? evidence::LookFor::words : evidence::LookFor::picture);
        if (auto read = read_through(file_, request_.path, look, copy->get(), request_.quiet); !read) return read;
        const evidence::SeenFile seen = look.finish();
        auto file = facts_of_file(seen);
        if (!file) return std::unexpected(std::move(file.error()));
        return std::forward<Hold>(hold)(std::move(*file), seen);
    }

    PackResult<FileFacts> facts_of_file(const evidence::SeenFile& seen) {
        const evidence::ContentDigests& digests = seen.digests;
        if (seen.type != type_) return not_taken(request_.path, "it was changed while it was read. Try again.");
        if (const auto twin = twin_of(edit_.of(), digests.sha256))
            return not_taken(request_.path, "it is in the case already, as " +
                                                evidence::exhibit_name(edit_.facts().prefix, *twin) + ".");
        done_.file =
            evidence::taken_in(called_, {}, type_, request_.sender, digests.size, digests.sha256, digests.sha512);
        return *done_.file;
    }

    PackResult<void> exhibit_of(evidence::Holding holding) {
        return added(std::get<evidence::AdultCase>(edit_.of()),
                     evidence::Exhibit{.facts = facts_, .holding = std::move(holding), .copies = {}, .copies_made = 0});
    }

    template <class Of, class Exhibit>
    PackResult<void> added(Of& to, Exhibit exhibit) {
        if (!add(to, std::move(exhibit))) return not_taken(request_.path, "the case is full.");
        evidence::LogEntry entry;
        entry.step = evidence::Step::added;
        entry.exhibit = done_.number;
        if (done_.file) entry.digest = done_.file->sha256;
        entry.words = std::string(to_text(done_.held));
        if (!done_.left_out.empty()) entry.words += "; words taken out of a file, left out: " + done_.left_out;
        edit_.note(std::move(entry));
        return edit_.commit();
    }

    CaseEdit edit_;
    const IntakeRequest& request_;
    OpenFile file_;
    std::string called_;
    FileType type_ = FileType::unknown;
    evidence::ExhibitFacts facts_;
    Intake done_;
};

}  // namespace

std::string_view to_text(Held held) noexcept {
    return held == Held::kept ? "kept" : held == Held::digests ? "hashes" : "described";
}

PackResult<Intake> take_in(CaseEdit edit, const IntakeRequest& request) {
    return Taking(std::move(edit), request).run();
}

}  // namespace holdfast::cli
