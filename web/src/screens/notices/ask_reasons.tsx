// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { use_guide } from "../../guide/use_guide";
import { longest, whole_text } from "../../notices/facts";
import { use_notices } from "../../notices/use_notices";
import { AnswerForm } from "../../parts/answer_form";
import { SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { use_language } from "../../strings/language";
import type { AskProps } from "./ask_notice";

/** Why it is against the law, and of which country. */
export function AskReasons({ heading, about }: AskProps): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const notices = use_notices();
  const now = notices.facts_now();
  const countries = guide.ask("countries", tag, {})?.countries ?? [];
  const nation = ["england", "wales", "scotland", "ni"].includes(now.country ?? "") ? "GB" : (now.country ?? "");
  const [country, pick] = useState(countries.some(({ id }) => id === nation) ? nation : "");
  const [typed, type] = useState(now.reasons ?? "");
  const text = t.notices;
  function answer(reasons: string, of_country: string): void {
    const { country: _before, ...rest } = notices.said();
    notices.answer("reasons", { ...rest, reasons, ...(of_country === "" ? {} : { country: of_country }) });
  }
  return (
    <AnswerForm onAnswer={() => answer(whole_text(typed).trim(), country)} onLeaveOut={() => answer("", "")}>
      {heading}
      {about}
      <SelectField id="notice-country" label={text.country} value={country} onChange={pick} none={text.country_none} choices={countries.map(({ id, name }) => ({ value: id, text: name.say }))} />
      <TextField id="notice-reasons" kind="lines" label={text.reasons_label} value={typed} onChange={type} longest={longest.text} />
    </AnswerForm>
  );
}
