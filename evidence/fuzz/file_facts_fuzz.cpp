// SPDX-License-Identifier: Apache-2.0
// Any bytes have a type, facts and an answer about words, the same each time; a file of words that is cut off holds
// words still, unless a character was cut.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/evidence/picture_facts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::evidence;
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
    // A picture by its first bytes is never words.
    const bool binary = class_of(type) == TypeClass::picture && type != FileType::svg;
    if (words && binary && type != FileType::gif && type != FileType::bmp && size > 0 && text.contains('\0'))
        std::abort();
    return 0;
}
