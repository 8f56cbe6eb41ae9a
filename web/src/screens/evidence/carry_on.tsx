// SPDX-License-Identifier: Apache-2.0
// This device keeps evidence: opening it with the passphrase that was chosen here, or with words, code or file; or not now.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { carry_on } from "../../evidence/kept/carry_on";
import { kept_failure, use_evidence } from "../../evidence/use_evidence";
import { plain_recovery_text } from "../../keep/typed_text";
import { Button } from "../../parts/button";
import { ChooseTextFile } from "../../parts/choose_text_file";
import { ErrorSummary } from "../../parts/error_summary";
import { Form } from "../../parts/form";
import { Heading } from "../../parts/heading";
import { OpenWithCase } from "../../parts/open_with_case";
import { Status } from "../../parts/status";
import { TextField } from "../../parts/text_field";
import { use_news } from "../../parts/use_news";
import { WipeKept } from "../../parts/wipe_kept";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { fill, use_language } from "../../strings/language";

const greatest_recovery_bytes = 65536;
const words_id = "draft-words";
const passphrase_id = "draft-opens";

export function CarryOn({ onAnew }: { onAnew: () => void }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const { evidence } = use_evidence();
  const kept = use_store(evidence.kept.state);
  /** What the passphrase opens: the text beside what is kept, or a locked file that was chosen. */
  const [locked, set_locked] = useState<{ bytes: Uint8Array; is_own: boolean } | null>(null);
  const [typed, type] = useState("");
  const [passphrase, type_passphrase] = useState("");
  const [problem, set_problem] = use_news();
  const [turn, set_turn] = useState(0);
  const [is_busy, set_busy] = useState(false);
  useEffect(() => {
    void evidence.kept.locked_key().then((key) => {
      if (key !== null) set_locked({ bytes: new TextEncoder().encode(key), is_own: false });
    });
  }, []);
  const text = t.kept_evidence;
  const field = locked === null ? words_id : passphrase_id;

  const miss = (say: Parameters<typeof set_problem>[0]): void => {
    set_problem(say);
    set_turn((before) => before + 1);
  };
  function open_with_case(is_begun: boolean): void {
    if (is_begun) set_problem(null);
    set_busy(is_begun);
  }
  async function open(bytes: Uint8Array, with_passphrase: string | null, is_own: boolean): Promise<void> {
    if (is_busy) return;
    set_problem(null);
    set_busy(true);
    const opened = await carry_on(session, bytes, with_passphrase, is_own);
    set_busy(false);
    if (opened.step === "refused") return miss(kept_failure(opened.what));
    if (opened.step === "open") return;
    if (opened.error === "needs_passphrase") set_locked({ bytes, is_own });
    miss((all) => fill(all.open.errors[opened.error], { number: opened.position }));
  }
  async function choose(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const bytes = file.size > greatest_recovery_bytes ? null : await file.arrayBuffer().catch(() => null);
    if (bytes === null) miss((all) => (file.size > greatest_recovery_bytes ? all.open.errors.file_too_large : all.open.errors.failed));
    else await open(new Uint8Array(bytes), null, true);
  }
  function submit(): void {
    if (locked !== null) {
      if (passphrase === "") miss((all) => all.open.errors.needs_passphrase);
      else void open(locked.bytes, passphrase, locked.is_own);
    } else if (typed.trim() === "") miss((all) => all.open.errors.empty);
    else void open(new TextEncoder().encode(plain_recovery_text(typed)), null, true);
  }

  return (
    <Form onSubmit={submit}>
      {problem !== "" && <ErrorSummary message={problem} field={field} turn={turn} />}
      <Heading>{text.carry_on}</Heading>
      <p class="govuk-body-l">{text.carry_on_lead}</p>
      <OpenWithCase is_busy={is_busy} onBusy={open_with_case} onMiss={miss} />
      <p class="govuk-body">{t.evidence_beside.old_words}</p>
      {locked === null ? (
        <TextField id={words_id} kind="lines" label={t.open.question} hint={t.open.hint} value={typed} onChange={type} error={problem === "" ? undefined : problem} />
      ) : (
        <TextField id={passphrase_id} kind="secret" label={text.passphrase} value={passphrase} onChange={type_passphrase} error={problem === "" ? undefined : problem} />
      )}
      <Status>{is_busy ? text.opening : ""}</Status>
      {kept.step === "opening" && kept.share > 0 && <progress class="hf-progress" max={1} value={kept.share} aria-label={text.opening} />}
      <Button submit look="main" disabled={is_busy}>
        {text.open}
      </Button>
      <div class="hf-actions">
        {locked === null ? (
          <ChooseTextFile onFile={(file) => void choose(file)} disabled={is_busy}>
            {t.open.file_choose}
          </ChooseTextFile>
        ) : (
          <Button onClick={() => set_locked(null)}>{text.with_words}</Button>
        )}
        <Button onClick={onAnew}>{text.anew}</Button>
        <WipeKept />
      </div>
      <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
    </Form>
  );
}
