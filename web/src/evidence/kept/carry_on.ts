// SPDX-License-Identifier: Apache-2.0
import type { Session } from "../../state/session";
import type { RecoveryErrorName } from "../../worker/protocol";

export type CarriedOn = { step: "open" } | { step: "no_key"; error: RecoveryErrorName; position: number } | { step: "refused"; what: string };

/** Takes up the evidence that this device keeps, with a recovery text. `is_own`: the person brought the text, so that they have it
 *  elsewhere as well. The visit goes on with that key, unless it has one of its own. */
export async function carry_on(session: Session, text: Uint8Array, passphrase: string | null, is_own: boolean): Promise<CarriedOn> {
  const read = await session.desk.ask("read_recovery", { bytes: text, passphrase, created_ms: Date.now() }).catch(() => null);
  if (read === null) return { step: "no_key", error: "failed", position: 0 };
  if (!read.ok) return { step: "no_key", error: read.error, position: read.position };
  const { papers } = read;
  const opened = await session.evidence.kept.carry_on(papers.identity);
  if (!opened.ok) return { step: "refused", what: opened.error.what };
  if (session.papers.get() === null) session.papers.set({ ...papers, case_number: papers.case_number ?? opened.value.number });
  if (is_own) session.key_in_hand.set(papers.identity);
  return { step: "open" };
}
