// SPDX-License-Identifier: Apache-2.0
// How the notices that were sent stand at a moment, as the guide sees it.
import type { Guide } from "../guide/guide";
import type { NoticeDoor, TrackRecord } from "../guide/notice_door";
import type { LanguageTag } from "../strings/language";
import { all_kinds } from "./kinds";
import type { TrackerState } from "./tracker";

const nations = ["england", "wales", "scotland", "ni"];

/** A kind that this edition of the guide does not have: nothing is known of what comes next. */
const unknown = (notice: string): TrackRecord => ({ notice, state: "waiting", due: [], coming: [] });

/** One record for each notice of the tracker, in its order; `calendar` with an id of 32 random hexadecimal digits. */
export function track_of(guide: Guide, { sent: all }: TrackerState, language: LanguageTag, now: Date, id?: string): NoticeDoor["track"]["answer"] | null {
  if (all.length === 0) return null;
  const kinds = new Set(all_kinds(guide, language).map((kind) => kind.id));
  const sent = all.filter(({ notice }) => kinds.has(notice));
  if (sent.length === 0) return { records: all.map(({ notice }) => unknown(notice)) };
  const tracked = guide.ask("track", language, {
    sent: sent.map(({ notice, at, answer, facts }) => ({
      notice,
      at,
      answer,
      ...(facts.under_18 === undefined ? {} : { under_18: facts.under_18 }),
      ...(facts.country === undefined ? {} : { country: nations.includes(facts.country) ? "GB" : facts.country }),
    })),
    now: now.toISOString(),
    ...(id === undefined ? {} : { id }),
  });
  return tracked === null ? null : { ...tracked, records: all.map((each) => tracked.records[sent.indexOf(each)] ?? unknown(each.notice)) };
}
