// SPDX-License-Identifier: Apache-2.0
// The notices of the visit on the screen that is seen now: watched, so that a screen follows what changes.
import { use_guide } from "../guide/use_guide";
import type { Notice } from "../guide/notice_door";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import type { Notices } from "./notices";

export function use_notices(): Notices {
  const { notices } = use_session();
  use_guide();
  use_store(notices.draft);
  use_store(notices.facts);
  use_store(notices.tracker);
  return notices;
}

/** The letter that is being written; null while the guide is not there. */
export function use_letter(): Notice | null {
  const { tag } = use_language();
  return use_notices().letter(tag);
}
