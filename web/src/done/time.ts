// SPDX-License-Identifier: Apache-2.0
import { day_and_month, time_of_day, whole_day } from "../strings/dates";
import { fill, type LanguageTag } from "../strings/language";
import type { Action } from "./actions";

/** "Done at 14:05 on 22 November": `text` holds {time} and {day}. The year stands there when it is not this one. */
export function done_at(text: string, tag: LanguageTag, { at }: Pick<Action, "at">, now: Date = new Date()): string {
  const when = new Date(at);
  const same_year = when.getFullYear() === now.getFullYear();
  return fill(text, {
    time: time_of_day(when),
    day: same_year ? day_and_month(tag, when) : whole_day(tag, when),
  });
}
