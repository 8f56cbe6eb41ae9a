// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { longest, whole_text } from "../notices/facts";
import { use_language } from "../strings/language";
import { ErrorSummary } from "./error_summary";
import { Form } from "./form";
import { TextField } from "./text_field";
import { TimeField, time_of, typed_time, wrong_time } from "./time_field";
import { use_news } from "./use_news";

/** When a letter went, to whom, and by what proof. */
export interface SentWords {
  at: Date;
  to: string;
  reference: string;
}

interface SentFormProps {
  /** Of the fields. */
  id: string;
  /** Without `at`: the person has to say when. */
  before: Omit<SentWords, "at"> & { at?: Date };
  onSent: (sent: SentWords) => void;
  /** Above the fields. */
  children: ComponentChildren;
  /** What is pressed. */
  actions: ComponentChildren;
}

export function SentForm({ id, before, onSent, children, actions }: SentFormProps): JSX.Element {
  const { t } = use_language();
  const [at, set_at] = useState(before.at === undefined ? "" : typed_time(before.at));
  const [to, set_to] = useState(before.to);
  const [reference, set_reference] = useState(before.reference);
  const [error, set_error] = use_news();
  const [turn, set_turn] = useState(0);
  const text = t.notices;
  function submit(): void {
    const time = time_of(at);
    const wrong = wrong_time(time);
    set_error(wrong);
    set_turn(turn + 1);
    if (time !== null && wrong === null) onSent({ at: time, to: whole_text(to).trim(), reference: whole_text(reference).trim() });
  }
  return (
    <Form onSubmit={submit}>
      {error !== "" && <ErrorSummary turn={turn} message={error} field={`${id}-at`} />}
      {children}
      <TimeField id={`${id}-at`} label={text.sent_at} value={at} onChange={set_at} error={error === "" ? undefined : error} />
      <TextField id={`${id}-to`} label={text.sent_to} value={to} onChange={set_to} longest={longest.line} />
      <TextField id={`${id}-reference`} label={text.sent_reference} hint={text.sent_reference_hint} value={reference} onChange={set_reference} longest={longest.line} />
      {actions}
    </Form>
  );
}
