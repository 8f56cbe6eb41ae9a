// SPDX-License-Identifier: Apache-2.0
// A file that holds many things, of which the person chooses: a mailbox. What is not chosen goes nowhere; of the whole
// file its name, size and SHA-256 go in beside each thing that is.
import type { Outcome } from "./case_types";
import type { EvidenceDesk, JobOptions } from "./desk";
import type { MailFound } from "./mailbox";
import type { SeenFile } from "./reading";

/** The file that something was taken out of, as the module read it. */
export interface TakenFrom {
  name: string;
  size: number;
  sha256: string;
}
/** One thing in it, in the words of whoever made it: made fit to be shown, and to be believed no further. */
export interface WholePart {
  title: string;
  details: string;
  /** A date as it is written there; may be none. */
  when: string;
  bytes: number;
}
export interface WholeFile {
  from: TakenFrom;
  parts: readonly WholePart[];
  /** These of its parts as files of their own, byte for byte; by their places in `parts`. */
  take(chosen: readonly number[]): Promise<Outcome<File[]>>;
}

/** Whether only what is chosen of it goes in. */
export const holds_many = ({ type }: Pick<SeenFile, "type">): boolean => type === "mbox";

export async function open_whole(desk: Pick<EvidenceDesk, "list_mails">, file: File, seen: SeenFile, options: JobOptions): Promise<Outcome<WholeFile>> {
  const listed = await desk.list_mails(file, options);
  if (!listed.ok) return listed;
  const mails = listed.value;
  return {
    ok: true,
    value: {
      from: { name: file.name, size: seen.size, sha256: seen.sha256 },
      parts: mails.map(({ subject, from, date, size }) => ({ title: subject, details: from, when: date, bytes: size })),
      take: async (chosen) => ({ ok: true, value: chosen.flatMap((place) => mail_of(file, place, mails[place])) }),
    },
  };
}

/** Where it lies in the mailbox and no byte more, named as the command names it. */
const mail_of = (file: File, place: number, mail: MailFound | undefined): File[] =>
  mail === undefined ? [] : [new File([file.slice(mail.offset, mail.offset + mail.size)], `mail-${place + 1}.eml`, { type: "message/rfc822", lastModified: file.lastModified })];
