// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";

/** What the people who run the page want everybody to read now, in their words; nothing when there is nothing. */
export function OperatorNotice(): JSX.Element | null {
  const { t } = use_language();
  const service = use_store(use_session().service);
  if (service.step !== "known" || service.service.notice === undefined) return null;
  return (
    <section class="hf-card hf-card--news" aria-label={t.page.notice}>
      <p class="govuk-body hf-tight">{service.service.notice}</p>
    </section>
  );
}
