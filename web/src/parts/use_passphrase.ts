// SPDX-License-Identifier: Apache-2.0
// A passphrase that is typed into a field, and the recovery text locked with it.
import { useState } from "preact/hooks";
import { is_long_enough, shortest_passphrase } from "../keep/typed_text";
import { use_session } from "../state/session_context";
import { fill } from "../strings/language";
import type { CasePapers } from "../worker/protocol";
import { use_news } from "./use_news";

export interface Passphrase {
  typed: string;
  type(passphrase: string): void;
  /** What is wrong with it, for the field. */
  error: string | undefined;
  is_locking: boolean;
  /** Whether it will do, none at all where it `may_be_none`; if not, the field says why and takes the focus. */
  will_do(may_be_none: boolean): boolean;
  /** The text that leads to these, locked; or null when it could not be made. */
  lock(papers: Pick<CasePapers, "identity" | "case_number">): Promise<string | null>;
}

/** `field`: the id of the field that it is typed into. */
export function use_passphrase(field: string): Passphrase {
  const session = use_session();
  const [typed, type] = useState("");
  const [error, set_error] = use_news();
  const [is_locking, set_locking] = useState(false);
  return {
    typed,
    type,
    error: error === "" ? undefined : error,
    is_locking,
    will_do(may_be_none) {
      const fits = (may_be_none && typed === "") || is_long_enough(typed);
      set_error(fits ? null : (all) => fill(all.keep.passphrase_short, { count: shortest_passphrase }));
      if (!fits) document.getElementById(field)?.focus();
      return fits;
    },
    async lock({ identity, case_number }) {
      set_locking(true);
      const locked = await session.desk.ask("lock_recovery", { identity, case_number, created_ms: Date.now(), passphrase: typed }).catch(() => null);
      set_locking(false);
      return locked !== null && locked.ok ? locked.text : null;
    },
  };
}
