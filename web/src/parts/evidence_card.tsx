// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { may_hold_evidence } from "../flow/visit";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import { Button } from "./button";

/** The way to evidence, on an adult's route alone. */
export function EvidenceCard(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const visit = use_store(session.visit);
  if (!may_hold_evidence(visit)) return null;
  const text = t.evidence;
  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{text.heading}</h2>
      <p class="govuk-body">{text.card}</p>
      <p class="govuk-body">{text.save_first}</p>
      <Button onClick={() => session.sheet.set("evidence")}>{text.heading}</Button>
    </section>
  );
}
