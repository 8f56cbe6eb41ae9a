// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Heading } from "../parts/heading";
import { Status } from "../parts/status";
import { WaysToKeep } from "../parts/ways_to_keep";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";

/** Keeping the way back in, before going on. */
export function Keep(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const papers = use_store(session.papers);
  const is_shared = use_store(session.shared_device) !== false;
  const is_kept = !use_store(session.unkept);
  const [warns, warn] = useState(false);
  if (papers === null) return null;
  const text = t.keep;
  function go_on_without(): void {
    session.unkept.set(false);
    session.go({ kind: "go_on" });
  }
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <WaysToKeep papers={papers} is_shared={is_shared} on_device onKept={() => {
          session.unkept.set(false);
          session.key_in_hand.set(papers.identity);
        }} />
      <Status>{warns ? text.without_warning : is_kept ? "" : text.none_yet}</Status>
      {is_kept ? (
        <Button look="main" onClick={() => session.go({ kind: "go_on" })}>
          {t.page.go_on}
        </Button>
      ) : (
        <Button look={warns ? "second" : "link"} onClick={() => (warns ? go_on_without() : warn(true))}>
          {text.go_on_without}
        </Button>
      )}
    </>
  );
}
