// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { recipient_of } from "../../notices/recipient";
import { use_letter, use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { SentForm } from "../../parts/sent_form";
import { use_language } from "../../strings/language";

/** When it went, to whom, and by what proof: from then on the clock runs. */
export function NoticeSent(): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const notice = use_letter();
  const text = t.notices;
  return (
    <SentForm
      id="sent"
      before={{ at: new Date(), to: notice === null ? "" : recipient_of(notice, notices.facts_now()), reference: "" }}
      onSent={({ at, to, reference }) => notices.add_sent(at, to, reference)}
      actions={
        <Button submit look="main">
          {text.sent_note}
        </Button>
      }
    >
      <Heading>{text.sent_heading}</Heading>
      <p class="govuk-body">{text.sent_lead}</p>
    </SentForm>
  );
}
