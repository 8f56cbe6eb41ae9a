// SPDX-License-Identifier: Apache-2.0
// One screen of evidence that is open. All of them are a file of their own, fetched with the module: nobody else needs them.
import type { JSX } from "preact";
import { type CaseView, held_entry } from "../../evidence/case_view";
import type { Evidence, EvidenceScreen } from "../../evidence/evidence";
import { Cover } from "./cover";
import { Describe } from "./describe";
import { EvidenceFiles } from "./evidence_files";
import { EvidenceHome } from "./evidence_home";
import { EvidenceMore } from "./evidence_more";
import { EntryForm } from "./entry_form";
import { KeepDraft } from "./keep_draft";
import { KeepKey } from "./keep_key";
import { ReadWords } from "./read_words";
import { Seal } from "./seal";
import { Sealed } from "./sealed";
import { TakeOut } from "./take_out";

interface OpenEvidenceProps {
  screen: EvidenceScreen;
  evidence: Evidence;
  view: CaseView;
}
export function OpenEvidence({ screen, evidence, view }: OpenEvidenceProps): JSX.Element {
  switch (screen.name) {
    case "home":
      return <EvidenceHome />;
    case "files":
      return <EvidenceFiles />;
    case "describe":
      return <Describe />;
    case "take_out":
      return <TakeOut number={screen.number} {...(screen.copy === undefined ? {} : { copy: screen.copy })} />;
    case "words":
      return <ReadWords number={screen.number} />;
    case "cover":
      return <Cover number={screen.number} />;
    case "more":
      return <EvidenceMore />;
    case "entry":
      return <EntryForm list={screen.list} held={held_entry(view, screen)} onPut={(value) => evidence.put(screen.list, value, screen.index)} onDone={() => evidence.back()} />;
    case "keep":
      return <KeepKey />;
    case "seal":
      return <Seal />;
    case "saved":
      return <Sealed />;
    case "draft":
      return <KeepDraft />;
  }
}
