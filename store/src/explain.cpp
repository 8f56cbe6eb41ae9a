// SPDX-License-Identifier: Apache-2.0
#include "holdfast/store/store.hpp"

namespace holdfast::store {

std::string_view explain(StoreError error) noexcept {
    switch (error) {
        case StoreError::not_found:
            return "There is no such case, item, bank, partner or message.";
        case StoreError::conflict:
            return "It is taken already, or it changed in the meantime: read again and retry.";
        case StoreError::not_allowed:
            return "Its state does not allow that.";
        case StoreError::key_reused:
            return "This idempotency key was used with another request.";
        case StoreError::key_replaced:
            return "The case has other keys by now.";
        case StoreError::proof_spent:
            return "This proof of work was used already.";
        case StoreError::too_many:
            return "That would be more than one submission may hold.";
        case StoreError::commitment_differs:
            return "These are not the fingerprints that were withdrawn.";
        case StoreError::disk_full:
            return "The disk is full. Nothing was written; free space and try again.";
        case StoreError::busy:
            return "Another process is writing to the database. Try again.";
        case StoreError::corrupt:
            return "The database fails its own checks. Stop the service and restore a backup.";
        case StoreError::unavailable:
            return "The database cannot be opened, read or written.";
    }
    return "Unknown store error.";
}

}  // namespace holdfast::store
