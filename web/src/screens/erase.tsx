// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { leave } from "../exit/leave";
import { keeps_something } from "../keep/this_device";
import { Button } from "../parts/button";
import { failure_text } from "../parts/failure_text";
import { Heading } from "../parts/heading";
import { KeptHere } from "../parts/kept_here";
import { Status } from "../parts/status";
import { use_news } from "../parts/use_news";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";

/** Deleting the case for good, in two steps. */
export function Erase(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const [is_second, set_second] = useState(false);
  const [busy, set_busy] = useState(false);
  const [news, set_news] = use_news();
  const text = t.erase;
  async function erase(): Promise<void> {
    const erased = session.papers.get();
    set_busy(true);
    const failure = await session.open_case.erase();
    set_busy(false);
    if (failure !== null) {
      set_news((all) => failure_text(failure, all));
      return;
    }
    if (erased !== null) session.forget_kept(erased);
    session.go({ kind: "case_erased" });
  }
  const keep = (
    <Button look={is_second ? "main" : "second"} disabled={busy} onClick={() => session.go({ kind: "case_screen", screen: "case" })}>
      {text.keep}
    </Button>
  );
  return is_second ? (
    <>
      <Heading key="second">{text.second_heading}</Heading>
      <p class="govuk-body">{text.lead}</p>
      <Status>{news}</Status>
      <div class="hf-row">
        {keep}
        <Button onClick={() => void erase()} disabled={busy}>
          {text.second}
        </Button>
      </div>
    </>
  ) : (
    <>
      <Heading key="first">{text.heading}</Heading>
      <p class="govuk-body">{text.lead}</p>
      <p class="govuk-body">{text.instead}</p>
      <div class="hf-row">
        {keep}
        <Button onClick={() => set_second(true)}>{text.first}</Button>
      </div>
    </>
  );
}

export function Erased(): JSX.Element {
  const { t } = use_language();
  return (
    <>
      <Heading>{t.erase.done_heading}</Heading>
      <p class="govuk-body">{t.erase.done}</p>
      <KeptHere note={t.erase.kept} />
      <Button look="main" onClick={() => leave(keeps_something())}>
        {t.next.finish}
      </Button>
    </>
  );
}
