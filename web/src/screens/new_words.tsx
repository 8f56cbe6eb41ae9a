// SPDX-License-Identifier: Apache-2.0
// Somebody else may have the words. The new ones are made and kept first; then they are made to hold, and the old ones stop at
// once. So there is no moment in which leaving would lose the way in.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { failure_text } from "../parts/failure_text";
import { Heading } from "../parts/heading";
import { KeptHere } from "../parts/kept_here";
import { OldKeyOpens } from "../parts/old_key_opens";
import { Status } from "../parts/status";
import { use_news } from "../parts/use_news";
import { WaysToKeep } from "../parts/ways_to_keep";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import type { CasePapers } from "../worker/protocol";

export function NewWords(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const { open_case } = session;
  const next = use_store(open_case.next_papers);
  const is_shared = use_store(session.shared_device) !== false;
  const papers = use_store(session.papers);
  /** Those that were changed just now: evidence and packs may need them still. */
  const [old_papers, hold_old] = useState<CasePapers | null>(null);
  const [is_kept, set_kept] = useState(open_case.rotation_is_pending());
  const [state, set_state] = useState<"asking" | "working" | "done">("asking");
  const [news, set_news] = use_news();
  const text = t.new_words;

  async function do_now(act: () => Promise<string | null>): Promise<boolean> {
    set_state("working");
    set_news((all) => all.page.loading);
    const failure = await act();
    set_state("asking");
    const pending = open_case.rotation_is_pending();
    set_news(failure === null ? null : (all) => (pending ? all.new_words.unsure : failure_text(failure, all)));
    return failure === null;
  }
  async function change(): Promise<void> {
    const old = session.papers.get();
    if (!(await do_now(open_case.rotate))) return;
    // What is known to be the old key opens the case no more; for evidence and packs of before it is shown once more.
    if (old !== null) session.forget_kept(old);
    hold_old(old);
    session.unkept.set(false);
    set_state("done");
  }

  if (state === "done") {
    return (
      <>
        <Heading key="done">{text.done_heading}</Heading>
        <p class="govuk-body-l">{text.done}</p>
        {old_papers !== null && <OldKeyOpens old={old_papers} />}
        <KeptHere note={text.device_note} />
        <Button look="main" onClick={() => session.go({ kind: "case_screen", screen: "case" })}>
          {t.page.go_on}
        </Button>
      </>
    );
  }
  if (next === null) {
    return (
      <>
        <Heading key="asking">{text.heading}</Heading>
        <p class="govuk-body-l">{text.lead}</p>
        <p class="govuk-body">{text.before}</p>
        {papers !== null && <OldKeyOpens old={papers} />}
        <Status>{news}</Status>
        <Button look="main" onClick={() => void do_now(open_case.draw_next_papers)} disabled={state === "working"}>
          {text.draw}
        </Button>
      </>
    );
  }
  return (
    <>
      <Heading key="keeping">{text.keep_heading}</Heading>
      <p class="govuk-body-l">{text.keep_first}</p>
      <WaysToKeep papers={next} is_shared={is_shared} on_device={false} onKept={() => set_kept(true)} />
      <Status>{news !== "" ? news : is_kept ? "" : t.keep.none_yet}</Status>
      {is_kept && (
        <Button look="main" onClick={() => void change()} disabled={state === "working"}>
          {text.submit}
        </Button>
      )}
    </>
  );
}
