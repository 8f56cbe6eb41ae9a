// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Incoming } from "../evidence/incoming";
import { failure_news } from "../evidence/use_evidence";
import { use_language } from "../strings/language";
import { Button } from "./button";

/** A chosen file by its name: how far it is read, and how to stop that. */
export function IncomingRow({ incoming: { file, state }, onStop, onAgain, onLeaveOut }: { incoming: Incoming; onStop: () => void; onAgain: () => void; onLeaveOut: () => void }): JSX.Element {
  const language = use_language();
  const { t } = language;
  const text = t.evidence;
  const is_busy = state.step === "waiting" || state.step === "reading";
  const said =
    state.step === "failed" ? failure_news(state)(t, language) : state.step === "waiting" ? text.waiting : state.step === "reading" ? text.reading : state.step === "stopped" ? text.stopped : text.to_answer;
  return (
    <li class="hf-line">
      <h3 class="govuk-heading-s hf-tight">
        <bdi>{file.name}</bdi>
      </h3>
      <p class={state.step === "failed" ? "govuk-body hf-tight hf-picture__trouble" : "govuk-body hf-tight"}>{said}</p>
      {state.step === "reading" && <progress class="hf-progress" max={1} value={state.share} aria-label={`${text.reading}: ${file.name}`} />}
      <p class="hf-row">
        {is_busy && (
          <Button look="link" label={`${text.stop}: ${file.name}`} onClick={onStop}>
            {text.stop}
          </Button>
        )}
        {(state.step === "stopped" || state.step === "failed") && (
          <Button look="link" label={`${text.again}: ${file.name}`} onClick={onAgain}>
            {text.again}
          </Button>
        )}
        {!is_busy && (
          <Button look="link" label={`${text.leave_out}: ${file.name}`} onClick={onLeaveOut}>
            {text.leave_out}
          </Button>
        )}
      </p>
    </li>
  );
}
