// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import type { CasePapers } from "../worker/protocol";
import { Details } from "./details";
import { WaysToKeep } from "./ways_to_keep";

/** What a change of words leaves as it is: evidence that is kept, and packs that are locked. `old` is shown, as it may be kept nowhere but here. */
export function OldKeyOpens({ old }: { old: CasePapers }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const { kept } = session.evidence;
  const is_here = use_store(kept.there) === true;
  const is_shared = use_store(session.shared_device) !== false;
  useEffect(() => {
    if (kept.there.get() === null) void kept.look();
  }, [kept]);
  const text = t.new_words;
  return (
    <>
      {is_here && <p class="govuk-inset-text">{text.kept_here}</p>}
      <p class="govuk-body">{text.kept_elsewhere}</p>
      <p class="govuk-body">{text.kept_warning}</p>
      <Details summary={text.old_ones}>
        <WaysToKeep papers={old} is_shared={is_shared} on_device={false} onKept={() => undefined} />
      </Details>
    </>
  );
}
