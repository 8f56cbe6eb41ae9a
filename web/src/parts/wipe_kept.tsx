// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { kept_on_device } from "../keep/this_device";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";
import { use_news } from "./use_news";

/** Deletes the evidence that this device keeps, if it keeps any, and with `all` the key that it may keep. It may be the only copy, so one press alone
 *  does not. */
export function WipeKept({ all = false }: { all?: boolean }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const { kept } = session.evidence;
  const [has_key, set_key] = useState(all && kept_on_device() !== null);
  const is_there = use_store(kept.there) === true || has_key;
  const [is_sure, set_sure] = useState(false);
  const [news, set_news] = use_news();
  const text = t.kept_evidence;
  async function wipe(): Promise<void> {
    if (!is_sure) {
      set_sure(true);
      return set_news(({ kept_evidence }) => kept_evidence.wipe_warning);
    }
    set_sure(false);
    if (all) session.remove_kept();
    set_key(false);
    const deleted = await kept.wipe();
    set_news(({ kept_evidence }) => (deleted ? kept_evidence.wiped : kept_evidence.wipe_failed));
  }
  return (
    <>
      {is_there && <Button onClick={() => void wipe()}>{is_sure ? text.wipe_sure : text.wipe}</Button>}
      <Status>{news}</Status>
    </>
  );
}
