// SPDX-License-Identifier: Apache-2.0
// The mails of a mailbox, through the module piece by piece: where each lies, and what somebody chooses it by.
import type { Outcome } from "./case_types";
import type { EvidenceInstance } from "./instance";
import { type Content, each_piece, type Watch } from "./reading";

/** Words of strangers, made fit to be shown; empty where the mail does not say. */
export interface MailFound {
  offset: number;
  size: number;
  date: string;
  from: string;
  to: string;
  subject: string;
}

export async function list_mails(instance: EvidenceInstance, file: Content, watch: Watch): Promise<Outcome<MailFound[]>> {
  const all: MailFound[] = [];
  const take = (given: Outcome<{ mails: MailFound[] }>): Outcome<unknown> => {
    if (given.ok) for (const mail of given.value.mails) all.push(mail);
    return given;
  };
  const begun = instance.call("hf_mails_begin");
  if (!begun.ok) return begun;
  const read = await each_piece(file, watch, (piece) => take(instance.feed<{ mails: MailFound[] }>("hf_mails_take", [], piece)));
  const last = take(instance.call<{ mails: MailFound[] }>("hf_mails_finish"));
  if (!read.ok) return read;
  return last.ok ? { ok: true, value: all } : last;
}
