// SPDX-License-Identifier: Apache-2.0
// Any bytes have a type, facts and an answer about words, the same each time and whatever the pieces; a file of words
// that is cut off holds words still, unless a character was cut.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "holdfast/evidence/content_digests.hpp"
#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/evidence/file_look.hpp"
#include "holdfast/evidence/picture_facts.hpp"
#include "holdfast/evidence/stated_facts.hpp"

namespace {

using namespace holdfast::evidence;

/// Each once, in order, of a kind that the type can say, as a line that does not change when it is taken in again.
void expect_lines(const StatedFacts& says, FileType type) {
    StatedFacts again;
    for (const StatedFact& fact : says) {
        if (!may_state(type, fact.name) || fact.value.empty() || fact.value.size() > longest_stated) std::abort();
        state(again, fact.name, fact.value);
    }
    if (again != says) std::abort();
}

SeenFile look_at(std::span<const std::byte> file, std::size_t piece) {
    ContentHasher hasher;
    FileLook look(hasher, LookFor::picture);
    for (; file.size() > piece; file = file.subspan(piece)) look.take(file.first(piece));
    look.take(file);
    return look.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = std::as_bytes(std::span(data, size));
    const FileType type = type_of(file, file);
    if (type != type_of(file, file)) std::abort();
    const PictureFacts facts = read_picture_facts(file, type);
    if (facts != read_picture_facts(file, type)) std::abort();
    if ((facts.width == 0) != (facts.height == 0)) std::abort();
    if (!facts.taken.empty() && facts.taken.size() != 19) std::abort();
    for (const FileType each : {FileType::png, FileType::jpeg, FileType::webp, FileType::gif, FileType::heic})
        (void)read_picture_facts(file, each);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto words = holds_words_alone(text);
    const SeenFile seen = look_at(file, size + 1);
    expect_lines(seen.says, seen.type);
    if (seen.type != type || seen.says != look_at(file, size / 7 + 1).says) std::abort();
    for (const FileType each : {FileType::eml, FileType::mhtml}) expect_lines(mail_facts(text, each), each);
    // A picture by its first bytes is never words.
    const bool binary = class_of(type) == TypeClass::picture && type != FileType::svg;
    if (words && binary && type != FileType::gif && type != FileType::bmp && size > 0 && text.contains('\0'))
        std::abort();
    return 0;
}
