// SPDX-License-Identifier: Apache-2.0
import type { Guide } from "../guide/guide";
import { all_kinds } from "../notices/kinds";
import type { Notices } from "../notices/notices";
import type { LanguageTag } from "../strings/language";
import type { LetterSent } from "./actions";

/** The letters that were noted as sent, as the file of what was done has them; `unknown`: the title of a kind that is none any more. */
export function letters_sent(guide: Guide, notices: Notices, tag: LanguageTag, unknown: string): LetterSent[] {
  const kinds = all_kinds(guide, tag);
  const title = (notice: string): string => kinds.find((kind) => kind.id === notice)?.title.say ?? unknown;
  return notices.tracker.get().sent.map(({ notice, at, to, ours, reference, answer }) => ({ what: "sent", notice, words: title(notice), at, to, ours, theirs: reference, answer }));
}
