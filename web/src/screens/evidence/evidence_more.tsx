// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_evidence } from "../../evidence/use_evidence";
import { Button } from "../../parts/button";
import { EntryLists } from "../../parts/entry_lists";
import { Heading } from "../../parts/heading";
import { use_language } from "../../strings/language";

/** What has no file. */
export function EvidenceMore(): JSX.Element | null {
  const { t } = use_language();
  const { evidence, view } = use_evidence();
  if (view === null) return null;
  const text = t.evidence;
  return (
    <>
      <Heading>{text.add_more}</Heading>
      <p class="govuk-body">{text.more_lead}</p>
      <EntryLists
        view={view}
        onAdd={(list) => evidence.screen.set({ name: "entry", list })}
        onChange={(list, index) => evidence.screen.set({ name: "entry", list, index })}
        onDrop={(list, index) => evidence.drop(list, index)}
        onPutBack={(list, value) => evidence.put(list, value)}
      />
      <Button look="main" onClick={() => evidence.back()}>
        {text.to_list}
      </Button>
    </>
  );
}
