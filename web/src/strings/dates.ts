// SPDX-License-Identifier: Apache-2.0
// Days and times as they are read. Browsers know no Welsh dates (Chromium carries none, and would put English months among Welsh
// words), so the names of the months stand here.
import type { LanguageTag } from "./language";

const english = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const welsh = ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"];
const months: Record<LanguageTag, readonly string[]> = { en: english, cy: welsh };

const two = (value: number): string => String(value).padStart(2, "0");

/** "22 November", here. */
export const day_and_month = (tag: LanguageTag, at: Date): string => `${at.getDate()} ${months[tag][at.getMonth()] ?? ""}`;

/** "22 November 2026", here. */
export const whole_day = (tag: LanguageTag, at: Date): string => `${day_and_month(tag, at)} ${at.getFullYear()}`;

/** "14:05", here. */
export const time_of_day = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** "22 November 2026, 14:05", here. */
export const day_and_time = (tag: LanguageTag, at: Date): string => `${whole_day(tag, at)}, ${time_of_day(at)}`;

/** The same with the short name of the time zone, for who reads it elsewhere: "22 November 2026, 14:05 GMT". */
export function day_time_and_zone(tag: LanguageTag, at: Date): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZoneName: "short", hour: "2-digit" }).formatToParts(at);
  return `${day_and_time(tag, at)} ${parts.find(({ type }) => type === "timeZoneName")?.value ?? ""}`.trimEnd();
}
