// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { Form } from "./form";

/** A question for a letter can be answered, or left out. */
export function AnswerActions({ onLeaveOut }: { onLeaveOut: () => void }): JSX.Element {
  const { t } = use_language();
  return (
    <div class="hf-actions">
      <Button submit look="main">
        {t.page.go_on}
      </Button>
      <Button look="link" onClick={onLeaveOut}>
        {t.notices.leave_out}
      </Button>
    </div>
  );
}

/** One question for a letter that is answered by typing. */
export function AnswerForm({ onAnswer, onLeaveOut, children }: { onAnswer: () => void; onLeaveOut: () => void; children: ComponentChildren }): JSX.Element {
  return (
    <Form onSubmit={onAnswer}>
      {children}
      <AnswerActions onLeaveOut={onLeaveOut} />
    </Form>
  );
}
