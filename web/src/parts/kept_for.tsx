// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

/** When a case that nobody opens ends; nothing where it never does, or while that is not known. */
export function KeptFor({ look }: { look: "govuk-body" | "govuk-hint" }): JSX.Element | null {
  const { t } = use_language();
  const service = use_store(use_session().service);
  const months = service.step === "known" ? service.service.retention?.case_months : undefined;
  if (months === undefined) return null;
  const text = t.kept_for;
  const time = months % 12 !== 0 ? fill(text.months, { count: months }) : months === 12 ? text.year : fill(text.years, { count: months / 12 });
  return <p class={look}>{fill(text.ends, { time })}</p>;
}
