// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

/** Says how many entries found no room when what lay on the device joined this visit; nothing where all of them did. */
export function ListLeftOut(): JSX.Element | null {
  const { t } = use_language();
  const text = t.done_list;
  const count = use_store(use_session().draft.left_out);
  return count === 0 ? null : <p class="govuk-inset-text">{count === 1 ? text.left_out_one : fill(text.left_out, { count })}</p>;
}
