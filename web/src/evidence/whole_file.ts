// SPDX-License-Identifier: Apache-2.0
// A file that holds many things, of which the person chooses: a mailbox, an archive. What is not chosen goes nowhere; of the whole
// file its name, size and SHA-256 go in beside each thing that is.
import { open_archive } from "./archive";
import { type Outcome, refused } from "./case_types";
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
  take(chosen: readonly number[], options: JobOptions): Promise<Outcome<TakenPart[]>>;
}
export interface TakenPart {
  file: File;
  from: TakenFrom;
  /** Where in an archive it lay; empty of a mail. */
  path: string;
}

/** Whether only what is chosen of it goes in. */
export const holds_many = ({ type }: Pick<SeenFile, "type">): boolean => type === "mbox" || type === "zip";

/** refused("one_thing"): there is nothing to choose from, so it is a file like any other. */
export async function open_whole(desk: Pick<EvidenceDesk, "list_mails">, file: File, seen: SeenFile, options: JobOptions): Promise<Outcome<WholeFile>> {
  if (seen.type === "zip") return open_archive(file, seen);
  const listed = await desk.list_mails(file, options);
  if (!listed.ok) return listed;
  const mails = listed.value;
  if (mails.length === 0) return refused("one_thing");
  const from = { name: file.name, size: seen.size, sha256: seen.sha256 };
  return {
    ok: true,
    value: {
      from,
      parts: mails.map(({ subject, from, date, size }) => ({ title: subject, details: from, when: date, bytes: size })),
      take: async (chosen) => ({ ok: true, value: chosen.flatMap((place) => mail_of(file, place, mails[place])).map((each) => ({ file: each, from, path: "" })) }),
    },
  };
}

/** Where it lies in the mailbox and no byte more, named as the command names it. */
const mail_of = (file: File, place: number, mail: MailFound | undefined): File[] =>
  mail === undefined ? [] : [new File([file.slice(mail.offset, mail.offset + mail.size)], `mail-${place + 1}.eml`, { type: "message/rfc822", lastModified: file.lastModified })];
