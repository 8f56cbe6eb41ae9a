// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { AdultVisit } from "../flow/visit";
import { Button } from "../parts/button";
import { HeldReason } from "../parts/held_reason";
import { Heading } from "../parts/heading";
import { Platforms } from "../parts/platforms";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

/** What the service took, honestly: also what it holds back, and who checks the list today. */
export function Sent({ visit }: { visit: AdultVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const state = use_store(session.sending.state);
  const papers = use_store(session.papers);
  const service = use_store(session.service);
  const text = t.sent;
  const items = state.step === "done" ? state.accepted.items : [];
  const active = items.filter((item) => item.state === "active").length;
  const held = items.filter((item) => item.state === "quarantined");
  return (
    <>
      <Heading>{active > 0 ? text.heading : text.heading_held}</Heading>
      <p class="govuk-body-l">
        {active > 0 && (active === 1 ? text.active_one : fill(text.active_many, { count: active }))}
        {held.length > 0 && ` ${held.length === 1 ? text.held_one : fill(text.held_many, { count: held.length })}`}
      </p>
      {held.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {held.map((item) => (
            <li key={item.item}>
              <HeldReason reason={item.reason} explanation={item.explanation} />
            </li>
          ))}
        </ul>
      )}
      {visit.errand === "new_case" && papers?.case_number != null && (
        <section class="hf-card">
          <h2 class="govuk-heading-m">{text.case_number}</h2>
          <p class="hf-case-number">{papers.case_number}</p>
          <p class="govuk-body">{text.case_number_use}</p>
        </section>
      )}
      <Platforms service={service} />
      {visit.errand === "new_case" && <p class="govuk-body">{text.next}</p>}
      <Button look="main" onClick={() => session.go({ kind: "go_on" })}>
        {t.page.go_on}
      </Button>
    </>
  );
}
