// SPDX-License-Identifier: Apache-2.0
// A calendar reminder (iCalendar, RFC 5545) that says nothing of what it is about.

const two = (value: number): string => String(value).padStart(2, "0");
/** A local time without a zone: ten o'clock wherever the person is. */
const local = (date: Date, time: string): string => `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}T${time}`;
const utc = (date: Date): string => `${date.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
const escaped = (text: string): string => text.replace(/[\\;,]/g, (found) => `\\${found}`).replace(/\r?\n/g, "\\n");

/** A quarter of an hour at ten in the morning, `days` from `now`. `uid` is random. */
export function make_reminder(title: string, now: Date, days: number, uid: string): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Notes//EN",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${local(day, "100000")}`,
    `DTEND:${local(day, "101500")}`,
    `SUMMARY:${escaped(title)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    "TRIGGER:PT0S",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}
