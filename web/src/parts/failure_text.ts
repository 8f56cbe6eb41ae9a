// SPDX-License-Identifier: Apache-2.0
import type { Strings } from "../strings/language";

/** The service's word for what went wrong, in words for people. */
export function failure_text(word: string, t: Strings): string {
  const text = t.service_errors;
  switch (word) {
    case "offline":
      return text.offline;
    case "busy":
    case "rate_limited":
    case "lagging":
    case "unavailable":
    case "storage_full":
      return text.busy;
    case "not_allowed":
    case "commitment_differs":
    case "not_found":
    case "too_many_items":
      return text.not_allowed;
    case "mailbox_changed":
      return text.changed;
    case "unauthorized":
    case "wrong_key":
    case "closed":
      return text.closed;
    default:
      return text.unknown;
  }
}
