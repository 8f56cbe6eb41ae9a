// SPDX-License-Identifier: Apache-2.0
#include "signal_text.hpp"

namespace holdfast::cli {
namespace {

void append_line(std::string& to, const Signal& signal, const Code256& code, const std::string& path,
                 std::string_view form) {
    std::string quality = std::to_string(signal.quality);
    quality.insert(0, 3 - quality.size(), ' ');
    to.append(to_text(signal.kind)).append("  ").append(quality).append("  ");
    to.append(to_hex(code)).append("  ").append(printable(path));
    if (!form.empty()) to.append("  ").append(form);
    to.push_back('\n');
}

}  // namespace

const DihedralCodes* forms_of(const FingerprintSet& set, FingerprintKind kind) noexcept {
    const auto& forms = kind == FingerprintKind::pdq_c1 ? set.canonical_forms : set.reference_forms;
    return forms ? &*forms : nullptr;
}

std::string text_lines(const std::string& path, const FileFingerprint& file) {
    std::string lines;
    for (const Signal& signal : file.set.signals()) {
        const DihedralCodes* const forms = forms_of(file.set, signal.kind);
        if (forms == nullptr) {
            append_line(lines, signal, signal.code, path, {});
            continue;
        }
        for (std::size_t i = 0; i < forms->size(); ++i) append_line(lines, signal, (*forms)[i], path, form_names[i]);
    }
    return lines;
}

std::string json_line(const std::string& path, const FileFingerprint& file) {
    JsonWriter json;
    json.object().key("file").value(path).key("format").value(media::to_text(file.kind));
    json.key("width").value(file.width).key("height").value(file.height);
    json.key("orientation").value(static_cast<unsigned>(file.orientation));
    json.key("damaged").value(file.damaged).key("animated").value(file.animated).key("signals").array();
    for (const Signal& signal : file.set.signals()) {
        json.object().key("kind").value(to_text(signal.kind)).key("code").value(to_hex(signal.code));
        json.key("quality").value(static_cast<unsigned>(signal.quality));
        if (const DihedralCodes* const forms = forms_of(file.set, signal.kind)) {
            json.key("forms").object();
            for (std::size_t i = 0; i < forms->size(); ++i) json.key(form_names[i]).value(to_hex((*forms)[i]));
            json.end();
        }
        json.end();
    }
    return json.end().end().take() + "\n";
}

std::string json_line(const std::string& path, const FileError& error) {
    JsonWriter json;
    json.object().key("file").value(path).key("error").value(error.name);
    return json.key("explanation").value(error.explanation).end().take() + "\n";
}

}  // namespace holdfast::cli
