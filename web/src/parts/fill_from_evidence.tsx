// SPDX-License-Identifier: Apache-2.0
// What was put into the evidence, or written down on a route without pictures, goes into the letter at a press. Nothing is sent.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CaseView } from "../evidence/case_view";
import type { EvidenceState } from "../evidence/evidence";
import { use_notices } from "../notices/use_notices";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";

const has_something = ({ exhibits, links, known, payments, done }: CaseView): boolean => [exhibits, links, known, payments, done].some((list) => list.length > 0);
const is_filled = (state: EvidenceState): boolean => state.step === "open" && has_something(state.view);

export function FillFromEvidence(): JSX.Element | null {
  const { t } = use_language();
  const { evidence, words } = use_session();
  const notices = use_notices();
  const in_evidence = is_filled(use_store(evidence.state));
  const in_words = is_filled(use_store(words.state));
  const [is_missing, set_missing] = useState(false);
  const writing = notices.draft.get();
  if (writing === null || !(in_evidence || in_words)) return null;
  const text = t.from_evidence;

  async function fill_in(kind: string): Promise<void> {
    const found = await (in_evidence ? evidence : words).letter_facts(kind);
    set_missing(!found.ok);
    if (found.ok && notices.draft.get()?.kind === kind) notices.fill_in(found.value.facts, found.value.left_out);
  }
  const { filled } = writing;
  const names = filled?.names.map((name) => (name === "police" ? text.police : t.notices.ask_again[name])) ?? [];
  return (
    <section class="hf-card">
      <p class="govuk-body">{text.hint}</p>
      <Button onClick={() => void fill_in(writing.kind)}>{text.use}</Button>
      <Status>
        {is_missing && text.failed}
        {!is_missing && filled !== null && (names.length > 0 ? fill(text.done, { what: names.join(", ") }) : text.none)}
        {!is_missing && filled !== null && filled.left_out > 0 && ` ${fill(text.left_out, { count: filled.left_out })}`}
      </Status>
    </section>
  );
}
