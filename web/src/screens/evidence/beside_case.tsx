// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { use_session } from "../../state/session_context";
import { use_language } from "../../strings/language";

/** What lies under the evidence of whoever came back with a case: on with it, or back to the case. */
export function BesideCase(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  return (
    <>
      <Heading>{t.evidence.heading}</Heading>
      <p class="govuk-body-l">{t.evidence.card}</p>
      <p class="govuk-body">{t.evidence.save_first}</p>
      <div class="hf-row">
        <Button look="main" onClick={() => session.sheet.set("evidence")}>
          {t.evidence_beside.on}
        </Button>
        <Button onClick={() => session.go({ kind: "go_on" })}>{t.evidence_beside.to_case}</Button>
      </div>
    </>
  );
}
