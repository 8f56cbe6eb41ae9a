// SPDX-License-Identifier: Apache-2.0
// What a case holds, as the screens read it: the object that `show` gives (docs/formats/case.md), with empty lists where it leaves them out.
import type { Box, CaseShown, ExhibitKind, FactList, Facts, Moment, Sender } from "./case_types";

export interface HeldFile {
  name: string;
  size: number;
  sha256: string;
  type: string;
  sender: Sender;
}
export interface CopyMade {
  index: number;
  size: number;
  record: { boxes?: Box[]; crop?: Box };
}
export interface Exhibit {
  number: number;
  kind: ExhibitKind;
  title?: string;
  source?: string;
  note?: string;
  made?: Moment;
  added: Moment;
  holding: { is: "kept"; file: HeldFile } | { is: "hashes"; file: HeldFile; why: "intimate" | "left-out" } | { is: "described" };
  machine_read?: string;
  copies?: CopyMade[];
}
const pictures: readonly string[] = ["png", "jpeg", "webp", "gif", "heic", "avif", "bmp"];
/** A picture that the case keeps as a file: so none that shows anybody intimate, and none that the offender sent. */
export const may_be_read = ({ holding }: Exhibit): boolean => holding.is === "kept" && pictures.includes(holding.file.type);
export interface CaseView {
  prefix: string;
  /** To the guide, where the person put them in. */
  answers: Facts["answers"][];
  exhibits: Exhibit[];
  removed: { number: number; kind: ExhibitKind; reason: string }[];
  links: Facts["links"][];
  known: Facts["known"][];
  payments: Facts["payments"][];
  done: Facts["done"][];
  notes: Facts["notes"][];
  /** Of `removed`: those that can be put back. */
  taken_out: readonly number[];
}

const empty: CaseView = { prefix: "HF", answers: [], exhibits: [], removed: [], links: [], known: [], payments: [], done: [], notes: [], taken_out: [] };

export function view_of({ case: held, taken_out }: CaseShown): CaseView {
  return { ...empty, ...(held as Partial<CaseView>), taken_out };
}

/** The entry of a list that a screen changes; nothing where it puts in a new one. */
export const held_entry = (view: CaseView, { list, index }: { list: Exclude<FactList, "answers">; index?: number }): Facts[Exclude<FactList, "answers">] | undefined => (index === undefined ? undefined : view[list][index]);

/** What the module decodes. */
export const is_coverable = (type: string): boolean => ["png", "jpeg", "webp", "gif"].includes(type);

/** "HF/1" */
export const exhibit_name = ({ prefix }: CaseView, number: number): string => `${prefix}/${number}`;

/** "820 bytes" is no use to anybody: from kilobytes on. */
export function size_words(bytes: number): string {
  const [value, unit] = bytes < 999_500 ? [bytes / 1000, "kB"] : bytes < 999_500_000 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${value < 10 ? Math.max(0.1, Math.round(value * 10) / 10) : Math.round(value)} ${unit}`;
}
