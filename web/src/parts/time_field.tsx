// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { described_by, FieldFrame } from "./field_frame";
import type { News } from "./use_news";

const two = (value: number): string => String(value).padStart(2, "0");

/** As the field holds it: the time here, to the minute. */
export const typed_time = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

/** Null for what is no time, or of another century: a slip. */
export function time_of(typed: string): Date | null {
  const time = new Date(typed);
  return /^20\d\d-/.test(typed) && !Number.isNaN(time.getTime()) ? time : null;
}

/** What is wrong with a time at which something was sent; null where it can be so. A minute is left for clocks that differ. */
export function wrong_time(time: Date | null): News | null {
  if (time === null) return (all) => all.notices.time_missing;
  return time.getTime() > Date.now() + 60_000 ? (all) => all.notices.time_future : null;
}

export function TimeField({ id, label, value, onChange, error }: { id: string; label: string; value: string; onChange: (value: string) => void; error?: string | undefined }): JSX.Element {
  return (
    <FieldFrame id={id} label={label} error={error}>
      <input class="govuk-input hf-time" id={id} type="datetime-local" value={value} autocomplete="off" aria-describedby={described_by({ id, error })} onInput={(event) => onChange(event.currentTarget.value)} />
    </FieldFrame>
  );
}
