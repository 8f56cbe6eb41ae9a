// SPDX-License-Identifier: Apache-2.0
import { fill, type LanguageTag } from "../strings/language";
import type { Action } from "./actions";

/** "Done at 14:05 on 22 November": `text` holds {time} and {day}. The year stands there when it is not this one. */
export function done_at(text: string, tag: LanguageTag, { at }: Pick<Action, "at">, now: Date = new Date()): string {
  const locale = tag === "cy" ? "cy-GB" : "en-GB";
  const when = new Date(at);
  const same_year = when.getFullYear() === now.getFullYear();
  return fill(text, {
    time: new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(when),
    day: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", ...(same_year ? {} : { year: "numeric" }) }).format(when),
  });
}
