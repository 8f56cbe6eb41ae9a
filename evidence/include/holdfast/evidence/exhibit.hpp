// SPDX-License-Identifier: Apache-2.0
// What a case holds of one file, and what it may not hold. The rules are in the types: a value that breaks one cannot
// be made.
//
//   Kept        the file goes into the pack byte for byte. A picture, a film, or a file that may have pictures inside,
//   only
//               after the person answered that it shows nobody intimate; never a picture or a film that the offender
//               sent.
//   HashesOnly  digests (and codes) stand for the file: it shows somebody intimate, or the person leaves it out. Never
//   for
//               a picture or a film that the offender sent: it counts as one of somebody under 18.
//   Described   neither file nor digest: words about a picture or a film that the offender sent.
//   KeptText    words alone: all that a case of somebody under 18 can hold.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/evidence/digest512.hpp"
#include "holdfast/evidence/file_type.hpp"
#include "holdfast/evidence/moment.hpp"
#include "holdfast/evidence/picture_facts.hpp"
#include "holdfast/evidence/redaction.hpp"
#include "holdfast/evidence/stated_facts.hpp"

namespace holdfast::evidence {

inline constexpr std::uint32_t most_exhibits = 2'000;
inline constexpr std::uint32_t last_exhibit_number = 9'999;
inline constexpr std::size_t most_copies = 20;  ///< redacted copies of one exhibit
inline constexpr std::size_t most_codes = 8;

enum class ExhibitKind : std::uint8_t {
    screenshot,
    photo_of_screen,
    picture,
    video,
    voice_message,
    chat_export,
    mail,
    web_page,
    document,
    other,
};
/// "screenshot", "photo-of-screen", …
[[nodiscard]] std::string_view to_text(ExhibitKind kind) noexcept;

/// Who made or sent what the file shows.
enum class Sender : std::uint8_t {
    person,    ///< whose case it is: their screenshot, their export, their picture
    offender,  ///< sent by whoever threatens
    other,     ///< a friend, a platform, a bank
};
/// "person", "offender", "other".
[[nodiscard]] std::string_view to_text(Sender sender) noexcept;

/// The answer to "Does it show anybody intimate?".
enum class ShowsIntimate : std::uint8_t { not_asked, no, yes };

struct FileFacts {
    std::string name;  ///< as the device had it; shown, never used as a path
    std::uint64_t size = 0;
    FileType type = FileType::unknown;  ///< by content
    std::string declared;  ///< what the device or the name said, where it does not agree with `type`; else empty
    Digest256 sha256;
    Digest512 sha512;
    Sender sender = Sender::person;
    friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

/// Facts of a file that is taken in. `name` may hold anything: what no text may hold becomes U+FFFD, and it is cut to
/// longest_line bytes (case.hpp). `declared` is the media type that the device gave; where that says nothing, the
/// name's ending is looked at. Either is kept only where it does not agree with `type`.
[[nodiscard]] FileFacts taken_in(std::string_view name, std::string_view declared, FileType type, Sender sender,
                                 std::uint64_t size, const Digest256& sha256, const Digest512& sha512);

enum class ExhibitError : std::uint8_t {
    not_asked,         ///< whether it shows somebody intimate was not answered
    shows_intimate,    ///< it does: digests alone may stand for it
    shows_nobody,      ///< it does not, so that cannot be the reason to leave it out
    sent_by_offender,  ///< a picture or film that the offender sent: neither file nor digest
    other_bytes,       ///< the content given is not the file that is named
    not_words,         ///< on a route without pictures, a file that is or may hold anything but words
    not_a_picture,     ///< codes, or a redacted copy, of something that is none
    parent_differs,    ///< a redaction record that names another file than the exhibit's
    bad_record,        ///< a redaction record that makes no sense (redaction.hpp)
    too_many,          ///< more copies or codes than the limits
    not_of_its_type,   ///< something that a file of its type does not say of itself
};
/// "not_asked" and so on.
[[nodiscard]] std::string_view to_text(ExhibitError error) noexcept;
/// A plain sentence.
[[nodiscard]] std::string_view explain(ExhibitError error) noexcept;

/// Whether the answer must be there: everything but words and sound may show somebody.
[[nodiscard]] constexpr bool may_show_somebody(TypeClass of) noexcept {
    return of != TypeClass::text && of != TypeClass::sound;
}
/// A picture or film that the offender sent.
[[nodiscard]] bool counts_as_under_18(const FileFacts& file) noexcept;

class Kept {
  public:
    [[nodiscard]] static std::expected<Kept, ExhibitError> create(FileFacts file, ShowsIntimate answer,
                                                                  std::optional<PictureFacts> picture = {},
                                                                  StatedFacts says = {});
    [[nodiscard]] const FileFacts& file() const noexcept { return file_; }
    [[nodiscard]] const std::optional<PictureFacts>& picture() const noexcept { return picture_; }
    /// What a file that is no picture says of itself.
    [[nodiscard]] const StatedFacts& says() const noexcept { return says_; }
    friend bool operator==(const Kept&, const Kept&) = default;

  private:
    Kept(FileFacts file, std::optional<PictureFacts> picture, StatedFacts says)
        : file_(std::move(file)), picture_(std::move(picture)), says_(std::move(says)) {}
    FileFacts file_;
    std::optional<PictureFacts> picture_;
    StatedFacts says_;
};

enum class WhyHashes : std::uint8_t {
    intimate,  ///< it shows somebody intimate
    left_out,  ///< the person does not want to hand it over
};
/// "intimate", "left-out".
[[nodiscard]] std::string_view to_text(WhyHashes why) noexcept;

class HashesOnly {
  public:
    /// `codes` of pictures alone.
    [[nodiscard]] static std::expected<HashesOnly, ExhibitError> create(FileFacts file, WhyHashes why,
                                                                        std::vector<Signal> codes = {});
    [[nodiscard]] const FileFacts& file() const noexcept { return file_; }
    [[nodiscard]] WhyHashes why() const noexcept { return why_; }
    [[nodiscard]] const std::vector<Signal>& codes() const noexcept { return codes_; }
    friend bool operator==(const HashesOnly&, const HashesOnly&) = default;

  private:
    HashesOnly(FileFacts file, WhyHashes why, std::vector<Signal> codes)
        : file_(std::move(file)), why_(why), codes_(std::move(codes)) {}
    FileFacts file_;
    WhyHashes why_;
    std::vector<Signal> codes_;
};

/// The exhibit's title and note are all there is.
struct Described {
    friend bool operator==(const Described&, const Described&) noexcept = default;
};

class KeptText {
  public:
    /// `content`: the whole file, which is looked through (embedded_media.hpp) and must be the one that `file` names by
    /// size and SHA-256. Plain text, JSON, pages and mails.
    [[nodiscard]] static std::expected<KeptText, ExhibitError> create(FileFacts file, std::string_view content);
    /// As a case that was kept names it, by its type alone; whoever makes a pack of it looks at the content again.
    [[nodiscard]] static std::expected<KeptText, ExhibitError> recorded(FileFacts file);
    [[nodiscard]] const FileFacts& file() const noexcept { return file_; }
    friend bool operator==(const KeptText&, const KeptText&) = default;

  private:
    explicit KeptText(FileFacts file) : file_(std::move(file)) {}
    FileFacts file_;
};
/// Types that KeptText takes.
[[nodiscard]] bool may_be_words_alone(FileType type) noexcept;

/// The file that something was taken out of: a whole mailbox, a whole export. Only its digest is kept.
struct WholeFile {
    std::string name;
    std::uint64_t size = 0;
    Digest256 sha256;
    friend bool operator==(const WholeFile&, const WholeFile&) = default;
};

/// What the person says about an exhibit of any route.
struct ExhibitFacts {
    std::uint32_t number = 0;  ///< 1..last_exhibit_number; never used twice in one case
    ExhibitKind kind = ExhibitKind::other;
    std::string title;   ///< what it is, in their words
    std::string source;  ///< where it came from: "Instagram, chat with …"
    std::string device;  ///< the device that made it or holds it
    std::string note;
    std::optional<Moment> made;  ///< when what it shows happened, or when it was saved
    Moment added;                ///< when it was put into the case, by the device's clock
    std::optional<std::int64_t>
        clock_behind;  ///< service's clock minus the device's, in ms; absent when nobody compared
    std::optional<WholeFile> whole;
    std::string machine_read;  ///< words that a machine read in the picture: may be wrong
    friend bool operator==(const ExhibitFacts&, const ExhibitFacts&) = default;
};

using Holding = std::variant<Kept, HashesOnly, Described>;

/// A copy of a picture with parts covered; a PNG without metadata.
class RedactedCopy {
  public:
    /// `parent`: what its exhibit holds. It may be left out of the pack, but what shows somebody intimate has no copy.
    /// `answer` is about the copy: nothing but `no` is taken.
    [[nodiscard]] static std::expected<RedactedCopy, ExhibitError> create(const Holding& parent, std::uint32_t index,
                                                                          std::uint64_t size, Digest256 sha256,
                                                                          Digest512 sha512, RedactionRecord record,
                                                                          ShowsIntimate answer);
    [[nodiscard]] std::uint32_t index() const noexcept { return index_; }  ///< 1..most_copies, never used twice
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] const Digest256& sha256() const noexcept { return sha256_; }
    [[nodiscard]] const Digest512& sha512() const noexcept { return sha512_; }
    [[nodiscard]] const RedactionRecord& record() const noexcept { return record_; }
    friend bool operator==(const RedactedCopy&, const RedactedCopy&) = default;

  private:
    RedactedCopy() = default;
    std::uint32_t index_ = 0;
    std::uint64_t size_ = 0;
    Digest256 sha256_;
    Digest512 sha512_;
    RedactionRecord record_;
};

/// One exhibit of an adult's case.
struct Exhibit {
    ExhibitFacts facts;
    Holding holding = Described{};
    std::vector<RedactedCopy> copies;  ///< by index; each made of this exhibit's file
    std::uint32_t copies_made = 0;     ///< the greatest index ever given
    friend bool operator==(const Exhibit&, const Exhibit&) = default;
};

/// One exhibit where no picture may be.
struct TextExhibit {
    ExhibitFacts facts;
    KeptText holding;
    friend bool operator==(const TextExhibit&, const TextExhibit&) = default;
};

/// The file that stands behind an exhibit; nothing when it is only described.
[[nodiscard]] const FileFacts* file_of(const Exhibit& exhibit) noexcept;
[[nodiscard]] const FileFacts* file_of(const TextExhibit& exhibit) noexcept;
/// The same, only where the file itself is in the pack.
[[nodiscard]] const FileFacts* kept_file_of(const Exhibit& exhibit) noexcept;
[[nodiscard]] const FileFacts* kept_file_of(const TextExhibit& exhibit) noexcept;

/// Its file is left out: what stands for it are its digests, its redacted copies stay. False, and nothing changed,
/// where the file is not in the pack anyway.
[[nodiscard]] bool leave_original_out(Exhibit& exhibit);
/// Its file was left out, and redacted copies are all that can be seen of it.
[[nodiscard]] bool is_shown_by_copies_alone(const Exhibit& exhibit) noexcept;
/// What the log says of that.
inline constexpr std::string_view original_left_out = "The original was left out: only its checksums are in the case.";

/// Redacted copies; there are none of words.
[[nodiscard]] std::span<const RedactedCopy> copies_of(const Exhibit& exhibit) noexcept;
[[nodiscard]] std::span<const RedactedCopy> copies_of(const TextExhibit& exhibit) noexcept;

/// "HF/1": what it is called in statements.
[[nodiscard]] std::string exhibit_name(std::string_view prefix, std::uint32_t number);
/// "HF/1-R2".
[[nodiscard]] std::string copy_name(std::string_view prefix, std::uint32_t number, std::uint32_t index);
/// "items/0001.png", below data/ of a pack.
[[nodiscard]] std::string item_path(std::uint32_t number, FileType type);
/// "redacted/0001-r2.png".
[[nodiscard]] std::string copy_path(std::uint32_t number, std::uint32_t index);

}  // namespace holdfast::evidence
