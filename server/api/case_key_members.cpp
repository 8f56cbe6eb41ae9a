// SPDX-License-Identifier: Apache-2.0
#include "api/case_key_members.hpp"

#include "api/signals.hpp"
#include "holdfast/sealing/mailbox_seal.hpp"

namespace holdfast::server::api {

CaseKeyMembers read_case_keys(JsonObject& object) {
    const auto read = read_digest(object, "read_key_hash");
    const auto withdraw = read_digest(object, "withdraw_key_hash");
    if (read && withdraw && *read == *withdraw) {
        object.fault("withdraw_key_hash", "must differ from read_key_hash");
    }
    const auto mailbox = read_key(object, "mailbox_key");
    if (mailbox && !sealing::is_usable_mailbox_key(*mailbox)) {
        object.fault("mailbox_key", "must be an X25519 public key that can be sealed to");
    }
    return {.read_key_hash = read.value_or(Digest256{}),
            .withdraw_key_hash = withdraw.value_or(Digest256{}),
            .mailbox_key = mailbox.value_or(std::array<std::byte, 32>{})};
}

}  // namespace holdfast::server::api
