// SPDX-License-Identifier: Apache-2.0
// Friends and followers from a platform's file (docs/formats/contacts.md).
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "abi.hpp"
#include "holdfast/contacts/contact_list.hpp"
#include "holdfast/core/json_writer.hpp"

HF_EXPORT(hf_contacts_read) int hf_contacts_read(const char* file, std::size_t size) {
    using namespace holdfast;
    wasm::expect_trap();
    const auto read = contacts::read_contacts(std::string_view(file, size));
    if (!read) return wasm::fail(contacts::to_text(read.error()));
    JsonWriter json;
    json.object().key("platform").value(contacts::to_text(read->platform)).key("contacts").array();
    for (const auto& contact : read->contacts) {
        json.object().key("name").value(contact.name).key("handle").value(contact.handle);
        json.key("relation").value(contacts::to_text(contact.relation)).key("repaired").value(contact.repaired).end();
    }
    json.end().key("left_off").value(static_cast<std::uint64_t>(read->left_off)).end();
    wasm::set_result(json.take());
    return wasm::abi_ok;
}
