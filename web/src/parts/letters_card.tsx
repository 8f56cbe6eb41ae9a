// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Plan } from "../guide/door";
import { kinds_of_step } from "../notices/kinds";
import { use_notices } from "../notices/use_notices";
import { use_language } from "../strings/language";
import { Button } from "./button";

/** The way to letters and reports, where the plan leads to any or one was sent. */
export function LettersCard({ plan }: { plan: Plan }): JSX.Element | null {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  const fits = plan.phases.some(({ steps }) => steps.some((step) => kinds_of_step(step).length > 0));
  if (!fits && notices.tracker.get().sent.length === 0) return null;
  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{text.card_heading}</h2>
      <p class="govuk-body">{text.card}</p>
      <Button onClick={() => notices.open()}>{text.place}</Button>
    </section>
  );
}
