// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../parts/button";
import { Heading } from "../parts/heading";
import { Status } from "../parts/status";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

const busy_words = new Set(["busy", "rate_limited", "lagging", "unavailable", "storage_full"]);

/** Proof of work, then the post; waits for a connection and goes on only when the person presses. */
export function SendingScreen(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const state = use_store(session.sending.state);
  const is_online = use_store(session.online);
  const text = t.sending;

  function stop(): void {
    session.sending.stop();
    if (session.sending.state.get().step === "idle") session.go({ kind: "send_stopped" });
  }
  function draw_again(): void {
    session.papers.set(null);
    session.sending.forget();
    session.go({ kind: "send_stopped" });
  }
  const stop_button = <Button onClick={stop}>{text.cancel}</Button>;

  switch (state.step) {
    case "waiting":
      return (
        <>
          <Heading key="waiting">{text.waiting_heading}</Heading>
          <Status>{!is_online ? text.waiting : state.unreachable ? text.unreachable : text.online_again}</Status>
          <div class="hf-row">
            {is_online && (
              <Button look="main" onClick={() => void session.send()}>
                {state.unreachable ? t.page.try_again : text.send_now}
              </Button>
            )}
            {stop_button}
          </div>
        </>
      );
    case "failed":
      if (state.sure && state.word === "key_taken")
        return (
          <>
            <Heading key="taken">{text.taken_heading}</Heading>
            <Status>{text.taken}</Status>
            <p class="govuk-body">{text.taken_add}</p>
            <p class="govuk-body">{text.taken_new}</p>
            <div class="hf-row">
              <Button look="main" onClick={draw_again}>
                {text.taken_draw}
              </Button>
              {stop_button}
            </div>
          </>
        );
      return (
        <>
          <Heading key="failed">{state.sure ? text.failed_heading : text.unsure_heading}</Heading>
          <Status>
            {!state.sure ? text.unsure : busy_words.has(state.word) ? text.busy : state.detail === "" ? text.failed : fill(text.refused, { reason: state.detail })}
          </Status>
          <div class="hf-row">
            <Button look="main" onClick={() => (state.word === "case_number_taken" || state.word === "key_taken" ? draw_again() : void session.send())}>
              {t.page.try_again}
            </Button>
            {state.sure && stop_button}
          </div>
        </>
      );
    default:
      return (
        <>
          <Heading key="sending">{text.heading}</Heading>
          <Status>{state.step === "proving" ? text.proving : state.step === "posting" ? text.posting : text.asking}</Status>
          {state.step === "proving" && (
            <>
              <progress class="hf-progress" max={1} value={state.share} aria-label={text.proving} />
              <p class="govuk-hint">{fill(text.proving_progress, { percent: Math.floor(state.share * 100) })}</p>
            </>
          )}
          {state.step !== "posting" && stop_button}
        </>
      );
  }
}
