// SPDX-License-Identifier: Apache-2.0
// Words of files that also hold media: the words stay, nothing else does, whatever is said of it.
#include "holdfast/evidence/stripped_words.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "holdfast/evidence/embedded_media.hpp"
#include "holdfast/sealing/base64.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_literals;

const std::string& picture() {
    static const std::string& bytes = *new std::string([] {
        std::ifstream file(std::string(HOLDFAST_VECTORS) + "/media/landscape.jpg", std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }());
    return bytes;
}
std::string base64() {
    return sealing::to_base64(sealing::as_bytes(std::string_view(picture())), sealing::Base64Form::padded);
}
std::string in_lines(const std::string& text, std::size_t width) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += width) out += text.substr(i, width) + "\r\n";
    return out;
}
std::string quoted_printable(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        out += '=';
        for (const unsigned digit : {byte / 16U, byte % 16U}) out += "0123456789ABCDEF"[digit];
        if (i % 20 == 19) out += "=\r\n";
    }
    return out;
}
constexpr std::string_view head = "From: lantern@example.org\r\nSubject: On Sunday\r\nX-Originating-IP: 192.0.2.7\r\n";
std::string mail(const std::string& rest) {
    return std::string(head) + rest;
}
/// The words, which hold nothing of the picture in any spelling.
std::string words(FileType type, const std::string& file, std::string_view expected = "Send 50 or else") {
    const auto of = words_of(type, file);
    if (!of) return "refused: "s + std::string(explain(of.error()));
    EXPECT_TRUE(holds_words_alone(of->words)) << of->words.substr(0, 2'000);
    EXPECT_TRUE(of->words.contains(expected)) << of->words.substr(0, 2'000);
    EXPECT_LT(of->words.size(), 4'000U) << of->words.substr(0, 2'000);
    EXPECT_FALSE(of->words.contains("/9j/4AAQ"));
    EXPECT_FALSE(of->words.contains("JFIF"));
    return of->words;
}
Cuts::Count cut(FileType type, const std::string& file, CutRule rule) {
    const auto of = words_of(type, file);
    return of ? of->cuts.of(rule) : Cuts::Count{};
}
std::string multipart(const std::string& parts, const std::string& boundary = "b1") {
    return mail("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"" + boundary +
                "\"\r\n\r\npreamble\r\n" + parts + "--" + boundary + "--\r\n");
}
std::string part(const std::string& type, const std::string& body, const std::string& coding = "7bit",
                 const std::string& boundary = "b1") {
    return "--" + boundary + "\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: " + coding + "\r\n\r\n" +
           body + "\r\n";
}
const std::string say = "Send 50 or else.";

TEST(StrippedWords, OfAMailKeepHeadersAndTextAndCountThePicture) {
    const std::string file =
        multipart(part("text/plain", say) + part("image/jpeg; name=\"IMG_1.jpg\"", in_lines(base64(), 76), "base64"));
    const std::string text = words(FileType::eml, file);
    EXPECT_TRUE(text.starts_with("From: lantern@example.org\nSubject: On Sunday\nX-Originating-IP: 192.0.2.7\n"))
        << text;
    EXPECT_TRUE(text.contains("[file: IMG_1.jpg]\n[left out: image/jpeg, ")) << text;
    EXPECT_FALSE(text.contains("preamble"));
    const auto count = cut(FileType::eml, file, CutRule::mail_part);
    EXPECT_EQ(count.count, 1U);
    EXPECT_GT(count.bytes, base64().size());
    EXPECT_EQ(cut(FileType::eml, file, CutRule::around_parts).bytes, 10U);
}

TEST(StrippedWords, OfTextThatIsAPictureAreNone) {
    const std::string lie = base64();
    for (const std::string& hidden :
         {part("text/plain", in_lines(lie, 76), "base64"),
          part("text/plain", quoted_printable(picture()), "quoted-printable"),
          part("text/plain; charset=windows-1252", in_lines(lie, 76), "base64"),
          part("text/html", in_lines(lie, 76), "base64"), part("text/plain", picture(), "8bit"),
          part("text/plain", picture(), "binary"), part("text/x-vcard", in_lines(lie, 76), "BASE64")}) {
        const std::string file = multipart(part("text/plain", say) + hidden);
        words(FileType::eml, file);
        EXPECT_EQ(cut(FileType::eml, file, CutRule::not_words).count, 1U) << hidden.substr(0, 200);
    }
    const std::string drawing = part("text/plain", "<svg><path d='M0 0'/></svg>");
    EXPECT_EQ(cut(FileType::eml, multipart(part("text/plain", say) + drawing), CutRule::not_words).count, 1U);
    // Encoded once more, or not said to be: the run is cut, the words around it stay.
    for (const std::string& hidden :
         {part("text/plain", in_lines(lie, 76)), part("text/plain", in_lines(lie, 30)),
          part("text/plain", "a photo: " + lie + " end"),
          part("text/plain",
               sealing::to_base64(sealing::as_bytes(std::string_view(in_lines(lie, 76))), sealing::Base64Form::padded),
               "base64"),
          part("text/plain", "data:image/jpeg;base64," + lie),
          part("text/html", "<p>x<img src='data:image/jpeg;base64," + lie + "'></p>"),
          part("text/html", "&#100;ata:image/jpeg;base64," + lie)}) {
        words(FileType::eml, multipart(part("text/plain", say) + hidden));
    }
}

TEST(StrippedWords, OfPartsInPartsAreFoundAndLiesAboutBoundariesGainNothing) {
    const std::string inner = "--b2\r\nContent-Type: text/plain\r\n\r\n" + say +
                              "\r\n--b2\r\nContent-Type: image/png\r\n\r\n" + picture() + "\r\n--b2--\r\n";
    words(FileType::eml, multipart(part("multipart/related; boundary=b2", inner)));
    words(FileType::eml, multipart(part("multipart/related; boundary=b1", inner) + part("text/plain", say)));
    words(FileType::eml,
          multipart(part("message/rfc822", "Subject: inside\r\n\r\n" + say) + part("image/png", picture())));
    // No end, no boundary, one that is never met, an image between an end and a beginning.
    words(FileType::eml, mail("Content-Type: multipart/mixed; boundary=b1\r\n\r\n" + part("image/png", picture()) +
                              part("text/plain", say)));
    EXPECT_TRUE(words(FileType::eml, mail("Content-Type: multipart/mixed\r\n\r\n" + picture()), "On Sunday")
                    .contains("[left out: multipart/mixed"));
    words(FileType::eml, mail("Content-Type: multipart/mixed; boundary=zz\r\n\r\n" + picture()), "On Sunday");
    words(FileType::eml,
          multipart(part("text/plain", say) + "--b1--\r\n" + picture() + "\r\n" + part("text/plain", "after")));
    std::string deep = "Content-Type: image/png\r\n\r\n" + picture();
    for (int i = 0; i < 40; ++i)
        deep.insert(0, "Content-Type: multipart/mixed; boundary=n" + std::to_string(i) + "\r\n\r\n--n" +
                           std::to_string(i) + "\r\n");
    words(FileType::eml, mail(deep), "On Sunday");
    EXPECT_TRUE(words(FileType::eml, mail(deep), "On Sunday").contains("[left out: multipart/mixed")) << "too deep";
    std::string many = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (std::size_t i = 0; i <= most_mail_parts; ++i) many += "--b\r\n\r\nx\r\n";
    EXPECT_EQ(words_of(FileType::eml, mail(many)).error(), StripError::too_many);
}

TEST(StrippedWords, OfHeadersAreWords) {
    std::string hidden;
    for (std::size_t i = 0; i + 40 <= base64().size(); i += 40)
        hidden += "=?UTF-8?B?" + base64().substr(i, 40) + "?=\r\n ";
    const std::string body = "\r\n\r\n" + say + "\r\n";
    EXPECT_TRUE(words(FileType::eml, mail("X-Note: " + hidden + "end" + body)).contains("X-Note: [left out]"));
    EXPECT_TRUE(words(FileType::eml, mail("Face: " + base64().substr(0, 400) + body)).contains("Face: [left out]"));
    EXPECT_TRUE(words(FileType::eml, mail("To: =?utf-8?Q?caf=C3=A9?= =?utf-8?B?IG9u?=" + body))
                    .contains("To: caf\xC3\xA9 on\n"));
    words(FileType::eml, mail("X-Long: " + base64() + body));
    std::string many = "Content-Type: text/plain\r\n";
    while (many.size() <= most_mail_header_bytes) many += "X-A: b\r\n";
    EXPECT_EQ(cut(FileType::eml, mail(many + body), CutRule::header).count, 1U);
}

TEST(StrippedWords, OfPagesAreTheirText) {
    const std::string page =
        "<!DOCTYPE html><html><head><title>Chat &amp; more</title><style>p{}</style><script>alert('" + base64() +
        "')</script></head><body><p>Send 50 or&nbsp;else</p>"
        "<img src=\"data:image/jpeg;base64," +
        base64() + "\"><svg><path d='M0 0'/></svg><a href=\"https://example.org/lantern\">profile</a><!-- " + base64() +
        " --><video src=x>no</video>3 < 4</body></html>";
    const std::string text = words(FileType::html, page);
    EXPECT_EQ(text, "Chat & more\nSend 50 or else\n <https://example.org/lantern> profile 3 < 4\n");
    EXPECT_EQ(cut(FileType::html, page, CutRule::markup).count, 5U) << "style, script, img, svg, video";
    words(FileType::html, "<html><p>Send 50 or else<svg><svg>" + base64() + "</svg>");
    words(FileType::html, "<html><p>Send 50 or else<img src=\"data:image/png;base64," + base64());
    words(FileType::html, "<html><p>Send 50 or else<style>" + base64());
    words(FileType::mhtml,
          mail("MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b1\"\r\n\r\n" +
               part("text/html", "<html><body><p>Send 50 or else=21</p></body></html>", "quoted-printable") +
               part("image/png", in_lines(base64(), 76), "base64") + "--b1--\r\n"),
          "Send 50 or else!");
}

TEST(StrippedWords, OfChatsStayButForEncodedData) {
    const std::string chat = "{\"messages\":[{\"from\":\"lantern_7\",\"text\":\"Send 50 or else\",\"thumb\":\"" +
                             base64() + "\",\"photo\":\"data:image\\/jpeg;base64," + base64() + "\",\"n\":1}]}";
    const std::string text = words(FileType::json, chat);
    EXPECT_TRUE(text.ends_with("\",\"n\":1}]}")) << text;
    EXPECT_EQ(cut(FileType::json, chat, CutRule::data_uri).count, 1U);
    EXPECT_GT(cut(FileType::json, chat, CutRule::data_uri).bytes, base64().size());
    EXPECT_GT(cut(FileType::json, chat, CutRule::encoded).bytes, base64().size() - 3);
    words(FileType::text, "[20/11/2026] Lantern: Send 50 or else <attached: 1.jpg>\nbegin 644 x.jpg\nM" +
                              std::string(60, '#') + "\nM" + std::string(60, '$') + "\n`\nend\nbye");
    EXPECT_EQ(words_of(FileType::text, picture()).error(), StripError::nothing_left);
    EXPECT_EQ(words_of(FileType::text, "Send 50\0or else"s).error(), StripError::nothing_left) << "a NUL is in no text";
    EXPECT_EQ(words_of(FileType::pdf, "%PDF-1.4 words").error(), StripError::not_read);
    EXPECT_EQ(words_of(FileType::jpeg, picture()).error(), StripError::not_read);
    EXPECT_TRUE(words(FileType::text, "caf\xE9: Send 50 or else").starts_with("caf\xC3\xA9"))
        << "a western character set";
}

TEST(StrippedWords, OfAHundredMegabytesInOneLineTakeSeconds) {
    const std::string line(std::size_t{100} << 20U, 'a');
    const auto of = words_of(FileType::text, line + " Send 50 or else");
    ASSERT_TRUE(of);
    EXPECT_EQ(of->words.size(), line.size() + 16);
    const auto tags = words_of(FileType::html, "<html>Send 50" + std::string(std::size_t{20} << 20U, '<'));
    ASSERT_TRUE(tags);
    EXPECT_TRUE(words_of(FileType::eml, mail("Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
                                             std::string(std::size_t{20} << 20U, '-'))));
}

TEST(StrippedWords, BecomeATextThatSaysWhatItIsAndWhatWasLeftOut) {
    const auto of = words_of(FileType::eml,
                             multipart(part("text/plain", say) + part("image/jpeg", in_lines(base64(), 76), "base64")));
    ASSERT_TRUE(of);
    const auto text = stripped_text(*of, {.name = "\xE2\x80\xAEliam.eml", .size = 12, .sha256 = sealing::sha256("x")});
    ASSERT_TRUE(text);
    EXPECT_TRUE(
        text->contains("File: [U+202E]liam.eml, 12 bytes, SHA-256 "
                       "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\nLeft out: mail-part: 1 ("))
        << *text;
    EXPECT_EQ(type_of(sealing::as_bytes(std::string_view(*text)), {}), FileType::text);
    EXPECT_TRUE(holds_words_alone(*text));
}

}  // namespace
}  // namespace holdfast::evidence
