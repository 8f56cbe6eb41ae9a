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

/** Takes an exhibit out again, with a reason, and it can be put back; or one of its covered copies, which can be made again. */
export function TakeOut({ number, copy }: { number: number; copy?: number }): JSX.Element | null {
  const { t } = use_language();
  const { evidence, view } = use_evidence();
  const [reason, type] = useState("");
  const [news, set_news] = use_news();
  /** It was said that nothing would be left to see of it. */
  const [is_warned, warn] = useState(false);
  if (view === null) return null;
  const text = t.evidence;
  async function take_out(): Promise<void> {
    const why = reason.trim() === "" ? text.no_reason : reason.trim();
    const fault = await (copy === undefined ? evidence.take_out(number, why, is_warned) : evidence.drop_copy(number, copy, why, is_warned));
    if (fault === null) return evidence.screen.set({ name: "home" });
    warn(fault.what === "last_copy");
    set_news(failure_news(fault));
  }
  return (
    <Form onSubmit={() => void take_out()}>
      <Heading>{fill(text.out_heading, { name: copy === undefined ? exhibit_name(view, number) : `${exhibit_name(view, number)}-R${copy}` })}</Heading>
      {copy === undefined && <p class="govuk-body">{text.out_lead}</p>}
      <TextField id="evidence-reason" label={text.out_reason} value={reason} onChange={type} longest={400} />
      <Status>{news}</Status>
      <div class="hf-row">
        <Button submit look="main">
          {is_warned ? text.out_all_the_same : text.take_out}
        </Button>
        <Button onClick={() => evidence.back()}>{t.page.cancel}</Button>
      </div>
    </Form>
  );
}
