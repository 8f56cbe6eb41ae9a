// SPDX-License-Identifier: Apache-2.0
// Whatever a file holds: names that can be shown, none empty, none too long, and the same each time.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "holdfast/contacts/contact_list.hpp"
#include "holdfast/core/utf8.hpp"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_name(std::string_view name) {
    using namespace holdfast;
    require(is_utf8(name) && name.size() <= contacts::longest_name);
    require(!name.starts_with(' ') && !name.ends_with(' '));
    for (const char c : name) require(static_cast<unsigned char>(c) >= 0x20 && c != '\x7F');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::contacts;
    const std::string_view file(reinterpret_cast<const char*>(data), size);
    const auto read = read_contacts(file);
    const auto again = read_contacts(file);
    require(read.has_value() == again.has_value());
    if (!read) {
        require(read.error() == again.error());
        return 0;
    }
    require(!read->contacts.empty() && read->contacts.size() == again->contacts.size());
    require(read->contacts.size() <= most_contacts);
    require(read->left_off == 0 || read->contacts.size() == most_contacts);
    for (const auto& contact : read->contacts) {
        require(!contact.name.empty() || !contact.handle.empty());
        check_name(contact.name);
        check_name(contact.handle);
    }
    return 0;
}
