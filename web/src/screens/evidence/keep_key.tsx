// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_evidence } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { Heading } from "../../parts/heading";
import { WaysToKeep } from "../../parts/ways_to_keep";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { use_language } from "../../strings/language";

/** The key that opens the pack is kept before anything is locked with it. */
export function KeepKey(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const { evidence } = use_evidence();
  const papers = use_store(session.papers);
  const is_shared = use_store(session.shared_device) !== false;
  const in_hand = use_store(session.key_in_hand);
  if (papers === null) return null;
  const text = t.evidence;
  return (
    <>
      <Heading>{text.keep_heading}</Heading>
      <p class="govuk-body-l">{text.keep_lead}</p>
      <WaysToKeep
        papers={papers}
        is_shared={is_shared}
        on_device
        onKept={() => {
          session.unkept.set(false);
          session.key_in_hand.set(papers.identity);
        }}
      />
      <Button look={in_hand === papers.identity ? "main" : "second"} onClick={() => evidence.back()}>
        {in_hand === papers.identity ? t.page.go_on : t.page.back}
      </Button>
    </>
  );
}
