// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { failure_news, use_evidence } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { Details } from "../../parts/details";
import { Form } from "../../parts/form";
import { Status } from "../../parts/status";
import { TextField } from "../../parts/text_field";
import { use_news } from "../../parts/use_news";
import { fill, use_language } from "../../strings/language";

/** The letters before each number: the person's initials, or HF. */
export function PrefixForm({ prefix }: { prefix: string }): JSX.Element {
  const { t } = use_language();
  const { evidence } = use_evidence();
  const [typed, type] = useState(prefix);
  const [error, set_error] = use_news();
  const [news, set_news] = use_news();
  const text = t.evidence;
  async function use(): Promise<void> {
    const letters = typed.trim().toUpperCase();
    set_news(null);
    if (!/^[A-Z]{1,4}$/.test(letters)) return set_error((all) => all.evidence.prefix_wrong);
    set_error(null);
    const fault = await evidence.set_prefix(letters);
    if (fault !== null) set_error(failure_news(fault));
    else set_news((all) => fill(all.evidence.prefix_hint, { name: `${letters}/1` }));
  }
  return (
    <Details summary={text.prefix_summary}>
      <Form onSubmit={() => void use()}>
        <TextField id="evidence-prefix" label={text.prefix} hint={fill(text.prefix_hint, { name: `${prefix}/1` })} value={typed} onChange={type} error={error === "" ? undefined : error} longest={8} />
        <Button submit>{text.prefix_set}</Button>
        <Status hidden>{news}</Status>
      </Form>
    </Details>
  );
}
