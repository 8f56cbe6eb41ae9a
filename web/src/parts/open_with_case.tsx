// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { kept_failure, use_evidence } from "../evidence/use_evidence";
import { use_kept_key } from "../evidence/use_kept_key";
import { use_language } from "../strings/language";
import { Button } from "./button";
import type { News } from "./use_news";

interface OpenWithCaseProps {
  is_busy: boolean;
  onBusy: (is_busy: boolean) => void;
  /** What did not open, and why. */
  onMiss: (say: News) => void;
}

/** Opens what this device keeps with the key of the case that the person came back with; nothing where there is none. */
export function OpenWithCase({ is_busy, onBusy, onMiss }: OpenWithCaseProps): JSX.Element | null {
  const { t } = use_language();
  const { kept } = use_evidence().evidence;
  const { papers, came_with_it } = use_kept_key();
  if (papers === null || !came_with_it) return null;
  async function open(identity: string): Promise<void> {
    onBusy(true);
    const opened = await kept.carry_on(identity);
    onBusy(false);
    if (opened.ok) return;
    const { what } = opened.error;
    onMiss(what === "draft_locked" ? (all) => all.evidence_beside.other_key : kept_failure(what));
  }
  return (
    <section class="hf-card">
      <p class="govuk-body">{t.evidence_beside.with_case}</p>
      <Button look="main" onClick={() => void open(papers.identity)} disabled={is_busy}>
        {t.evidence_beside.open}
      </Button>
    </section>
  );
}
