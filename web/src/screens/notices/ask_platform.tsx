// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { use_guide } from "../../guide/use_guide";
import { longest, whole_text } from "../../notices/facts";
import { use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { use_language } from "../../strings/language";

/** Which platform the letter is about: one of the directory, or another by its name. */
export function AskPlatform(): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const notices = use_notices();
  const known = guide.ask("platforms", tag, {})?.platforms.filter(({ retired, kinds }) => retired === undefined && !kinds.includes("host")) ?? [];
  const now = notices.facts_now().platform ?? "";
  const is_known = known.some(({ id }) => id === now);
  const [picked, pick] = useState(is_known ? now : "");
  const [other, type_other] = useState(is_known ? "" : now);
  const text = t.notices;
  function answer(): void {
    const { platform: _before, ...rest } = notices.said();
    const platform = picked !== "" ? picked : whole_text(other).trim();
    notices.answer("platform", platform === "" ? rest : { ...rest, platform });
  }
  return (
    <Form onSubmit={answer}>
      <Heading>{text.platform}</Heading>
      <p class="govuk-body">{text.platform_why}</p>
      <SelectField id="notice-platform" label={text.platform_pick} value={picked} onChange={pick} none={text.platform_other} choices={known.map(({ id, name }) => ({ value: id, text: name.say }))} />
      {picked === "" && <TextField id="notice-platform-other" label={text.platform_name} value={other} onChange={type_other} longest={longest.line} />}
      <Button submit look="main">
        {t.page.go_on}
      </Button>
    </Form>
  );
}
