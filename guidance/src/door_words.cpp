// SPDX-License-Identifier: Apache-2.0
#include "door_words.hpp"

#include <algorithm>

namespace holdfast::guidance {

void write_text(JsonWriter& to, const Text& text, Language language) {
    const std::string_view say = text.in(language);
    const std::string_view english = text.in(Language::english);
    to.object().key("say").value(say);
    if (say != english) to.key("en").value(english);
    to.end();
}

void write_text(JsonWriter& to, std::string_view name, const Text& text, Language language) {
    if (text.empty()) return;
    to.key(name);
    write_text(to, text, language);
}

void write_texts(JsonWriter& to, std::string_view name, std::span<const Text> texts, Language language) {
    to.key(name).array();
    for (const auto& text : texts) write_text(to, text, language);
    to.end();
}

void write_string(JsonWriter& to, std::string_view name, std::string_view text) {
    if (!text.empty()) to.key(name).value(text);
}

void write_sources(JsonWriter& to, std::string_view name, std::span<const Source> sources) {
    to.key(name).array();
    for (const auto& source : sources) {
        to.object().key("url").value(source.url).key("read").value(to_text(source.read));
        to.key("how").value(source.how).key("says").value(source.says).end();
    }
    to.end();
}

void write_checked(JsonWriter& to, const Provenance& provenance, const Reader& reader) {
    const bool stale = provenance.stale(reader.today);
    to.key("sure").value(to_text(provenance.sure)).key("stale").value(stale);
    const auto doubtful = [](const UnsureField& field) { return field.sure != Sureness::seen; };
    const bool doubts = std::ranges::any_of(provenance.unsure, doubtful);
    if (doubts) {
        to.key("unsure").array();
        for (const auto& field : provenance.unsure)
            if (doubtful(field)) to.value(field.field);
        to.end();
    }
    if (doubts || stale || provenance.sure != Sureness::seen) write_string(to, "check_at", provenance.check_page());
}

}  // namespace holdfast::guidance
