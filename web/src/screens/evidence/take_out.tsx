// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { exhibit_name } from "../../evidence/case_view";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { Status } from "../../parts/status";
import { TextField } from "../../parts/text_field";
import { use_news } from "../../parts/use_news";
import { fill, use_language } from "../../strings/language";

/** Takes an exhibit out again, with a reason; it can be put back. */
export function TakeOut({ number }: { number: number }): JSX.Element | null {
  const { t } = use_language();
  const { evidence, view } = use_evidence();
  const [reason, type] = useState("");
  const [news, set_news] = use_news();
  if (view === null) return null;
  const text = t.evidence;
  async function take_out(): Promise<void> {
    const fault = await evidence.take_out(number, reason.trim() === "" ? text.no_reason : reason.trim());
    if (fault === null) evidence.screen.set({ name: "home" });
    else set_news(failure_news(fault));
  }
  return (
    <Form onSubmit={() => void take_out()}>
      <Heading>{fill(text.out_heading, { name: exhibit_name(view, number) })}</Heading>
      <p class="govuk-body">{text.out_lead}</p>
      <TextField id="evidence-reason" label={text.out_reason} value={reason} onChange={type} longest={400} />
      <Status>{news}</Status>
      <div class="hf-row">
        <Button submit look="main">
          {text.take_out}
        </Button>
        <Button onClick={() => evidence.back()}>{t.page.cancel}</Button>
      </div>
    </Form>
  );
}
