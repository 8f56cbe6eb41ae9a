// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { AdultVisit } from "../flow/visit";
import { AdviceList } from "../parts/advice_list";
import { Button } from "../parts/button";
import { Heading } from "../parts/heading";
import { HelpLines } from "../parts/help_lines";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";
import { advice_for_threat, lines_for_threat } from "../support/support";

/** What helps right now, by who threatens. */
export function FirstSteps({ visit }: { visit: AdultVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const is_ex = visit.threat === "ex_partner";
  return (
    <>
      <Heading>{is_ex ? t.steps.heading_ex : t.steps.heading}</Heading>
      <p class="govuk-body-l">{is_ex ? t.steps.lead_ex : t.steps.lead}</p>
      <AdviceList advice={advice_for_threat(visit.threat)} level={2} />
      <h2 class="govuk-heading-m">{t.steps.people_heading}</h2>
      <HelpLines lines={lines_for_threat(visit.threat)} />
      <p class="govuk-body">{t.steps.ready}</p>
      <Button look="main" onClick={() => session.go({ kind: "go_on" })}>
        {t.page.go_on}
      </Button>
    </>
  );
}
