// SPDX-License-Identifier: Apache-2.0
// What was typed, as a case takes it (docs/formats/case.md): texts without control characters, times with their zone.
import type { Moment } from "./case_types";

/** Lines of a case have at most 500 bytes, notes 20,000; in UTF-16 units, of at most three bytes each. */
export const longest_line = 160;
export const longest_note = 6000;

/** No line break, no control character. */
export const one_line = (typed: string): string => typed.replace(/\p{Cc}+/gu, " ").trim();
export const whole_lines = (typed: string): string => typed.replace(/\r\n?/g, "\n").replace(/(?![\n\t])\p{Cc}+/gu, " ").trim();

/** A time that somebody remembers; null where none was typed, or a slip. */
export function remembered(typed: string): Moment | null {
  const time = new Date(typed);
  return /^20\d\d-/.test(typed) && !Number.isNaN(time.getTime()) ? { at: time.toISOString(), sure: "about", zone: -time.getTimezoneOffset() } : null;
}
