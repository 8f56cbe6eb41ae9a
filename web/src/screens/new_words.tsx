// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { forget_on_device, kept_on_device } from "../keep/this_device";
import { Button } from "../parts/button";
import { failure_text } from "../parts/failure_text";
import { Heading } from "../parts/heading";
import { Status } from "../parts/status";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";

/** Somebody else may have the words: new keys, the old ones stop at once. */
export function NewWords(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const [state, set_state] = useState<"asking" | "working" | "done">("asking");
  const [news, set_news] = useState("");
  const text = t.new_words;
  async function change(): Promise<void> {
    set_state("working");
    set_news(text.working);
    // From here on the new keys may be the only ones that open the case, and nobody has kept them.
    const was_unkept = session.unkept.get();
    session.unkept.set(true);
    const failure = await session.open_case.rotate();
    if (failure !== null) {
      session.unkept.set(was_unkept || session.open_case.rotation_is_pending());
      set_state("asking");
      set_news(failure_text(failure, t));
      return;
    }
    const was_kept = kept_on_device() !== null;
    forget_on_device();
    set_state("done");
    set_news(was_kept ? `${text.done} ${text.device_note}` : text.done);
  }
  return (
    <>
      <Heading>{text.heading}</Heading>
      {state !== "done" && (
        <>
          <p class="govuk-body-l">{text.lead}</p>
          <p class="govuk-body">{text.before}</p>
        </>
      )}
      <Status>{news}</Status>
      {state === "done" ? (
        <Button look="main" onClick={() => session.go({ kind: "case_screen", screen: "shared_device" })}>
          {t.page.go_on}
        </Button>
      ) : (
        <Button look="main" onClick={() => void change()} disabled={state === "working"}>
          {text.submit}
        </Button>
      )}
    </>
  );
}
