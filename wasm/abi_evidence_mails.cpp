// SPDX-License-Identifier: Apache-2.0
// A mailbox that comes in pieces: where each mail lies, and what somebody chooses it by.
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "abi.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/mail_box.hpp"
#include "holdfast/evidence/pack_words.hpp"

namespace holdfast::wasm {
namespace {

using evidence::FoundMail;
using evidence::MailScan;

/// One at a time: the page goes through one mailbox after the other.
std::optional<MailScan>& scan() {
    static std::optional<MailScan> held;
    return held;
}

int tell(const std::vector<FoundMail>& mails) {
    JsonWriter json;
    json.object().key("mails").array();
    for (const FoundMail& mail : mails) {
        json.object().key("offset").value(mail.offset).key("size").value(mail.size);
        json.key("date").value(evidence::shown_text(mail.heading.date));
        json.key("from").value(evidence::shown_text(mail.heading.from));
        json.key("to").value(evidence::shown_text(mail.heading.to));
        json.key("subject").value(evidence::shown_text(mail.heading.subject)).end();
    }
    set_result(json.end().end().take());
    return abi_ok;
}

}  // namespace
}  // namespace holdfast::wasm

using namespace holdfast;

HF_EXPORT(hf_mails_begin) int hf_mails_begin() {
    wasm::expect_trap();
    wasm::scan().emplace(evidence::MailScan::Headings::read);
    wasm::set_result("{}");
    return wasm::abi_ok;
}

HF_EXPORT(hf_mails_take) int hf_mails_take(const char* data, std::size_t size) {
    wasm::expect_trap();
    if (!wasm::scan()) return wasm::fail("not_open");
    return wasm::tell(wasm::scan()->take(std::string_view(data, size)));
}

HF_EXPORT(hf_mails_finish) int hf_mails_finish() {
    wasm::expect_trap();
    if (!wasm::scan()) return wasm::fail("not_open");
    const auto last = wasm::scan()->finish();
    wasm::scan().reset();
    return wasm::tell(last);
}
