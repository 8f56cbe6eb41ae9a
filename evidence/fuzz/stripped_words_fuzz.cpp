// SPDX-License-Identifier: Apache-2.0
// Whatever a file is, what comes out of it is words alone, the same each time, and a mail lies within its box, the same
// however that is cut. The first byte says what the file is taken for.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/evidence/mail_box.hpp"
#include "holdfast/evidence/stripped_words.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::evidence;
    if (size == 0) return 0;
    const std::string_view file(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto type = static_cast<FileType>(data[0] % file_types);
    std::size_t behind = 0;
    for (const MailPlace& mail : mails_of(file)) {
        if (mail.offset < behind || mail.offset + mail.size > file.size()) std::abort();
        behind = mail.offset + mail.size;
        (void)heading_of(file.substr(mail.offset, mail.size));
    }
    // The same in pieces, whose length the file itself says.
    const std::size_t length = 1 + static_cast<unsigned char>(file.empty() ? 0 : file.back());
    MailScan scan(MailScan::Headings::read);
    std::vector<FoundMail> found;
    const auto put = [&](std::vector<FoundMail> more) { std::ranges::move(more, std::back_inserter(found)); };
    for (std::size_t at = 0; at < file.size(); at += length) put(scan.take(file.substr(at, length)));
    put(scan.finish());
    const bool same = std::ranges::equal(found, mails_of(file), [&](const FoundMail& one, const MailPlace& other) {
        return one.offset == other.offset && one.size == other.size &&
               one.heading == heading_of(file.substr(other.offset, other.size));
    });
    if (!same) std::abort();
    const auto words = words_of(type, file);
    if (!words) return 0;
    if (!can_be_stripped(type) || !holds_words_alone(words->words)) std::abort();
    const auto again = words_of(type, file);
    if (!again || again->words != words->words) std::abort();
    const auto text =
        stripped_text(*words, WholeFile{.name = std::string(file.substr(0, 80)), .size = size, .sha256 = {}});
    if (text && !holds_words_alone(*text)) std::abort();
    return 0;
}
