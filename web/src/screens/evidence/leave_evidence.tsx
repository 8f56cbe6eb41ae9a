// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { use_session } from "../../state/session_context";
import { use_language } from "../../strings/language";

/** Asked before a step that would lose evidence that is not saved. */
export function LeaveEvidence(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const text = t.evidence;
  return (
    <>
      <Heading>{text.leave_heading}</Heading>
      <p class="govuk-body-l">{text.leave_lead}</p>
      <div class="hf-row">
        <Button look="main" onClick={() => session.sheet.set("evidence")}>
          {text.leave_stay}
        </Button>
        <Button onClick={() => session.leave_evidence()}>{text.leave_go}</Button>
      </div>
    </>
  );
}
