// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { kept_failure, use_evidence } from "../evidence/use_evidence";
import { use_store } from "../state/store";
import { time_of_day } from "../strings/dates";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";

/** How far what is in the evidence is kept on this device; nothing where it is not to be. */
export function KeptLine(): JSX.Element | null {
  const language = use_language();
  const { t } = language;
  const { kept } = use_evidence().evidence;
  const state = use_store(kept.state);
  const text = t.kept_evidence;
  const time = (at: string): string => time_of_day(new Date(at));
  if (state.step === "off" || state.step === "opening") return null;
  if (state.step === "failed") {
    const gone = state.what === "draft_gone";
    return (
      <div class="govuk-inset-text">
        <Status>{`${kept_failure(state.what)(t, language)} ${state.at === null ? text.not_kept : fill(text.still_kept, { time: time(state.at) })}`}</Status>
        {!gone && <Button onClick={() => kept.changed()}>{t.page.try_again}</Button>}
      </div>
    );
  }
  return (
    <>
      <Status>{state.step === "kept" ? fill(text.is_kept, { time: time(state.at) }) : text.writing}</Status>
      {state.step === "writing" && state.share > 0 && <progress class="hf-progress" max={1} value={state.share} aria-label={text.writing} />}
    </>
  );
}
