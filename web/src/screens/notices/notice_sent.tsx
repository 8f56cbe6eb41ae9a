// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { longest, whole_text } from "../../notices/facts";
import { recipient_of } from "../../notices/recipient";
import { use_letter, use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { ErrorSummary } from "../../parts/error_summary";
import { Heading } from "../../parts/heading";
import { TextField } from "../../parts/text_field";
import { TimeField, time_of, typed_time, wrong_time } from "../../parts/time_field";
import { use_language } from "../../strings/language";

/** When it went, to whom, and by what proof: from then on the clock runs. */
export function NoticeSent(): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const notice = use_letter();
  const [at, set_at] = useState(typed_time(new Date()));
  const [to, set_to] = useState(notice === null ? "" : recipient_of(notice, notices.facts_now()));
  const [reference, set_reference] = useState("");
  const [error, set_error] = useState<string | undefined>(undefined);
  const [turn, set_turn] = useState(0);
  const text = t.notices;
  return (
    <form
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const time = time_of(at);
        const wrong = wrong_time(time, t);
        set_error(wrong);
        set_turn(turn + 1);
        if (time !== null && wrong === undefined) notices.add_sent(time, whole_text(to).trim(), whole_text(reference).trim());
      }}
    >
      {error !== undefined && <ErrorSummary turn={turn} message={error} field="sent-at" />}
      <Heading>{text.sent_heading}</Heading>
      <p class="govuk-body">{text.sent_lead}</p>
      <TimeField id="sent-at" label={text.sent_at} value={at} onChange={set_at} error={error} />
      <TextField id="sent-to" label={text.sent_to} value={to} onChange={set_to} longest={longest.line} />
      <TextField id="sent-reference" label={text.sent_reference} hint={text.sent_reference_hint} value={reference} onChange={set_reference} longest={longest.line} />
      <Button submit look="main">
        {text.sent_note}
      </Button>
    </form>
  );
}
