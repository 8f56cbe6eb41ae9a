// SPDX-License-Identifier: Apache-2.0
// Checks a pack, an untrusted one, and says of every file what holds and what does not. Nothing is shown, run, unpacked
// or fetched.
//
// A folder: PackCheck, told of each file by the caller who walks it. A ZIP file: PackZipCheck, which asks for the bytes
// that it needs. Both take a file once, in pieces of any size, and keep no content but that of the small text files, so
// memory does not grow with the pack. docs/formats/pack.md has the rules; pack_words.hpp the sentences.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdfast/evidence/bag_check.hpp"
#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/evidence/seal.hpp"
#include "holdfast/evidence/zip_reader.hpp"
#include "holdfast/sealing/minisign.hpp"
#include "holdfast/sealing/signed_note.hpp"

namespace holdfast::evidence {

/// What the person who checks knows from elsewhere: printed on paper, said on the phone, in a receipt.
struct PackExpectation {
    std::optional<sealing::MinisignKey> key;  ///< the public key that the pack was sealed with
    std::optional<Digest256> seal;            ///< seal_digest() of its signature file
    /// The log that receipts are from, as the service tells its key.
    std::optional<sealing::NoteKey> log = std::nullopt;
};

enum class FileState : std::uint8_t {
    holds,           ///< byte for byte as it was sealed
    of_the_seal,     ///< in seal/: what the seal says of it stands in PackReport
    changed,         ///< as long as it was, with other content; or of unknown length before
    shortened,       ///< shorter than it was sealed
    lengthened,      ///< longer than it was sealed
    exchanged,       ///< has the content of `other`, another sealed file
    disputed,        ///< one manifest says that it holds, another that it does not
    missing,         ///< sealed, but not there
    renamed,         ///< sealed under this name, but lies under the name `other`
    added,           ///< there, but never sealed
    renamed_to,      ///< never sealed under this name: it is the file sealed as `other`
    copied,          ///< never sealed under this name: a copy of `other`, which is there too
    cut_off,         ///< the pack ends within it
    not_reached,     ///< sealed, but the pack could not be read so far
    name_forbidden,  ///< a name that leads elsewhere or deceives; `path_fault`
    twin,            ///< one file with `other` on some system
    listed_wrongly,  ///< a manifest lists it twice or in the wrong place
    not_a_file,      ///< a link, a device, something that cannot be read
    text_malformed,  ///< a text file of the bag that cannot be understood
    checksum_wrong,  ///< the ZIP file's own checksum is wrong, though the content holds: other tools refuse it
};
/// "holds", "of_the_seal" and so on.
[[nodiscard]] std::string_view to_text(FileState state) noexcept;
/// Whether nothing is wrong with such a file.
[[nodiscard]] constexpr bool is_sound(FileState state) noexcept {
    return state == FileState::holds || state == FileState::of_the_seal;
}

struct FileResult {
    std::string path;  ///< inside the pack's folder, as the pack has it: not fit for a screen where not sound
    std::uint64_t size = 0;
    std::optional<std::uint64_t> sealed_size;
    FileState state = FileState::holds;
    std::string other;
    std::optional<PathFault> path_fault;
};

/// What is wrong with the pack as a whole.
enum class PackProblem : std::uint8_t {
    unreadable_zip,      ///< `zip` of the report says why
    several_folders,     ///< not everything lies in one folder at the top
    folder_renamed,      ///< the folder of the ZIP file is not named as bag-info.txt has case number and day
    no_pack,             ///< no bag at all: bagit.txt is missing
    not_bagit_1_0,       ///< a bag, but not as packs are: another version or encoding, a malformed bagit.txt
    manifest_missing,    ///< manifest-sha256.txt, manifest-sha512.txt or tagmanifest-sha256.txt is not there
    manifest_foreign,    ///< a manifest that packs do not have
    manifest_malformed,  ///< a manifest or bag-info.txt that cannot be read, or not in the form that packs have
    fetch_list,          ///< fetch.txt, which asks to load files from elsewhere
    wrong_totals,        ///< bag-info.txt names another number of files or bytes
    too_many_files,      ///< above most_zip_entries; the rest was not looked at
    seal_file_size,      ///< a file of the seal above most_seal_file_bytes
    text_file_size,      ///< text files of the bag above most_bag_text_bytes
    key_file_foreign,    ///< seal/pack.pub is missing, malformed, or not the key that the seal was checked with
};
/// "unreadable_zip" and so on.
[[nodiscard]] std::string_view to_text(PackProblem problem) noexcept;

enum class SealState : std::uint8_t {
    missing,           ///< no signature
    malformed,         ///< no signature file as sealing makes it
    no_key,            ///< signed, but neither is a key there nor was one expected
    wrong,             ///< the signature does not fit: what was sealed was changed, or it is another pack's
    comment_wrong,     ///< the signature fits, its trusted comment was changed
    other_key,         ///< signed anew: the signature fits the key in the pack, which is not the expected one
    other_seal,        ///< signed anew: with the expected key, or none was named, but not the seal of the receipt
    holds,             ///< fits the key that was expected, or is the seal that was expected
    holds_unexpected,  ///< fits the key in the pack; nobody said which key to expect
};
/// "missing" and so on.
[[nodiscard]] std::string_view to_text(SealState state) noexcept;

enum class TimeStampState : std::uint8_t {
    absent,           ///< nobody but the device says when the pack was sealed
    of_this_seal,     ///< there, and it names this seal; its signature is checked elsewhere
    of_another_seal,  ///< there, but it names another seal
};
/// "absent" and so on.
[[nodiscard]] std::string_view to_text(TimeStampState state) noexcept;

enum class ReceiptState : std::uint8_t {
    absent,           ///< no service says that it saw the seal
    malformed,        ///< no receipt as services give them
    of_another_seal,  ///< a receipt, but it names another seal
    unchecked,        ///< names this seal; nobody said which log to expect, so it may be anybody's
    of_another_log,   ///< names this seal, but is not from the log that was expected
    wrong,            ///< said to be from that log, but digest, time, proof or signature were changed
    holds,            ///< the expected log holds this seal
};
/// "absent" and so on.
[[nodiscard]] std::string_view to_text(ReceiptState state) noexcept;

enum class PackVerdict : std::uint8_t {
    holds,              ///< complete, unchanged, sealed with the expected key
    holds_unconfirmed,  ///< complete and unchanged against a seal that anybody could have made: no key was expected
    sealed_anew,        ///< complete in itself, but not the pack that was expected
    broken,             ///< something was changed, added, removed or cut off, or the seal does not fit
    not_a_pack,         ///< nothing that could be checked
};
/// "holds" and so on.
[[nodiscard]] std::string_view to_text(PackVerdict verdict) noexcept;

struct PackReport {
    PackVerdict verdict = PackVerdict::not_a_pack;
    SealState seal = SealState::missing;
    TimeStampState time_stamp = TimeStampState::absent;
    bool has_receipt = false;
    ReceiptState receipt = ReceiptState::absent;
    std::optional<UnixMillis> received;  ///< by the receipt; to be believed where it holds
    std::string receipt_origin;          ///< the log that it names, likewise; not fit for a screen
    std::optional<ZipFault> zip;
    std::vector<PackProblem> problems;  ///< each once, in the order of the enumeration
    std::vector<FileResult> files;      ///< sorted by path
    // What the pack says of itself; to be believed as far as the verdict goes, and printed through shown_text().
    std::string folder;                       ///< empty for a folder that was walked
    std::string case_number;                  ///< External-Identifier
    std::string sealed_at;                    ///< by the device's clock
    std::string comment;                      ///< the trusted comment of a signature that fits; empty otherwise
    std::optional<sealing::MinisignKey> key;  ///< of seal/pack.pub
    Digest256 seal_digest;                    ///< of the signature file, where there is one
    /// Time stamps as they lie in seal/, by path, for whoever can check their signatures. At most most_seal_file_bytes
    /// each.
    std::map<std::string, std::string, std::less<>> time_stamps;
    std::uint64_t payload_files = 0;
    std::uint64_t payload_bytes = 0;

    [[nodiscard]] std::size_t count(FileState state) const noexcept;
    [[nodiscard]] const FileResult* find(std::string_view path) const noexcept;
};

/// What was met in a pack, before it is judged.
struct PackEvidence {
    std::vector<BagFile> files;
    std::map<std::string, std::string, std::less<>> seal_files;  ///< texts of what lies in seal/, by path
    std::vector<FileResult> refused;                             ///< what is no ordinary file of an ordinary name
    std::vector<std::string> wrong_checksums;                    ///< paths
    std::vector<std::string> cut_off_files;                      ///< paths
    bool ends_early = false;                                     ///< files may be missing because of the ZIP file
    std::optional<ZipFault> zip;
    std::string folder;
    std::vector<PackProblem> problems;
};
[[nodiscard]] PackReport judge_pack(const PackEvidence& seen, const PackExpectation& expected);

/// Told of a pack's files one after the other.
class PackCheck {
  public:
    PackCheck() : PackCheck(std::make_unique<ContentHasher>()) {}
    /// Precondition: not null.
    explicit PackCheck(std::unique_ptr<ContentDigester> digester) : digester_(std::move(digester)) {}

    /// `path` is inside the pack's folder. Its content follows in pieces, then end_file() or cut_off().
    void begin_file(std::string_view path);
    void content(std::span<const std::byte> piece);
    void end_file(bool checksum_right = true);
    /// The pack ends here, within the file or between two.
    void cut_off();
    /// A link, a device or an unreadable file at `path`.
    void not_a_file(std::string_view path);
    /// A name that is refused, so that its content is not even looked at.
    void name_forbidden(std::string_view path, std::optional<PathFault> fault);
    /// Of the pack as a whole, met on the way.
    void problem(PackProblem problem);
    /// For a ZIP file: its folder, and why it could not be read to its end.
    void from_zip(std::string folder, std::optional<ZipFault> fault);

    [[nodiscard]] PackReport finish(const PackExpectation& expected) const;

  private:
    PackEvidence seen_;
    std::unique_ptr<ContentDigester> digester_;
    std::uint64_t text_bytes_ = 0;
    bool inside_ = false;
    bool ignoring_ = false;
};

/// Asks for the bytes of a ZIP file, checks them, and reports.
class PackZipCheck {
  public:
    explicit PackZipCheck(std::uint64_t file_bytes) : PackZipCheck(file_bytes, std::make_unique<ContentHasher>()) {}
    PackZipCheck(std::uint64_t file_bytes, std::unique_ptr<ContentDigester> digester);

    struct Range {
        std::uint64_t offset = 0;
        std::uint64_t bytes = 0;
    };
    /// The bytes that come next; nothing when it is done. A front part of them may be brought alone.
    [[nodiscard]] std::optional<Range> wants() const noexcept;
    /// Takes a front part of what wants() names, at least one byte.
    void take(std::span<const std::byte> bytes);
    /// Precondition: wants() is empty; before that, the rest counts as unreadable.
    [[nodiscard]] PackReport finish(const PackExpectation& expected);

  private:
    enum class Stage : std::uint8_t { head, tail, directory, content, done };
    void after_tail();
    void after_directory();
    void walk(std::span<const std::byte> bytes);
    void stop(ZipFault fault);
    [[nodiscard]] std::string_view inside_folder(std::string_view path);

    std::uint64_t file_bytes_ = 0;
    Stage stage_ = Stage::head;
    std::vector<std::byte> gathered_;
    std::vector<std::byte> head_;
    ZipDirectoryPlace place_;
    std::uint64_t taken_ = 0;
    std::uint64_t content_end_ = 0;
    ZipWalk walk_;
    std::optional<ZipFault> fault_;
    std::optional<std::string> folder_;
    PackCheck check_;
};

}  // namespace holdfast::evidence
