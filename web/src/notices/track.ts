// SPDX-License-Identifier: Apache-2.0
// How the notices that were sent stand at a moment, as the guide sees it.
import type { Guide } from "../guide/guide";
import type { NoticeDoor } from "../guide/notice_door";
import type { LanguageTag } from "../strings/language";
import type { TrackerState } from "./tracker";

const nations = ["england", "wales", "scotland", "ni"];

/** One record for each notice of the tracker, in its order; `calendar` with an id of 32 random hexadecimal digits. */
export function track_of(guide: Guide, { sent }: TrackerState, language: LanguageTag, now: Date, id?: string): NoticeDoor["track"]["answer"] | null {
  if (sent.length === 0) return null;
  return guide.ask("track", language, {
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
}
