// SPDX-License-Identifier: Apache-2.0
// Keeping the evidence on this device: what that means, what opens it again, and deleting it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { kept_failure, use_evidence } from "../../evidence/use_evidence";
import { use_kept_key } from "../../evidence/use_kept_key";
import { Button } from "../../parts/button";
import { Details } from "../../parts/details";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { KeptLine } from "../../parts/kept_line";
import { Status } from "../../parts/status";
import { TextField } from "../../parts/text_field";
import { use_news } from "../../parts/use_news";
import { use_passphrase } from "../../parts/use_passphrase";
import { WipeKept } from "../../parts/wipe_kept";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { use_language } from "../../strings/language";

export function KeepDraft(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const { evidence } = use_evidence();
  const kept = use_store(evidence.kept.state);
  const is_shared = use_store(session.shared_device) === true;
  const text = t.kept_evidence;
  const is_on = kept.step !== "off" && !(kept.step === "failed" && kept.what === "draft_gone");
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-inset-text">{text.warning}</p>
      <KeptLine />
      {!is_on && (is_shared ? <Details summary={t.keep.other_ways}><Begin /></Details> : <Begin />)}
      <WipeKept />
      <Button onClick={() => evidence.back()}>{is_on ? t.evidence.to_list : t.page.back}</Button>
    </>
  );
}

const field_id = "draft-passphrase";

/** The key must be the person's own, by paper or file, or by a passphrase that is chosen here. */
function Begin(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const { evidence } = use_evidence();
  const { papers, is_kept } = use_kept_key();
  const passphrase = use_passphrase(field_id);
  const [is_busy, set_busy] = useState(false);
  const [news, set_news] = use_news();
  const text = t.kept_evidence;

  async function begin(): Promise<void> {
    set_news(null);
    if (!passphrase.will_do(is_kept)) return;
    set_busy(true);
    const problem = await keep();
    set_busy(false);
    if (problem === null) passphrase.type("");
    else set_news(kept_failure(problem));
  }
  async function keep(): Promise<string | null> {
    const drawn = papers === null ? await session.draw_papers() : true;
    const held = session.papers.get();
    if (!drawn || held === null) return "no_module";
    const locked_key = passphrase.typed === "" ? null : await passphrase.lock(held);
    if (passphrase.typed !== "" && locked_key === null) return "draft_failed";
    // Asks the browser to spare it when room is short; whether it does is up to it.
    void navigator.storage?.persist?.().catch(() => undefined);
    const { identity, case_number: number } = held;
    return (await evidence.kept.begin({ identity, number, locked_key }))?.what ?? null;
  }
  async function to_key(): Promise<void> {
    if (await session.draw_papers()) evidence.screen.set({ name: "keep", then: "draft" });
    else set_news((all) => all.evidence.errors.no_module);
  }
  return (
    <Form onSubmit={() => void (is_busy ? undefined : begin())}>
      <p class="govuk-body">{is_kept ? text.key_ready : text.key_or_passphrase}</p>
      {!is_kept && <Button onClick={() => void to_key()}>{t.evidence.keep_key}</Button>}
      <TextField id={field_id} kind="secret" label={is_kept ? text.passphrase_too : text.passphrase} hint={text.passphrase_hint} value={passphrase.typed} onChange={passphrase.type} error={passphrase.error} />
      <Status>{is_busy ? text.writing : news}</Status>
      <Button submit look="main" disabled={is_busy}>
        {text.begin}
      </Button>
    </Form>
  );
}
